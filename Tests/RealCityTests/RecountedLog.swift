import Foundation
import Outerline
import Testing
import Vocabulary

/// A project recounted from its exported events by another path than the program's: plain dictionaries, a calendar
/// that is walked day by day, and no type of a case.
struct RecountedLog {
    /// One case as far as boards and indicators look at it.
    struct Case {
        var district: String?
        var filed: String?
        var accepted: String?
        var budget: Int?
        var needsScheme = true
        var scheme: String?
        var conditions: [String: String] = [:]
        var valve: String?
        var withdrawn: String?
        var stops: [(id: String, cause: String, from: String, to: String?)] = []
        var permits: [String: String] = [:]
        var visits = 0

        var stage: String {
            if withdrawn != nil { return "withdrawn" }
            if valve != nil { return "supplied" }
            if accepted == nil { return "filed" }
            if needsScheme, scheme == nil { return "scheme" }
            return conditions.count == 2 ? "valve_opening" : "waiting_conditions"
        }
    }

    private(set) var cases: [String: Case] = [:]
    private let working: Set<String>
    private let days: [String]

    init(_ folder: String, from first: Day, through last: Day) throws {
        let calendar = try Calendars.days(from: first, to: last)
        days = calendar.map(\.date.description)
        working = Set(calendar.filter(\.working).map(\.date.description))
        let text = try String(contentsOfFile: folder + "/events.jsonl", encoding: .utf8)
        for line in text.split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard let event = object, let stream = event["stream"] as? String, stream.hasPrefix("case/"),
                let type = event["type"] as? String, let payload = event["payload"] as? [String: Any],
                let on = event["effective_on"] as? String
            else { continue }
            read(type, payload, on, into: &cases[String(stream.dropFirst(5)), default: Case()])
        }
    }

    private func read(_ type: String, _ payload: [String: Any], _ on: String, into own: inout Case) {
        switch type {
        case "caseOpened":
            let application = payload["application"] as? [String: Any]
            own.district = application?["district"] as? String
            own.filed = application?["filed_on"] as? String
        case "caseAccepted": own.accepted = on
        case "decisionMade":
            let decision = payload["decision"] as? [String: Any]
            let promise = decision?["promise"] as? [String: Any]
            own.budget = promise?["budget_days"] as? Int
            let stages = promise?["stages"] as? [[String: Any]] ?? []
            own.needsScheme = stages.contains { $0["id"] as? String == "scheme" }
        case "clockStopped":
            own.stops.append(
                (payload["stop"] as? String ?? "", payload["cause"] as? String ?? "", on, nil))
        case "clockResumed":
            let id = payload["stop"] as? String
            if let index = own.stops.firstIndex(where: { $0.id == id }) { own.stops[index].to = on }
        case "schemeConfirmed": own.scheme = on
        case "conditionRecorded":
            let condition = payload["condition"] as? String ?? ""
            own.conditions[condition] = payload["met"] as? Bool == true ? on : nil
        case "valveOpened": own.valve = on
        case "caseWithdrawn": own.withdrawn = on
        case "applicantVisited": own.visits += 1
        case "permitRequired", "permitGranted", "permitClosed", "permitRefused", "permitSubmitted",
            "permitAccepted", "supplementRequested", "permitChangeRequired":
            if let permit = payload["permit"] as? String { own.permits[permit] = type }
        default: break
        }
    }

    // MARK: - Days, one by one

    /// The working days after a day up to another, with the cause of the stop that covers each, or nil.
    private func promiseDays(_ own: Case, through last: String) -> [(day: String, cause: String?)] {
        guard let accepted = own.accepted else { return [] }
        let end = [own.valve, own.withdrawn].compactMap(\.self).min().map { min($0, last) } ?? last
        return days.filter { $0 > accepted && $0 <= end && working.contains($0) }.map { day in
            let covering = own.stops.filter { $0.from <= day && ($0.to.map { day < $0 } ?? true) }
            return (day, covering.min { ($0.from, $0.id) < ($1.from, $1.id) }?.cause)
        }
    }

    func net(_ own: Case, on today: String) -> Int {
        promiseDays(own, through: today).count { $0.cause == nil }
    }

    func gross(_ own: Case, on today: String) -> Int { promiseDays(own, through: today).count }

    /// Late once a day counts, or passes, after the budget is used up: the clock must not stand on that day.
    func isLate(_ own: Case, on today: String) -> Bool {
        guard let budget = own.budget, let accepted = own.accepted else { return false }
        var left = budget
        let end = own.valve ?? own.withdrawn ?? today
        for day in days where day > accepted && day <= min(end, today) {
            if left == 0 { return true }
            let stands = own.stops.contains { $0.from <= day && ($0.to.map { day < $0 } ?? true) }
            if working.contains(day), !stands { left -= 1 }
        }
        return false
    }

    func light(_ own: Case, on today: String) -> String {
        guard let budget = own.budget, own.accepted != nil, own.withdrawn == nil else { return "none" }
        if own.valve != nil { return isLate(own, on: today) ? "late" : "done" }
        if isLate(own, on: today) { return "red" }
        let stands = own.stops.contains { $0.from <= today && ($0.to.map { today < $0 } ?? true) }
        if stands { return "grey" }
        return Double(budget - net(own, on: today)) <= max(1, 0.2 * Double(budget)) ? "yellow" : "green"
    }

    /// Working days of supplied, withdrawn and open cases by the cause under which they stood; key "" while it ran.
    func daysByCause(on today: String) -> [String: Int] {
        var sums: [String: Int] = [:]
        for own in cases.values {
            for day in promiseDays(own, through: today) { sums[day.cause ?? "", default: 0] += 1 }
        }
        return sums
    }

    /// Working days between acceptance and confirmed scheme, over all cases that have the step.
    func schemeDays(on today: String) -> Int {
        cases.values.filter(\.needsScheme).reduce(0) { sum, own in
            guard let accepted = own.accepted else { return sum }
            let end = own.scheme ?? own.withdrawn ?? today
            return sum + days.count { $0 > accepted && $0 <= end && working.contains($0) }
        }
    }
}
