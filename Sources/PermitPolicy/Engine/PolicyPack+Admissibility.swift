import Vocabulary

extension PolicyPack {
    /// What keeps an application out of the policy's scope (R01, R02); empty if it is covered.
    public func admissibility(of application: ApplicationFacts) -> Problems {
        var problems = Problems()
        func require<Value: RawRepresentable>(
            _ word: String, in allowed: Cited<[Value]>, _ field: String, _ what: String
        ) where Value.RawValue == String {
            require(word, in: allowed.value.map(\.rawValue), allowed.source, field, what)
        }
        func require(
            _ word: String, in allowed: [String], _ source: Citation, _ field: String, _ what: String
        ) {
            guard !allowed.contains(word) else { return }
            problems.add(
                Problem(
                    .outOfScope, "\(what) '\(word)' is not covered by \(reference.name) (\(source.short))",
                    at: .init(field: field), help: "covered: \(allowed.joined(separator: ", "))"))
        }
        require(application.userType, in: scope.userTypes, "user_type", "user type")
        require(application.utility, in: scope.utilities, "utility", "utility")
        require(
            application.installation, in: scope.installations.value, scope.installations.source,
            "installation",
            "kind of business")
        if application.commercialSupporting && !scope.commercialSupporting.value {
            problems.add(
                Problem(
                    .commercialSupporting,
                    "a commercial supporting facility is not covered by \(reference.name) (\(scope.commercialSupporting.source.short))",
                    at: .init(field: "commercial_supporting")))
        }
        return problems
    }

    /// Why a permit may not be assigned to a party (R32); nil if it may.
    public func assignmentProblem(_ kind: PermitKind, to role: PartyRole) -> Problem? {
        guard role != parties.applicant.value else { return nil }
        return Problem(
            .permitNotForUser,
            "\(kind) cannot be assigned to \(role.rawValue) (\(parties.applicant.source.short))",
            help: "assign it to \(parties.applicant.value.rawValue); \(role.rawValue) co-operates")
    }
}

extension Citation {
    /// Law and article in one phrase.
    public var short: String { article.map { "\(law) \($0)" } ?? law }
}
