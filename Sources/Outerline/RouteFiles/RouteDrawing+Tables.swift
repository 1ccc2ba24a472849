import CityFiles
import Geometry
import Reports
import Vocabulary

extension RouteDrawing {
    /// Adds tables to the right of everything drawn, one below the other.
    mutating func add(_ tables: [ReportTable]) {
        let box = drawing.box
        guard !box.isEmpty else { return }
        var top = Point(box.maxX + 20 * metres, box.maxY)
        for table in tables where !table.rows.isEmpty { top = add(table, at: top) }
    }

    /// Adds what the route is, below everything drawn: the facts of the report's summary that a drawing needs.
    mutating func addNote(of report: RouteReport) {
        let box = drawing.box
        guard !box.isEmpty, let own = report.table("summary", language),
            let english = report.table("summary", .en)
        else { return }
        let layer = CADDrawing.Layer(say("notes", "说明"), colour: 0, width: 0.13)
        let rows = zip(english.rows, own.rows).filter { Self.noted.contains($0.0[0].text) }.map(\.1)
        for (index, row) in rows.enumerated() {
            let place = Point(box.minX, box.minY - (10 + Double(index) * 4.5) * metres)
            write(
                row[0].text + say(": ", "：") + row[1].text, at: place, on: layer, millimetres: 2.5,
                .lowerLeft)
        }
    }

    private static let noted: Set = [
        "Case", "Project", "Utility", "Class", "From", "Ground length (decides)", "Grid length", "Crossings",
        "Permits to obtain", "Ready to dig", "Coordinate system", "Date",
    ]

    /// - Returns: where the next table may begin.
    private mutating func add(_ table: ReportTable, at corner: Point) -> Point {
        let layer = CADDrawing.Layer(say("tables", "表格"), colour: 0, width: 0.13)
        let (height, row) = (2.0 * metres, 4.0 * metres)
        let cells = [table.columns.map(\.title)] + table.rows.map { $0.map(\.text) }
        let widths = table.columns.indices.map { column in
            Double(cells.map { column < $0.count ? displayWidth($0[column]) : 0 }.max() ?? 0) * height * 0.6
                + height
        }
        write(
            table.title, at: Point(corner.x, corner.y + metres), on: layer, millimetres: 3, .lowerLeft)
        let right = corner.x + widths.reduce(0, +)
        let bottom = corner.y - Double(cells.count) * row
        for index in 0...cells.count {
            let y = corner.y - Double(index) * row
            drawing.add(.line([Point(corner.x, y), Point(right, y)], dashes: []), on: layer)
        }
        var x = corner.x
        for column in 0...widths.count {
            drawing.add(.line([Point(x, corner.y), Point(x, bottom)], dashes: []), on: layer)
            guard column < widths.count else { break }
            for (index, line) in cells.enumerated() where column < line.count {
                let place = Point(x + height / 2, corner.y - (Double(index) + 0.5) * row)
                write(line[column], at: place, on: layer, millimetres: 2, .left)
            }
            x += widths[column]
        }
        return Point(corner.x, bottom - 12 * metres)
    }
}
