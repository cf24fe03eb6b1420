import Control
import Protection
import Quantities
import Testing

@testable import PackSimulation

/// SAFETY §1: from the physical event to the contactor command, whenever in a step it happens; and
/// no answer to what is not dangerous.
struct ReactionBudgetTests {
    /// One dangerous thing.
    struct Danger: CustomTestStringConvertible, Sendable {
        let diagnostic: Diagnostic
        let budget: Duration
        /// Makes the danger true: beyond its threshold by a share of the distance that the sensor
        /// may be off, or short of it by as much.
        let bring: @Sendable (Bench, _ isBeyond: Bool) -> Void

        var testDescription: String { "\(diagnostic)" }
    }

    /// Distances cover the errors of the sensors: 4 mV with its steps, 0.1 K, 12 kPa, 2 mA.
    static let dangers: [Danger] = [
        Danger(diagnostic: .overcurrentCharging, budget: .milliseconds(200)) { bench, isBeyond in
            bench.demand = isBeyond ? 0.61 : 0.59
        },
        Danger(diagnostic: .overcurrentDischarging, budget: .milliseconds(200)) { bench, isBeyond in
            bench.demand = isBeyond ? -1.22 : -1.18
        },
        Danger(diagnostic: .cellOvervoltage, budget: .milliseconds(400)) { bench, isBeyond in
            bench.setVoltage(isBeyond ? 4.266 : 4.254, cell: 5)
        },
        Danger(diagnostic: .cellUndervoltage, budget: .milliseconds(400)) { bench, isBeyond in
            bench.setVoltage(isBeyond ? 3.194 : 3.206, cell: 9)
        },
        Danger(diagnostic: .stackOverpressure, budget: .milliseconds(500)) { bench, isBeyond in
            bench.setPressure(isBeyond ? 12.05e6 : 11.95e6, stack: 2)
        },
        Danger(diagnostic: .stackUnderpressure, budget: .milliseconds(500)) { bench, isBeyond in
            bench.setPressure(isBeyond ? 1.95e6 : 2.05e6, stack: 1)
        },
        Danger(diagnostic: .overtemperatureCharging, budget: .seconds(2)) { bench, isBeyond in
            bench.setTemperature(celsius: isBeyond ? 78.2 : 77.8, cell: 3)
        },
    ]

    /// Whatever else a jump sets off, the contactors open because of the danger itself in time.
    @Test(arguments: dangers, [0, 3, 9])
    func `the contactors open within the budget`(_ danger: Danger, part: Int) {
        let bench = Bench()
        bench.bringUp()
        bench.step(parts: 10, after: part) { danger.bring(bench, true) }
        bench.run(.seconds(4)) { $0.last.commanded.isInterrupting }
        let hazards = bench.hazards.hazards.filter { $0.diagnostic == danger.diagnostic }
        #expect(!hazards.isEmpty, "The truth goes beyond the threshold.")
        for hazard in hazards {
            #expect(hazard.budget == danger.budget, "The pack file adds no delay.")
            let reaction = hazard.reaction
            #expect(reaction.map { $0 <= danger.budget } ?? false, "\(hazard)")
        }
        #expect(bench.failures.isEmpty)
    }

    @Test(arguments: dangers)
    func `what stays short of a threshold opens nothing for it`(_ danger: Danger) {
        let bench = Bench()
        bench.bringUp()
        bench.step { danger.bring(bench, false) }
        bench.run(.seconds(30))
        #expect(!bench.wasRaised(danger.diagnostic, .safety))
        #expect(bench.hazards.hazards.allSatisfy { $0.diagnostic != danger.diagnostic })
        #expect(bench.failures.isEmpty)
    }

    @Test(arguments: [Diagnostic.emergencyStop, .interlockOpen], [0, 3, 9])
    func `a wired stop opens within one step`(_ diagnostic: Diagnostic, part: Int) {
        let bench = Bench()
        bench.bringUp()
        bench.step(parts: 10, after: part) { bench.throwSwitch(diagnostic, true) }
        #expect(bench.last.commanded.isEmpty)
        #expect(bench.wasRaised(diagnostic, .safety))
        bench.step()
        #expect(bench.isPhysicallyOpen)
        #expect(bench.failures.isEmpty)
    }

    @Test(arguments: [0, 3, 9])
    func `a lost cell voltage measurement opens within half a second`(part: Int) {
        let bench = Bench(faultable: ["cell-monitor"])
        bench.bringUp()
        var lost = Instant.start
        bench.step(parts: 10, after: part) {
            lost = bench.rig.now
            bench.rig.board.setSilent(true, device: "cell-monitor")
        }
        bench.run(.seconds(4)) { $0.last.commanded.isInterrupting }
        #expect(bench.rig.now - lost <= .milliseconds(500))
        #expect(bench.wasRaised(.cellVoltageMissing, .safety))
    }

    @Test(arguments: [0, 3, 9])
    func `cell voltages that stand still open within half a second`(part: Int) {
        let bench = Bench(faultable: ["cell-monitor"])
        bench.bringUp()
        var lost = Instant.start
        bench.step(parts: 10, after: part) {
            lost = bench.rig.now
            bench.rig.board.setFrozen(true, device: "cell-monitor")
        }
        bench.run(.seconds(4)) { $0.last.commanded.isInterrupting }
        #expect(bench.rig.now - lost <= .milliseconds(500))
        #expect(bench.flags.entries.contains { $0.raised.diagnostic == .cellVoltageMissing })
    }

    /// A jump past what a sensor can measure is no less dangerous than one that it can.
    @Test func `a pressure beyond the calibrated range counts as too high`() {
        let bench = Bench()
        bench.bringUp()
        bench.step { bench.setPressure(25e6, stack: 0) }
        bench.run(.seconds(4)) { $0.last.commanded.isInterrupting }
        #expect(bench.wasRaised(.stackOverpressure, .safety))
        #expect(bench.last.stacks[0].pressure == .missing(.saturated))
        #expect(bench.failures.isEmpty)
    }

    @Test func `a pressure below the calibrated range counts as too low`() {
        let bench = Bench()
        bench.bringUp()
        bench.step { bench.setPressure(0, stack: 3) }
        bench.run(.seconds(4)) { $0.last.commanded.isInterrupting }
        #expect(bench.wasRaised(.stackUnderpressure, .safety))
        #expect(bench.failures.isEmpty)
    }

    @Test(arguments: [-8.0, -6, 6, 8])
    func `a current beyond belief counts as too high`(amperes: Double) {
        let bench = Bench()
        bench.bringUp()
        bench.step { bench.demand = amperes }
        bench.run(.seconds(4)) { $0.last.commanded.isInterrupting }
        let overcurrent: Diagnostic = amperes > 0 ? .overcurrentCharging : .overcurrentDischarging
        #expect(bench.wasRaised(overcurrent, .safety))
        #expect(bench.failures.isEmpty)
    }

    /// The cell monitor's own protections trip first.
    @Test(arguments: [-100.0, -40, 40])
    func `a short circuit opens within the budget of an over-current`(amperes: Double) {
        let bench = Bench()
        bench.bringUp()
        bench.step { bench.demand = amperes }
        let open = bench.run(.seconds(4)) { $0.last.commanded.isInterrupting }
        #expect(open.map { $0 <= .milliseconds(200) } ?? false)
        #expect(!bench.safetyFlags.isEmpty)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a temperature beyond belief counts as too high`() {
        let bench = Bench()
        bench.bringUp()
        bench.step { bench.setTemperature(celsius: 170, cell: 3) }
        bench.run(.seconds(4)) { $0.last.commanded.isInterrupting }
        #expect(bench.wasRaised(.overtemperatureCharging, .safety))
        #expect(bench.failures.isEmpty)
    }
}
