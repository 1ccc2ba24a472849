import Coordinator
import Foundation
import PermitPolicy
import Vocabulary
import WorkCalendar

/// One application as a file gives it: words by column, before they are checked.
struct ApplicationRecord {
    /// The columns of a file of applications, in the order of the README; the first six are required.
    static let columns = [
        "number", "filed_on", "applicant", "user_type", "plot", "utilities", "installation",
        "commercial_facility",
        "district", "project", "address", "contact", "contractor", "preconstruction", "documents_pending",
        "conditions_met", "filed_at",
    ]
    static let required = columns.prefix(6)

    var place: Problem.Place
    var values: [String: String]

    func value(_ column: String) -> String? {
        guard let text = values[column] else { return nil }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The words of a list: separated by spaces, semicolons, commas, slashes, bars or 、.
    func words(_ column: String) -> [String] {
        (value(column) ?? "").split { $0.isWhitespace || ";,/|、，；+".contains($0) }.map(String.init)
    }

    /// The application, or nil with what is wrong added to `problems`.
    func application(_ problems: inout Problems) -> Application? {
        var found: [Problem] = []
        func fail(_ column: String, _ message: String, _ help: String? = nil) {
            var at = place
            at.field = column
            found.append(Problem(.applicationsInvalid, message, at: at, help: help))
        }
        for column in Self.required where value(column) == nil { fail(column, "\(column) is missing") }
        let number = value("number").flatMap { text -> IntakeID? in
            if let id = IntakeID(text) { return id }
            fail(
                "number", "'\(text)' is no application number",
                "letters, digits, '-', '_' and '.', at most 64 characters")
            return nil
        }
        let filedOn = value("filed_on").flatMap { text -> Day? in
            if let day = Day(text) { return day }
            fail("filed_on", "'\(text)' is no date", "write it as 2026-11-22")
            return nil
        }
        let filedAt = value("filed_at").flatMap { text -> TimeOfDay? in
            if let time = TimeOfDay(text) { return time }
            fail("filed_at", "'\(text)' is no time of day", "write it as 16:30")
            return nil
        }
        let userType = value("user_type").flatMap { text -> UserType? in
            if let type = Self.userTypes[text.lowercased()] { return type }
            fail("user_type", "user type '\(text)' is not covered", "resident (居民) or non_resident (非居民)")
            return nil
        }
        var utilities: [Utility] = []
        for word in words("utilities") {
            if let utility = Self.utilities[word.lowercased()] {
                utilities.append(utility)
            } else {
                let near = nearestWord(to: word, among: Utility.allCases.map(\.rawValue))
                fail(
                    "utilities", "'\(word)' is no utility",
                    near.map { "did you mean '\($0)'?" } ?? "water, gas or heat")
            }
        }
        let conditions = words("conditions_met").compactMap { word -> ValveCondition? in
            if let condition = ValveCondition(rawValue: word) { return condition }
            fail(
                "conditions_met", "'\(word)' is no condition",
                ValveCondition.allCases.map(\.rawValue).joined(separator: " or "))
            return nil
        }
        let commercial = value("commercial_facility").map { text -> Bool in
            if let flag = Self.flags[text.lowercased()] { return flag }
            fail("commercial_facility", "'\(text)' is neither yes nor no")
            return false
        }
        let preconstruction = value("preconstruction").flatMap { text -> IntakeID? in
            if let id = IntakeID(text) { return id }
            fail("preconstruction", "'\(text)' is no number of a project record")
            return nil
        }
        let pending = (value("documents_pending") ?? "").split(separator: ";").compactMap {
            text -> PendingDocument? in
            let parts = text.split(separator: "@", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard let name = parts.first, !name.isEmpty else { return nil }
            guard parts.count == 2 else { return PendingDocument(document: name, dueOn: nil) }
            if let day = Day(parts[1]) { return PendingDocument(document: name, dueOn: day) }
            fail("documents_pending", "'\(parts[1])' is no date", "write it as NAME@2026-11-22")
            return nil
        }
        for problem in found { problems.add(problem) }
        guard found.isEmpty, let number, let filedOn, let userType, let plot = value("plot"),
            let applicant = value("applicant")
        else { return nil }
        return Application(
            number: number, filedOn: filedOn, filedAt: filedAt, applicant: applicant, userType: userType,
            plot: plot,
            utilities: utilities, installation: value("installation") ?? "new_installation",
            commercialFacility: commercial ?? false, district: value("district"), project: value("project"),
            address: value("address"), contact: value("contact"), contractor: value("contractor"),
            preconstruction: preconstruction,
            documentsPending: pending, conditionsMet: conditions)
    }

    static let userTypes: [String: UserType] = [
        "resident": .resident, "居民": .resident, "non_resident": .nonResident, "non-resident": .nonResident,
        "非居民": .nonResident,
    ]
    static let utilities: [String: Utility] = [
        "water": .water, "水": .water, "供水": .water, "gas": .gas, "气": .gas, "供气": .gas, "燃气": .gas,
        "heat": .heat,
        "暖": .heat, "供暖": .heat, "供热": .heat,
    ]
    private static let flags: [String: Bool] = [
        "yes": true, "true": true, "1": true, "是": true, "no": false, "false": false, "0": false, "否": false,
    ]
}
