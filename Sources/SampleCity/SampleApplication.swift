import CityModel
import Geometry
import Vocabulary

/// An application as an export of the project-approval system gives it.
public struct SampleApplication: Hashable, Sendable {
    public enum UserType: String, Sendable, CaseIterable {
        case resident
        case nonResident = "non_resident"
    }

    /// What the project has reached.
    public enum Stage: String, Sendable, CaseIterable {
        case planningPermit = "planning_permit"
        case constructionPermit = "construction_permit"
        case completed
    }

    public var number: String
    public var applicant: String
    public var userType: UserType
    public var project: String
    /// The id of the plot.
    public var plot: String
    /// Demanded nominal diameter in millimetres for each utility applied for.
    public var demand: [Utility: Int]
    public var filedOn: Day
    public var stage: Stage
    public var contact: String
    public var phone: String

    public var utilities: [Utility] { demand.keys.sorted() }
}

/// Who a company sends to its applicants (客户代表).
public struct SampleRepresentative: Hashable, Sendable {
    public var name: String
    public var utility: Utility
    public var company: String
    /// The district served.
    public var district: String
}

extension CityBuilder {
    /// About every third plot applies, the special plots always; by plot.
    func applications() -> [SampleApplication] {
        var applications: [SampleApplication] = []
        for (index, plot) in plots.enumerated() {
            var random = SplitMix64(seed: seed, .application, index)
            guard random.chance(0.35) || plot.kind != .ordinary || index < 3 else { continue }
            let number = applications.count + 1
            let isResident = plot.kind == .ordinary && random.chance(0.25)
            applications.append(
                SampleApplication(
                    number: "SYN-2026-\(String(number + 1_000_000).dropFirst())",
                    applicant: SampleNames.applicant(number, isResident: isResident),
                    userType: isResident ? .resident : .nonResident, project: plot.name, plot: plot.id,
                    demand: Self.demand(isResident: isResident, all: plot.kind != .ordinary, &random),
                    filedOn: Self.workday(&random),
                    stage: isResident ? .completed : random.pick(SampleApplication.Stage.allCases),
                    contact: "示例联系人\(number)", phone: "000-\(String(number + 10_000_000).dropFirst())"))
        }
        return applications
    }

    private static func demand(
        isResident: Bool, all: Bool, _ random: inout SplitMix64
    ) -> [Utility: Int] {
        let choices: [[Utility]] = [
            [.water], [.gas], [.heat], [.water, .gas], [.water, .heat], Utility.allCases,
        ]
        let chosen = all ? Utility.allCases : random.pick(choices)
        var demand: [Utility: Int] = [:]
        for utility in chosen {
            let sizes = utility == .heat ? [100, 150, 200] : isResident ? [25, 40, 50] : [50, 80, 100, 150]
            demand[utility] = random.pick(sizes)
        }
        return demand
    }

    /// A day from Monday to Friday in September to November 2026.
    private static func workday(_ random: inout SplitMix64) -> Day {
        let day = (Day(2026, 9, 1) ?? Day(number: 20_697)).advanced(by: random.whole(0...79))
        return day.isWeekend ? day.advanced(by: -2) : day
    }

    /// One representative for each company and district it serves.
    func representatives() -> [SampleRepresentative] {
        let family = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
        var found: [SampleRepresentative] = []
        for territory in features[.territories] ?? [] {
            guard let utility = territory.text("utility").flatMap(Utility.init(rawValue:)),
                let company = territory.text("company")
            else { continue }
            for district in [SampleDistrict.west, .east] where serves(territory.shape.box, district) {
                found.append(
                    SampleRepresentative(
                        name: "示例代表\(family[found.count % family.count])", utility: utility, company: company,
                        district: district.code))
            }
        }
        return found
    }

    /// True if a territory's box holds the middle of the district's blocks.
    private func serves(_ box: Box, _ district: SampleDistrict) -> Bool {
        let west = grid.node(0, 0)
        let border = grid.node(grid.border, 0)
        let east = grid.node(grid.columns, 0)
        let (a, b) = district == .west ? (west, border) : (border, east)
        return box.minX <= (a.x + b.x) / 2 && (a.x + b.x) / 2 <= box.maxX
    }
}
