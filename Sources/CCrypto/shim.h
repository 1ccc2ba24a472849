// SHA-256 of the system's OpenSSL; see Decisions/0003.
#include <openssl/evp.h>
