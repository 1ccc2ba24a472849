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
                    zh: "承诺“\(commitment.text)”应于\(commitment.checkOn)核查", subjects: [id.rawValue],
                    help: "check it and record the result", helpZh: "请核查并记录结果")
            }
            guard commitment.kept == false, let checkedOn = commitment.checkedOn else { return nil }
            return Finding(
                .commitmentBroken, .warning, "commitment '\(commitment.text)' was not kept (\(checkedOn))",
                zh: "承诺“\(commitment.text)”未履行（\(checkedOn)核查）", subjects: [id.rawValue])
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
        let howZh = first.map { "于\($0)报告" } ?? "尚未报告"
        return [
            Finding(
                .emergencyLate, .error,
                "the repair begun at \(emergency.startedAt) \(how), later than \(EmergencyRecord.hours) hours (\(limit))",
                zh: "\(emergency.startedAt)开始的抢修\(howZh)，超过\(EmergencyRecord.hours)小时（\(limit)）",
                subjects: [id.rawValue], help: "report it and apply for the permits at once",
                helpZh: "请立即报告并补办许可")
        ]
    }
}

extension PendingRules.Consequence {
    /// What to do about a document that is late.
    var advice: Wording {
        switch self {
        case .remind: Wording(zh: "提醒申请人", en: "remind the applicant")
        case .hold: Wording(zh: "补齐前不得继续办理", en: "the case does not go on before it is there")
        case .giveBack:
            Wording(zh: "提醒申请人；可退回申请", en: "remind the applicant; the application may be given back")
        }
    }
}
