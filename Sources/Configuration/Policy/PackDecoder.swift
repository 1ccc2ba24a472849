import PermitPolicy
import Vocabulary

/// Turns the sections of one pack into a value; what a section lacks comes from the base.
///
/// Problems go to the files' reports, so one run tells all of them. The value
/// is meaningful only if none was recorded.
struct PackDecoder {
    let files: PackFiles
    let base: PolicyPack?
    let sha256: String
    /// The base's sources and this pack's own.
    let sources: [String: Citation]

    init(files: PackFiles, base: PolicyPack?, sha256: String) {
        self.files = files
        self.base = base
        self.sha256 = sha256
        var sources = base?.sources ?? [:]
        for (id, node) in files.sections["sources"]?.entries() ?? [] {
            if let source = Citation(source: node) { sources[id] = source }
        }
        self.sources = sources
    }

    func decode() -> PolicyPack? {
        refuseUnknownSections()
        if let schema = files.sections["schema"], schema.text() != "outerline-policy-1" {
            schema.fail(.yamlValue, "only schema 'outerline-policy-1' can be read")
        }
        let name = section("name", base: nil) { $0.text() }
        let version = section("version", base: nil) { $0.text() }
        let title = section("title", base: nil) { wording($0) }
        let validFrom = section("valid_from", base: nil) { $0.day() }
        let validUntil = files.sections["valid_until"]?.day()
        let scope = section("scope", base: base?.scope, readScope)
        let measuring = section("measuring", base: base?.measuring, readMeasuring)
        let clock = section("clock", base: base?.clock, readClock)
        let promise = section("promise", base: base?.promise, readPromise)
        let roads = section("roads", base: base?.roads, readRoads)
        let authorities = section("authorities", base: base?.authorities, readAuthorities)
        let parties = section("parties", base: base?.parties, readParties)
        let documents = section("documents", base: base?.documents, readDocuments)
        let permits = readPermits()
        let dependencies = readDependencies(permits)
        let thresholds = readThresholds(permits)
        let fees = readFees(permits)
        let filing = section("notice_filing", base: base?.noticeFiling, readFiling)
        let service =
            files.sections["service"].map(readService) ?? base?.service ?? PackDefaults.service
        let duties = joinDuties(files.sections["duties"]?.items() ?? [], base?.duties ?? [])
        if let authorities { checkRoles(permits, authorities) }
        if let documents { checkApplicantDocuments(documents, permits) }
        guard let name, let version, let title, let validFrom, let scope, let measuring, let clock,
            let promise,
            let roads, let authorities, let parties, let documents, let fees,
            let filing
        else { return nil }
        if name != files.name {
            files.sections["name"]?.fail(.packReference, "the name is '\(name)', the folder '\(files.name)'")
        }
        return PolicyPack(
            reference: PackReference(name: name, version: version, sha256: sha256), title: title,
            city: files.sections["city"]?.text() ?? Self.city(of: name),
            lineage: [name] + (base?.lineage ?? []), validFrom: validFrom, validUntil: validUntil,
            sources: sources, scope: scope, measuring: measuring, clock: clock, promise: promise,
            roads: roads,
            permits: permits, dependencies: dependencies, thresholds: thresholds, authorities: authorities,
            parties: parties, documents: documents, fees: fees,
            noticeFiling: filing, duties: duties, service: service)
    }

    // MARK: - Sections

    private static let known = [
        "schema", "name", "version", "title", "note", "valid_from", "valid_until", "inherits", "sources",
        "scope",
        "measuring", "clock", "promise", "roads", "permits", "dependencies", "thresholds", "authorities",
        "parties",
        "documents", "fees", "notice_filing", "duties", "service", "city",
    ]

    private func refuseUnknownSections() {
        for (name, node) in files.sections.sorted(by: { $0.key < $1.key }) where !Self.known.contains(name) {
            node.fail(
                .yamlUnknownKey, "unknown section '\(name)'",
                help: nearestWord(to: name, among: Self.known).map { "did you mean '\($0)'?" }
                    ?? "known: \(Self.known.joined(separator: ", "))")
        }
    }

    /// A section of this pack, else the base's, else a problem.
    private func section<Value>(_ key: String, base: Value?, _ read: (YAMLNode) -> Value?) -> Value? {
        if let node = files.sections[key] { return read(node) }
        if let base { return base }
        files.fail(
            .packUnfinished, "section '\(key)' is missing", help: "write it, or inherit it from a base")
        return nil
    }

    private func readScope(_ node: YAMLNode) -> ScopeRules? {
        let base = base?.scope
        node.allow("user_types", "utilities", "installations", "commercial_supporting")
        let users = cited(node, "user_types", base?.userTypes) { $0.choices(UserType.self) }
        let utilities = cited(node, "utilities", base?.utilities) { $0.choices(Utility.self) }
        let installations = cited(node, "installations", base?.installations) { $0.texts() }
        let commercial = cited(node, "commercial_supporting", base?.commercialSupporting) { $0.boolean() }
        guard let users, let utilities, let installations, let commercial else { return nil }
        return ScopeRules(
            userTypes: users, utilities: utilities, installations: installations,
            commercialSupporting: commercial)
    }

    private func readMeasuring(_ node: YAMLNode) -> MeasuringRules? {
        node.allow("length_accuracy_m", "tolerance_m", "corridor_m")
        let accuracy = cited(node, "length_accuracy_m", base?.measuring.lengthAccuracyM) {
            $0.number(in: 0...10)
        }
        let tolerance = cited(node, "tolerance_m", base?.measuring.toleranceM) { $0.number(in: 0...0.001) }
        let corridor = cited(
            node, "corridor_m", base?.measuring.corridorM, else: PackDefaults.corridor
        ) { $0.number(in: 0...1000) }
        guard let accuracy, let tolerance, let corridor else { return nil }
        return MeasuringRules(lengthAccuracyM: accuracy, toleranceM: tolerance, corridorM: corridor)
    }

    private func readParties(_ node: YAMLNode) -> PartyRules? {
        node.allow("applicant", "cooperating")
        let applicant = cited(node, "applicant", base?.parties.applicant) { $0.choice(PartyRole.self) }
        let cooperating = cited(node, "cooperating", base?.parties.cooperating) { $0.choices(PartyRole.self) }
        guard let applicant, let cooperating else { return nil }
        return PartyRules(applicant: applicant, cooperating: cooperating)
    }

    private func readFiling(_ node: YAMLNode) -> NoticeFilingRules? {
        let base = base?.noticeFiling
        node.allow("opens_early_works", "approval_expected")
        let trigger = cited(node, "opens_early_works", base?.isTrigger) { $0.boolean() }
        let approval = cited(node, "approval_expected", base?.approvalExpected) { $0.boolean() }
        guard let trigger, let approval else { return nil }
        return NoticeFilingRules(isTrigger: trigger, approvalExpected: approval)
    }

    private func readService(_ node: YAMLNode) -> ServiceRules {
        node.allow("follow_up")
        let base = base?.service ?? PackDefaults.service
        return ServiceRules(followUp: node["follow_up"].flatMap(dayLimit) ?? base.followUp)
    }

    /// The name without the year at its end.
    private static func city(of name: String) -> String {
        let parts = name.split(separator: "-")
        guard parts.count > 1, let last = parts.last, Int(last) != nil else { return name }
        return parts.dropLast().joined(separator: "-")
    }
}
