import CityModel
import Configuration
import Foundation
import Testing
import Vocabulary

@Suite("Rates and clearances")
struct RatesTests {
    @Test func theShippedRatesNameASourceForEveryNumberAndCallPricesAssumptions() throws {
        let rates = try SurfaceRates(yaml: ShippedData.data("surfaces.yaml"))
        #expect(rates.currency == "CNY")
        #expect(rates.crossPlots.value == .forbid)
        #expect(rates.keepOff.value == 1.0)
        #expect(rates.keepOff.provenance.assumption)
        #expect(rates.crossingAngleWarning.value == 60)
        for utility in Utility.allCases {
            #expect(rates.impassable(for: utility) == [.building])
            for (surface, methods) in rates.rates {
                for (method, rate) in methods {
                    let number = try #require(rate.perMetre[utility], "\(surface) \(method) \(utility)")
                    #expect(!number.provenance.source.isEmpty)
                    #expect(number.provenance.assumption)
                }
            }
        }
        #expect(rates.rate(on: .road, for: .water) == 1350)
        #expect(rates.rate(on: .road, for: .water, roadClass: "footway") == 800)
        #expect(rates.rate(on: .road, for: .water, roadClass: "arterial") == 1350)
        #expect(rates.rate(on: .building, for: .water) == nil)
        #expect(rates.rate(on: .water, for: .gas, by: .jacking) == nil)
        #expect(rates.entryCharge(.road, for: .heat) == 3000)
        #expect(rates.entryCharge(.openGround, for: .heat) == 0)
        #expect(rates.connectionCharge(.stub, for: .gas) == 1500)
    }

    @Test(
        arguments: [
            (Utility.water, 100.0, 0.7), (.water, 100.5, 0.8), (.water, 500, 1.1), (.water, 5000, 2.0),
            (.gas, 300, 0.9), (.heat, 300, 1.8), (.heat, 301, 2.6),
        ])
    func theStripFollowsTheDiameter(utility: Utility, dn: Double, trench: Double) throws {
        let rates = try SurfaceRates(yaml: ShippedData.data("surfaces.yaml"))
        #expect(rates.strip(for: utility, dn: dn).trench == trench)
    }

    @Test func anUnknownDiameterIsAnAssumptionThatSaysSo() throws {
        let rates = try SurfaceRates(yaml: ShippedData.data("surfaces.yaml"))
        let strip = rates.strip(for: .water, dn: nil)
        #expect(strip.total == 0.7 + 1.5)
        #expect(strip.provenance.assumption)
        #expect(strip.provenance.source.contains("taken as DN 100"))
    }

    @Test func thePeerRatesAreTheBareWeights() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Benchmarks/peer-rates.yaml")
        let rates = try SurfaceRates(yaml: Data(contentsOf: file), file: "peer-rates.yaml")
        #expect(rates.currency == nil)
        let weights = [Surface.openGround, .green, .road, .water].map { rates.rate(on: $0, for: .water) }
        #expect(weights == [1, 1.6, 3, 20])
        #expect(rates.impassable(for: .heat) == [.building])
        #expect(rates.keepOff.value == 0)
        #expect(rates.strip(for: .water, dn: 300).total == 0)
        #expect(rates.entryCharge(.road, for: .water) == 0)
        #expect(rates.connectionCharge(.main, for: .water) == 0)
    }

    @Test func clearancesKeepTheirEvidenceAndRecalledOnesAreNeverEnforced() throws {
        let table = try ClearanceTable(yaml: ShippedData.data("clearances.yaml"))
        #expect(table.horizontal.count == 233)
        #expect(table.vertical.count == 85)
        func count(_ cells: [ClearanceTable.Pair: Clearance], _ level: EvidenceLevel) -> Int {
            cells.values.count { $0.level == level }
        }
        #expect(count(table.horizontal, .verifiedOfficialCopy) == 12)
        #expect(count(table.horizontal, .unverified) == 127)
        #expect(count(table.vertical, .verifiedOfficialCopy) == 13)
        let sewer = try #require(table.horizontal("sewer", "water_le200"))
        #expect(sewer == table.horizontal("water_le200", "sewer"))
        #expect(sewer.metres == 1.0)
        #expect(sewer.evidence == ["O", "P", "J"])
        #expect(sewer.level.isEnforceable)
        #expect(table.horizontal("water_le200", "building")?.level.isEnforceable == false)
        #expect(table.horizontal("water_le200", "gas_subhigh_a")?.level.isEnforceable == false)
        let dash = try #require(table.horizontal("reclaimed", "shrub"))
        #expect(dash.metres == nil)
        #expect(table.horizontal("water_le200", "moon") == nil)
        #expect(table.vertical("water", "sewer")?.metres == 0.4)
        for cell in table.horizontal.values where cell.evidence == ["M"] {
            #expect(!cell.level.isEnforceable)
        }
    }
}
