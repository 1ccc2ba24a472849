import PermitPolicy
import Vocabulary
import WorkCalendar

extension CaseState {
    func serviceEvents(_ command: CaseCommand, on day: Day) throws(Problem) -> [Event] {
        switch command {
        case .recordExtension(let service):
            try requireText(service.work, "work")
            try requireText(service.owner, "owner")
            try requireAmount(service.lengthM, "length_m")
            try requireAmount(service.cost, "cost")
            return [.extensionServiceRecorded(service: service)]
        case .logActivity(let activity, let note): return [.activityLogged(activity: activity, note: note)]
        case .recordVisit(let note): return [.applicantVisited(note: note)]
        case .makeCommitment(let text, let checkOn):
            try requireText(text, "text")
            try require(checkOn, notBefore: day, "the commitment was made")
            return [.commitmentMade(text: text, checkOn: checkOn)]
        case .checkCommitment(let text, let kept): return [.commitmentChecked(text: text, kept: kept)]
        case .chargeFee(let fee, _):
            try requireAmount(fee.amountYuan, "amount_yuan")
            return [.feeCharged(fee: fee)]
        case .reportEmergency(let authority, let moment):
            try requireText(authority, "authority")
            try requireMoment(moment, on: day)
            return [.emergencyReported(to: authority, at: moment)]
        case .finishRepair(let note): return [.repairFinished(note: note)]
        default: return []
        }
    }

    private func requireAmount(_ value: Double?, _ field: String) throws(Problem) {
        guard let value, !(value.isFinite && value >= 0) else { return }
        throw Problem(
            .valueRefused, "'\(value)' is no \(field)", at: .init(field: field),
            help: "give a number from 0 on")
    }

    private func requireMoment(_ moment: Timestamp, on day: Day) throws(Problem) {
        guard let emergency else { return }
        guard moment >= emergency.startedAt else {
            throw Problem(
                .dateBeforeStep, "\(moment) lies before digging began at \(emergency.startedAt)",
                help: "give the moment of the report")
        }
        guard moment.dayInChina <= day else {
            throw Problem(
                .dateInFuture, "\(moment) lies after \(day)", help: "give the moment at which it happened")
        }
    }

    func requireOpenCommitment(_ text: String, on day: Day) throws(Problem) {
        guard let open = commitments.first(where: { $0.text == text && $0.checkedOn == nil }) else {
            throw Problem(
                .stepNotOpen, "case '\(id)' has no open commitment '\(text)'", help: "'case show' lists them")
        }
        try require(day, notBefore: open.madeOn, "the commitment was made")
    }
}
