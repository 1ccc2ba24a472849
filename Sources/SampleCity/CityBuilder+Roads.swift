import CityModel
import Geometry
import Vocabulary

/// A street between two crossings: along a row (west to east) or a column (south to north).
struct Street: Hashable {
    var runsEast: Bool
    var column: Int
    var row: Int

    /// The index of its road line.
    var line: Int { runsEast ? row : column }
    /// Its place along the line.
    var step: Int { runsEast ? column : row }
    /// Roads change their name every six blocks.
    var section: Int { step / 6 }
}

/// What all areas of one road share.
private struct RoadFacts {
    var id: String
    var name: String
    var administration: Administration
    var openedOn: Day?
    var repairedOn: Day?
    var surface: String

    func attributes(_ roadClass: Road.Class) -> [String: AttributeValue?] {
        [
            "road_id": .text(id), "name": .text(name), "class": .text(roadClass.rawValue),
            "administration": .text(administration.rawValue), "surface": .text(surface),
            "opened_on": .optional(openedOn), "repaired_on": .optional(repairedOn),
            "owner": .text(administration == .city ? "示例市政养护中心" : "示例公路事业发展中心"),
        ]
    }
}

extension StreetGrid {
    /// The corners of a street's area: left and right of its direction, at its start and end.
    func corners(_ street: Street) -> (leftStart: Point, leftEnd: Point, rightEnd: Point, rightStart: Point) {
        let here = block(street.column, street.row)
        if street.runsEast {
            let below = block(street.column, street.row - 1)
            return (here.sw, here.se, below.ne, below.nw)
        }
        let before = block(street.column - 1, street.row)
        return (before.se, before.ne, here.nw, here.sw)
    }

    /// True if the street is built; branch streets do not bridge the river.
    func hasStreet(_ street: Street) -> Bool {
        !(street.runsEast && street.column == riverColumn && line(street.line).roadClass == .branch)
    }

    func isBridge(_ street: Street) -> Bool { street.runsEast && street.column == riverColumn }

    /// All streets, row lines before column lines, each in its direction.
    var streets: [Street] {
        var all: [Street] = []
        for row in 0...rows {
            for column in 0..<columns { all.append(Street(runsEast: true, column: column, row: row)) }
        }
        for column in 0...columns {
            for row in 0..<rows { all.append(Street(runsEast: false, column: column, row: row)) }
        }
        return all.filter(hasStreet)
    }
}

extension CityBuilder {
    /// Adds road areas and centrelines: streets in strips of carriageway and footways, and their crossings.
    mutating func addRoads() {
        for street in grid.streets { addStreet(street) }
        for row in 0...grid.rows { for column in 0...grid.columns { addCrossing(column, row) } }
    }

    private mutating func addStreet(_ street: Street) {
        let line = grid.line(street.line)
        let corner = grid.corners(street)
        let facts = facts(of: street)
        let isBridge = grid.isBridge(street)
        let level: [String: AttributeValue?] = [
            "bridge": .boolean(isBridge), "level": .integer(isBridge ? 1 : 0),
        ]
        let kerb = kerbs(street)
        add(
            .roads, Quad(sw: kerb.rightStart, se: kerb.rightEnd, ne: kerb.leftEnd, nw: kerb.leftStart).shape,
            facts.attributes(line.roadClass).merging(level) { $1 })
        if line.footway > 0 {
            let footway = facts.attributes(.footway).merging(level) { $1 }
                .merging(["surface": .text("paving")]) { $1 }
            add(
                .roads,
                Quad(sw: kerb.leftStart, se: kerb.leftEnd, ne: corner.leftEnd, nw: corner.leftStart).shape,
                footway)
            add(
                .roads,
                Quad(sw: corner.rightStart, se: corner.rightEnd, ne: kerb.rightEnd, nw: kerb.rightStart)
                    .shape,
                footway)
        }
        let end =
            street.runsEast
            ? grid.node(street.column + 1, street.row) : grid.node(street.column, street.row + 1)
        add(
            .roadAxes, .line([grid.node(street.column, street.row), end]),
            [
                "road_id": .text(facts.id), "name": .text(facts.name),
                "class": .text(line.roadClass.rawValue),
                "administration": .text(facts.administration.rawValue), "width_m": .real(line.width),
            ].merging(level) { $1 })
    }

    /// The corners of the carriageway alone.
    private func kerbs(
        _ street: Street
    ) -> (leftStart: Point, leftEnd: Point, rightEnd: Point, rightStart: Point) {
        let footway = grid.line(street.line).footway
        let corner = grid.corners(street)
        guard footway > 0 else { return corner }
        return (
            corner.leftStart.moved(toward: corner.rightStart, by: footway),
            corner.leftEnd.moved(toward: corner.rightEnd, by: footway),
            corner.rightEnd.moved(toward: corner.leftEnd, by: footway),
            corner.rightStart.moved(toward: corner.leftStart, by: footway)
        )
    }

    /// The area where two road lines cross belongs to the greater; it shares
    /// every corner with the streets around it, so that no sliver opens.
    private mutating func addCrossing(_ column: Int, _ row: Int) {
        let east = Street(runsEast: true, column: column, row: row)
        let north = Street(runsEast: false, column: column, row: row)
        let west = Street(runsEast: true, column: column - 1, row: row)
        let south = Street(runsEast: false, column: column, row: row - 1)
        let e = (grid.corners(east), kerbs(east))
        let n = (grid.corners(north), kerbs(north))
        let w = (grid.corners(west), kerbs(west))
        let s = (grid.corners(south), kerbs(south))
        var ring = [
            e.0.rightStart, e.1.rightStart, e.1.leftStart, n.0.rightStart, n.1.rightStart, n.1.leftStart,
            w.0.leftEnd, w.1.leftEnd, w.1.rightEnd, s.0.leftEnd, s.1.leftEnd, s.1.rightEnd,
        ]
        ring = ring.enumerated().filter { $0.element != ring[($0.offset + ring.count - 1) % ring.count] }
            .map(\.element)
        ring.append(ring[0])
        let isRow = grid.line(row).width >= grid.line(column).width
        let street =
            isRow
            ? (column < grid.columns ? east : west) : (row < grid.rows ? north : south)
        add(
            .roads, .polygon(Polygon(shell: ring)),
            facts(of: street).attributes(grid.line(street.line).roadClass)
                .merging(["bridge": .boolean(false), "level": .integer(0)]) { $1 })
    }

    private func facts(of street: Street) -> RoadFacts {
        let line = grid.line(street.line)
        var random = SplitMix64(seed: seed, .road, street.runsEast ? 1 : 0, street.line, street.section)
        let isHighway = street.runsEast && street.line == grid.rows
        let opened = random.chance(0.3) ? random.whole(2022...2025) : random.whole(1998...2021)
        let openedOn = Day(opened, random.whole(1...12), random.whole(1...28))
        let repaired = random.whole(max(opened + 1, 2015)...2026)
        let repairedOn = Day(repaired, random.whole(1...10), random.whole(1...28))
        let isKnown = random.chance(0.85)
        let isRepaired = opened < 2018 && random.chance(0.35)
        return RoadFacts(
            id: "\(street.runsEast ? "H" : "V")\(street.line)-\(street.section + 1)",
            name: isHighway ? "示例县道X0\(31 + street.section)" : SampleNames.road(street),
            administration: isHighway ? .county : .city, openedOn: isKnown ? openedOn : nil,
            repairedOn: isRepaired ? repairedOn : nil,
            surface: line.roadClass == .branch && random.chance(0.4) ? "concrete" : "asphalt")
    }
}
