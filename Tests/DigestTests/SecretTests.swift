import Digest
import Testing

@Suite("Hashes of passwords and messages")
struct SecretTests {
    private func hex(_ bytes: [UInt8]?) -> String? {
        bytes.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
    }

    @Test("HMAC-SHA256 gives the values of RFC 4231")
    func hmac() {
        let first = HMAC.sha256("Hi There".utf8, key: [UInt8](repeating: 0x0b, count: 20))
        #expect(hex(first) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        let second = HMAC.sha256("what do ya want for nothing?".utf8, key: "Jefe".utf8)
        #expect(hex(second) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test("scrypt gives the value of RFC 7914 §12")
    func scrypt() throws {
        // The RFC's key is 64 bytes long; the first 32 are those of a 32-byte key.
        let salt = "4e61436c"
        let key = "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        let hash = try #require(PasswordHash(text: "scrypt$10$8$16$\(salt)$\(key)"))
        #expect(hash.verifies("password"))
        #expect(!hash.verifies("passwore"))
    }

    @Test("a password verifies against its own hash alone, with another salt each time")
    func passwords() throws {
        let cost = PasswordHash.Cost(logN: 4, blockSize: 8, parallelism: 1)
        let first = try PasswordHash("correct horse 马", cost: cost)
        let second = try PasswordHash("correct horse 马", cost: cost)
        #expect(first.text != second.text)
        #expect(try #require(PasswordHash(text: first.text)).verifies("correct horse 马"))
        #expect(!first.verifies("correct horse"))
        #expect(!first.verifies(""))
        #expect(first.text.hasPrefix("scrypt$4$8$1$"))
    }

    @Test(
        "a text that is no hash is none",
        arguments: [
            "", "scrypt", "scrypt$15$8$1$00", "scrypt$63$8$1$00$00", "scrypt$15$8$1$0g$00",
            "pbkdf2$1$1$1$00$00",
            "scrypt$40$8$1$00$" + String(repeating: "0", count: 64),
        ])
    func wrong(_ text: String) { #expect(PasswordHash(text: text) == nil) }

    @Test("random secrets differ, and their text is safe in addresses")
    func random() throws {
        let texts = try (0..<50).map { _ in Secret.text(try Secret.random(32)) }
        #expect(Set(texts).count == 50)
        #expect(texts.allSatisfy { $0.count == 43 && $0.allSatisfy { $0.isASCII && $0 != "+" && $0 != "/" } })
        #expect(Secret.text(Array("fooba".utf8)) == "Zm9vYmE")
        #expect(Secret.text(Array("foobar".utf8)) == "Zm9vYmFy")
        #expect(Secret.text([]) == "")
    }

    @Test("secrets are equal byte by byte or not at all")
    func equal() {
        #expect(Secret.equal([1, 2], [1, 2]))
        #expect(!Secret.equal([1, 2], [1, 3]))
        #expect(!Secret.equal([1, 2], [1, 2, 3]))
        #expect(Secret.equal([UInt8](), []))
    }
}
