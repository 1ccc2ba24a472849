import CCrypto

/// A password as it is kept: scrypt (RFC 7914) with its parameters and salt, never the password.
///
/// Written `scrypt$LOG_N$R$P$SALT$HASH`, salt and hash in hexadecimal, so that stronger parameters can be brought in
/// later while old hashes still verify.
public struct PasswordHash: Sendable, Hashable {
    /// How hard one guess is.
    public struct Cost: Sendable, Hashable {
        /// The base-2 logarithm of scrypt's N.
        public var logN: Int
        public var blockSize: Int
        public var parallelism: Int

        public init(logN: Int, blockSize: Int, parallelism: Int) {
            self.logN = logN
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// 32 MiB for one guess; of the settings that OWASP holds equal in its notes on storing passwords, the one
        /// of N = 2^15, r = 8, p = 3.
        public static let standard = Cost(logN: 15, blockSize: 8, parallelism: 3)

        /// Bytes one hash needs: 128 · N · r, and a little more.
        var memory: UInt64 { 128 * (UInt64(1) << UInt64(logN)) * UInt64(blockSize) + (4 << 20) }

        /// Parameters nobody's file should make us compute with are none.
        var isSane: Bool {
            (1...20).contains(logN) && (1...32).contains(blockSize) && (1...16).contains(parallelism)
        }
    }

    public let cost: Cost
    let salt: [UInt8]
    let hash: [UInt8]

    /// Hashes a password with a new random salt.
    ///
    /// - Throws: ``PasswordHashFailed`` if the parameters are out of range or memory is short, ``RandomnessMissing``.
    public init(_ password: String, cost: Cost = .standard) throws {
        let salt = try Secret.random(16)
        guard let hash = Self.scrypt(password, salt, cost) else { throw PasswordHashFailed() }
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Reads the text form; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let logN = Int(parts[1]), let r = Int(parts[2]),
            let p = Int(parts[3]), let salt = Self.bytes(parts[4]), let hash = Self.bytes(parts[5]),
            hash.count == 32
        else { return nil }
        cost = Cost(logN: logN, blockSize: r, parallelism: p)
        guard cost.isSane else { return nil }
        self.salt = salt
        self.hash = hash
    }

    public var text: String {
        "scrypt$\(cost.logN)$\(cost.blockSize)$\(cost.parallelism)$\(SHA256.hex(salt))$\(SHA256.hex(hash))"
    }

    /// Whether the password is the one that was hashed; compared in constant time.
    ///
    /// - Complexity: the memory and time of `cost`, whatever the answer.
    public func verifies(_ password: String) -> Bool {
        guard let other = Self.scrypt(password, salt, cost) else { return false }
        return Secret.equal(hash, other)
    }

    private static func scrypt(_ password: String, _ salt: [UInt8], _ cost: Cost) -> [UInt8]? {
        guard cost.isSane else { return nil }
        let bytes = Array(password.utf8)
        let length = 32
        var key = [UInt8](repeating: 0, count: length)
        let done = bytes.withUnsafeBytes { pass in
            EVP_PBE_scrypt(
                pass.baseAddress?.assumingMemoryBound(to: CChar.self), pass.count, salt, salt.count,
                UInt64(1) << UInt64(cost.logN), UInt64(cost.blockSize), UInt64(cost.parallelism), cost.memory,
                &key, length)
        }
        return done == 1 ? key : nil
    }

    private static func bytes(_ hex: Substring) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard let high = nibble(digits[start]), let low = nibble(digits[start + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

/// OpenSSL could not compute a hash.
public struct PasswordHashFailed: Error {}
