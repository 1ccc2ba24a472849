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
            parts.append(String(rest[..<least]))
            rest.removeFirst(least)
        }
        return parts
    }
}
