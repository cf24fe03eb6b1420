import CellModel
import Quantities
import Testing

@testable import Estimation

/// Each reason by itself, against numbers worked out by hand.
struct PowerReasonTests {
    private func isClose(_ value: Double, _ expected: Double, _ tolerance: Double = 2e-3) -> Bool {
        (value - expected).magnitude <= tolerance * expected.magnitude
    }

    @Test func `in comfort the largest current binds, for every horizon`() {
        var bench = OutlookBench()
        bench.limits.chargeCurrent = 0.01
        bench.limits.dischargeCurrent = 0.02
        let small = bench.power
        for horizon in PowerHorizon.allCases {
            #expect(small.charge[horizon].current == 0.01)
            #expect(small.charge[horizon].cause == .rating)
            #expect(small.discharge[horizon].current == 0.02)
            #expect(small.discharge[horizon].place == .pack)
        }
    }

    /// A straight curve from 3 V to 4 V: U(z + Iτ/C) + I R₀ + I R₁ (1 − e) + … is linear in I.
    @Test func `voltage binds where curve, resistance and polarisation take it`() {
        var cell = OutlookBench.cell
        cell.openCircuit = OpenCircuitVoltage(voltage: UniformTable([3, 4]))
        cell.polarisation = Polarisation(
            fastResistance: StateMap(constant: 0.5), fastTimeConstant: StateMap(constant: 10),
            slowResistance: StateMap(constant: 1), slowTimeConstant: StateMap(constant: 100))
        var bench = OutlookBench(cell: cell)
        bench.estimates[0].seriesResistance = 2
        bench.estimates[0].fastVoltage = -0.01
        bench.limits.voltageMinimum = 3.2
        bench.limits.voltageMaximum = 3.9
        let power = bench.power
        for horizon in PowerHorizon.allCases {
            let time = horizon.seconds
            let fast = Double.exp(-time / 10)
            let slow = Double.exp(-time / 100)
            let total = time / 270 + 2 + 0.5 * (1 - fast) + 1 - slow
            // While discharging 10 mV are there already and decay towards more.
            let discharge = (3.5 - 0.01 * fast - 3.2) / total
            // While charging they go, and R₁ I comes: the end is worse than the start.
            let charge = (3.9 - 3.5 + 0.01 * fast) / total
            #expect(isClose(power.discharge[horizon].current, discharge))
            #expect(isClose(power.charge[horizon].current, charge))
            #expect(power.discharge[horizon].cause == .voltage)
            #expect(power.discharge[horizon].place == .cell(0))
            #expect(isClose(power.discharge[horizon].value, 3.49, 1e-12))
            #expect(power.discharge[horizon].threshold == 3.2)
            #expect(power.charge[horizon].threshold == 3.9)
            #expect(
                isClose(
                    power.discharge[horizon].power, power.discharge[horizon].current * 3.2, 3e-3))
        }
    }

    @Test func `a voltage that is over already leaves nothing`() {
        var bench = OutlookBench()
        bench.limits.voltageMinimum = bench.estimates[0].openCircuitVoltage + 0.01
        let limit = bench.power.discharge.twoSeconds
        #expect(limit.current == 0)
        #expect(limit.cause == .voltage)
        #expect(limit.value < limit.threshold)
        #expect(limit.power == 0)
    }

    /// 1 % of 270 C is 2.7 C.
    @Test func `the window of charge binds near its ends`() {
        var low = OutlookBench(charge: 0.11)
        low.limits.stateOfChargeMinimum = 0.1
        #expect(isClose(low.power.discharge.tenSeconds.current, 0.27, 1e-9))
        #expect(isClose(low.power.discharge.sixtySeconds.current, 0.045, 1e-9))
        #expect(low.power.discharge.sixtySeconds.cause == .stateOfCharge)
        var high = OutlookBench(charge: 0.94)
        high.limits.stateOfChargeMaximum = 0.95
        #expect(isClose(high.power.charge.tenSeconds.current, 0.27, 1e-9))
        #expect(high.power.charge.tenSeconds.cause == .stateOfCharge)
        #expect(high.power.charge.tenSeconds.threshold == 0.95)
    }

    /// 25 cm², k = V_m / (F h_v) = 0.485 per mAh/cm²: from θ = 0.61 to 0.6 are 0.0206 mAh/cm²,
    /// 0.515 mAh, 1.856 C; i_sup(5 MPa, 25 °C) θ^(−0.18) = 0.496 · 1.093 mA/cm².
    @Test func `contact binds by what pressure sustains and what is left`() {
        var bench = OutlookBench(cell: ExampleCells.lithiumSulfide)
        bench.estimates[0] = OutlookBench.exact(
            ExampleCells.lithiumSulfide, charge: 0.5, contact: 0.61)
        let power = bench.power
        let sustained = 0.496 * 1.093 * 25e-3
        #expect(isClose(power.discharge.sixtySeconds.current, sustained + 1.856 / 60, 5e-3))
        #expect(isClose(power.discharge.tenSeconds.current, sustained + 0.1856, 5e-3))
        #expect(power.discharge.tenSeconds.cause == .contactFraction)
        #expect(power.discharge.tenSeconds.value == 0.61)
        #expect(power.discharge.tenSeconds.threshold == 0.6)
        #expect(power.charge.tenSeconds.cause != .contactFraction)

        bench.estimates[0].contactFraction = 0.5
        let below = bench.power.discharge
        #expect(below.twoSeconds.current == below.sixtySeconds.current)
        #expect(isClose(below.twoSeconds.current, 0.496 * 1.133 * 25e-3, 5e-3))
    }

    /// 0.7 · 2 mA/cm² · 25 cm² · 0.8.
    @Test func `plating binds by the local critical current, and by what was plated`() {
        var bench = OutlookBench(cell: ExampleCells.lithiumSulfide)
        bench.estimates[0] = OutlookBench.exact(
            ExampleCells.lithiumSulfide, charge: 0.5, contact: 0.8)
        bench.limits.plating = PlatingLimit(
            criticalCurrent: 20, activationEnergy: 30_000, thresholdCapacity: 57_000,
            rateAtLimit: 1)
        let limit = bench.power.charge.twoSeconds
        #expect(isClose(limit.current, 0.028, 1e-9))
        #expect(limit.cause == .criticalCurrent)
        #expect(isClose(limit.threshold, 14, 1e-9))
        #expect(bench.power.discharge.twoSeconds.cause != .criticalCurrent)

        // 57,000 C/m² on 25 cm² are 142.5 C; half charge is 135 C, as if plated in one go.
        let long = bench.power.charge.sixtySeconds
        #expect(isClose(long.current, 0.028, 1e-9))
        bench.limits.plating.criticalCurrent = .infinity
        #expect(isClose(bench.power.charge.sixtySeconds.current, 7.5 / 60, 1e-9))
        #expect(bench.power.charge.sixtySeconds.cause == .platedCharge)
        // Three more seconds at −1 A strip 3 C of that.
        let stripped = bench.outlook(current: -1, steps: 4).power.charge
        #expect(isClose(stripped.sixtySeconds.current, (7.5 + 3) / 60, 1e-9))
    }

    /// One layer of 3 mAh/cm² grows 12.96 µm: at 0.2 MPa/µm 2.592 MPa per charge, 9.6 kPa per C.
    @Test func `pressure binds by its floor and its ceiling, at the stack`() {
        var bench = OutlookBench(fixture: ExampleCells.rigid)
        bench.limits.pressureMinimum = 4.9e6
        bench.limits.pressureMaximum = 5.2e6
        let power = bench.power
        let perCharge = 2.592e6 / 270
        #expect(isClose(power.discharge.tenSeconds.current, 0.1e6 / perCharge / 10))
        #expect(isClose(power.charge.sixtySeconds.current, 0.2e6 / perCharge / 60))
        #expect(power.discharge.tenSeconds.cause == .pressure)
        #expect(power.discharge.tenSeconds.place == .stack(0))
        #expect(power.discharge.tenSeconds.value == 5e6)
        #expect(power.charge.sixtySeconds.threshold == 5.2e6)

        bench.pressures = [.valid(.megapascals(4.2), age: .zero)]
        let lost = bench.power
        #expect(lost.discharge.twoSeconds.current == 0)
        #expect(lost.discharge.twoSeconds.value == 4.2e6)
        #expect(lost.charge.twoSeconds.current > 0)
    }

    @Test func `two cells of a stack move its pressure twice as much`() {
        var bench = OutlookBench(fixture: ExampleCells.rigid)
        bench.limits.pressureMinimum = 4.9e6
        let one = bench.power.discharge.sixtySeconds.current
        bench.add(bench.estimates[0])
        #expect(isClose(bench.power.discharge.sixtySeconds.current, one / 2, 1e-9))
        bench.add(bench.estimates[0], stack: 1)
        bench.pressures[1] = .valid(.megapascals(4.91), age: .zero)
        #expect(bench.power.discharge.sixtySeconds.place == .stack(1))
    }

    /// 20 J/K and 10 K leave 200 J: in 60 s 3.33 W, √(3.33 W / R) without an entropic term.
    @Test func `temperature binds by the heat there is room for`() {
        var cell = OutlookBench.cell
        cell.openCircuit.entropicCoefficient = UniformTable([0, 0])
        var bench = OutlookBench(cell: cell)
        bench.limits.dischargingTemperatureMaximum = 308.15
        bench.limits.dischargeCurrent = 1e4
        bench.limits.voltageMinimum = -1e6
        bench.limits.stateOfChargeMinimum = -1e6
        let resistance = bench.estimates[0].seriesResistance + (3.2e-4 + 4.8e-4) / 25e-4
        let limit = bench.power.discharge.sixtySeconds
        #expect(isClose(limit.current, (200 / 60 / resistance).squareRoot(), 1e-9))
        #expect(limit.cause == .temperature)
        #expect(limit.threshold == 308.15)

        bench.limits.dischargingTemperatureMaximum = 298
        #expect(bench.power.discharge.twoSeconds.current == 0)
        bench.limits.chargingTemperatureMinimum = 300
        #expect(bench.power.charge.twoSeconds.current == 0)
        #expect(bench.power.charge.twoSeconds.cause == .temperature)
        #expect(bench.power.charge.twoSeconds.threshold == 300)
    }

    @Test func `the worst of several cells binds and is named, wherever it stands`() {
        for worst in 0..<5 {
            var bench = OutlookBench()
            bench.limits.voltageMinimum = 3.4
            for _ in 1..<5 { bench.add(bench.estimates[0]) }
            bench.estimates[worst].seriesResistance *= 1.5
            // Also when another cell bound before.
            var outlook = bench.outlook()
            bench.estimates[worst].seriesResistance /= 1.5
            bench.estimates[(worst + 2) % 5].seriesResistance *= 2
            bench.step(&outlook, current: 0)
            #expect(outlook.power.discharge.tenSeconds.place == .cell((worst + 2) % 5))
            let alone = OutlookBench(bench, only: (worst + 2) % 5).power.discharge
            #expect(
                isClose(
                    outlook.power.discharge.tenSeconds.current, alone.tenSeconds.current, 1e-3))
        }
    }
}

extension OutlookBench {
    /// One of the cells of another bench.
    init(_ other: OutlookBench, only cell: Int) {
        self = other
        cells = [other.cells[cell]]
        estimates = [other.estimates[cell]]
        stackOfCell = [0]
    }
}
