import CityModel
import Drawing
import Foundation
import Geometry
import RouteSurvey

/// A schematic section along the pipe through what is crossed; says so, as it is not to scale.
struct CrossingSection {
    let scene: SheetScene
    let mark: SheetScene.CrossingMark
    let language: ReportLanguage

    let thin = Pen(.black, 0.13)

    func say(_ en: String, _ zh: String) -> String { language.say(en, zh) }

    func draw(_ canvas: Canvas, _ frame: Frame) {
        let ground = frame.y + 12
        let pipe = frame.y + 25
        let left = frame.x + frame.width * 0.27
        let right = frame.right - frame.width * 0.27
        if mark.crossing.kind == .strip {
            drawBeside(canvas, frame, ground, pipe)
            return drawBorder(canvas, frame)
        }
        canvas.within {
            canvas.clip(x: frame.x, y: frame.y, width: frame.width, height: frame.height)
            drawGround(canvas, frame, ground, left, right)
            if isLine {
                drawCrossedLine(canvas, Spot((left + right) / 2, 0), ground, pipe)
            } else {
                drawSurface(canvas, ground, left, right)
            }
            drawPipe(canvas, frame, ground, pipe, left, right)
        }
        let x = isLine ? left - 6 : left + (right - left) * 0.3
        let axis = method == .hdd ? bore(frame, ground, pipe).height(at: x) : pipe
        drawCover(canvas, ground, axis, x)
        drawEnds(canvas, frame, ground, left, right)
        drawBorder(canvas, frame)
    }

    func drawBorder(_ canvas: Canvas, _ frame: Frame) {
        canvas.text(
            say("schematic, not to scale", "示意图，不按比例"), at: Spot(frame.right - 1, frame.bottom - 0.4),
            TextStyle(2.0, colour: .grey(0.3)), anchor: .bottomTrailing)
        canvas.rectangle(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height, Pen(.black, 0.25))
    }

    var isLine: Bool { mark.crossing.layer == .lines || mark.crossing.layer == .railways }
    var method: LayingMethod { mark.method ?? .openCut }
}
