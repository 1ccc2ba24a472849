/// The known word nearest to a mistyped one, for "did you mean" in errors.
///
/// - Returns: nil if none is within a third of its length (at least one edit).
/// - Complexity: O(known × length²).
public func nearestWord(to word: String, among known: some Sequence<String>) -> String? {
    let best = known.map { ($0, editDistance(word, $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
    guard let (candidate, distance) = best, distance <= max(1, candidate.count / 3) else { return nil }
    return candidate
}

private func editDistance(_ a: String, _ b: String) -> Int {
    let left = Array(a.lowercased())
    let right = Array(b.lowercased())
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let substituted = diagonal + (character == other ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[right.count]
}
