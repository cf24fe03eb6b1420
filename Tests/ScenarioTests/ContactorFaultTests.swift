import Control
import HAL
import Protection
import Quantities
import SimulatedChips
import Testing

@testable import PackSimulation

/// What becomes of contactors that do not do what they are told.
struct ContactorFaultTests {
    enum Which: String, CaseIterable, Sendable {
        case positive, negative
    }

    private func contactor(_ which: Which, _ bench: Bench) -> SimulatedContactor {
        which == .positive ? bench.rig.board.positive : bench.rig.board.negative
    }

    @Test(arguments: Which.allCases)
    func `a welded contactor is named and the other one interrupts`(_ which: Which) {
        let bench = Bench(welded: true)
        bench.bringUp()
        contactor(which, bench).isWelded = true
        bench.run(.seconds(3), requests: .open) { $0.last.state == .fault }
        bench.run(.milliseconds(300))
        #expect(bench.last.commanded.isEmpty)
        #expect(contactor(which, bench).isClosed)
        #expect(bench.rig.power.current == 0)
        let named: Diagnostic =
            which == .positive ? .positiveContactorFailsToOpen : .negativeContactorFailsToOpen
        #expect(bench.wasRaised(named))
        bench.run(.seconds(10), requests: [.acknowledge, .close]) { _ in false }
        #expect(bench.last.commanded.isEmpty, "Nothing closes onto a weld.")
    }

    @Test(arguments: Which.allCases)
    func `a contactor that stays open is named and the pack does not operate`(_ which: Which) {
        let bench = Bench()
        bench.run(.seconds(20)) { $0.last.state == .standby }
        contactor(which, bench).isStuckOpen = true
        bench.run(.seconds(12), requests: .close) { $0.last.state == .fault }
        bench.run(.milliseconds(300))
        #expect(bench.last.state == .fault)
        #expect(bench.isPhysicallyOpen)
        let named: Diagnostic =
            which == .positive ? .positiveContactorFailsToClose : .negativeContactorFailsToClose
        #expect(bench.wasRaised(named))
        #expect(bench.failures.isEmpty)
    }

    @Test(arguments: Which.allCases)
    func `a contactor that drops out under way is noticed`(_ which: Which) {
        let bench = Bench()
        bench.bringUp()
        contactor(which, bench).isStuckOpen = true
        bench.run(.seconds(2)) { $0.last.state == .fault }
        #expect(bench.last.state == .fault)
        #expect(bench.isPhysicallyOpen)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a precharge that never gets there is tried three times, then given up`() {
        let bench = Bench()
        bench.run(.seconds(20)) { $0.last.state == .standby }
        // The resistor is burnt out: contact and feedback move, but the bus does not charge.
        let precharge = bench.rig.board.precharge
        precharge.isStuckOpen = true
        var attempts = 0
        var wasNegative = false
        func pretend() { precharge.stuckFeedback = bench.last.commanded.contains(.precharge) }
        bench.run(.seconds(30), requests: .close, each: pretend) {
            let isNegative = $0.rig.board.negative.isClosed
            if isNegative && !wasNegative { attempts += 1 }
            wasNegative = isNegative
            return $0.last.state == .fault
        }
        #expect(bench.last.state == .fault)
        #expect(bench.isPhysicallyOpen)
        #expect(bench.failures.isEmpty)
        #expect(attempts == 3)
        #expect(bench.wasRaised(.prechargeFailed, .safety))
    }

    @Test func `a feedback line that cannot be read opens the contactors`() {
        let bench = Bench()
        bench.bringUp()
        bench.rig.board.positive.auxiliary.error = .unavailable
        bench.run(.seconds(2)) { $0.last.state == .fault }
        #expect(bench.last.state == .fault)
        #expect(bench.isPhysicallyOpen)
        bench.run(.seconds(10), requests: [.acknowledge, .close]) { _ in false }
        #expect(bench.last.commanded.isEmpty, "An unreadable contactor is not proven open.")
    }

    @Test func `a coil that cannot be commanded starves the watchdog`() {
        let bench = Bench()
        bench.bringUp()
        guard let watchdog = bench.rig.board.ports.watchdog as? SimulatedLine,
            let coil = bench.rig.board.ports.positiveContactor as? SimulatedLine
        else {
            Issue.record("The board's lines are simulated.")
            return
        }
        var toggles = 0
        let hardware = watchdog.onChange
        watchdog.onChange = { level in
            toggles += 1
            hardware?(level)
        }
        bench.run(.seconds(1))
        #expect(toggles == 10)
        coil.error = .unavailable
        bench.run(.seconds(1), requests: .open) { _ in false }
        #expect(toggles == 10)
        #expect(!bench.rig.board.negative.isClosed, "The other pole opens by command.")
        #expect(bench.rig.board.enabledCoils == .positive)
        #expect(!bench.rig.board.positive.isClosed, "The watchdog takes the coil supply away.")
    }
}
