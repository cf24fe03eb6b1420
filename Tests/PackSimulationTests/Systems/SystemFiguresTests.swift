import CellModel
import Configuration
import Quantities
import Testing

@testable import PackSimulation

/// Printed figures that no cycle shows by itself.
@Suite struct SystemFiguresTests {
    /// Plates and strips at a current density for `hours`, half an hour each way.
    private func plate(_ slug: String, currentDensity: Double, hours: Int) throws -> CellCycler {
        var description = try ReviewedSystems.scenario(slug)
        let area = description.cell.parameters.totalArea
        description.plan.chargeCurrent = .amperes(currentDensity * area)
        description.plan.dischargeCurrent = .amperes(currentDensity * area)
        description.plan.halfCycleCharge = .coulombs(currentDensity * area * 1800)
        description.plan.rest = .zero
        description.limit(cycles: hours)
        var cycler = CellCycler(description)
        cycler.run()
        return cycler
    }

    @Test func `lithium through PLSS shorts above 1.1 mA per cm2 and not well below`() throws {
        let plating = try #require(ReviewedSystems.cell("li-llzto-plss-sym").physics?.plating)
        #expect((plating.criticalCurrent - 11).magnitude < 1e-9)
        let below = try plate("li-llzto-plss-sym", currentDensity: 5.5, hours: 4)
        #expect(below.firstShortTime == nil)
        let above = try plate("li-llzto-plss-sym", currentDensity: 22, hours: 4)
        #expect(above.firstShortTime != nil)
    }

    @Test func `treatments of garnet give the printed resistances at the pressure of the cell`()
        throws
    {
        let printed = [
            ("li-llzto-mgf2-sym", 6.0), ("li-llzto-plss-sym", 9), ("li-llzo-sb-sym", 4.1),
            ("lilto-garnet-sym", 21),
        ]
        for (slug, resistance) in printed {
            let cycler = try ReviewedSystems.cycled(slug, cycles: 1)
            let simulated = try #require(cycler.cycles.last?.interfaceResistance)
            #expect((simulated * 1e4 - resistance).magnitude < 0.01 * resistance, "\(slug)")
        }
    }

    @Test func `the active layers of the thin film hold more than 1000 Wh per litre`() throws {
        let cycler = try ReviewedSystems.cycled("thinfilm-generic", cycles: 1)
        let cell = cycler.description.cell
        let parameters = cell.parameters
        let cycle = try #require(cycler.cycles.first)
        let composition = try #require(cell.composition)
        // 5.05 g/cm3 for LCO [B]; lithium at 4.85 um per mAh/cm2.
        let cathode = parameters.arealCapacity / composition.cathodeSpecificCapacity / 5050
        let lithium = 4.85e-6 / 3.6e4 * parameters.arealCapacity
        let thickness = cathode + parameters.resistance.electrolyte.thickness + lithium
        let energy = cycle.dischargeEnergy / (parameters.totalArea * thickness)
        // 1 Wh/L = 3.6 MJ/m3.
        #expect(energy / 3.6e6 > 1000)
        #expect(energy / 3.6e6 < 2000)
    }

    @Test func `the mass of a host counts by the part of its window that a cell uses`() throws {
        let film = try #require(ReviewedSystems.cell("llzao-si-film").composition)
        #expect((film.cathodeSpecificCapacity / 3600 - 2685).magnitude < 5)
        let silicon = try #require(ReviewedSystems.cell("lfp-pvdf-peo-llzto-simof").composition)
        #expect((silicon.cathodeSpecificCapacity / 3600 - 135).magnitude < 1)
        #expect((silicon.anodeSpecificCapacity / 3600 - 1416).magnitude < 1e-6)
    }

    @Test func `only the cell charged to 4.8 V overrides a refusal`() throws {
        var overriding: [String] = []
        for slug in ReviewedSystems.slugs {
            let cell = try ReviewedSystems.cell(slug)
            if !cell.accepted.isEmpty { overriding.append(slug) }
        }
        #expect(overriding == ["ni83-peo-mg-al"])
        let cell = try ReviewedSystems.cell("ni83-peo-mg-al")
        #expect(cell.accepted.map(\.rule) == ["oxidised-by-cathode"])
        #expect(cell.voltageRange.upperBound == .volts(4.8))
    }
}
