import Configuration
import Coordinator
import Foundation
import Geometry
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@testable import Reports

@Suite("Packets of every kind of permit")
struct PacketFieldTests {
    static let owner = "甲公司 | <b>&"

    static func state(_ pack: PolicyPack) throws -> CaseState {
        let id = try #require(CaseID("A1-W"))
        let day = try #require(Day("2026-11-02"))
        let moment = try #require(Timestamp("2026-11-02T01:00:00Z"))
        let application = Application(
            number: id.intake, filedOn: day, applicant: owner, userType: .nonResident, plot: "P1",
            utilities: [.water], district: "370602")
        let events =
            [Event.caseOpened(application: application)]
            + pack.permits.compactMap { rule -> Event? in
                guard let permit = PermitID(id, kind: rule.kind) else { return nil }
                return .permitRequired(
                    permit: permit,
                    requirement: PermitRequirement(
                        kind: rule.kind, verdict: .required, title: rule.title,
                        authority: Authority(
                            id: "x", role: rule.authority, title: Wording(zh: "主管部门", en: "the authority"),
                            district: "370602", assumption: false), basis: rule.basis,
                        triggers: [
                            PermitTrigger(
                                layer: "roads", features: ["R1"], name: "长江路", fromM: 1.5, toM: 21.25,
                                lengthM: 19.75,
                                areaM2: 39.5)
                        ], statutoryDays: rule.statutoryDays, materials: rule.materials,
                        validity: rule.validity,
                        duties: rule.duties))
            }
        let later: [Event] = [
            .utilityAssigned(company: "示例供水有限公司", territory: nil),
            .representativeAssigned(name: "李代表"),
            .caseAccepted(pending: [
                PendingDocument(
                    document: "application", dueOn: Day("2026-11-09"), orAtSurvey: true, consequence: .remind)
            ]), .noticeIssued(stage: "acceptance", items: ["application", "in_plot_accepted", "身份证"]),
            .interfaceTold(position: "地块西侧 | 阀井"), .commitmentMade(text: "补交图纸", checkOn: day),
            .valveOpened,
        ]
        return CaseState(
            id: id,
            (events + later).map {
                Entry(stream: .connection(id), event: $0, effectiveOn: day, recordedAt: moment, actor: "t")
            })
    }

    static func context(_ pack: PolicyPack, _ templates: PaperTemplates) throws -> PaperContext {
        PaperContext(
            state: try state(pack), city: pack.city, policy: pack.title, district: nil,
            materials: pack.materials(for: .connection, on: try #require(Day("2026-11-02")), onFile: []),
            permitMaterials: [], pendingRules: pack.documents.pending, calendar: try WorkCalendar.shipped(),
            on: try #require(Day("2026-11-20")), letterhead: templates.letterhead,
            line: [Point(0, 0), Point(30, 40)], crs: "EPSG:4549")
    }

    @Test(
        "every kind of yantai-2020 has a covering note, a form and a list in both languages, all of it text")
    func kinds() throws {
        let pack = try PolicyPack.load("yantai-2020")
        let templates = try Shipped.templates()
        let context = try Self.context(pack, templates)
        #expect(context.state.permits.count == pack.permits.count && pack.permits.count >= 18)
        for permit in context.state.permits {
            let packet = PermitPacket(
                context, permit,
                materials: pack.materials(for: .permit(permit.id.kind), on: context.on, onFile: []))
            for language in ReportLanguage.allCases {
                let papers = packet.papers(templates, language, drawing: nil)
                #expect(papers.map(\.name) == [PermitPacket.note, PermitPacket.form, PermitPacket.list])
                for paper in papers {
                    let text = paper.document.markdown()
                    #expect(!text.contains("{{") && !text.contains("&amp;"), "\(permit.id) \(paper.name)")
                    #expect(
                        paper.document.title.contains(
                            language == .zh ? permit.requirement.title.zh : permit.requirement.title.en))
                    #expect(text.contains("甲公司"), "\(paper.name)")
                }
                let form = papers[1].document.markdown()
                #expect(form.contains("K0+001.500") && form.contains("19.75") && form.contains("39.50"))
                for material in permit.requirement.materials {
                    let title = language == .zh ? material.title.zh : material.title.en
                    #expect(papers[2].document.markdown().contains(title), "\(permit.id) \(title)")
                }
            }
            let data = try JSONEncoder().encode(PermitFormDocument(packet))
            #expect(
                String(decoding: data, as: UTF8.self).contains("\"schema\":\"outerline.permit-form\\/1\""))
        }
    }

    @Test(
        "R12 R13 R14 waived materials name their rule and evidence; R10 the applicant is asked for one document at most"
    )
    func waivers() throws {
        let pack = try PolicyPack.load("yantai-2020")
        let templates = try Shipped.templates()
        var context = try Self.context(pack, templates)
        let permit = try #require(context.state.permits.first { $0.id.kind == .plan })
        let filed = DocumentOnFile(
            material: "design-scheme", origin: .anotherCase, filedOn: try #require(Day("2026-10-01")),
            validUntil: Day("2027-10-01"), reference: "规划〔2026〕9号")
        let shared = DocumentOnFile(
            material: "land-use", origin: .dataSharing, filedOn: try #require(Day("2026-10-01")),
            reference: "数据共享平台")
        let materials = pack.materials(for: .permit(.plan), on: context.on, onFile: [filed, shared])
        let list = PermitPacket(context, permit, materials: materials).papers(templates, .zh, drawing: nil)[2]
        let text = list.document.markdown()
        #expect(
            text.contains("已提交且在有效期内，免提供") && text.contains("规划〔2026〕9号") && text.contains("有效期至2027年10月1日"))
        #expect(text.contains("部门推送或数据共享可获取，免提供") && text.contains("数据共享平台"))
        #expect(
            PermitPacket.row(
                MaterialStatus(
                    material: Material(id: "x", title: Wording(zh: "x", en: "x"), basis: nil),
                    verdict: .waived,
                    exemption: .noLegalBasis, reason: Wording(zh: "无依据", en: "none")), .zh)["rule"]
                == "无法律法规依据，免提供")
        context.materials = pack.materials(for: .connection, on: context.on, onFile: [])
        let joint = JointForm(context, [PermitPacket(context, permit, materials: materials)])
        guard case .rows(let asked) = joint.fields(.zh).values["applicant_materials"] else {
            throw PaperTextTests.Missing(what: "applicant_materials")
        }
        #expect(asked.count == 1 && asked[0]["tick"] == "□")
    }

    @Test(
        "the joint form has applicant, agent, line, crossings, permits, materials with ticks, commitments",
        arguments: ReportLanguage.allCases)
    func jointForm(_ language: ReportLanguage) throws {
        let pack = try PolicyPack.load("yantai-2020")
        let templates = try Shipped.templates()
        let context = try Self.context(pack, templates)
        let packets = context.state.permits.map { permit in
            PermitPacket(
                context, permit,
                materials: pack.materials(for: .permit(permit.id.kind), on: context.on, onFile: []))
        }
        let document = JointForm(context, packets).document(templates, language)
        let text = document.markdown()
        for permit in context.state.permits {
            #expect(
                text.contains(language == .zh ? permit.requirement.title.zh : permit.requirement.title.en))
        }
        #expect(text.contains("□") && text.contains("甲公司"))
        let signatures = document.blocks.compactMap { block -> Int? in
            if case .signatures(let names) = block { names.count } else { nil }
        }
        #expect(signatures == [4])
    }

    @Test("every paper gives its templates the names they are promised, and no other")
    func shapes() throws {
        let pack = try PolicyPack.load("yantai-2020")
        let templates = try Shipped.templates()
        let context = try Self.context(pack, templates)
        let letterhead: Set = ["window", "address", "phone", "hours"]
        func check(_ template: PaperTemplate, _ fields: PaperFields) {
            let (given, promised) = (fields.shape, template.shape)
            #expect(
                given.names.isSubset(of: promised.names),
                "\(template) \(given.names.subtracting(promised.names))")
            let lacking = promised.names.subtracting(given.names).subtracting(letterhead)
            #expect(lacking.isEmpty, "\(template) lacks \(lacking)")
            for (list, names) in given.lists where !names.isEmpty {
                let known = promised.lists[list] ?? []
                #expect(names.isSubset(of: known), "\(template).\(list) \(names.subtracting(known))")
            }
        }
        let day = try #require(Day("2026-11-02"))
        for kind in PaperKind.allCases where kind != .oneTime {
            let ground = CaseState.PaperGround(subject: "x", since: day)
            check(PaperTemplate(kind), context.fields(kind, on: ground, number: "1", .zh))
        }
        let permit = try #require(context.state.permits.first)
        let packet = PermitPacket(
            context, permit, materials: pack.materials(for: .permit(permit.id.kind), on: day, onFile: []))
        check(.jointForm, JointForm(context, [packet]).fields(.en))
        // One bundle of names serves the three papers of a packet.
        let given = packet.fields(.en).shape.names.union(["enclosures"])
        for template in [PaperTemplate.covering, .permitForm, .materials] {
            #expect(template.shape.names.subtracting(given).subtracting(letterhead).isEmpty)
        }
    }
}
