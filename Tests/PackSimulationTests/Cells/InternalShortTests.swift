import CellModel
import Testing

@testable import PackSimulation

struct InternalShortTests {
    private var behaviour: ShortBehaviour {
        var behaviour = ShortBehaviour.typical
        behaviour.hardShare = 0
        return behaviour
    }

    private func run(
        seconds: Double, step: Double, rate: Double, seed: UInt64, _ behaviour: ShortBehaviour
    ) -> InternalShort {
        var short = InternalShort(seed: seed, index: 0)
        var time = 0.0
        while time < seconds {
            let part = min(step, short.lifetime)
            short.advance(interval: part, rate: rate, intrusionRate: 0, behaviour)
            time += part
        }
        return short
    }

    @Test func `shorts come as often as their rate says, whatever the step`() {
        // One in 100 s that lasts 10 s: 1e6 s hold 9,091 ± 87.
        for step in [0.1, 1, 20] {
            let count = run(seconds: 1e6, step: step, rate: 0.01, seed: 11, behaviour).softCount
            // A short begins at the end of its step, half a step late on average.
            let expected = 1e6 / (110 + step / 2)
            #expect((Double(count) - expected).magnitude < 4 * 87, "\(count) at \(step) s")
        }
    }

    @Test func `the first short of a seed comes at the same time in short and long steps`() {
        func first(_ step: Double) -> Double {
            var short = InternalShort(seed: 4, index: 2)
            var time = 0.0
            while !short.isSoft {
                short.advance(interval: step, rate: 1e-3, intrusionRate: 0, behaviour)
                time += step
            }
            return time
        }
        #expect((0..<1).contains(first(1) - first(0.01)))
        #expect((0..<60).contains(first(60) - first(0.01)))
    }

    @Test func `soft shorts lie in their range and heal`() {
        var short = InternalShort(seed: 1, index: 0)
        var open = 0
        for _ in 0..<200_000 {
            short.advance(
                interval: min(0.5, short.lifetime), rate: 0.1, intrusionRate: 0, behaviour)
            let conductance = short.conductance(behaviour)
            if conductance == 0 { open += 1 } else { #expect((10...1_000).contains(conductance)) }
        }
        #expect(!short.isHard && open > 50_000 && short.softCount > 1_000)
    }

    @Test func `some turn hard, and those stay`() {
        var hard = 0
        for seed in 0..<200 as Range<UInt64> {
            let short = run(seconds: 2_000, step: 1, rate: 0.01, seed: seed, .typical)
            guard short.isHard else { continue }
            hard += 1
            #expect(short.conductance(.typical) >= 2e4)
        }
        // Eighteen shorts, one in twenty turns: 1 − 0.95^18 = 60 %.
        #expect((90...150).contains(hard), "\(hard)")
    }

    @Test func `lithium squeezed through the pores ends in a hard short`() {
        let intrusion = LithiumIntrusion(timeAtZeroPressure: 1e6, pressureScale: 1e7)
        var design = CellBench.design
        design.physics.intrusion = intrusion
        let time = 1e6 * Double.exp(-2.5)
        var cell = SimulatedCell(
            design: design, stateOfCharge: 0.5, contactFraction: 1, temperature: 300)
        func rest(_ seconds: Double) {
            cell.advance(
                interval: seconds, current: 0, pressure: 2.5e7, highestPressure: 2.5e7,
                exchange: .chamber(300))
        }
        rest(time * 0.99)
        #expect(!cell.isHardShorted && (cell.intrusionDamage - 0.99).magnitude < 1e-9)
        rest(time * 0.02)
        #expect(cell.isHardShorted)
        for _ in 0..<5 { rest(3_600) }
        #expect(cell.terminalVoltage.magnitude < 0.05, "It is dead: \(cell.terminalVoltage)")
        #expect((-0.3...0).contains(cell.stateOfCharge), "\(cell.stateOfCharge)")
        #expect(cell.temperature < 400 && cell.ledger.chargeLeaked > 0)
    }

    @Test func `a short current flows through the cell and lowers its voltage by its resistance`() {
        var design = CellBench.design
        design.physics.plating = PlatingLimit(
            criticalCurrent: 1, activationEnergy: 0, rateAtLimit: 1e3)
        design.shortBehaviour = ShortBehaviour(
            softResistanceMinimum: 0.1, softResistanceMaximum: 0.1, healingTime: 1e6,
            hardShare: 0, hardResistance: 1e-5)
        var cell = SimulatedCell(
            design: design, stateOfCharge: 0.5, contactFraction: 1, temperature: 300)
        cell.advance(
            interval: 0.1, current: 0.1, pressure: 5e6, highestPressure: 5e6, cooling: 0)
        #expect(cell.isSoftShorted)
        let inside = cell.chemicalVoltage + cell.mechanicalVoltage
        let resistance = 0.1 / design.totalArea
        #expect((cell.shortCurrent - cell.terminalVoltage / resistance).magnitude < 1e-12)
        let drop = inside + (0.1 - cell.shortCurrent) * cell.seriesResistance
        #expect((cell.terminalVoltage - drop).magnitude < 1e-12)
        let source = cell.sourceVoltage + 0.1 * cell.terminalResistance
        #expect((cell.terminalVoltage - source).magnitude < 1e-12)
        let before = cell.storedCharge
        cell.advance(interval: 1, current: 0, pressure: 5e6, highestPressure: 5e6, cooling: 0)
        #expect(((before - cell.storedCharge) / cell.shortCurrent - 1).magnitude < 1e-2)
    }

    @Test func `stripping takes back what was plated last, and silicon does not plate`() {
        var design = CellBench.design
        func run(_ design: SimulatedCellDesign) -> [Double] {
            var cell = SimulatedCell(
                design: design, stateOfCharge: 0.5, contactFraction: 1, temperature: 330)
            return [0.25, -0.1, -0.5].map {
                cell.advance(
                    interval: 100, current: $0, pressure: 5e6, highestPressure: 5e6, cooling: 0)
                return cell.platedCharge
            }
        }
        let plated = run(design)
        #expect((plated[0] - 25 / design.totalArea).magnitude < 1e-9)
        #expect((plated[1] - 15 / design.totalArea).magnitude < 1e-9)
        #expect(plated[2] == 0)
        design.contact.isActive = false
        #expect(run(design) == [0, 0, 0])
    }
}
