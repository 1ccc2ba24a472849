import Foundation
import PermitPolicy
import Vocabulary
import WorkCalendar

extension WorkCalendar {
    /// The shipped calendar of the State Council's announcements.
    ///
    /// - Throws: ``Problem`` POL-301 if the installation lacks it.
    public static func shipped() throws -> WorkCalendar {
        guard let file = ShippedPolicies.root?.appendingPathComponent("calendar.yaml") else {
            throw Problem(.packMissing, "the shipped calendar is missing")
        }
        return try load(file)
    }

    /// Reads a calendar file.
    ///
    /// - Throws: ``Problem`` POL-301 if it cannot be read; ``Problems`` with the line of each.
    public static func load(_ file: URL) throws -> WorkCalendar {
        guard let data = try? Data(contentsOf: file) else {
            throw Problem(.packMissing, "the calendar file cannot be read", at: .init(file: file.path))
        }
        return try WorkCalendar(yaml: data, file: file.lastPathComponent)
    }

    /// Reads a calendar such as `Policies/calendar.yaml`.
    ///
    /// - Throws: ``Problems`` with the line of each.
    public init(yaml data: Data, file: String) throws {
        self = try readYAML(data, file: file) { root in
            root.allow("schema", "note", "coverage", "sources", "statutory", "lights", "years")
            if let schema = root.required("schema"), schema.text() != "outerline-calendar-1" {
                schema.fail(.yamlValue, "only schema 'outerline-calendar-1' can be read")
            }
            var holidays: [CalendarData.Holiday] = []
            var makeUpDays: [CalendarData.MakeUpDay] = []
            for (year, node) in root.requiredEntries("years") {
                node.allow("notice", "urls", "working_days", "holidays", "make_up_days")
                let all = node.requiredItems("holidays").compactMap(CalendarData.Holiday.init(yaml:))
                holidays += all
                makeUpDays += node.items("make_up_days").compactMap { item in
                    item.day().map { .init(name: Self.makeUpName($0, all), day: $0) }
                }
                if node.requiredText("notice").isEmpty || Int(year) == nil {
                    node.fail(.yamlValue, "a year is a number and names its notice")
                }
            }
            let statutory = root.required("statutory")
            statutory?.allow("source", "level", "fixed", "dated")
            let coverage = root.required("coverage")
            coverage?.allow("first", "announced_until")
            let lights = root["lights"].flatMap(LightRule.init(yaml:))
            try root.report.problems.throwIfAny()
            guard let first = coverage?.required("first")?.day(),
                let until = coverage?.required("announced_until")?.day()
            else { throw root.report.problems }
            let data = CalendarData(
                first: first, announcedUntil: until, holidays: holidays, makeUpDays: makeUpDays,
                fixedStatutory: statutory?.items("fixed").compactMap(CalendarData.FixedHoliday.init(yaml:))
                    ?? [],
                datedStatutory: statutory?.items("dated").compactMap(CalendarData.Holiday.init(yaml:)) ?? [],
                lights: lights ?? .assumed)
            for problem in data.problems().kept {
                root.report.problems.add(problem.located(.init(file: file)))
            }
            try root.report.problems.throwIfAny()
            let calendar = try WorkCalendar(data)
            calendar.checkCounts(root)
            return calendar
        }
    }

    /// Compares each year's working days with the count its file states.
    private func checkCounts(_ root: YAMLNode) {
        for (year, node) in root.entries("years") {
            guard let stated = node.integer("working_days"), let number = Int(year),
                let last = Day(number, 12, 31), let before = Day(number - 1, 12, 31)
            else { continue }
            let counted = workingDays(after: before, through: last)
            if counted != stated {
                node.fail(.calendarRange, "\(year) has \(counted) working days, the file states \(stated)")
            }
        }
    }

    /// The name of the holiday nearest to a make-up day, for it is worked for that one.
    private static func makeUpName(_ day: Day, _ holidays: [CalendarData.Holiday]) -> String {
        func distance(_ holiday: CalendarData.Holiday) -> Int {
            min(abs(holiday.from.distance(to: day)), abs(holiday.to.distance(to: day)))
        }
        let nearest = holidays.min { (distance($0), $0.from) < (distance($1), $1.from) }
        return "\(nearest?.name ?? "")调休上班"
    }
}

extension CalendarData.Holiday {
    fileprivate init?(yaml node: YAMLNode) {
        node.allow("name", "from", "to")
        let (name, from) = (node.required("name")?.text(), node.required("from")?.day())
        let to = node.required("to")?.day()
        guard let name, let from, let to else { return nil }
        self.init(name: name, from: from, to: to)
    }
}

extension LightRule {
    fileprivate init?(yaml node: YAMLNode) {
        node.allow("yellow_days", "yellow_share", "source", "level")
        let days = node.required("yellow_days")?.integer(in: 0...1000)
        let share = node.required("yellow_share")?.number(in: 0...1)
        let source = node.required("source")?.text()
        let level = node.required("level")?.choice(EvidenceLevel.self)
        guard let days, let share, let source, let level else { return nil }
        self.init(yellowDays: days, yellowShare: share, source: source, level: level.rawValue)
    }
}

extension CalendarData.FixedHoliday {
    fileprivate init?(yaml node: YAMLNode) {
        node.allow("name", "month", "day", "days")
        let name = node.required("name")?.text()
        let month = node.required("month")?.integer(in: 1...12)
        let day = node.required("day")?.integer(in: 1...31)
        let days = node.required("days")?.integer(in: 1...31)
        guard let name, let month, let day, let days else { return nil }
        self.init(name: name, month: month, day: day, days: days)
    }
}
