import CellModel
import Testing

@Suite struct VoltageHysteresisTests {
    static let silicon = VoltageHysteresis(rate: 20)

    @Test func `charging leads to the upper branch and discharging to the lower one`() {
        #expect(abs(Self.silicon.advanced(state: -1, charge: 0.5) - 1) < 1e-4)
        #expect(abs(Self.silicon.advanced(state: 1, charge: -0.5) + 1) < 1e-4)
    }

    @Test func `rest changes nothing`() {
        for state in [-1.0, -0.3, 0, 0.8] {
            #expect(abs(Self.silicon.advanced(state: state, charge: 0) - state) < 1e-15)
        }
    }

    @Test func `a step divided gives the same as a step whole`() {
        let whole = Self.silicon.advanced(state: -0.4, charge: 0.06)
        var parts = -0.4
        for _ in 0..<600 { parts = Self.silicon.advanced(state: parts, charge: 0.0001) }
        #expect(abs(parts - whole) < 1e-12)
    }

    @Test func `the state never leaves its branches`() {
        var state = 0.0
        for step in 0..<2000 {
            state = Self.silicon.advanced(state: state, charge: step % 70 < 35 ? 0.03 : -0.05)
            #expect(state >= -1 && state <= 1)
        }
    }

    @Test func `a silicon cell opens a loop between charge and discharge`() {
        let cell = OpenCircuitVoltage(
            cathode: .nmc811, cathodeFractionEmpty: 0.9084, cathodeFractionFull: 0.305,
            anode: .silicon, anodeFractionEmpty: 0.05, anodeFractionFull: 0.75,
            hysteresis: Self.silicon)
        func voltage(_ branch: Double) -> Double {
            cell.evaluate(
                stateOfCharge: 0.5, temperature: 298.15, pressure: 0, branch: branch
            ).voltage
        }
        let anodeFraction = 0.4
        let gap = 2 * HalfCell.silicon.hysteresisHalfGap(anodeFraction)
        #expect(abs(voltage(1) - voltage(-1) - gap) < 1e-4)
        #expect(gap > 0.2)
    }

    @Test func `a cell without hysteresis ignores the branch`() {
        let cell = OpenCircuitVoltage(
            cathode: .lfp, cathodeFractionEmpty: 0.98, cathodeFractionFull: 0.005,
            anode: .lithium)
        let up = cell.evaluate(stateOfCharge: 0.3, temperature: 298.15, pressure: 0, branch: 1)
        let down = cell.evaluate(stateOfCharge: 0.3, temperature: 298.15, pressure: 0, branch: -1)
        #expect(up.voltage == down.voltage)
    }
}
