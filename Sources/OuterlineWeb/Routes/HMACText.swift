import Digest

/// Codes as texts, so that this target names OpenSSL nowhere.
enum HMACText {
    static func make(_ message: String, key: String) -> String? {
        HMAC.sha256(message.utf8, key: key.utf8).map { Secret.text($0) }
    }

    static func equal(_ a: String, _ b: String) -> Bool { Secret.equal(a.utf8, b.utf8) }
}
