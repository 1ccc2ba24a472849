import PermitPolicy
import Vocabulary

extension CaseState {
    func earlyEvents(_ command: CaseCommand, on day: Day) throws(Problem) -> [Event] {
        switch command {
        case .fileNotice(let number):
            if let notice {
                throw Problem(.stepRepeated, "notice '\(notice)' was filed for case '\(id)' already")
            }
            return [.noticeFiled(number: number)]
        case .recordTask(let task, let note):
            try requireTask(task, on: day)
            return [.taskRecorded(task: task, note: note)]
        case .tellInterface(let position):
            if let interfaceToldOn, !interfaceOutdated {
                throw Problem(
                    .stepRepeated, "the interface position was told on \(interfaceToldOn)",
                    help: "it is told again only after the route has changed")
            }
            try require(day, notBefore: interfaceToldOn, "the interface position was first told")
            return [.interfaceTold(position: position)]
        case .informUser(let content):
            try requireText(content, "content")
            return [.userInformed(content: content)]
        default: return []
        }
    }

    private func requireTask(_ task: EarlyTask, on day: Day) throws(Problem) {
        if let done = tasks[task] {
            throw Problem(.stepRepeated, "task '\(task.rawValue)' was recorded on \(done)")
        }
        let earlier = EarlyTask.allCases.filter { $0 < task }
        if let open = earlier.first(where: { tasks[$0] == nil }) {
            throw Problem(
                .taskOutOfOrder, "task '\(task.rawValue)' follows '\(open.rawValue)', which is not recorded",
                help: "record '\(open.rawValue)' first")
        }
        for step in earlier { try require(day, notBefore: tasks[step], "task '\(step.rawValue)'") }
        guard task == .permits || task == .built else { return }
        let open = permits.filter { $0.isOpen && $0.requirement.verdict == .required }
        if let first = open.first {
            throw Problem(
                .taskOutOfOrder,
                "\(open.count) permits are open, first '\(first.id)' (\(first.stage.rawValue))",
                help: "obtain or close every permit of the case first")
        }
        for permit in permits {
            try require(day, notBefore: permit.decidedOn, "permit '\(permit.id)' was decided")
        }
    }
}
