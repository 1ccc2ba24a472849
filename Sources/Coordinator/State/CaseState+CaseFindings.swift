import PermitPolicy
import Vocabulary

extension CaseState {
    /// Findings about commitments and emergency repairs on `today`.
    func caseFindings(on today: Day) -> [Finding] { commitmentFindings(today) + emergencyFindings(today) }

    private func commitmentFindings(_ today: Day) -> [Finding] {
        commitments.compactMap { commitment in
            if commitment.checkedOn == nil, commitment.checkOn < today {
                return Finding(
                    .commitmentOverdue, .warning,
                    "commitment '\(commitment.text)' was to be checked on \(commitment.checkOn)",
                    subjects: [id.rawValue], help: "check it and record the result")
            }
            guard commitment.kept == false, let checkedOn = commitment.checkedOn else { return nil }
            return Finding(
                .commitmentBroken, .warning, "commitment '\(commitment.text)' was not kept (\(checkedOn))",
                subjects: [id.rawValue])
        }
    }

    /// A report later than 24 hours after digging began, or none when the day after them has come.
    private func emergencyFindings(_ today: Day) -> [Finding] {
        guard let emergency else { return [] }
        let limit = emergency.reportBy
        let first = emergencyReports.map(\.at).min()
        let late = first.map { $0 > limit } ?? (limit.dayInChina < today)
        guard late else { return [] }
        let how = first.map { "was reported at \($0)" } ?? "is not reported"
        return [
            Finding(
                .emergencyLate, .error,
                "the repair begun at \(emergency.startedAt) \(how), later than \(EmergencyRecord.hours) hours (\(limit))",
                subjects: [id.rawValue], help: "report it and apply for the permits at once")
        ]
    }
}

extension PendingRules.Consequence {
    /// What to do about a document that is late.
    var advice: String {
        switch self {
        case .remind: "remind the applicant"
        case .hold: "the case does not go on before it is there"
        case .giveBack: "remind the applicant; the application may be given back"
        }
    }
}
