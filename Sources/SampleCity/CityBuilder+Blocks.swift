import CityModel
import Geometry
import Vocabulary

/// What a block is used for.
enum BlockUse { case plots, walled, park, river, empty }

extension StreetGrid {
    /// The use of a block: one park and one walled-in plot in every city of
    /// six blocks and more, then a park in every fourteenth block by lot.
    func use(_ column: Int, _ row: Int) -> BlockUse {
        guard isBuilt(column, row) else { return .empty }
        if column == riverColumn { return .river }
        let index = row * columns + column
        if blocks >= 6 {
            if index == 0 { return .walled }
            if index == columns { return .park }
        }
        var random = SplitMix64(seed: seed, .block, column, row)
        return index > columns && random.chance(1 / 14) ? .park : .plots
    }
}

extension CityBuilder {
    /// Adds what lies between the streets: greens, plots, buildings, trees, the park.
    mutating func addBlocks() {
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                switch grid.use(column, row) {
                case .plots: addPlotBlock(column, row, isWalled: false)
                case .walled: addPlotBlock(column, row, isWalled: true)
                case .park: addPark(column, row)
                case .river, .empty: break
                }
            }
        }
    }

    private mutating func addPlotBlock(_ column: Int, _ row: Int, isWalled: Bool) {
        let block = grid.block(column, row)
        for side in Quad.Side.allCases { addGreenStrip(side, of: block, column, row) }
        func setback(_ side: Quad.Side) -> Double { grid.line(at: side, ofBlock: column, row).setback }
        let inner = block.inset(
            south: setback(.south), east: setback(.east), north: setback(.north), west: setback(.west))
        var random = SplitMix64(seed: seed, .plot, column, row)
        let district = grid.isWest(column) ? SampleDistrict.west : .east
        // Three by three without gaps leaves the middle one without a street; two rows otherwise.
        let across = isWalled ? 3 : random.whole(2...4)
        let along = isWalled ? 3 : 2
        let gap = !isWalled && random.chance(0.3) ? 1.5 : 0
        for v in 0..<along {
            for u in 0..<across {
                let cell = inner.part(
                    Double(u) / Double(across)...Double(u + 1) / Double(across),
                    Double(v) / Double(along)...Double(v + 1) / Double(along))
                let kind: PlotPlace.Kind = isWalled && u == 1 && v == 1 ? .walledIn : .ordinary
                addPlot(gap > 0 ? cell.inset(gap) : cell, kind, district, &random)
                guard v == 0 || v == along - 1, let plot = plots.last else { continue }
                frontages[plot.id] = Frontage(
                    column: column, row: row, isSouth: v == 0, from: Double(u) / Double(across),
                    to: Double(u + 1) / Double(across))
            }
        }
    }

    /// Adds a plot and its buildings; some plots have a cut corner.
    mutating func addPlot(
        _ ground: Quad, _ kind: PlotPlace.Kind, _ district: SampleDistrict, _ random: inout SplitMix64
    ) {
        let number = plots.count + 1
        let landUse = random.pick(SampleNames.landUses)
        var shell = ground.polygon.shell
        if kind == .ordinary, random.chance(0.15) {
            let cut = 3.0
            shell = [
                ground.sw, ground.se.moved(toward: ground.sw, by: cut),
                ground.se.moved(toward: ground.ne, by: cut),
                ground.ne, ground.nw, ground.sw,
            ]
        }
        let name = SampleNames.project(number, landUse: landUse)
        let id = add(
            .plots, .polygon(Polygon(shell: shell)),
            [
                "plot_no": .text("\(district.code)SYN\(String(number + 100_000).dropFirst())"),
                "name": .text(name), "land_use": .text(landUse), "district": .text(district.code),
            ])
        plots.append(PlotPlace(id: id, name: name, kind: kind))
        addBuildings(on: ground.inset(5), landUse: landUse, &random)
    }

    private mutating func addBuildings(on yard: Quad, landUse: String, _ random: inout SplitMix64) {
        guard yard.width > 14, yard.height > 14 else { return }
        let across = yard.width > 60 ? 2 : 1
        let along = yard.height > 45 ? 2 : 1
        for v in 0..<along {
            for u in 0..<across where !random.chance(0.12) {
                let cell = yard.part(
                    Double(u) / Double(across)...Double(u + 1) / Double(across),
                    Double(v) / Double(along)...Double(v + 1) / Double(along)
                ).inset(across + along > 2 ? random.between(1.5, 3.5) : 0.5)
                let isBent = random.chance(0.25)
                let shape: Shape = isBent ? .polygon(Self.bent(cell)) : cell.shape
                add(
                    .buildings, shape,
                    ["use": .text(landUse), "storeys": .integer(random.whole(1...18)), "level": .integer(0)])
            }
        }
    }

    /// An L: the cell without its north-eastern quarter.
    private static func bent(_ cell: Quad) -> Polygon {
        Polygon(shell: [
            cell.sw, cell.se, cell.at(1, 0.5), cell.at(0.5, 0.5), cell.at(0.5, 1), cell.nw, cell.sw,
        ])
    }

    // MARK: - Green

    /// Adds the green strip along a side in two pieces with a drive between, and its row of trees.
    private mutating func addGreenStrip(_ side: Quad.Side, of block: Quad, _ column: Int, _ row: Int) {
        let depth = grid.line(at: side, ofBlock: column, row).green
        guard depth > 0 else { return }
        let (start, end) = block.ends(of: side)
        let inward = (end - start).unit.left
        let length = start.distance(to: end)
        var random = SplitMix64(seed: seed, .green, column, row, Quad.Side.allCases.firstIndex(of: side) ?? 0)
        let drive = random.between(0.4, 0.55)
        let corner = 9.0 / length
        for (from, to) in [(corner, drive), (drive + 7 / length, 1 - corner)] where to - from > 10 / length {
            let a = start.interpolated(to: end, at: from)
            let b = start.interpolated(to: end, at: to)
            let strip = Quad(
                sw: a.onGrid, se: b.onGrid, ne: (b + inward * depth).onGrid, nw: (a + inward * depth).onGrid)
            add(
                .greens, strip.shape,
                ["class": .text("attached"), "name": .text("示例道路绿化带"), "owner": .text("示例园林养护中心")])
            guard side == .south || side == .west else { continue }
            addTreeRow(in: strip, species: depth > 4 ? "悬铃木" : "国槐", &random)
        }
    }

    private mutating func addTreeRow(in strip: Quad, species: String, _ random: inout SplitMix64) {
        let count = Int(strip.width / 12)
        guard count > 0 else { return }
        for index in 0..<count where !random.chance(0.1) {
            add(
                .trees, .point(strip.at((Double(index) + 0.5) / Double(count), 0.5)),
                [
                    "species": .text(species), "trunk_cm": .real(random.between(12, 38).rounded()),
                    "ancient": .boolean(false), "owner": .text("示例园林养护中心"),
                ])
        }
    }

    /// Adds a park around a pond, with an ancient tree under protection.
    private mutating func addPark(_ column: Int, _ row: Int) {
        let ground = grid.block(column, row).inset(3)
        let pond = ground.part(0.35...0.6, 0.4...0.65)
        add(
            .greens, .polygon(Polygon(shell: ground.polygon.shell, holes: [pond.polygon.shell])),
            ["class": .text("park"), "name": .text("示例公园"), "owner": .text("示例园林养护中心")])
        add(.water, pond.shape, ["kind": .text("pond"), "name": .text("示例湖"), "navigation": .text("none")])
        add(
            .trees, .point(ground.at(0.2, 0.2)),
            ["species": .text("银杏"), "trunk_cm": .real(118), "ancient": .boolean(true)])
        guard features[.heritage] == nil else { return }
        for (zone, part) in [("protection", 0.15...0.25), ("control", 0.08...0.32)] {
            add(
                .heritage, ground.part(part, part).shape,
                ["name": .text("示例古建筑"), "zone": .text(zone), "grade": .text("municipal")])
        }
    }
}
