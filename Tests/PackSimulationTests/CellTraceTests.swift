import CellModel
import Configuration
import Quantities
import Testing

@testable import PackSimulation

struct CellTraceTests {
    private func run(
        _ current: Double, for duration: Double = 600, step: Double = 1, isIsothermal: Bool = true
    ) -> [CellTrace.Point] {
        var points: [CellTrace.Point] = []
        CellTrace(
            cell: TestWorld.scenario.pack.cell, stateOfCharge: StateOfCharge(fraction: 0.6),
            temperature: .celsius(40), isIsothermal: isIsothermal
        ).run(
            SampledCurrent(times: [0, duration], currents: [current, current]),
            interpolation: .hold, longestStep: step
        ) { points.append($0) }
        return points
    }

    private var design: SimulatedCellDesign { SimulatedCellDesign(TestWorld.scenario.pack.cell) }

    @Test func `without current nothing happens but the growth of the interphase`() throws {
        let points = run(0)
        let (first, last) = (points[0], try #require(points.last))
        #expect(last.voltage == first.voltage)
        #expect((first.voltage - first.openCircuitVoltage).magnitude < 1e-4)
        #expect((last.meanLithiumFraction - last.surfaceLithiumFraction).magnitude < 1e-12)
        #expect(last.stateOfCharge == 0.6)
        #expect(last.contactFraction == 1)
        #expect(last.interfaceResistance > first.interfaceResistance)
    }

    @Test func `charging takes lithium out of the cathode, from the surface first`() throws {
        let last = try #require(run(0.3).last)
        let start = run(0.3)[0]
        #expect(last.stateOfCharge > start.stateOfCharge)
        #expect(last.surfaceLithiumFraction < last.meanLithiumFraction)
        #expect(last.meanLithiumFraction < start.meanLithiumFraction)
        #expect(last.voltage > last.openCircuitVoltage)
        #expect(last.voltage > start.voltage)
    }

    @Test func `the mean fraction and the state of charge count the same charge`() throws {
        let points = run(-0.3)
        let last = try #require(points.last)
        let charge = -0.3 * 600 / design.capacity
        let span = design.physics.cathodeFractionFull - design.physics.cathodeFractionEmpty
        let moved = last.meanLithiumFraction - points[0].meanLithiumFraction
        #expect((last.stateOfCharge - 0.6 - charge).magnitude < 1e-12)
        #expect((moved - charge * span).magnitude < 1e-12)
    }

    @Test func `an isothermal cell keeps its temperature, another warms itself`() throws {
        let kept = run(-0.7)
        let warmed = try #require(run(-0.7, isIsothermal: false).last)
        #expect(kept.allSatisfy { ($0.temperature - 40).magnitude < 1e-9 })
        #expect(warmed.temperature > 40.01)
    }

    @Test func `pressure stays where the cell was designed for`() {
        #expect(run(0.3).allSatisfy { $0.pressure == design.referencePressure })
    }

    @Test func `the same run gives the same rows, as many as the header has columns`() {
        let rows = run(-0.5, step: 0.7).map(\.row)
        #expect(rows == run(-0.5, step: 0.7).map(\.row))
        let columns = CellTrace.header.split(separator: ",").count
        #expect(rows.allSatisfy { $0.split(separator: ",").count == columns })
    }
}
