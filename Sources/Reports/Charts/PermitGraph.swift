import Coordinator
import Drawing
import PermitPolicy
import Vocabulary

extension ReportDrawing {
    /// The permits of a case from left to right, each behind those it waits for, up to the day the works may start;
    /// nil without permits that are open or granted.
    ///
    /// - Parameter programme: tells the critical path and the day; nil shows neither.
    public static func permitGraph(
        of state: CaseState, _ programme: Programme?, on today: Day, _ language: ReportLanguage
    ) -> ReportDrawing? {
        let permits = state.permits.filter { $0.stage != .closed }
        guard !permits.isEmpty else { return nil }
        let critical = Set(programme?.criticalPath ?? [])
        var nodes = permits.map { permit in
            PermitGraph.Node(
                title: language.say(permit.requirement.title), code: permit.id.rawValue,
                state: language.say(permit.stage(on: today).wording),
                kind: .init(permit.stage(on: today), isCertain: permit.requirement.verdict == .required),
                isCritical: critical.contains(permit.id.rawValue),
                before: permits.indices.filter {
                    permits[$0].id != permit.id
                        && permit.requirement.prerequisites.contains(permits[$0].id.kind)
                })
        }
        let awaited = Set(nodes.flatMap(\.before))
        let last = nodes.indices.filter { nodes[$0].kind != .uncertain && !awaited.contains($0) }
        let ready = programme?.readyToDig?.description ?? language.say("not known", "未知")
        nodes.append(
            PermitGraph.Node(
                title: language.say("Works may start", "可开工"), code: "", state: ready, kind: .start,
                isCritical: false, before: last))
        let graph = PermitGraph(nodes: nodes)
        return ReportDrawing(
            width: graph.width, height: graph.height,
            caption: language.say(
                "Permits from left to right, each behind those it waits for; thick frames are critical, dashed ones to be reviewed.",
                "许可从左到右，后者等待前者；粗框为关键线路，虚框待复核。")
        ) { graph.draw($0) }
    }
}

/// Boxes in columns, joined by arrows.
///
/// A box stands one column behind the last it waits for; an arrow over several columns has a lane of its own in each
/// of them, so that it runs through no box.
struct PermitGraph: Sendable {
    struct Node: Sendable {
        enum Kind: Sendable, Hashable { case open, withAuthority, granted, refused, uncertain, start }

        var title: String
        var code: String
        var state: String
        var kind: Kind
        var isCritical: Bool
        /// The nodes it waits for.
        var before: [Int]
    }

    /// One place of a column: a box, or the lane of an arrow.
    private struct Slot {
        var node: Int?
        /// Places of the column before that lead here.
        var from: [Int]
        var y = 0.0
        var height: Double { node == nil ? 4 : PermitGraph.box.height }
    }

    let nodes: [Node]
    private let columns: [[Slot]]
    let height: Double
    var width: Double {
        max(175, Double(columns.count) * (Self.box.width + Self.gap.width) - Self.gap.width + 2 * Self.margin)
    }

    private static let box = Extent(42, 14)
    private static let gap = Extent(15, 4)
    private static let margin = 2.0

    init(nodes: [Node]) {
        self.nodes = nodes
        let layers = Self.layers(nodes.map(\.before))
        var columns: [[Slot]] = []
        // Where the box of a node, or the lane that goes on from it, stands in the last column.
        var tails: [Int: Int] = [:]
        for layer in 0...(layers.max() ?? 0) {
            var slots: [Slot] = []
            var next: [Int: Int] = [:]
            for node in nodes.indices where layers[node] == layer {
                let from = nodes[node].before.filter { layers[$0] < layer }.compactMap { tails[$0] }
                slots.append(Slot(node: node, from: from.sorted()))
            }
            for (node, tail) in tails.sorted(by: { $0.value < $1.value }) {
                let isAwaited = nodes.indices.contains {
                    layers[$0] > layer && nodes[$0].before.contains(node)
                }
                if isAwaited { slots.append(Slot(node: nil, from: [tail])) }
            }
            // Near what it waits for, so that arrows cross less.
            func middle(_ slot: Slot) -> Double {
                slot.from.isEmpty
                    ? .infinity : Double(slot.from.reduce(0, +)) / Double(slot.from.count)
            }
            let order = slots.indices.sorted { (middle(slots[$0]), $0) < (middle(slots[$1]), $1) }
            let lanes = tails.sorted { $0.value < $1.value }.map(\.key).filter { node in
                nodes.indices.contains { layers[$0] > layer && nodes[$0].before.contains(node) }
            }
            let boxes = slots.count - lanes.count
            for (place, index) in order.enumerated() {
                next[slots[index].node ?? lanes[index - boxes]] = place
            }
            columns.append(order.map { slots[$0] })
            tails = next
        }
        func sum(_ slots: [Slot]) -> Double {
            slots.reduce(-Self.gap.height) { $0 + $1.height + Self.gap.height }
        }
        let tallest = columns.map(sum).max() ?? 0
        height = tallest + 2 * Self.margin
        self.columns = columns.map { slots in
            var y = Self.margin + (tallest - sum(slots)) / 2
            return slots.map { slot in
                var placed = slot
                placed.y = y + slot.height / 2
                y += slot.height + Self.gap.height
                return placed
            }
        }
    }

    /// The column of each node; nodes that wait for one another end up behind all others.
    static func layers(_ before: [[Int]]) -> [Int] {
        var layers = [Int](repeating: 0, count: before.count)
        for _ in before.indices {
            for index in before.indices {
                layers[index] = min(before.count - 1, (before[index].map { layers[$0] + 1 }).max() ?? 0)
            }
        }
        let used = Set(layers).sorted()
        return layers.map { used.firstIndex(of: $0) ?? 0 }
    }

    // MARK: - Drawing

    private func x(_ column: Int) -> Double {
        Self.margin + Double(column) * (Self.box.width + Self.gap.width)
    }

    func draw(_ canvas: Canvas) {
        for (number, column) in columns.enumerated() where number > 0 {
            for slot in column { arrows(to: slot, in: number, canvas) }
        }
        for (number, column) in columns.enumerated() {
            for slot in column {
                if let node = slot.node { draw(nodes[node], at: Spot(x(number), slot.y), canvas) }
            }
        }
    }

    private func arrows(to slot: Slot, in number: Int, _ canvas: Canvas) {
        let (left, right) = (x(number), x(number) + Self.box.width)
        let pen = Pen(.grey(0.35), 0.25)
        for place in slot.from {
            let start = Spot(left - Self.gap.width, columns[number - 1][place].y)
            canvas.stroke([start, Spot(left - (slot.node == nil ? 0 : 1.6), slot.y)], pen)
        }
        guard slot.node != nil else { return canvas.stroke([Spot(left, slot.y), Spot(right, slot.y)], pen) }
        if slot.from.isEmpty { return }
        canvas.fill(
            [[Spot(left, slot.y), Spot(left - 2.2, slot.y - 0.9), Spot(left - 2.2, slot.y + 0.9)]],
            .grey(0.35))
    }

    private func draw(_ node: Node, at spot: Spot, _ canvas: Canvas) {
        let (box, top) = (Self.box, spot.y - Self.box.height / 2)
        canvas.rectangle(
            x: spot.x, y: top, width: box.width, height: box.height, fill: node.kind.paper,
            Pen(.grey(0.15), node.isCritical ? 0.7 : 0.25, dash: node.kind == .uncertain ? [1.2, 0.8] : []))
        let (inner, left) = (box.width - 4, spot.x + 2)
        canvas.fittedText(
            node.title, at: Spot(left, top + 1.4), TextStyle(2.9, bold: true), width: inner, leastSize: 2.3)
        canvas.fittedText(
            node.code, at: Spot(left, top + 5.8), TextStyle(2.2, colour: .grey(0.3)), width: inner)
        canvas.fittedText(
            node.kind.mark + node.state, at: Spot(left, top + 9.3), TextStyle(2.6), width: inner)
    }
}

extension PermitGraph.Node.Kind {
    init(_ stage: PermitStage, isCertain: Bool) {
        switch stage {
        case .granted, .closed: self = .granted
        case .refused, .expired, .changeRequired: self = .refused
        case .submitted, .accepted, .supplementRequested: self = isCertain ? .withAuthority : .uncertain
        case .required, .preparing: self = isCertain ? .open : .uncertain
        }
    }

    /// Said in the box as well, so that nobody needs the tint.
    var paper: Colour {
        switch self {
        case .open, .uncertain: .white
        case .withAuthority: Colour(red: 0.90, green: 0.95, blue: 1.0)
        case .granted: Colour(red: 0.90, green: 0.96, blue: 0.91)
        case .refused: Colour(red: 0.99, green: 0.92, blue: 0.92)
        case .start: .grey(0.93)
        }
    }

    var mark: String { self == .granted ? "✓ " : self == .refused ? "! " : "" }
}
