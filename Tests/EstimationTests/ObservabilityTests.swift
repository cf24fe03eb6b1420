import CellModel
import Estimation
import Quantities
import Testing

/// A number that no reading has confirmed must not look like one that has.
@Suite struct ObservabilityTests {
    /// What is observed after some minutes of a current, by voltage alone.
    func observed(
        _ cell: CellParameters, from charge: Double, minutes: Int, current: (Int) -> Double,
        withPressure: Bool = false
    ) -> Observability {
        var plant = MatchingPlant(cell: cell, fixture: ExampleCells.rigid, charge: charge, seed: 3)
        var pack = PackEstimator(
            cells: [cell], stackOfCell: [0], fixtures: [ExampleCells.rigid])
        for second in 0..<(minutes * 60) {
            let inputs = plant.step(current: current(second))
            pack.setVoltage(.valid(.volts(inputs.voltage), age: .zero), cell: 0)
            pack.setTemperature(.valid(.kelvins(inputs.temperature), age: .zero), cell: 0)
            if withPressure {
                pack.setPressure(.valid(.pascals(inputs.pressure), age: .zero), stack: 0)
            }
            pack.step(current: .valid(.amperes(current(second)), age: .zero), interval: 1)
        }
        return pack.estimate(cell: 0).observed
    }

    func pulses(_ second: Int) -> Double { second / 20 % 2 == 0 ? -0.03 : 0.005 }

    @Test func `before any reading nothing is observed`() {
        let pack = PackEstimator(
            cells: [ExampleCells.lithiumSulfide], stackOfCell: [0],
            fixtures: [ExampleCells.rigid])
        #expect(pack.estimate(cell: 0).observed == [])
    }

    @Test func `at rest the voltage tells the charge and not the resistance`() {
        let told = observed(
            ExampleCells.lithiumSulfide, from: 0.6, minutes: 20, current: { _ in 0 })
        #expect(told.contains(.charge))
        #expect(!told.contains(.resistance))
        #expect(!told.contains(.capacity))
    }

    @Test func `current pulses tell the resistance`() {
        let told = observed(ExampleCells.lithiumSulfide, from: 0.6, minutes: 20, current: pulses)
        #expect(told.contains(.charge))
        #expect(told.contains(.resistance))
    }

    @Test func `on a plateau the voltage does not tell the charge`() {
        let told = observed(ExampleCells.plateau, from: 0.5, minutes: 20, current: { _ in 0 })
        #expect(!told.contains(.charge))
    }

    @Test func `contact is observed where pressure is measured, and never where there is none`() {
        let told = observed(
            ExampleCells.lithiumSulfide, from: 0.8, minutes: 60, current: { _ in -0.04 },
            withPressure: true)
        #expect(told.contains(.contact))
        let inactive = observed(
            ExampleCells.plateau, from: 0.8, minutes: 60, current: { _ in -0.04 },
            withPressure: true)
        #expect(!inactive.contains(.contact))
    }
}
