import CityModel
import Geometry
import Testing
import Vocabulary

@testable import SampleCity

/// What the sample must hold so that every rule of the product meets a case.
@Suite("Situations in the sample city")
struct SampleSituationsTests {
    private static let city = Result { try SampleCity.generate(seed: 2020, blocks: 24) }
    private let sample: SampleCity
    private let engine = GeometryEngine()

    init() throws { sample = try Self.city.get() }

    private func nearestMain(_ plot: Feature, _ utility: Utility) throws -> Double {
        let mains: [Main] = try sample.city.all()
        return try mains.filter { $0.utility == utility }
            .map { try engine.distance($0.shape, plot.shape) }.min() ?? .infinity
    }

    @Test func onePlotIsFarFromEveryMainAndOutsideThePlanningArea() throws {
        let remote = try sample.city[.plots].filter { try nearestMain($0, .water) > 300 }
        #expect(remote.count == 1)
        let plot = try #require(remote.first)
        for utility in Utility.allCases { #expect(try nearestMain(plot, utility) > 2000) }
        for area in sample.city[.planningArea] { #expect(try !engine.intersects(area.shape, plot.shape)) }
        #expect(try sample.city[.districts].count { try engine.intersects($0.shape, plot.shape) } == 1)
    }

    @Test func onePlotIsWalledInByOthers() throws {
        let walled = try sample.city[.plots].filter { plot in
            let others = sample.city.features(of: .plots, in: plot.shape.box).filter { $0.id != plot.id }
            guard others.count >= 8 else { return false }
            let around = try engine.union(others.map(\.shape))
            return try engine.prepare(around).covers(.lines(plot.shape.outlines))
        }
        #expect(walled.count == 1)
    }

    @Test func someStubsAllowADirectConnectionAndSomePlotsLieFarther() throws {
        let stubs: [Stub] = try sample.city.all()
        #expect(Set(stubs.map(\.utility)) == Set(Utility.allCases))
        for state in Stub.State.allCases { #expect(stubs.contains { $0.state == state }) }
        #expect(stubs.contains { $0.state == nil })
        #expect(stubs.contains { $0.capacity == nil })
        let direct = try stubs.count { stub in
            guard stub.state == .free, stub.capacity != nil else { return false }
            return try sample.city[.plots].contains { try engine.distance(stub.shape, $0.shape) <= 20 }
        }
        #expect(direct > 20)
        let far = try sample.city[.plots].count { try nearestMain($0, .gas) > 20 }
        #expect(far > 5)
    }

    @Test func mainsOfThreeUtilitiesLeaveSomeThingsUnknown() throws {
        let mains: [Main] = try sample.city.all()
        for utility in Utility.allCases { #expect(mains.contains { $0.utility == utility }) }
        #expect(mains.contains { $0.pressure == nil })
        #expect(mains.contains { $0.spareCapacity == nil })
        #expect(mains.contains { $0.inService == false } || mains.contains { $0.inService == nil })
    }

    @Test func roadsHaveAHierarchyDatesAroundTheMoratoriumAndBridges() throws {
        let roads: [Road] = try sample.city.all()
        for roadClass in [Road.Class.arterial, .secondary, .branch, .footway] {
            #expect(roads.contains { $0.roadClass == roadClass })
        }
        let today = try #require(Day(2026, 11, 22))
        #expect(roads.contains { ($0.openedOn?.adding(years: 5) ?? today) > today })
        #expect(roads.contains { ($0.openedOn?.adding(years: 5) ?? today) < today })
        #expect(roads.contains { ($0.repairedOn?.adding(years: 3) ?? today) > today })
        #expect(roads.contains { $0.openedOn == nil })
        #expect(roads.contains { $0.administration == .county })
        let river = try #require(sample.city[.water].first { $0.text("kind") == "river" })
        for bridge in roads where bridge.isBridge == true {
            #expect(bridge.level == 1)
            #expect(try engine.intersects(bridge.shape, river.shape))
        }
        #expect(roads.contains { $0.isBridge == true })
        #expect(roads.allSatisfy { $0.name?.hasPrefix("示例") == true })
    }

    @Test func territoriesOverlapForGasAndLeaveAGapForHeat() throws {
        let territories: [Territory] = try sample.city.all()
        func companies(_ utility: Utility, _ plot: Feature) throws -> Int {
            try territories.count { try $0.utility == utility && engine.intersects($0.shape, plot.shape) }
        }
        let plots = sample.city[.plots]
        #expect(try plots.allSatisfy { try companies(.water, $0) == 1 })
        #expect(try plots.contains { try companies(.gas, $0) == 2 })
        #expect(try plots.contains { try companies(.heat, $0) == 0 })
        #expect(territories.allSatisfy { $0.company.hasPrefix("示例") })
        for territory in territories {
            #expect(
                sample.representatives.contains {
                    $0.company == territory.company && $0.utility == territory.utility
                })
        }
    }

    @Test func applicationsAreOfAllKindsAndNameRealPlots() throws {
        let applications = sample.applications
        #expect(applications.count > 30)
        for type in SampleApplication.UserType.allCases {
            #expect(applications.contains { $0.userType == type })
        }
        for stage in SampleApplication.Stage.allCases { #expect(applications.contains { $0.stage == stage }) }
        #expect(Set(applications.map(\.utilities.count)) == [1, 2, 3])
        #expect(Set(applications.map(\.number)).count == applications.count)
        for application in applications {
            #expect(sample.city.feature(application.plot, of: .plots) != nil)
            #expect(!application.filedOn.isWeekend)
            #expect(application.demand.values.allSatisfy { $0 > 0 })
        }
    }

    @Test func theRandomGeneratorIsThePublishedOne() {
        // Outputs of the reference C program for state 1234567.
        var random = SplitMix64(state: 1_234_567)
        #expect([random.next(), random.next()] == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973])
    }

    @Test func textIsWrittenWithoutALocale() {
        #expect(GeoJSONText.fixed(619_611.1144, 3) == "619611.114")
        #expect(GeoJSONText.fixed(-0.0004, 3) == "0.000")
        #expect(GeoJSONText.fixed(-0.25, 1) == "-0.3")
        #expect(GeoJSONText.fixed(0.05, 3) == "0.050")
        #expect(quoted("a\"b\\\n\u{1}路") == #""a\"b\\\n\u0001路""#)
    }
}
