// Writes distinct certificates that a handful of keys sign: make-certificates COUNT BUNDLE [FOLDER].
//
// BUNDLE gets all of them in PEM. FOLDER, if it is named, gets every tenth in a file of its own, in
// folders of a hundred; only folders that are there already are filled, 00 to 99.

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

enum { AUTHORITIES = 4, KEYS = 8, EXTENSIONS = 8 };

static void require(int ok, const char *what) {
  if (!ok) {
    fprintf(stderr, "make-certificates: cannot %s\n", what);
    exit(1);
  }
}

static X509_NAME *name(const char *common) {
  X509_NAME *name = X509_NAME_new();
  X509_NAME_add_entry_by_txt(name, "C", MBSTRING_ASC, (const unsigned char *)"NL", -1, -1, 0);
  X509_NAME_add_entry_by_txt(name, "O", MBSTRING_ASC, (const unsigned char *)"Example Trust", -1, -1, 0);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)common, -1, -1, 0);
  return name;
}

static X509_EXTENSION *extension(int kind, const char *value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, NULL, NULL, NULL, NULL, 0);
  X509V3_set_ctx_nodb(&context);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
  require(extension != NULL, value);
  return extension;
}

// CA/Browser Forum: domain validated (2.23.140.1.2.1).
static X509_EXTENSION *domain_validated(void) {
  static unsigned char der[] = {0x30, 0x0a, 0x30, 0x08, 0x06, 0x06, 0x67, 0x81, 0x0c, 0x01, 0x02, 0x01};
  ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new();
  ASN1_OCTET_STRING_set(value, der, sizeof der);
  return X509_EXTENSION_create_by_NID(NULL, NID_certificate_policies, 0, value);
}

int main(int argc, char **argv) {
  require(argc == 3 || argc == 4, "run without COUNT BUNDLE [FOLDER]");
  long count = atol(argv[1]);
  FILE *bundle = fopen(argv[2], "w");
  require(bundle != NULL, "write the bundle");

  EVP_PKEY *signers[AUTHORITIES], *keys[KEYS];
  X509_NAME *issuers[AUTHORITIES];
  char text[128];
  for (int i = 0; i < AUTHORITIES; i++) {
    signers[i] = EVP_EC_gen("P-256");
    snprintf(text, sizeof text, "Example Issuing CA %d", i);
    issuers[i] = name(text);
  }
  for (int i = 0; i < KEYS; i++) keys[i] = i < KEYS / 2 ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
  X509_EXTENSION *common[EXTENSIONS] = {
      extension(NID_basic_constraints, "critical,CA:FALSE"),
      extension(NID_key_usage, "critical,digitalSignature"),
      extension(NID_ext_key_usage, "serverAuth"),
      extension(NID_info_access,
                "OCSP;URI:http://ocsp.example.com,caIssuers;URI:http://ca.example.com/issuing.der"),
      extension(NID_crl_distribution_points, "URI:http://crl.example.com/issuing.crl"),
      domain_validated(),
      extension(NID_subject_key_identifier, "0102030405060708090a0b0c0d0e0f1011121314"),
      NULL,
  };

  for (long i = 0; i < count; i++) {
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    unsigned char serial[16];
    RAND_bytes(serial, sizeof serial);
    serial[0] = (serial[0] & 0x7f) | 0x40;
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, NULL);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    X509_set_issuer_name(certificate, issuers[i % AUTHORITIES]);
    snprintf(text, sizeof text, "host-%ld.service.example.com", i);
    X509_NAME *subject = name(text);
    X509_set_subject_name(certificate, subject);
    X509_NAME_free(subject);
    // From 2026-10-01 on, for 90 days: one in six has expired by 2027-01-01.
    time_t start = 1790812800 + (i % 60) * 86400;
    ASN1_TIME_set(X509_getm_notBefore(certificate), start);
    ASN1_TIME_set(X509_getm_notAfter(certificate), start + 90 * 86400 - 1);
    X509_set_pubkey(certificate, keys[i % KEYS]);
    for (int e = 0; common[e]; e++) X509_add_ext(certificate, common[e], -1);
    snprintf(text, sizeof text, "DNS:host-%ld.service.example.com,DNS:alias-%ld.service.example.com", i, i);
    X509_EXTENSION *names = extension(NID_subject_alt_name, text);
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    require(X509_sign(certificate, signers[i % AUTHORITIES], EVP_sha256()) > 0, "sign");
    require(PEM_write_X509(bundle, certificate), "write");
    if (argc == 4 && i % 10 == 0) {
      snprintf(text, sizeof text, "%s/%02ld/%06ld.pem", argv[3], i / 10 % 100, i);
      FILE *file = fopen(text, "w");
      require(file && PEM_write_X509(file, certificate) && fclose(file) == 0, "write a file");
    }
    X509_free(certificate);
  }
  require(fclose(bundle) == 0, "write the bundle");
  return 0;
}
