import PermitPolicy
import Vocabulary

extension CaseState {
    func assignmentEvents(_ command: CaseCommand) throws(Problem) -> [Event] {
        switch command {
        case .assignUtility(let candidates): return utilityEvents(candidates)
        case .assignUtilityByHand(let company):
            try requireText(company, "company")
            return [.utilityAssigned(company: company, territory: nil)]
        case .assignRepresentative(let table): return representativeEvents(table)
        case .assignRepresentativeByHand(let name):
            try requireText(name, "name")
            return [.representativeAssigned(name: name)]
        case .nameContractor(let name):
            try requireText(name, "name")
            try requireContractor(name)
            return [.contractorNamed(name: name)]
        default: return []
        }
    }

    /// Exactly one territory decides; anything else is listed for a hand to settle.
    private func utilityEvents(_ candidates: [TerritoryCandidate]) -> [Event] {
        let sorted = Set(candidates).sorted()
        let companies = Set(sorted.map(\.company))
        if companies.count == 1, let first = sorted.first {
            if first.company == company, first.territory == territory { return [] }
            if isUser(first.company) != nil {
                return company == nil && companyOpenReason != "company_is_user"
                    ? [.utilityLeftOpen(reason: "company_is_user", candidates: sorted)] : []
            }
            return [.utilityAssigned(company: first.company, territory: first.territory)]
        }
        let reason = sorted.isEmpty ? "no_territory" : "several_territories"
        if company == nil, companyOpenReason == reason, companyCandidates == sorted { return [] }
        // A hand has settled what the polygons leave open.
        if company != nil { return [] }
        return [.utilityLeftOpen(reason: reason, candidates: sorted)]
    }

    private func representativeEvents(_ table: [Representative]) -> [Event] {
        // One who is assigned stays; a hand-over is a decision of its own.
        if representative != nil { return [] }
        let names = Set(
            table.filter {
                ($0.company == nil || $0.company == company)
                    && ($0.district == nil || $0.district == district)
                    && ($0.utility == nil || $0.utility == utility)
            }.map(\.name)
        ).sorted(by: inOrder)
        if names.count == 1, let name = names.first { return [.representativeAssigned(name: name)] }
        let reason = names.isEmpty ? "no_match" : "several_matches"
        if representativeOpenReason == reason { return [] }
        return [.representativeLeftOpen(reason: reason, candidates: names)]
    }

    /// A contractor named later cannot be the one who holds the permits (R32).
    func requireContractor(_ name: String) throws(Problem) {
        guard name == company || permits.contains(where: { $0.company == name }) else { return }
        throw Problem(
            .assigneeRefused,
            "'\(name)' is the franchise utility of case '\(id)' and cannot be its contractor",
            help: "name the unit that builds; applicant and contractor co-operate")
    }

    /// One name at a time: whoever is named takes the place of the one before (R38).
    func requireOtherRepresentative(_ command: CaseCommand) throws(Problem) {
        guard case .assignRepresentativeByHand(let name) = command, name == representative else { return }
        throw Problem(.stepRepeated, "'\(name)' is the representative of case '\(id)' already")
    }

    /// Whom a command puts in charge must be the franchise utility.
    func requireFranchiseUtility(_ command: CaseCommand) throws(Problem) {
        switch command {
        case .assignUtilityByHand(let company): try refuseUser(company, "the franchise utility")
        case .assignPermit(_, let role, let name):
            guard role == .franchiseUtility else {
                throw Problem(
                    .assigneeRefused,
                    "a permit cannot be assigned to the \(role == .contractor ? "contractor" : "user")",
                    help: "assign it to the franchise utility; applicant and contractor co-operate")
            }
            try refuseUser(name, "in charge of a permit")
        default: return
        }
    }

    /// Permits and the case are the utility's; the user and the contractor co-operate (R32).
    private func refuseUser(_ name: String, _ role: String) throws(Problem) {
        guard let user = isUser(name) else { return }
        throw Problem(
            .assigneeRefused, "'\(name)' is \(user) of case '\(id)' and cannot be \(role)",
            help: "name the franchise utility; applicant and contractor co-operate")
    }

    /// "the applicant" or "the contractor"; nil for anybody else.
    ///
    /// A utility that builds ahead of demand (R23) stands in its own record and is no user.
    private func isUser(_ name: String) -> String? {
        if name == contractor { return "the contractor" }
        let ownRecord = application == nil && record?.origin == .ownInitiative
        return name == applicant && !ownRecord ? "the applicant" : nil
    }
}
