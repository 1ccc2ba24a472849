import Drawing

extension PageFlow {
    /// Cuts a text into parts no higher than `height` in lines of `width`, at letters.
    ///
    /// - Returns: the text itself if it fits; never an empty list.
    func parts(of text: String, _ style: TextStyle, width: Double, height: Double) -> [String] {
        guard ruler.measure(text, style, width: width).height > height else { return [text] }
        var parts: [String] = []
        var rest = Array(text)
        while !rest.isEmpty {
            var (least, most) = (1, rest.count)
            while least < most {
                let middle = (least + most + 1) / 2
                if ruler.measure(String(rest[..<middle]), style, width: width).height <= height {
                    least = middle
                } else {
                    most = middle - 1
                }
            }
            let end = wholeWords(rest, before: least)
            parts.append(String(rest[..<end]))
            rest.removeFirst(end)
        }
        return parts
    }

    /// The end of the last whole word, if it is near; Chinese breaks between any letters.
    private func wholeWords(_ letters: [Character], before end: Int) -> Int {
        func isWord(_ letter: Character) -> Bool { letter.isASCII && !letter.isWhitespace }
        guard end < letters.count, isWord(letters[end - 1]), isWord(letters[end]) else { return end }
        let start = letters[max(0, end - 30)..<end].lastIndex { !isWord($0) }
        return start.map { $0 + 1 } ?? end
    }
}
