import CCrypto

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
public enum HMAC {
    /// The 32 bytes of the code.
    ///
    /// - Returns: nil only if OpenSSL fails, such as for want of memory.
    public static func sha256(_ message: some Sequence<UInt8>, key: some Sequence<UInt8>) -> [UInt8]? {
        let (key, message) = (Array(key), Array(message))
        var code = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard key.count <= Int(Int32.max),
            CCrypto.HMAC(
                EVP_sha256(), key, Int32(key.count), message, message.count, &code, &length) != nil,
            length == 32
        else { return nil }
        return code
    }
}

/// Bytes nobody can guess, and the comparison that tells nobody where two texts part.
public enum Secret {
    /// Bytes of the system's cryptographic generator.
    ///
    /// - Throws: ``RandomnessMissing`` if it has none to give; nothing weaker is ever used in its place.
    public static func random(_ count: Int) throws(RandomnessMissing) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard count >= 0, count <= Int(Int32.max), RAND_bytes(&bytes, Int32(count)) == 1 else {
            throw RandomnessMissing()
        }
        return bytes
    }

    /// Whether two secrets are equal, in a time that depends on their lengths alone.
    public static func equal(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Bool {
        let (a, b) = (Array(a), Array(b))
        guard a.count == b.count else { return false }
        return CRYPTO_memcmp(a, b, a.count) == 0
    }

    /// Base64 for addresses and cookies (RFC 4648 §5), without padding.
    public static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let word = part.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - part.count))
            for place in 0...part.count { text.append(digits[Int(word >> (18 - 6 * UInt32(place)) & 63)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The system gives no random bytes.
public struct RandomnessMissing: Error {}
