import Drawing
import Foundation
import Vocabulary

/// The title block (图签): who, what, where, in which system, from which data.
struct TitleBlock {
    let scene: SheetScene
    let language: ReportLanguage
    let frame: Frame
    let scale: Double
    let page: Int
    let count: Int

    private func say(_ en: String, _ zh: String) -> String { language.say(en, zh) }

    func draw(_ canvas: Canvas) {
        let left = (frame.width * 0.31).rounded()
        let right = (frame.width * 0.28).rounded()
        let middle = frame.width - left - right
        signatures(canvas, Frame(x: frame.x, y: frame.y, width: left, height: frame.height))
        names(canvas, Frame(x: frame.x + left, y: frame.y, width: middle, height: frame.height))
        data(canvas, Frame(x: frame.x + left + middle, y: frame.y, width: right, height: frame.height))
        canvas.rectangle(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height, SheetPens.block)
    }

    private func signatures(_ canvas: Canvas, _ frame: Frame) {
        let head = 12.0
        cell(canvas, Frame(x: frame.x, y: frame.y, width: frame.width, height: head))
        small(canvas, scene.title.organisationLabel ?? say("designed by", "设计单位"), frame.x, frame.y)
        if let name = scene.title.organisation {
            fitted(canvas, name, Frame(x: frame.x, y: frame.y, width: frame.width, height: head), 3)
        }
        let usual = [
            say("designed", "设计"), say("checked", "校对"), say("reviewed", "审核"), say("approved", "审定"),
        ]
        let roles = usual.enumerated().map { index, role in
            scene.title.roles.indices.contains(index) ? scene.title.roles[index] ?? role : role
        }
        let rows = roles.count + 1
        let height = (frame.height - head) / Double(rows)
        let widths = [frame.width * 0.27, frame.width * 0.43, frame.width * 0.3]
        let titles = [say("role", "职责"), say("name, signature", "姓名（签字）"), say("date", "日期")]
        for row in 0..<rows {
            var x = frame.x
            for (column, width) in widths.enumerated() {
                let box = Frame(
                    x: x, y: frame.y + head + Double(row) * height, width: width, height: height)
                cell(canvas, box)
                let cells = row == 0 ? titles : [roles[row - 1], name(row - 1), ""]
                fitted(canvas, cells[column], box, row == 0 ? 2.1 : 2.6)
                x += width
            }
        }
    }

    private func name(_ role: Int) -> String {
        scene.title.people.indices.contains(role) ? scene.title.people[role] ?? "" : ""
    }

    private func names(_ canvas: Canvas, _ frame: Frame) {
        let rows: [(String, String, Double, Double)] = [
            (say("utility company", "专营企业"), scene.title.company ?? "—", 7, 2.6),
            (say("project", "工程名称"), scene.title.project ?? scene.title.applicant ?? "—", 9, 3.0),
            (say("drawing", "图名"), drawingName, 11, 3.6),
            (say("plot", "用地"), scene.plotNumber, 7, 2.8),
            (say("coordinates", "坐标系统"), coordinateSystem, 7, 2.4),
            (say("heights", "高程系统"), "—", 7, 2.6),
        ]
        table(canvas, frame, rows, first: 17)
    }

    private func data(_ canvas: Canvas, _ frame: Frame) {
        var rows: [(String, String, Double, Double)] = [
            (say("drawing no.", "图号"), drawingNumber, 8, 2.6),
            (say("scale", "比例"), "1:\(ReportWords.number(scale, 0))", 7, 3.0),
            (say("sheet", "张次"), say("\(page) of \(count)", "第 \(page) 张 共 \(count) 张"), 7, 2.6),
            (say("date", "日期"), scene.title.date.description, 6.5, 2.6),
            (say("data of", "数据日期"), scene.title.dataDate?.description ?? "—", 6.5, 2.6),
            (say("revision", "版次"), scene.title.revision.map { "R\($0)" } ?? "—", 6.5, 2.6),
            (say("line hash", "路由校验"), String(scene.title.routeHash.prefix(12)), 6.5, 2.4),
        ]
        if let stage = scene.title.stage { rows.insert((say("stage", "阶段"), stage, 6.5, 2.6), at: 1) }
        table(canvas, frame, rows, first: 15)
    }

    private var drawingName: String {
        let line =
            switch scene.utility {
            case .water: say("Outer water line", "给水外线工程")
            case .gas: say("Outer gas line", "燃气外线工程")
            case .heat: say("Outer heat line", "热力外线工程")
            }
        return say("\(line): plan", "\(line)平面图")
    }

    private var coordinateSystem: String {
        let (name, code) = (scene.title.crsName, scene.title.crs)
        guard !name.isEmpty, name != code else { return code }
        return language == .zh ? "\(Self.chinese(name))（\(code)）" : "\(name)\n(\(code))"
    }

    /// The national grids as Chinese drawings name them; other names stay as they are.
    static func chinese(_ name: String) -> String {
        let parts = name.components(separatedBy: " / ")
        guard parts.count == 2, let width = ["3-degree", "6-degree"].firstIndex(where: parts[1].hasPrefix)
        else { return name }
        let belt = width == 0 ? "3°带" : "6°带"
        let words = parts[1].split(separator: " ")
        guard let last = words.last, parts[1].contains("Gauss-Kruger") else { return name }
        if last.hasSuffix("E"), Double(last.dropLast()) != nil {
            return "\(parts[0]) \(belt) 中央经线 \(last.dropLast())°"
        }
        return Int(last) != nil ? "\(parts[0]) \(belt) 第 \(last) 带" : name
    }

    private var drawingNumber: String {
        "\(scene.title.caseID)-P\(page < 10 ? "0" : "")\(page)"
    }

    // MARK: - Cells

    private func table(
        _ canvas: Canvas, _ frame: Frame, _ rows: [(String, String, Double, Double)], first: Double
    ) {
        let sum = rows.reduce(0) { $0 + $1.2 }
        var y = frame.y
        for (name, value, share, size) in rows {
            let height = frame.height * share / sum
            let label = Frame(x: frame.x, y: y, width: first, height: height)
            let body = Frame(x: frame.x + first, y: y, width: frame.width - first, height: height)
            cell(canvas, label)
            cell(canvas, body)
            fitted(canvas, name, label, 2.3)
            fitted(canvas, value, body, size)
            y += height
        }
    }

    private func cell(_ canvas: Canvas, _ frame: Frame) {
        canvas.rectangle(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height, SheetPens.cell)
    }

    private func fitted(_ canvas: Canvas, _ text: String, _ frame: Frame, _ size: Double) {
        // A long name of a system in two lines, rather than cut.
        let parts = text.split(separator: "\n").map(String.init)
        let lines = parts.count == 2 ? parts : [text]
        let size = lines.count > 1 ? min(size, frame.height / 3) : size
        for (index, line) in lines.enumerated() {
            let y = frame.centre.y + (Double(index) - Double(lines.count - 1) / 2) * size * 1.35
            canvas.fittedText(
                line, at: Spot(frame.centre.x, y), TextStyle(size), anchor: .centre, width: frame.width - 2,
                leastSize: 1.6)
        }
    }

    private func small(_ canvas: Canvas, _ text: String, _ x: Double, _ y: Double) {
        canvas.text(text, at: Spot(x + 1, y + 0.4), TextStyle(2.1))
    }
}
