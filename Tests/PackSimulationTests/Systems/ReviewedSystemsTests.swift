import CellModel
import Configuration
import Foundation
import Quantities
import Testing

@testable import PackSimulation

@Suite struct ReviewedSystemsTests {
    @Test func `there is a cell file for each of the 22 systems and for nothing else`() throws {
        #expect(ReviewedSystems.slugs.count == 22)
        #expect(try ReviewedSystems.files(in: "Cells/Systems") == ReviewedSystems.slugs)
    }

    @Test func `each system and each reference cell has a cycling scenario`() throws {
        let scenarios = try ReviewedSystems.files(in: "Scenarios/Cycling")
        let wanted = ReviewedSystems.slugs + ReviewedSystems.references
        #expect(wanted.filter { !scenarios.contains($0) } == [])
    }

    @Test(.enabled(if: ReviewedSystems.hasTable, Comment(rawValue: ReviewedSystems.advice)))
    func `the systems are those of the table made from the reviews`() throws {
        #expect(try ReviewedSystems.slugsOfTable() == ReviewedSystems.slugs)
    }

    @Test func `the guide speaks of every system`() throws {
        let guide = try String(
            contentsOfFile: ReviewedSystems.configs
                + "/../Sources/Manual/Manual.docc/Guides/ReviewedSystems.md", encoding: .utf8)
        #expect(ReviewedSystems.slugs.filter { !guide.contains("| `\($0)` |") } == [])
    }

    @Test(arguments: ReviewedSystems.slugs)
    func `each system cycles and its first cycles give what is expected`(slug: String) throws {
        let cycler = try ReviewedSystems.cycled(slug, cycles: 3)
        #expect(cycler.stop == nil)
        #expect(cycler.cyclesCompleted == 3)
        #expect(cycler.cycles.allSatisfy { $0.dischargeCapacity > 0 })
        #expect(ReviewedSystems.misses(cycler) == [])
    }

    @Test(arguments: ReviewedSystems.references)
    func `each reference cell cycles`(name: String) throws {
        let cycler = try ReviewedSystems.cycled(name, cycles: 3)
        #expect(cycler.description.cell.name == name)
        #expect(cycler.cyclesCompleted == 3)
        #expect(cycler.cycles.allSatisfy { $0.capacityRetention > 0.99 })
    }

    @Test(arguments: ReviewedSystems.slugs)
    func `each system says what the review gives and what is assumed`(slug: String) throws {
        let scenario = try ReviewedSystems.scenario(slug)
        #expect(scenario.name == slug)
        #expect(scenario.cell.name == slug)
        let evidence = try #require(scenario.cell.evidence)
        #expect(evidence.note.contains("[S "))
        #expect(evidence.status == .reported || !evidence.assumed.isEmpty)
        #expect(scenario.expectations.allSatisfy { $0.source.contains("[") })
    }

    @Test(arguments: [
        "lfp-pvdf-peo-llzto-simof", "lfp-peo-interlayer-li", "nmc811-cl-rich-lpscl-si",
        "gpe-glc-lpscl", "li-lfp-artificial-sei",
    ])
    func `what the reviews print of capacity after many cycles comes out`(slug: String) throws {
        let cycler = try ReviewedSystems.cycled(slug)
        #expect(cycler.stop == nil)
        #expect(ReviewedSystems.misses(cycler) == [])
    }

    @Test(arguments: ["lilto-garnet-sym", "li-artificial-sei-sym", "li-seeded-sym"])
    func `electrodes that lived for a printed time do so whatever the seed`(name: String) throws {
        for seed in UInt64(1)...5 {
            var description = try ReviewedSystems.scenario(name)
            description.seed = seed
            var cycler = CellCycler(description)
            cycler.run()
            #expect(ReviewedSystems.misses(cycler) == [], "seed \(seed)")
        }
    }
}
