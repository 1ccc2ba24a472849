import Coordinator
import Foundation
import PermitPolicy
import Reports
import Vocabulary
import WorkCalendar

/// States, lamps and parties in the language in use.
///
/// English shows the word itself, as it is typed in options and stands in JSON; Chinese the word of the trade.
extension Terminal {
    func word(_ stage: CaseStage) -> String { say(stage.rawValue, stage.wording.zh) }

    func word(_ stage: PermitStage) -> String { say(stage.rawValue, stage.wording.zh) }

    func word(_ light: TrafficLight) -> String {
        switch light {
        case .red: say(light.rawValue, "红")
        case .yellow: say(light.rawValue, "黄")
        case .green: say(light.rawValue, "绿")
        case .grey: say(light.rawValue, "停表")
        case .none: say(light.rawValue, "—")
        case .done: say(light.rawValue, "办结")
        case .late: say(light.rawValue, "超期办结")
        }
    }

    func word(_ cause: StopCause) -> String {
        switch cause {
        case .design: say(cause.rawValue, "设计")
        case .construction: say(cause.rawValue, "施工")
        case .governmentApproval: say(cause.rawValue, "行政审批")
        case .customer: say(cause.rawValue, "用户原因")
        case .forceMajeure: say(cause.rawValue, "不可抗力")
        }
    }

    func word(_ holder: BallHolder) -> String {
        say(holder.rawValue, ReportWords.party(holder.rawValue, .zh))
    }

    func word(_ verdict: PermitRequirement.Verdict) -> String {
        say(verdict.rawValue, ReportWords.verdict(verdict, .zh))
    }

    /// Whom or what an item waits for: a name as it stands, conditions of the valve opening in words.
    func counterpart(of item: WorkItem) -> String? {
        guard item.action == .meetConditions else { return item.with }
        return item.with?.components(separatedBy: ", ").map { name in
            ValveCondition(rawValue: name).map { say($0.meaning, $0.zh) } ?? name
        }.joined(separator: say(", ", "、"))
    }

    func word(_ action: WorkAction) -> String { say(action.rawValue, action.wording.zh) }

    /// The mark of what a person has to look at.
    var review: String { say(" REVIEW", "（待复核）") }
}
