import CityModel
import Geometry
import RouteSurvey
import Testing
import Vocabulary

@Suite("Lengths on the ground")
struct GroundLengthTests {
    /// From places of domain/crs.md §3: geodesics of 20.000 m at azimuth 45° and 20.001 m at 160° on CGCS2000 by
    /// geographiclib 2.1, drawn in the zones by PROJ 9.5.1 (pyproj 3.7.2).
    static let lines: [(place: String, code: Int, ground: Double, start: Point, end: Point)] = [
        (
            "Zhifu", 4549, 20.0, Point(623732.756956858, 4157362.833401963),
            Point(623746.689578196, 4157377.187248034)
        ),
        (
            "Zhifu", 4549, 20.001, Point(623732.756956858, 4157362.833401963),
            Point(623739.878134141, 4157344.139026438)
        ),
        (
            "Zhifu", 4550, 20.0, Point(358590.015020708, 4157644.882915604),
            Point(358604.399309964, 4157658.785764202)
        ),
        (
            "Zhifu", 4550, 20.001, Point(358590.015020708, 4157644.882915604),
            Point(358596.536544561, 4157625.969779036)
        ),
        (
            "Muping", 4549, 20.0, Point(641692.874988439, 4140995.222067607),
            Point(641706.778686171, 4141009.605565134)
        ),
        (
            "Muping", 4549, 20.001, Point(641692.874988439, 4140995.222067607),
            Point(641700.035264520, 4140976.541375177)
        ),
        (
            "Muping", 4550, 20.0, Point(376019.735426558, 4140713.571811246),
            Point(376034.088575506, 4140727.505171367)
        ),
        (
            "Muping", 4550, 20.001, Point(376019.735426558, 4140713.571811246),
            Point(376026.297765602, 4140694.674003412)
        ),
        (
            "Qixia", 4549, 20.0, Point(575322.445301084, 4134583.357109080),
            Point(575336.460584310, 4134597.626928078)
        ),
        (
            "Qixia", 4549, 20.001, Point(575322.445301084, 4134583.357109080),
            Point(575329.455384396, 4134564.623325919)
        ),
        (
            "Qixia", 4550, 20.0, Point(309468.458720452, 4136413.315537864),
            Point(309482.925603068, 4136427.138235588)
        ),
        (
            "Qixia", 4550, 20.001, Point(309468.458720452, 4136413.315537864),
            Point(309474.872692514, 4136394.361417487)
        ),
    ]

    @Test("twenty metres on the ground are twenty metres in either zone", arguments: lines)
    func exact(line: (place: String, code: Int, ground: Double, start: Point, end: Point)) throws {
        // A road over the first half of the line: the ground length of a stretch keeps the line's scale.
        let middle = line.start.interpolated(to: line.end, at: 0.5)
        let around = Box([line.start, middle])
        let scene = Scene([.roads: [feature("1", Polygon(around))]])
        let survey = try scene.survey([line.start, line.end], in: "EPSG:\(line.code)")
        #expect(abs(survey.groundLength - line.ground) < 1e-6)
        #expect(survey.gridLength > survey.groundLength, "away from the central meridian the grid stretches")
        #expect(survey.crossings.count == 1)
        #expect(isNear(survey.crossings.first?.groundLength, line.ground / 2, 1e-6))
        #expect(isNear(survey.crossings.first?.length, survey.gridLength / 2, 1e-6))
        let bent = try scene.survey([line.start, middle, line.end], in: "EPSG:\(line.code)")
        #expect(abs(bent.groundLength - line.ground) < 1e-6)
    }

    @Test("chainages as engineers write them")
    func chainage() {
        let expected: [(Double, String)] = [
            (12.345, "K0+012.345"), (1234.567, "K1+234.567"), (0, "K0+000.000"), (-0.0001, "K0+000.000"),
            (999.9995, "K1+000.000"), (999.9994, "K0+999.999"), (12_345.6, "K12+345.600"),
        ]
        for (metres, text) in expected { #expect(chainageText(metres) == text) }
        for metres in [Double.nan, .infinity, -.infinity, 1e300] { #expect(!chainageText(metres).isEmpty) }
    }

    @Test("a survey is refused where nothing can be measured")
    func refusals() throws {
        func code(_ body: () throws -> Void) -> String? {
            do { try body() } catch let problem as Problem { return problem.code } catch { return "\(error)" }
            return nil
        }
        #expect(code { _ = try Scene().surveyor(in: "EPSG:4490") } == "CRS-102")
        #expect(code { _ = try Scene().surveyor(in: "EPSG:3857") } == "CRS-103")
        #expect(code { _ = try Scene().survey([]) } == "GEO-101")
        #expect(code { _ = try Scene().survey(path((0, 0))) } == "GEO-101")
        #expect(code { _ = try Scene().survey(path((0, 0), (.nan, 0))) } != nil)
        #expect(code { _ = try Scene().survey(path((0, 0), (.infinity, 0))) } != nil)
    }
}
