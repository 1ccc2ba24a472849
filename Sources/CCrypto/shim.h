// SHA-256 of the system's OpenSSL (Decisions/0003), and what passwords and signed requests need (Decisions/0012).
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
