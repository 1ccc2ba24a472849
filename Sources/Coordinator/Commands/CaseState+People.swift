import PermitPolicy
import Vocabulary

extension CaseState {
    func assignmentEvents(_ command: CaseCommand) throws(Problem) -> [Event] {
        switch command {
        case .assignUtility(let candidates): return utilityEvents(candidates)
        case .assignUtilityByHand(let company):
            try requireText(company, "company")
            try refuseUser(company, "the franchise utility")
            return [.utilityAssigned(company: company, territory: nil)]
        case .assignRepresentative(let table): return representativeEvents(table)
        case .assignRepresentativeByHand(let name):
            try requireText(name, "name")
            guard name != representative else {
                throw Problem(.stepRepeated, "'\(name)' is the representative of case '\(id)' already")
            }
            return [.representativeAssigned(name: name)]
        case .nameContractor(let name):
            try requireText(name, "name")
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

    /// Permits and the case are the utility's; the user and the contractor co-operate (R32).
    func refuseUser(_ name: String, _ role: String) throws(Problem) {
        let user = name == applicant ? "the applicant" : name == contractor ? "the contractor" : nil
        guard let user else { return }
        throw Problem(
            .assigneeRefused, "'\(name)' is \(user) of case '\(id)' and cannot be \(role)",
            help: "name the franchise utility; applicant and contractor co-operate")
    }
}
