/// A text whose order by bytes is the order of ids: runs of digits by value, so that `A2` precedes `A10`.
///
/// Before the digits of a run, without leading zeros, stands how many they are.
public func naturalKey(_ id: String) -> String {
    var key = ""
    var digits = ""
    func flush() {
        guard !digits.isEmpty else { return }
        let value = digits.drop { $0 == "0" }
        // Two places are enough for the 64 characters an id may have.
        let length = value.utf8.count
        key += "\u{2}\(length < 10 ? "0" : "")\(length)\(value)"
        digits = ""
    }
    for character in id {
        if ("0"..."9").contains(character) {
            digits.append(character)
        } else {
            flush()
            key.append(character)
        }
    }
    flush()
    return key
}
