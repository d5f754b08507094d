// The limit that a reader of certificates can come near to: reads each FILE, decodes the base64 of every
// PEM block, and digests it by SHA-256. Prints how many blocks there were.

#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static signed char values[256];

static size_t decode(const char *text, size_t count, unsigned char *output) {
  unsigned group = 0;
  int digits = 0;
  size_t written = 0;
  for (size_t i = 0; i < count; i++) {
    int value = values[(unsigned char)text[i]];
    if (value < 0) continue;
    group = group << 6 | value;
    if (++digits == 4) {
      output[written++] = group >> 16;
      output[written++] = group >> 8;
      output[written++] = group;
      group = digits = 0;
    }
  }
  if (digits == 3) {
    output[written++] = group >> 10;
    output[written++] = group >> 2;
  } else if (digits == 2) {
    output[written++] = group >> 4;
  }
  return written;
}

int main(int argc, char **argv) {
  memset(values, -1, sizeof values);
  const char *alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int i = 0; i < 64; i++) values[(unsigned char)alphabet[i]] = i;
  EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA-256", NULL);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  EVP_DigestInit_ex2(context, sha256, NULL);
  long blocks = 0;
  unsigned sum = 0;
  for (int argument = 1; argument < argc; argument++) {
    int file = open(argv[argument], O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) return 1;
    char *text = malloc(status.st_size + 1);
    for (off_t got = 0; got < status.st_size;) {
      ssize_t part = read(file, text + got, status.st_size - got);
      if (part <= 0) return 1;
      got += part;
    }
    text[status.st_size] = 0;
    close(file);
    unsigned char *output = malloc(status.st_size + 3), digest[32];
    for (char *at = text; (at = strstr(at, "-----BEGIN ")) != NULL; blocks++) {
      char *body = strchr(at, '\n');
      char *end = body ? memchr(body, '-', text + status.st_size - body) : NULL;
      if (!end) break;
      size_t count = decode(body, end - body, output);
      EVP_DigestInit_ex2(context, NULL, NULL);
      EVP_DigestUpdate(context, output, count);
      EVP_DigestFinal_ex(context, digest, NULL);
      sum += digest[0];
      at = end;
    }
    free(output);
    free(text);
  }
  printf("%ld blocks (%u)\n", blocks, sum);
  return 0;
}
