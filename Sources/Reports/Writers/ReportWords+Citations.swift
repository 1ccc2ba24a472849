import PermitPolicy

// Laws and their articles, as authorities cite them.
extension ReportWords {
    /// A law with its article, as `《城市道路管理条例》第三十三条`; what is assumed or not verified says so.
    public static func citation(_ citation: Citation, _ language: ReportLanguage) -> String {
        let mark =
            switch citation.level {
            case .assumption: language.say(" (assumption)", "（假定）")
            case .unverified: language.say(" (not verified)", "（未核实）")
            case .law, .policy, .web: ""
            }
        let law = language == .zh && citation.level == .law ? title(citation.law) : citation.law
        return law + (citation.article.map { article($0, language) } ?? "") + mark
    }

    public static func citations(_ citations: [Citation], _ language: ReportLanguage) -> String {
        citations.map { citation($0, language) }.joined(separator: language.say("; ", "；"))
    }

    /// `城市道路管理条例(2019)` as `《城市道路管理条例》（2019）`; what has its marks or is a document's number stays.
    private static func title(_ law: String) -> String {
        if law.contains("《") || law.contains("〔") { return law }
        guard law.last == ")", let open = law.lastIndex(of: "(") else { return "《\(law)》" }
        return "《\(law[..<open])》（\(law[law.index(after: open)...].dropLast())）"
    }

    /// A wording as it stands, but for articles of laws, which a pack writes as `art. 42` in both languages.
    public static func text(_ wording: Wording, _ language: ReportLanguage) -> String {
        ReportVocabulary(language)(wording)
    }

    /// A number as laws write their articles, `三十三`; other texts stay as they are.
    static func numeral(_ text: some StringProtocol) -> String {
        guard let value = Int(text), (1...999).contains(value) else { return String(text) }
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10)
        var words = hundreds > 0 ? digits[hundreds] + "百" : ""
        if tens > 0 {
            words += (tens == 1 && hundreds == 0 ? "" : digits[tens]) + "十"
        } else if hundreds > 0, ones > 0 {
            words += "零"
        }
        return words + digits[ones]
    }

    /// ` art. 33 para 2`, in Chinese `第三十三条第二款`, set behind the law; what has another form stands as it is.
    static func article(_ text: String, _ language: ReportLanguage) -> String {
        guard language == .zh else { return " " + text }
        let item = text.dropFirst("annex item ".count)
        if text.hasPrefix("annex item "), !item.isEmpty { return "附件第\(numeral(item))项" }
        guard text.hasPrefix("art. "), let parsed = articles(text.dropFirst("art. ".count)) else {
            // A place written in Chinese needs no space before it.
            return (text.first?.isASCII ?? true ? " " : "") + text
        }
        return parsed
    }

    /// `30 and 33`, `7-9`, `27(5)`, `33 para 2`; nil for other forms.
    private static func articles(_ text: Substring) -> String? {
        let parts = text.components(by: " para ")
        var articles: [String] = []
        for list in parts[0].components(by: " and ") {
            for place in list.components(by: ", ") {
                let ends = place.components(by: "-").compactMap(article)
                guard !ends.isEmpty, ends.count == place.components(by: "-").count else { return nil }
                articles.append(ends.joined(separator: "至"))
            }
        }
        return articles.joined(separator: "、") + (parts.count > 1 ? "第\(numeral(parts[1]))款" : "")
    }

    /// `27(5)` as `第二十七条第五项`; nil for what is no number.
    private static func article(_ number: Substring) -> String? {
        let digits = number.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        let rest = number.dropFirst(digits.count)
        if rest.isEmpty { return "第\(numeral(digits))条" }
        guard rest.first == "(", rest.last == ")", rest.count > 2 else { return nil }
        return "第\(numeral(digits))条第\(numeral(rest.dropFirst().dropLast()))项"
    }
}

extension Substring {
    fileprivate func components(by separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self
        while let found = rest.firstRange(of: separator) {
            parts.append(rest[..<found.lowerBound])
            rest = rest[found.upperBound...]
        }
        return parts + [rest]
    }
}
