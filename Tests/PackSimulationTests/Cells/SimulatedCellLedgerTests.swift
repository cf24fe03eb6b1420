import CellModel
import Testing

@testable import PackSimulation

struct SimulatedCellLedgerTests {
    /// Lithium that shorts the cell now and then, at any load.
    private func design(shorts: Bool, ageing: Bool) -> SimulatedCellDesign {
        var design = CellBench.design
        if shorts {
            design.physics.plating = PlatingLimit(
                criticalCurrent: 30, activationEnergy: 3e4, thresholdCapacity: 1e5,
                rateAtLimit: 1e-4, sharpness: 5)
            design.shortBehaviour.hardShare = 0
        }
        if ageing {
            design.physics.ageing = AgeingLaw(
                calendarLoss: 1e-5, calendarActivationEnergy: 4e4, cycleLoss: 2e-4,
                resistanceGrowth: 1e-3)
        }
        return design
    }

    /// Full cycles at C/2 and around, steps of 10 to 30 s, adiabatic, in a chamber or on a
    /// thermostat, with rests at some temperature between.
    private func cycle(_ bench: inout CellBench, count: Int, seed: UInt64 = 1) {
        var stream = RandomStream(seed: seed, name: "cycles")
        for _ in 0..<count {
            let step = stream.uniform(10, 30)
            let rate = stream.uniform(0.35, 0.6) * bench.cell.design.capacity / 3_600
            let room = stream.uniform(300, 345)
            let exchanges: [HeatExchange] = [.power(0), .chamber(room), .thermostat]
            bench.pressure = stream.uniform(3e6, 9e6)
            for current in [rate, -rate] {
                let exchange = exchanges[Int(stream.uniform(0, 3))]
                var left = 1_500
                while left > 0,
                    current > 0
                        ? bench.cell.stateOfCharge < 0.98 : bench.cell.stateOfCharge > 0.02
                {
                    bench.advance(step, current: current, exchange)
                    left -= 1
                }
                bench.advance(stream.uniform(60, 20_000), current: 0, .chamber(room))
            }
        }
    }

    private func bench(shorts: Bool = false, ageing: Bool = false) -> CellBench {
        CellBench(
            SimulatedCell(
                design: design(shorts: shorts, ageing: ageing), stateOfCharge: 0.4,
                contactFraction: 0.9, temperature: 298.15, seed: 7))
    }

    @Test(arguments: [false, true], [false, true])
    func `a thousand cycles leave no charge and no energy unaccounted`(
        shorts: Bool, ageing: Bool
    ) {
        var bench = bench(shorts: shorts, ageing: ageing)
        cycle(&bench, count: 1_000)
        let cell = bench.cell
        #expect(bench.chargeError.magnitude < 1e-9, "\(bench.chargeError)")
        #expect(bench.energyError.magnitude < 1e-9, "\(bench.energyError)")
        #expect(bench.ledgerError.magnitude < 1e-9, "\(bench.ledgerError)")
        #expect(cell.equivalentFullCycles > 700, "\(cell.equivalentFullCycles)")
        #expect((shorts ? 50...20_000 : 0...0).contains(cell.softShortCount))
        #expect((cell.ledger.chargeLeaked > 0) == shorts)
        #expect((cell.ledger.chargeLost > 0) == ageing)
        #expect((cell.stateOfHealth < 0.9) == ageing, "\(cell.stateOfHealth)")
        #expect(cell.heat.isFinite && cell.terminalVoltage.isFinite)
    }

    @Test func `heat that is wrong by a thousandth is seen`() {
        var bench = bench()
        bench.forgery = 1.001
        cycle(&bench, count: 10)
        #expect(bench.chargeError.magnitude < 1e-9)
        #expect(bench.energyError.magnitude > 1e-6, "\(bench.energyError)")
    }

    @Test func `heat from nowhere and current past the bench are seen`() {
        var warmed = bench()
        var drained = bench()
        for _ in 0..<100 {
            warmed.cell.externalHeat = 1e-4
            warmed.advance(20, current: 0.3, .power(0.01))
            drained.advance(20, current: 0.3, .power(0.01))
        }
        #expect(warmed.energyError.magnitude > 1e-5)
        #expect(warmed.ledgerError.magnitude < 1e-12, "The cell's books know of it.")
        #expect(drained.energyError.magnitude < 1e-12)
        drained.cell.leakageCurrent = 1e-4
        drained.advance(20, current: 0.3, .power(0.01))
        let leaked = drained.cell.ledger.chargeLeaked
        #expect((leaked - 2e-3).magnitude < 1e-15)
        #expect(drained.chargeError.magnitude < 1e-12, "A short is leakage, not a loss.")
    }

    /// Bernardi, Pawlikowski and Newman 1985: I (V − U) + I T dU/dT, integrated by hand.
    @Test(arguments: [0.25, -0.25])
    func `the heat of the ledger is that of polarisation and entropy`(current: Double) {
        var cell = SimulatedCell(
            design: CellBench.design, stateOfCharge: current > 0 ? 0.15 : 0.85,
            contactFraction: 1, temperature: 320)
        let physics = cell.design.physics
        let swing = physics.cathodeFractionFull - physics.cathodeFractionEmpty
        // The lag of the surface is there from the start, so that no heat of mixing is in it.
        for _ in 0..<200 {
            cell.advance(
                interval: 10, current: current, pressure: 5e6, highestPressure: 5e6,
                exchange: .thermostat)
        }
        var expected = 0.0
        var found = 0.0
        for _ in 0..<600 {
            let before = cell.stateOfCharge
            cell.advance(
                interval: 5, current: current, pressure: 5e6, highestPressure: 5e6,
                exchange: .thermostat)
            let x = physics.cathodeFractionEmpty + (before + cell.stateOfCharge) / 2 * swing
            let entropic = physics.cathode.entropicCoefficient(x)
            let open = physics.cathode.potential(x) + (320 - 298.15) * entropic
            expected += 5 * current * (cell.meanVoltage - open + 320 * entropic)
            found += 5 * cell.heat
        }
        #expect((found / expected - 1).magnitude < 2e-3, "\(found) J instead of \(expected) J")
    }
}
