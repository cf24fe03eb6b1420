import CellModel
import Quantities
import Testing

@testable import Estimation

struct EnergyAndHealthTests {
    /// A straight curve from 3 V to 4 V, 270 C, half full.
    private var bench: OutlookBench {
        var cell = OutlookBench.cell
        cell.openCircuit = OpenCircuitVoltage(voltage: UniformTable([3, 4]))
        var bench = OutlookBench(cell: cell)
        bench.estimates[0].seriesResistance = 0.5
        return bench
    }

    private func isClose(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-6) -> Bool {
        value.map { ($0 - expected).magnitude <= tolerance * expected.magnitude } ?? false
    }

    @Test func `energy is the area under the curve while nothing flows`() {
        let energy = bench.outlook().energy
        #expect(isClose(energy.chargeToEmpty?.value, 135))
        #expect(isClose(energy.chargeToFull?.value, 135))
        // 135 C at 3.25 V on the mean, and at 3.75 V.
        #expect(isClose(energy.energyToEmpty?.value, 135 * 3.25))
        #expect(isClose(energy.energyToFull?.value, 135 * 3.75))
        #expect(energy.timeToEmpty == nil && energy.timeToFull == nil)
        #expect(energy.meanCurrent == 0)
    }

    /// R₀ + R₁ + R₂ = 0.5 + 0.128 + 0.192 Ω.
    @Test func `a current costs its heat and gives a time`() {
        let energy = bench.outlook(current: -0.1).energy
        #expect(isClose(energy.energyToEmpty?.value, 135 * (3.25 - 0.082)))
        #expect(isClose(energy.timeToEmpty?.value, 1350))
        #expect(energy.timeToFull == nil)
        let charging = bench.outlook(current: 0.1).energy
        #expect(isClose(charging.energyToFull?.value, 135 * (3.75 + 0.082)))
        #expect(isClose(charging.timeToFull?.value, 1350))
        #expect(charging.timeToEmpty == nil)
    }

    @Test func `under current the lowest voltage ends a discharge before the charge does`() {
        var bench = bench
        bench.limits.voltageMinimum = 3.2
        // 3.2 V + 0.082 V at the terminals is 28.2 % of charge.
        let energy = bench.outlook(current: -0.1).energy
        #expect(isClose(energy.chargeToEmpty?.value, (0.5 - 0.282) * 270, 1e-3))
    }

    @Test func `the mean current follows slowly and tells no time while it is small`() {
        let bench = bench
        var outlook = bench.outlook(current: -0.1)
        for _ in 0..<60 { bench.step(&outlook, current: -0.2) }
        #expect(isClose(outlook.energy.meanCurrent, -0.2 + 0.1 * Double.exp(-1), 1e-9))
        // Less than a hundredth of 75 mA.
        #expect(bench.outlook(current: -0.0007).energy.timeToEmpty == nil)
        #expect(bench.outlook(current: -0.0008).energy.timeToEmpty != nil)
        var missing = bench.outlook(current: -0.1)
        missing.step(current: .missing(.timeout), interval: 1)
        #expect(missing.energy.meanCurrent == -0.1)
    }

    /// The first cell that is empty ends the pack; what the other holds does not count.
    @Test func `the emptiest and the fullest cell set the charge of a pack`() {
        var bench = bench
        var other = bench.estimates[0]
        other.stateOfCharge = 0.3
        bench.add(other)
        let energy = bench.outlook().energy
        #expect(isClose(energy.chargeToEmpty?.value, 81))
        #expect(isClose(energy.chargeToFull?.value, 135))
        // 81 C: one cell goes from 3.5 V to 3.2 V, the other from 3.3 V to 3 V.
        #expect(isClose(energy.energyToEmpty?.value, 81 * (3.35 + 3.15)))
    }

    @Test func `bounds come from charge and capacity and enclose the value`() {
        var bench = bench
        bench.settings.deviations = 2
        bench.estimates[0].stateOfChargeDeviation = 0.01
        bench.estimates[0].capacityDeviation = 2.7
        let energy = bench.outlook(current: -0.1).energy
        #expect(isClose(energy.chargeToEmpty?.low, 0.48 * 264.6))
        #expect(isClose(energy.chargeToEmpty?.high, 0.52 * 275.4))
        for bounded in [
            energy.chargeToEmpty, energy.chargeToFull, energy.energyToEmpty, energy.energyToFull,
            energy.timeToEmpty,
        ] {
            #expect(bounded.map { $0.low < $0.value && $0.value < $0.high } == true)
        }
    }

    @Test func `cells are refreshed in turn`() {
        var bench = bench
        for _ in 0..<3 { bench.add(bench.estimates[0]) }
        var outlook = bench.outlook()
        for cell in 0..<4 { bench.estimates[cell].stateOfCharge = 0.4 }
        bench.step(&outlook, current: 0)
        #expect(isClose(outlook.energy.chargeToEmpty?.value, 108))
        #expect((outlook.energy.energyToEmpty?.value ?? 0) > 3 * 108 * 3.2)
        for _ in 0..<4 { bench.step(&outlook, current: 0) }
        #expect(isClose(outlook.energy.energyToEmpty?.value, 4 * 108 * 3.2))
    }

    @Test func `hysteresis takes its gap from what comes out and adds it to what goes in`() {
        var bench = bench
        bench.cells[0].openCircuit.hysteresis = VoltageHysteresis(rate: 20)
        bench.cells[0].openCircuit.hysteresisHalfGap = UniformTable([0.1, 0.1])
        let energy = bench.outlook().energy
        #expect(isClose(energy.energyToEmpty?.value, 135 * 3.15))
        #expect(isClose(energy.energyToFull?.value, 135 * 3.85))
    }

    @Test func `health is a ratio to the cell as new, in the same state`() {
        var bench = OutlookBench(cell: ExampleCells.lithiumSulfide, kelvins: 310)
        let new = bench.outlook().health(cell: 0)
        #expect(isClose(new.resistance.ratio, 1, 1e-9))
        #expect(isClose(new.interface.ratio, 1, 1e-9))
        #expect(new.capacity.ratio == 1)
        bench.estimates[0].capacity *= 0.9
        bench.estimates[0].capacityDeviation = 0.02 * 270
        bench.estimates[0].seriesResistance *= 1.25
        bench.estimates[0].seriesResistanceDeviation = 0.03
        bench.estimates[0].interfaceResistance *= 2
        let old = bench.outlook().health(cell: 0)
        #expect(isClose(old.capacity.ratio, 0.9) && isClose(old.capacity.deviation, 0.02))
        #expect(isClose(old.resistance.ratio, 1.25, 1e-9))
        #expect(isClose(old.interface.ratio, 2, 1e-9))
        #expect(old.capacity.isObserved && old.resistance.isObserved && old.interface.isObserved)
        bench.estimates[0].observed = [.charge]
        let unseen = bench.outlook().health(cell: 0)
        #expect(!unseen.capacity.isObserved && !unseen.resistance.isObserved)
        #expect(!unseen.interface.isObserved)
    }

    @Test func `a cell without an interface of its own has no figure for it`() {
        var cell = OutlookBench.cell
        cell.resistance = SeriesResistance(measured: StateMap(constant: 0.02))
        let health = OutlookBench(cell: cell).outlook().health(cell: 0)
        #expect(isClose(health.resistance.ratio, 1, 1e-9))
        #expect(health.interface == .unknown)
    }
}
