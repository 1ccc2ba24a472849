import CityModel
import Geometry
import Vocabulary

extension StreetGrid {
    /// The side of the road line a utility's main lies on, and how far from the
    /// road red line: into the road under its footway, or for branch streets
    /// outside the kerb in the open ground before the plots.
    ///
    /// Water and heat share a side, gas has the other.
    func layout(_ utility: Utility, _ street: Street) -> (isLeft: Bool, offset: Double) {
        var random = SplitMix64(seed: seed, .main, street.runsEast ? 1 : 0, street.line)
        let waterIsLeft = random.chance(0.5)
        let isLeft = utility == .gas ? !waterIsLeft : waterIsLeft
        let depth = utility == .water ? 0.8 : utility == .gas ? 1.2 : 2.2
        return (isLeft, line(street.line).footway > 0 ? depth : -depth)
    }

    /// The line of something beside a street, `offset` metres from the left or right red line into the road.
    func along(_ street: Street, isLeft: Bool, offset: Double) -> [Point] {
        let corner = corners(street)
        return isLeft
            ? [
                corner.leftStart.moved(toward: corner.rightStart, by: offset),
                corner.leftEnd.moved(toward: corner.rightEnd, by: offset),
            ]
            : [
                corner.rightStart.moved(toward: corner.leftStart, by: offset),
                corner.rightEnd.moved(toward: corner.leftEnd, by: offset),
            ]
    }
}

extension CityBuilder {
    /// Adds mains and existing lines: one feature for each unbroken run of streets of one road.
    mutating func addPipes() {
        for run in runs() {
            guard let first = run.first else { continue }
            for utility in Utility.allCases { addMain(utility, run, first) }
            addLines(run, first)
        }
    }

    /// Streets of one road that follow each other.
    private func runs() -> [[Street]] {
        var runs: [[Street]] = []
        for street in grid.streets {
            if let last = runs.last?.last, last.runsEast == street.runsEast, last.line == street.line,
                last.section == street.section, last.step + 1 == street.step
            {
                runs[runs.count - 1].append(street)
            } else {
                runs.append([street])
            }
        }
        return runs
    }

    private mutating func addMain(_ utility: Utility, _ run: [Street], _ first: Street) {
        let line = grid.line(first.line)
        let tag = (
            first.runsEast ? 1 : 0, first.line, first.section, Utility.allCases.firstIndex(of: utility) ?? 0
        )
        var random = SplitMix64(seed: seed, .main, tag.0, tag.1, tag.2, tag.3, first.step)
        let isBranch = line.roadClass == .branch
        let likely = utility == .water ? (0.95, 0.7) : utility == .gas ? (0.85, 0.5) : (0.8, 0.4)
        guard random.chance(isBranch ? likely.1 : likely.0) || first.line == 0 else { return }
        let layout = grid.layout(utility, first)
        let points = run.flatMap { grid.along($0, isLeft: layout.isLeft, offset: layout.offset) }
        let diameters: [Double] =
            switch line.roadClass {
            case .arterial: utility == .heat ? [400, 500, 600] : [300, 400]
            case .secondary: utility == .heat ? [250, 300] : [200, 300]
            default: utility == .heat ? [150, 200] : [100, 150]
            }
        let pressure =
            switch utility {
            case .water: "network"
            case .gas: line.roadClass == .arterial ? "mid_a" : isBranch ? "low" : "mid_b"
            case .heat: "hot_water"
            }
        let knowsPressure = random.chance(0.88)
        let knowsCapacity = random.chance(0.8)
        let spare = (random.between(0, 1) * (utility == .heat ? 4000 : 300)).rounded()
        let service: Bool? = random.chance(0.06) ? nil : !random.chance(0.05)
        let id = add(
            .mains, .line(points),
            [
                "utility": .text(utility.rawValue), "dn_mm": .real(random.pick(diameters)),
                "pressure": knowsPressure ? .text(pressure) : nil,
                "spare_capacity": knowsCapacity ? .real(spare) : nil,
                "in_service": service.map(AttributeValue.boolean),
                "material": .text(utility == .water ? "球墨铸铁" : utility == .gas ? "PE100" : "预制保温钢管"),
                "laid_on": .optional(
                    Day(random.whole(1998...2024), random.whole(1...12), random.whole(1...28))),
                "owner": .text(SampleNames.company(utility)),
            ])
        for street in run { mains[MainPlace(street: street, utility: utility)] = id }
    }

    /// Sewer in the middle, power ducts and telecom beside the greater roads.
    private mutating func addLines(_ run: [Street], _ first: Street) {
        let line = grid.line(first.line)
        guard line.roadClass != .branch else { return }
        var random = SplitMix64(
            seed: seed, .main, 9, first.runsEast ? 1 : 0, first.line, first.section, first.step)
        let middle = run.flatMap { grid.along($0, isLeft: true, offset: line.width / 2 - 1) }
        add(
            .lines, .line(middle),
            [
                "kind": .text("sewer"), "laying": .text("direct"),
                "dn_mm": .real(random.pick([400, 600, 800])),
                "cover_m": .real((random.between(1.8, 3.2) * 10).rounded() / 10), "owner": .text("示例排水管理处"),
            ])
        let power = run.flatMap { grid.along($0, isLeft: true, offset: 3) }
        add(
            .lines, .line(power),
            [
                "kind": .text("power"), "laying": .text("duct"), "voltage_kv": .real(10),
                "cover_m": .real(0.8), "owner": .text("示例供电公司"),
            ])
        guard random.chance(0.7) else { return }
        let telecom = run.flatMap { grid.along($0, isLeft: false, offset: 3) }
        add(
            .lines, .line(telecom),
            [
                "kind": .text("telecom"), "laying": random.chance(0.7) ? .text("duct") : nil,
                "owner": .text("示例通信公司"),
            ])
    }

    // MARK: - Stubs

    /// Adds reserved connections on the road red line before the plots that
    /// front a street with a main; some plots get none.
    mutating func addStubs() {
        for plot in features[.plots] ?? [] {
            guard let frontage = frontages[plot.id] else { continue }
            let side = grid.block(frontage.column, frontage.row)
            for (index, utility) in Utility.allCases.enumerated() {
                guard let main = mains[MainPlace(street: frontage.street, utility: utility)] else { continue }
                var random = SplitMix64(seed: seed, .stub, Int(plot.id) ?? 0, index)
                guard random.chance(0.6) else { continue }
                let along = frontage.from + (frontage.to - frontage.from) * random.between(0.3, 0.7)
                addStub(utility, main, before: plot, at: side.at(along, frontage.isSouth ? 0 : 1), &random)
            }
        }
    }

    private mutating func addStub(
        _ utility: Utility, _ main: String, before plot: Feature, at point: Point, _ random: inout SplitMix64
    ) {
        let lot = random.unit()
        let state: Stub.State? = lot < 0.6 ? .free : lot < 0.78 ? .used : lot < 0.92 ? .reserved : nil
        let diameter = random.pick(utility == .heat ? [100.0, 150, 200] : [50.0, 80, 100])
        let knowsCapacity = random.chance(0.85)
        let capacity = (random.between(0.2, 1) * (utility == .heat ? 1500 : 80)).rounded()
        add(
            .stubs, .point(point),
            [
                "utility": .text(utility.rawValue), "state": state.map { .text($0.rawValue) },
                "dn_mm": .real(diameter), "capacity": knowsCapacity ? .real(capacity) : nil,
                "in_service": .boolean(true), "main": .text(main),
                "plot": state == .reserved ? .text(plot.id) : nil,
            ])
    }
}
