import Foundation

/// Writes a Shapefile of squares with text fields, byte by byte, so that its encoding is as wrong as a test wants it.
///
/// - Parameters:
///   - names: the fields, encoded, at most ten bytes each.
///   - rows: the values of each square, encoded.
///   - language: the byte of the table that may name the encoding.
func writeShapefile(_ stem: String, names: [[UInt8]], rows: [[[UInt8]]], language: UInt8, prj: String?) throws
{
    let width = 40
    var shapes: [UInt8] = []
    var index: [UInt8] = []
    for row in rows.indices {
        let left = 620_000 + Double(row) * 20
        let points = [
            (left, 4_150_000.0), (left, 4_150_010), (left + 10, 4_150_010), (left + 10, 4_150_000),
            (left, 4_150_000.0),
        ]
        var content = little(Int32(5)) + [left, 4_150_000, left + 10, 4_150_010].flatMap(little)
        content += little(Int32(1)) + little(Int32(points.count)) + little(Int32(0))
        content += points.flatMap { little($0.0) + little($0.1) }
        index += big(Int32((100 + shapes.count) / 2)) + big(Int32(content.count / 2))
        shapes += big(Int32(row + 1)) + big(Int32(content.count / 2)) + content
    }
    func header(_ length: Int) -> [UInt8] {
        big(Int32(9994)) + [UInt8](repeating: 0, count: 20) + big(Int32((100 + length) / 2))
            + little(Int32(1000))
            + little(Int32(5))
            + [620_000, 4_150_000, 620_010 + Double(rows.count) * 20, 4_150_010].flatMap(little)
            + [UInt8](repeating: 0, count: 32)
    }
    var table: [UInt8] = [3, 126, 11, 22] + little(Int32(rows.count))
    table += little(Int16(33 + 32 * names.count)) + little(Int16(1 + width * names.count))
    table += [UInt8](repeating: 0, count: 17) + [language, 0, 0]
    for name in names {
        table += padded(name, 11, 0) + [UInt8(ascii: "C"), 0, 0, 0, 0, UInt8(width), 0]
        table += [UInt8](repeating: 0, count: 14)
    }
    table.append(0x0D)
    for row in rows { table += [0x20] + row.flatMap { padded($0, width, 0x20) } }
    table.append(0x1A)
    try Data(header(shapes.count) + shapes).write(to: URL(fileURLWithPath: stem + ".shp"))
    try Data(header(index.count) + index).write(to: URL(fileURLWithPath: stem + ".shx"))
    try Data(table).write(to: URL(fileURLWithPath: stem + ".dbf"))
    if let prj { try Data(prj.utf8).write(to: URL(fileURLWithPath: stem + ".prj")) }
}

private func little(_ value: Int32) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
private func little(_ value: Int16) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
private func little(_ value: Double) -> [UInt8] {
    withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
}
private func big(_ value: Int32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }

private func padded(_ bytes: [UInt8], _ width: Int, _ pad: UInt8) -> [UInt8] {
    Array(bytes.prefix(width)) + [UInt8](repeating: pad, count: max(0, width - bytes.count))
}
