#include <openssl/asn1.h>
#include <openssl/asn1err.h>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ct.h>
#include <openssl/ecerr.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/objects.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsaerr.h>
#include <openssl/ssl.h>
#include <openssl/sslerr.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Macros as functions of the same names, since Swift sees no macro that takes arguments.

static inline long (BIO_set_mem_eof_return)(BIO *bio, int value) {
  return BIO_set_mem_eof_return(bio, value);
}

static inline long (SSL_CTX_add1_chain_cert)(SSL_CTX *context, X509 *certificate) {
  return SSL_CTX_add1_chain_cert(context, certificate);
}

static inline long (SSL_CTX_set_max_cert_list)(SSL_CTX *context, long size) {
  return SSL_CTX_set_max_cert_list(context, size);
}

static inline long (SSL_CTX_set_max_proto_version)(SSL_CTX *context, int version) {
  return SSL_CTX_set_max_proto_version(context, version);
}

static inline long (SSL_CTX_set_min_proto_version)(SSL_CTX *context, int version) {
  return SSL_CTX_set_min_proto_version(context, version);
}

static inline long (SSL_CTX_set_mode)(SSL_CTX *context, long mode) {
  return SSL_CTX_set_mode(context, mode);
}

static inline long (SSL_CTX_set_session_cache_mode)(SSL_CTX *context, long mode) {
  return SSL_CTX_set_session_cache_mode(context, mode);
}

static inline void (SSL_set_msg_callback_arg)(SSL *ssl, void *argument) {
  SSL_set_msg_callback_arg(ssl, argument);
}

static inline long (SSL_set_tlsext_host_name)(SSL *ssl, const char *name) {
  return SSL_set_tlsext_host_name(ssl, (void *)name);
}

static inline long (SSL_set_tlsext_status_type)(SSL *ssl, int type) {
  return SSL_set_tlsext_status_type(ssl, type);
}

static const uint64_t SSL_OP_legacy_server_connect = SSL_OP_LEGACY_SERVER_CONNECT;
