import Foundation
import Testing
import Vocabulary

@testable import Reports

/// Lines of calendar files, against RFC 5545.
struct CalendarTextTests {
    @Test(
        "No line is longer than 75 octets, no character is torn, and unfolding gives the line back",
        arguments: [1, 10, 74, 75, 76, 149, 150, 500])
    func folding(_ count: Int) {
        for letter in ["a", "é", "长", "🏭"] {
            let line = "SUMMARY:" + String(repeating: letter, count: count)
            let folded = CalendarText.folded(line)
            #expect(folded.hasSuffix("\r\n"))
            let lines = folded.components(separatedBy: "\r\n").dropLast()
            #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\u{FFFD}") })
            #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
            #expect(folded.replacingOccurrences(of: "\r\n ", with: "") == line + "\r\n")
        }
    }

    @Test(
        "Texts are escaped as the standard says",
        arguments: [
            ("a,b;c\\d", "a\\,b\\;c\\\\d"), ("两行\r\n第二行\n三", "两行\\n第二行\\n三"), ("a\u{7}b\tc", "ab c"),
            ("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT\\nBEGIN:VEVENT"), ("", ""),
        ])
    func escaping(_ text: String, _ expected: String) {
        #expect(CalendarText.escaped(text) == expected)
    }

    @Test func dates() { #expect(CalendarText.date(day("2026-11-20")) == "20261120") }
}
