import CityFiles
import CityModel
import Coordinator
import Foundation
import Ledger
import Outerline
import PermitPolicy
import ProjectFile
import Reports
import Testing
import Vocabulary
import WorkCalendar

/// Half a year of invented lives on real routes: board, ledger and indicators agree with the log, recounted.
@Suite("A simulated half year")
struct HalfYearTests {
    static let filed = Day(2026, 3, 2)
    static let today = Day(2026, 9, 2)

    @Test("on the sample district, small")
    func sample() throws {
        let (filed, today) = (try #require(Self.filed), try #require(Self.today))
        let folder = try TemporaryFolder()
        let sample = try Samples.generate(seed: 5, blocks: 2, into: folder.path + "/sample", plain: true)
        let path = folder.path + "/city.gpkg"
        _ = try Project.create(path, crs: "EPSG:4549", desk: desk(filed))
        let project = try Project.open(path, mode: .write, desk: desk(today))
        for file in sample.files where file.hasSuffix(".geojson") {
            guard let layer = LayerName(rawValue: String(file.dropLast(8))) else { continue }
            _ = try project.importLayer(layer, LayerImportOptions(sources: ["\(sample.folder)/\(file)"]))
        }
        let rows = try ApplicationFile.read("\(sample.folder)/applications.csv").prefix(6).map { row in
            var row = row
            row.application.filedOn = filed
            return row
        }
        _ = try project.file(Array(rows), progress: { _, _ in }) { _ in }
        try check(project, folder.path, least: 6)
    }

    @Test(
        "on a real city, 1 000 applications",
        .enabled(if: RealCity.folder != nil, "no real data: set OUTERLINE_DATA"),
        .enabled(if: RealCity.isLong, "set OUTERLINE_LONG=1 for the half year of a real city"))
    func realCity() throws {
        let filed = try #require(Self.filed)
        let city = RealCity.all[0]
        let folder = try TemporaryFolder()
        try city.withProject(
            [.plots, .mains, .roads, .greens, .water, .buildings], desk: desk(try #require(Self.today))
        ) { project in
            let plots = try city.oracle("lines").compactMap { row in
                (row["plot"]).flatMap { plot in
                    (row["medium"]).flatMap { Utility(rawValue: $0) }.map { (plot, $0) }
                }
            }
            let applications = try plots.prefix(1000).enumerated().map { index, entry in
                let number = try #require(IntakeID("R-\(1000 + index)"))
                let application = Application(
                    number: number, filedOn: filed.advanced(by: index % 60), applicant: "applicant \(index)",
                    userType: .nonResident, plot: entry.0, utilities: [entry.1])
                return (application: application, place: Problem.Place(line: index + 1))
            }
            #expect(applications.count == 1000)
            _ = try project.file(applications, progress: { _, _ in }) { _ in }
            try check(project, folder.path, least: 1000)
        }
    }

    private func desk(_ today: Day) throws -> Desk {
        let noon = try #require(ISO8601DateFormatter().date(from: "\(today)T04:00:00Z"))
        return Desk(today: today, actor: "tester", now: { noon })
    }

    private func check(_ project: Project, _ folder: String, least: Int) throws {
        let today = try #require(Self.today)
        let result = try project.simulate(seed: 11, through: today)
        #expect(result.cases >= least && result.commands > 8 * result.cases)
        _ = try project.export(to: folder + "/export")
        let first = try #require(Self.filed)
        let log = try RecountedLog(folder + "/export", from: first, through: today)
        #expect(log.cases.count == result.cases)
        try checkBoard(try project.board(), log, today.description)
        try checkIndicators(try project.indicators().indicators, log, today.description)
        try checkLedger(project, folder, log, today.description)
        #expect(try project.verify().findings == [])
    }

    private func checkBoard(_ document: BoardDocument, _ log: RecountedLog, _ today: String) throws {
        for column in document.board.columns {
            let own = log.cases.values.filter { $0.stage == column.stage.rawValue }
            let lights = Dictionary(own.map { (log.light($0, on: today), 1) }, uniquingKeysWith: +)
            #expect(column.cases == own.count && column.lights == lights, "\(column.stage)")
        }
    }

    private func checkIndicators(_ indicators: Indicators, _ log: RecountedLog, _ today: String) throws {
        let all = Array(log.cases.values)
        let supplied = all.filter { $0.stage == "supplied" }
        let promised = supplied.filter { $0.budget != nil }
        let total = indicators.total
        #expect(total.cases == all.count && total.supplied == supplied.count && supplied.count > 0)
        #expect(total.withdrawn == all.count { $0.withdrawn != nil })
        #expect(total.promised == promised.count)
        #expect(total.onTime == promised.count { !log.isLate($0, on: today) })
        #expect(
            total.overdue
                == all.count { $0.valve == nil && $0.withdrawn == nil && log.isLate($0, on: today) })
        #expect(indicators.overdue.count == total.overdue)
        let net = supplied.reduce(0) { $0 + log.net($1, on: today) }
        let gross = supplied.reduce(0) { $0 + log.gross($1, on: today) }
        #expect(total.averageNetDays == Double(net) / Double(supplied.count))
        #expect(total.averageGrossDays == Double(gross) / Double(supplied.count))
        #expect(
            total.visits0 == all.count { $0.visits == 0 } && total.visits1 == all.count { $0.visits == 1 })
        let open = Set(["permitGranted", "permitClosed"])
        #expect(
            total.permitsOpen == all.reduce(0) { $0 + $1.permits.values.count { !open.contains($0) } })
        #expect(total.permits == all.reduce(0) { $0 + $1.permits.values.count { $0 != "permitClosed" } })
        let holders = Dictionary(
            indicators.holders.map { ($0.name, $0.days) }, uniquingKeysWith: { first, _ in first })
        let causes = log.daysByCause(on: today)
        for (holder, cause) in [
            ("utility", ""), ("authority", "government_approval"), ("contractor", "construction"),
        ] {
            #expect(holders[holder, default: 0] == causes[cause, default: 0], "\(holder)")
        }
        let scheme = indicators.stages.first { $0.name == "scheme" }
        #expect(scheme?.days ?? 0 == log.schemeDays(on: today))
        let districts = Dictionary(grouping: all, by: \.district).mapValues(\.count)
        for row in indicators.byDistrict where row.cases > 0 { #expect(districts[row.key] == row.cases) }
        #expect(indicators.byDistrict.reduce(0) { $0 + $1.cases } == all.count)
    }

    private func checkLedger(_ project: Project, _ folder: String, _ log: RecountedLog, _ today: String)
        throws
    {
        let report = try project.ledgerReport(language: .en)
        #expect(report.permits.rows.count == log.cases.values.reduce(0) { $0 + max(1, $1.permits.count) })
        #expect(report.cases.rows.count == log.cases.count)
        for row in try rows(of: report, .permits, project, folder) {
            let own = try #require(log.cases[row["case"] ?? ""])
            #expect(row["permit"] == "" || own.permits[row["permit"] ?? ""] != nil)
        }
        for row in try rows(of: report, .cases, project, folder) {
            let own = try #require(log.cases[row["case"] ?? ""])
            #expect(row["net_days"].flatMap { Int($0) } == log.net(own, on: today))
            #expect(row["gross_days"].flatMap { Int($0) } == log.gross(own, on: today))
        }
    }

    private func rows(
        of report: LedgerReport, _ kind: LedgerRowKind, _ project: Project, _ folder: String
    ) throws -> [[String: String]] {
        let path = "\(folder)/\(kind.rawValue).csv"
        try project.write(report, .csv, rows: kind, to: path)
        let lines = try String(contentsOfFile: path, encoding: .utf8).dropFirst().split(separator: "\r\n").map
        {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        // A line with a quoted comma has more parts; its cells are looked at elsewhere.
        return lines.dropFirst().filter { $0.count == header.count }.map {
            Dictionary(zip(header, $0)) { first, _ in first }
        }
    }
}

/// A folder of one test, removed with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "outerline-halfyear-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
