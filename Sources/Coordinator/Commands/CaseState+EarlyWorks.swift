import PermitPolicy
import Vocabulary

extension CaseState {
    func earlyEvents(_ command: CaseCommand) throws(Problem) -> [Event] {
        switch command {
        case .fileNotice(let number): return [.noticeFiled(number: number)]
        case .recordTask(let task, let note): return [.taskRecorded(task: task, note: note)]
        case .tellInterface(let position): return [.interfaceTold(position: position)]
        case .informUser(let content, let english):
            try requireText(content, "content")
            return [.userInformed(content: content, english: english)]
        default: return []
        }
    }

    func requireInterfaceNews() throws(Problem) {
        guard let interfaceToldOn, !interfaceOutdated else { return }
        throw Problem(
            .stepRepeated, "the interface position was told on \(interfaceToldOn)",
            help: "it is told again only after the route has changed")
    }

    /// R30: neither is a permit submitted nor anything built before the user was told where the interface is.
    ///
    /// An emergency repair connects nobody: there is no user to tell.
    func requireInterfaceTold(by day: Day) throws(Problem) {
        if emergency != nil { return }
        guard let interfaceToldOn else {
            throw Problem(
                .interfaceNotTold, "the user was not told the interface position of case '\(id)'",
                help: "record it first: 'case tell-interface FILE \(id) --on DATE'")
        }
        guard day < interfaceToldOn else { return }
        throw Problem(
            .interfaceNotTold,
            "\(day) lies before the interface position was told to the user on \(interfaceToldOn)",
            help: "give a day from \(interfaceToldOn) on")
    }

    func requirePermitsObtained(by day: Day) throws(Problem) {
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
