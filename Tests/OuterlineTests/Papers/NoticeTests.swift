import Coordinator
import Foundation
import Outerline
import PermitPolicy
import ProjectFile
import Reports
import Testing
import Vocabulary

/// A desk that prints papers of a drawn city.
struct PaperDesk {
    let city: DrawnCity
    var out: String { city.folder.path + "/out" }

    init() throws { city = try DrawnCity() }

    func print(
        _ kind: PaperKind, _ id: String, on date: String = "2026-11-20", permit: String? = nil,
        language: ReportLanguage = .zh, template: String? = nil, into folder: String? = nil
    ) throws -> PrintedPaper {
        let project = try city.open()
        let request = PaperRequest(
            caseID: id, kind: kind, permit: permit, day: try #require(Day(date)), formats: [.pdf, .md],
            language: language, folder: folder ?? out)
        let printed = try project.printPaper(request, TemplateFolder.templates(template))
        try project.close()
        return printed
    }

    func papers() throws -> [String] {
        let project = try Project.open(city.path, mode: .read, desk: try DrawnCity.desk("2026-11-20"))
        return try project.papers().map { "\($0.number) \($0.caseID) \($0.subject)" }
    }

    func text(_ paper: PrintedPaper) throws -> String {
        let path = try #require(paper.document.files.last)
        return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    func bytes(_ paper: PrintedPaper) throws -> [Data] {
        try paper.document.files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    }
}

@Suite("Numbered papers")
struct NoticeTests {
    private let desk: PaperDesk
    private var city: DrawnCity { desk.city }

    init() throws { desk = try PaperDesk() }

    @Test(
        "R16 one notice names all that is missing with basis, way and deadline; printed again it is the same paper"
    )
    func oneTime() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,application@2026-11-09,in_plot_accepted")
        let first = try desk.print(.oneTime, "A1-W")
        let text = try desk.text(first)
        #expect(first.document.number == "告知〔2026〕0001号" && !first.document.again)
        for part in [
            "报装申请表", "用能设备安装到位", "二(一)2", "烟城〔2020〕28号附件", "2026年11月9日", "开阀供能前", "Water Co（盖章）",
            "2026年11月20日", "李代表", "Jane",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(!text.contains("红线内工程验收合格"), "what holds is not asked for")
        let bytes = try desk.bytes(first)
        // Whatever happens afterwards: the paper the user holds does not change.
        try city.run(.supplyDocument("application"), "A1-W", on: "2026-11-05")
        let again = try desk.print(.oneTime, "A1-W", on: "2026-11-19", into: city.folder.path + "/again")
        #expect(again.document.again && again.document.number == first.document.number)
        #expect(try desk.bytes(again) == bytes)
        let english = try desk.text(desk.print(.oneTime, "A1-W", language: .en))
        #expect(english.contains("One-time notice") && english.contains("告知〔2026〕0001号"))
        #expect(
            english.contains("connection application form") && english.contains("before the valve is opened"))
    }

    @Test("R16 a second notice for a stage has its own number, says so, and is a finding")
    func second() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,in_plot_accepted")
        let first = try desk.print(.oneTime, "A1-W")
        #expect(first.findings.isEmpty)
        try city.run(.issueNotice(stage: "acceptance", items: ["身份证"]), "A1-W", on: "2026-11-04")
        let second = try desk.print(.oneTime, "A1-W")
        #expect(second.document.number == "告知〔2026〕0002号")
        #expect(second.findings.map(\.code) == ["CAS-203", "REP-301"])
        let text = try desk.text(second)
        #expect(text.contains("第二次告知（首次告知日期：2026年11月2日）") && text.contains("| 身份证 | 未登记依据 |"))
    }

    @Test(
        "R16 what is missing is told in one notice also before acceptance; where nothing is missing there is none"
    )
    func beforeAcceptance() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,in_plot_accepted", accept: false)
        let text = try desk.text(desk.print(.oneTime, "A1-W"))
        #expect(text.contains("报装申请表") && text.contains("用能设备安装到位") && text.contains("受理前"), "\(text)")
        #expect(try city.detail("A1-W")["notices"].list.count == 1)
        try city.file("A2,2026-11-02,Jane,resident,direct,heat,,,in_plot_accepted;equipment_installed")
        #expect(refusal { _ = try desk.print(.oneTime, "A2-H") } == "CAS-114")
        #expect(try desk.papers().count == 1)
    }

    @Test("R15 R44 acceptance with documents and conditions pending names promise, deadline and consequence")
    func acceptance() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,in_plot_accepted", accept: false)
        #expect(refusal { _ = try desk.print(.acceptance, "A1-W") } == "CAS-105", "not accepted yet")
        let project = try city.open()
        _ = try project.accept("A1-W", pending: true, on: try #require(Day("2026-11-03")))
        try project.close()
        #expect(refusal { _ = try desk.print(.acceptance, "A1-W", on: "2026-11-02") } == "CAS-103")
        let text = try desk.text(desk.print(.acceptance, "A1-W"))
        for part in [
            "受理〔2026〕0001号", "（容缺受理）", "报装申请表", "2026年11月10日前，或现场勘查时", "逾期的，予以催告提醒", "用能设备安装到位", "2 个工作日",
            "2026年11月5日", "继续计算",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        try city.file("A2,2026-11-02,Jane,resident,direct,gas,,,in_plot_accepted;equipment_installed")
        let plain = try desk.text(desk.print(.acceptance, "A2-G"))
        #expect(plain.contains("受理〔2026〕0002号") && !plain.contains("容缺"))
    }

    @Test("R30 the interface note needs the user to have been told, and again after the route has changed")
    func interface() throws {
        try city.file("A1,2026-11-02,Jane,resident,road,water,,,in_plot_accepted;equipment_installed")
        #expect(refusal { _ = try desk.print(.interface, "A1-W") } == "CAS-105")
        try city.run(.tellInterface(position: "地块西侧 <阀井>"), "A1-W", on: "2026-11-04")
        let first = try desk.print(.interface, "A1-W")
        let text = try desk.text(first)
        #expect(first.document.number == "接口〔2026〕0001号")
        #expect(
            text.contains("地块西侧 ") && text.contains("4156") && text.contains("620600.000")
                && text.contains("EPSG:4549"), "\(text)")
        let project = try city.open()
        _ = try project.run(
            .withdrawRoute(reason: "改线"), on: "A1-W", effective: try #require(Day("2026-11-05")))
        try project.close()
        #expect(
            refusal { _ = try desk.print(.interface, "A1-W") } == "CAS-105", "the position is no longer so")
        try city.run(.tellInterface(position: "地块北侧"), "A1-W", on: "2026-11-06")
        let second = try desk.print(.interface, "A1-W")
        #expect(second.document.number == "接口〔2026〕0002号")
        #expect(try desk.text(second).contains("替代 接口〔2026〕0001号"))
    }

    @Test(
        "R08 a commitment is printed with its check day; R15 pending documents make one; nothing makes none")
    func commitment() throws {
        try city.file(
            "A1,2026-11-02,Jane,resident,direct,water,,application,in_plot_accepted",
            "A2,2026-11-02,Jane,resident,far,water,,,in_plot_accepted;equipment_installed")
        let pending = try desk.text(desk.print(.commitment, "A1-W"))
        #expect(pending.contains("容缺材料补交承诺") && pending.contains("报装申请表"))
        #expect(refusal { _ = try desk.print(.commitment, "A2-W") } == "CAS-105")
        try city.run(
            .makeCommitment("补交图纸", checkOn: try #require(Day("2026-11-10"))), "A2-W", on: "2026-11-03")
        let made = try desk.text(desk.print(.commitment, "A2-W"))
        #expect(made.contains("补交图纸") && made.contains("核查日期：2026年11月10日") && made.contains("承诺〔2026〕0002号"))
    }

    @Test("R45 a completion note tells supply, days and fees once the valve is open")
    func completion() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,in_plot_accepted;equipment_installed")
        #expect(refusal { _ = try desk.print(.completion, "A1-W") } == "CAS-105")
        try city.run(.openValve, "A1-W", on: "2026-11-04")
        let text = try desk.text(desk.print(.completion, "A1-W"))
        #expect(text.contains("通水") && text.contains("2026年11月4日") && text.contains("办结〔2026〕0001号"))
    }

    @Test(
        "numbers run by kind and year, leave no hole, and stay what they are when all tables are made again")
    func numbering() throws {
        try city.file(
            "A1,2026-11-02,Jane,resident,direct,water;gas,,,in_plot_accepted",
            "A2,2026-11-02,Jim,resident,far,water,,,in_plot_accepted")
        _ = try desk.print(.oneTime, "A1-W")
        #expect(refusal { _ = try desk.print(.completion, "A1-W") } == "CAS-105", "a refusal takes no number")
        _ = try desk.print(.oneTime, "A2-W")
        _ = try desk.print(.acceptance, "A1-G")
        _ = try desk.print(.oneTime, "A1-G")
        _ = try desk.print(.oneTime, "A1-W")
        let numbers = [
            "受理〔2026〕0001号 A1-G acceptance", "告知〔2026〕0001号 A1-W notice/1",
            "告知〔2026〕0002号 A2-W notice/1", "告知〔2026〕0003号 A1-G notice/1",
        ]
        #expect(try desk.papers() == numbers)
        let project = try city.open()
        try project.rebuild()
        #expect(try project.verify().ok)
        try project.close()
        #expect(try desk.papers() == numbers)
        let backup = city.folder.path + "/backup.gpkg"
        try Project.open(city.path, mode: .read).backup(to: backup)
        let restored = try Project.open(backup, mode: .read, desk: try DrawnCity.desk("2026-12-24"))
        #expect(try restored.papers().map { "\($0.number) \($0.caseID) \($0.subject)" } == numbers)
        let request = PaperRequest(
            caseID: "A1-W", kind: .oneTime, day: try #require(Day("2026-12-24")), formats: [.pdf, .md],
            language: .zh, folder: city.folder.path + "/restored")
        let printed = try restored.printPaper(request, TemplateFolder.templates(nil))
        #expect(try desk.bytes(printed) == desk.bytes(desk.print(.oneTime, "A1-W")))
    }

    @Test("hostile names are text in every paper")
    func hostile() throws {
        let name = "\"<script>x</script> | # {{case}} & =cmd()\u{202E}evil 👩‍🔧\""
        try city.file("A1,2026-11-02,\(name),resident,direct,water,,application,in_plot_accepted")
        for kind in [PaperKind.oneTime, .acceptance, .commitment] {
            for language in ReportLanguage.allCases {
                let paper = try desk.print(kind, "A1-W", language: language)
                let text = try desk.text(paper)
                #expect(
                    !text.contains("&amp;amp;") && text.contains("{{case}}") && !text.contains("\u{202E}"))
                let pdf = try desk.bytes(paper)[0]
                #expect(pdf.starts(with: Data("%PDF-".utf8)) && pdf.count > 2_000)
            }
        }
    }

    @Test(
        "a folder of templates changes wording and numbers; everything wrong in it is told at once, nothing issued"
    )
    func template() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,in_plot_accepted")
        let folder = city.folder.path + "/tpl"
        try FileManager.default.createDirectory(atPath: folder + "/zh", withIntermediateDirectories: true)
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        try write("letterhead.yaml", "phoen: 1\nnumbers: {rule: \"{kind}\"}\n")
        try write("zh/acceptance.mustache", "{{applicnt}}")
        do {
            _ = try desk.print(.oneTime, "A1-W", template: folder)
            Issue.record("printed")
        } catch let problems as Problems {
            let places = problems.kept.map {
                "\(($0.place.file ?? "?").dropFirst(folder.count + 1)):\($0.place.line ?? 0)"
            }
            #expect(
                Set(places) == ["letterhead.yaml:1", "letterhead.yaml:2", "zh/acceptance.mustache:1"],
                "\(problems)")
        }
        #expect(try desk.papers().isEmpty)
        try FileManager.default.removeItem(atPath: folder + "/zh/acceptance.mustache")
        try write(
            "letterhead.yaml",
            "phone: \"0535-1\"\norganisation: {zh: 某市水务集团}\nnumbers: {rule: \"{kind}-{year}-{seq:4}\", kinds: {one_time: GZ}}\n"
        )
        let paper = try desk.print(.oneTime, "A1-W", template: folder)
        let text = try desk.text(paper)
        #expect(
            paper.document.number == "GZ-2026-0001" && text.contains("0535-1") && text.contains("某市水务集团（盖章）"))
        // Issued is issued: other templates do not reword it.
        #expect(try desk.text(desk.print(.oneTime, "A1-W")) == text)
        #expect(refusal { _ = try desk.print(.oneTime, "A1-W", template: folder + "/none") } == "CLI-101")
    }

    @Test(
        "a paper that cannot be written leaves no part of a file; the next run prints the number it was given"
    )
    func unwritable() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,in_plot_accepted")
        let file = try city.folder.write("file", "x")
        #expect(refusal { _ = try desk.print(.oneTime, "A1-W", into: file + "/sub") } == "PRJ-102")
        #expect(try desk.papers().isEmpty, "nothing is issued for a folder that cannot be made")
        #expect(try desk.print(.oneTime, "A1-W").document.number == "告知〔2026〕0001号")
    }

    @Test("two desks that issue at once give two numbers")
    func atOnce() throws {
        try city.file(
            "A1,2026-11-02,Jane,resident,direct,water,,,in_plot_accepted",
            "A2,2026-11-02,Jim,resident,far,water,,,in_plot_accepted")
        let (one, two) = (try city.open(), try city.open())
        func request(_ id: String) throws -> PaperRequest {
            PaperRequest(
                caseID: id, kind: .oneTime, day: try #require(Day("2026-11-20")), formats: [.md],
                language: .zh,
                folder: desk.out)
        }
        let templates = try TemplateFolder.templates(nil)
        let a = try one.printPaper(request("A1-W"), templates).document.number
        let b = try two.printPaper(request("A2-W"), templates).document.number
        #expect([a, b] == ["告知〔2026〕0001号", "告知〔2026〕0002号"])
        // Both had the case open when the first was issued: the second finds it.
        let again = try two.printPaper(request("A1-W"), templates).document
        #expect(again.again && again.number == a)
    }
}
