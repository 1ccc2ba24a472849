import CityModel
import Geometry
import Vocabulary

/// The two districts of a sample: real codes of Yantai, invented borders.
enum SampleDistrict {
    case west, east

    var code: String { self == .west ? "370602" : "370613" }
    var name: String { self == .west ? "芝罘区" : "莱山区" }
}

extension StreetGrid {
    /// The column of nodes that divides the districts.
    var border: Int { (columns + 1) / 2 }
    func isWest(_ column: Int) -> Bool { column < border }

    /// The ground between two columns of nodes, over all rows and the ring around them.
    func band(_ west: Int, _ east: Int, _ south: Int, _ north: Int) -> Polygon {
        var ring = (west...east).map { node($0, south) }
        ring += (south...north).dropFirst().map { node(east, $0) }
        ring += (west..<east).reversed().map { node($0, north) }
        ring += (south..<north).reversed().map { node(west, $0) }
        return Polygon(shell: ring)
    }
}

extension CityBuilder {
    /// Adds the river with its banks, the railway, administrative areas and franchise territories.
    mutating func addAreas() {
        addRiver()
        addRailway()
        let (columns, rows) = (grid.columns, grid.rows)
        let corners = Quad(
            sw: grid.node(0, 0), se: grid.node(columns, 0), ne: grid.node(columns, rows),
            nw: grid.node(0, rows))
        add(.planningArea, corners.inset(-60).shape, ["name": .text("示例城市规划区")])
        for (district, band) in [
            (SampleDistrict.west, (-1, grid.border)), (.east, (grid.border, columns + 1)),
        ] {
            add(
                .districts, .polygon(grid.band(band.0, band.1, -1, rows + 1)),
                ["code": .text(district.code), "name": .text(district.name)])
        }
        addTerritories()
    }

    /// One water company; two gas companies that overlap by one column of
    /// blocks; two heating companies that leave one column between them.
    private mutating func addTerritories() {
        let (columns, rows) = (grid.columns, grid.rows)
        // One column with plots: the river has none.
        let next = min(grid.border + (grid.border == grid.riverColumn ? 2 : 1), columns)
        let parts: [(Utility, String, Int, Int)] = [
            (.water, "", -1, columns + 1),
            (.gas, "西城", -1, next), (.gas, "东城", grid.border, columns + 1),
            (.heat, "西城", -1, grid.border), (.heat, "东城", next, columns + 1),
        ]
        for (utility, part, west, east) in parts where west < east {
            add(
                .territories, .polygon(grid.band(west, east, -1, rows + 1)),
                [
                    "utility": .text(utility.rawValue), "company": .text(SampleNames.company(utility, part)),
                    "contact": .text("示例电话 000-0000"),
                ])
        }
    }

    private mutating func addRiver() {
        guard let column = grid.riverColumn else { return }
        let bank = 12.0
        let reaches = (-1...grid.rows).map { row in
            grid.block(column, row).inset(south: 0, east: bank, north: 0, west: bank)
        }
        var ring = reaches.flatMap { [$0.se, $0.ne] }
        ring += reaches.reversed().flatMap { [$0.nw, $0.sw] }
        ring.append(ring[0])
        add(
            .water, .polygon(Polygon(shell: ring)),
            [
                "kind": .text("river"), "name": .text("示例河"), "grade": .text("municipal"),
                "navigation": .text("none"),
            ])
        for row in 0..<grid.rows {
            let block = grid.block(column, row)
            let road = block.inset(south: 2, east: 3, north: 2, west: 3)
            let shore = block.inset(south: 2, east: bank - 2, north: 2, west: bank - 2)
            for strip in [
                Quad(sw: road.sw, se: shore.sw, ne: shore.nw, nw: road.nw),
                Quad(sw: shore.se, se: road.se, ne: road.ne, nw: shore.ne),
            ] {
                add(
                    .greens, strip.shape,
                    ["class": .text("protective"), "name": .text("示例滨河绿带"), "owner": .text("示例园林养护中心")])
            }
        }
    }

    /// A line south of the city, beside its last street.
    private mutating func addRailway() {
        let points = (0...grid.columns).map { column in
            grid.node(column, 0).moved(toward: grid.node(column, -1), by: 55)
        }
        guard points.count > 1 else { return }
        add(
            .railways, .line(points),
            ["name": .text("示例铁路支线"), "kind": .text("branch"), "level": .integer(0), "owner": .text("示例铁路局")])
    }

    /// Adds a plot far to the east of everything, outside the planning area.
    mutating func addRemotePlot() {
        guard grid.blocks >= 6 else { return }
        let corner = grid.node(grid.columns + 1, 0)
        let west = (grid.node(grid.columns, 0) - corner).unit
        let sw = corner + west * 400
        let up = Vector(west.dy, -west.dx)
        let ground = Quad(
            sw: (sw + up * 20).onGrid, se: (sw + west * -50 + up * 20).onGrid,
            ne: (sw + west * -50 + up * 60).onGrid, nw: (sw + up * 60).onGrid)
        var random = SplitMix64(seed: seed, .plot, -1)
        addPlot(ground, .remote, .east, &random)
    }
}
