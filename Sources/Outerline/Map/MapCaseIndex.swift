import CityFiles
import CityModel
import Coordinator
import Foundation
import Geometry
import Ledger
import ProjectFile
import Vocabulary

/// Where the cases of a project lie and what lamps they have, kept in memory and brought up to date from the log.
///
/// Shared by all threads of a server. The first window reads all cases, a later one those that have changed since.
public final class MapCaseIndex: Sendable {
    /// The cases at one state of the log, in no order.
    struct Snapshot: Sendable {
        fileprivate(set) var places: [Point] = []
        fileprivate(set) var cases: [MapCase] = []
        /// Cases whose plot has no place.
        fileprivate(set) var unplaced: [String: MapCase] = [:]

        /// The indexes of the cases in a window that are asked for.
        ///
        /// - Complexity: O(cases), a few nanoseconds for each that lies outside.
        func found(in box: Box, _ choice: Choice, on today: Day) -> [Int] {
            places.indices.filter {
                box.contains(places[$0]) && choice.admits(cases[$0], on: today)
            }
        }
    }

    /// Which cases a window asks for.
    struct Choice {
        var filter: ViewFilter
        var standing: CasePageQuery.Standing
        /// Nil for all.
        var only: Set<String>?

        func admits(_ mapCase: MapCase, on today: Day) -> Bool {
            (standing == .all || mapCase.stage.isOpen == (standing == .open))
                && mapCase.isAdmitted(by: filter, on: today) && (only?.contains(mapCase.caseID) ?? true)
        }
    }

    private struct State {
        var position: LogPosition?
        var plots: String?
        var centres: [String: Point] = [:]
        var snapshot = Snapshot()
        /// Where a case stands in the snapshot.
        var indexes: [String: Int] = [:]
    }

    private let state = Guarded(State())

    public init() {}

    /// The cases as the log of the project has them now.
    func snapshot(_ project: Project) throws -> Snapshot {
        try state.withLock { state in
            try Self.refresh(&state, project)
            return state.snapshot
        }
    }

    private static func refresh(_ state: inout State, _ project: Project) throws {
        let plots = try project.file.layerMarks().first { $0.layer == .plots }?.changed
        let news = try project.ledger.mapCases(since: plots == state.plots ? state.position : nil)
        if news.isAll {
            state = State()
            state.plots = plots
            state.centres = try project.file.centres(of: .plots)
        }
        state.position = news.position
        for mapCase in news.cases {
            guard let place = mapCase.plot.flatMap({ state.centres[$0] }) else {
                state.snapshot.unplaced[mapCase.caseID] = mapCase
                continue
            }
            if let index = state.indexes[mapCase.caseID] {
                state.snapshot.places[index] = place
                state.snapshot.cases[index] = mapCase
            } else {
                state.indexes[mapCase.caseID] = state.snapshot.cases.count
                state.snapshot.places.append(place)
                state.snapshot.cases.append(mapCase)
            }
        }
    }
}

/// Cases counted in the cells of a raster that stays where it is when the map is moved.
struct CaseCells {
    struct Cell {
        var column: Int
        var row: Int
        var count = 0
        /// By lamp, in the order of all.
        fileprivate var lamps = Array(repeating: 0, count: TrafficLight.allCases.count)
        /// Sums of the places in millimetres: whole numbers, so that their order is of no matter.
        fileprivate var sumX = 0
        fileprivate var sumY = 0

        var lights: [TrafficLight: Int] {
            Dictionary(uniqueKeysWithValues: zip(TrafficLight.allCases, lamps)).filter { $0.value > 0 }
        }

        /// The mean of the places.
        var middle: Point {
            Point(Double(sumX) / Double(1000 * count), Double(sumY) / Double(1000 * count))
        }

        fileprivate mutating func add(_ place: Point, lamp: Int) {
            count += 1
            lamps[lamp] += 1
            sumX += Int((place.x * 1000).rounded())
            sumY += Int((place.y * 1000).rounded())
        }
    }

    /// Metres on a side: a power of two.
    let size: Double
    /// By row and column.
    let counted: [Cell]

    /// About this many cells on the longer side of a window.
    private static let across = 16.0

    init(_ snapshot: MapCaseIndex.Snapshot, _ found: [Int], in box: Box, on today: Day) {
        let wanted = max(1, max(box.width, box.height) / Self.across)
        let size = exp2(log2(wanted).rounded(.up))
        let lamps = Dictionary(
            uniqueKeysWithValues: TrafficLight.allCases.enumerated().map { ($0.element, $0.offset) })
        var cells: [SIMD2<Int>: Cell] = [:]
        for index in found {
            let place = snapshot.places[index]
            let (column, row) = (
                Int((place.x / size).rounded(.down)), Int((place.y / size).rounded(.down))
            )
            let lamp = lamps[snapshot.cases[index].light(on: today)] ?? 0
            cells[SIMD2(column, row), default: Cell(column: column, row: row)].add(place, lamp: lamp)
        }
        self.size = size
        counted = cells.values.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }
}
