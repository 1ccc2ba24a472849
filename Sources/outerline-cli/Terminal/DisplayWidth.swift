import Vocabulary

/// The text filled with spaces to a width; longer text is cut with an ellipsis.
func padded(_ text: String, to width: Int, right: Bool = false) -> String {
    let own = displayWidth(text)
    if own <= width {
        let space = String(repeating: " ", count: width - own)
        return right ? space + text : text + space
    }
    var kept = ""
    var used = 0
    for character in text {
        let next = displayWidth(String(character))
        if used + next > width - 1 { break }
        kept.append(character)
        used += next
    }
    return kept + "…" + String(repeating: " ", count: max(0, width - 1 - used))
}
