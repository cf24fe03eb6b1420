import Control
import HAL
import Protection
import Quantities
import Testing

/// The loop on devices and lines that do what a test wants.
struct ControlLoopTests {
    private let rig = LoopRig()

    // MARK: - Lines

    @Test func `the loop starts, closes and operates`() {
        rig.bringUp()
        #expect(rig.last.feedback == [.negative, .positive])
        #expect(rig.last.activeFlags.isEmpty)
        #expect(rig.last.sequence == 21)
    }

    @Test func `an interlock that cannot be read is open`() {
        rig.bringUp()
        rig.interlock.error = .unavailable
        rig.step()
        #expect(!rig.last.interlockIsClosed)
        #expect(rig.last.commanded.isEmpty)
        #expect(rig.wasRaised(.interlockOpen))
    }

    @Test func `an emergency stop that cannot be read is pressed`() {
        rig.bringUp()
        rig.emergencyStop.error = .system(5)
        rig.step()
        #expect(rig.last.emergencyStopIsPressed)
        #expect(rig.last.commanded.isEmpty)
        #expect(!rig.positive.isClosed && !rig.negative.isClosed)
    }

    @Test func `a contactor that cannot be asked contradicts its coil`() {
        rig.positive.feedbackError = .line(.unavailable)
        rig.steps(20, .close)
        #expect(rig.last.feedback.contains(.positive))
        #expect(rig.last.commanded.isEmpty)
        #expect(rig.wasRaised(.positiveContactorFailsToOpen))
    }

    @Test func `a contactor that cannot be asked under way opens`() {
        rig.bringUp()
        rig.positive.feedbackError = .line(.unavailable)
        rig.steps(10)
        #expect(rig.last.state == .fault)
        #expect(!rig.negative.isClosed && !rig.positive.isClosed)
    }

    @Test func `a bus voltage that cannot be read leaves the current of the step`() {
        rig.bringUp()
        rig.currentSensor.busVoltageError = .bus(.addressNotAcknowledged)
        rig.step()
        #expect(rig.last.current.value != nil)
        #expect(rig.last.busVoltage.reason == .noResponse)
    }

    @Test func `a failed line is counted`() {
        rig.bringUp()
        let before = rig.last.transferErrors
        rig.interlock.error = .unavailable
        rig.steps(3)
        #expect(rig.last.transferErrors == before + 3)
    }

    // MARK: - Watchdog

    @Test func `every completed step toggles the watchdog`() {
        rig.steps(10)
        #expect(rig.watchdog.changes == 10)
    }

    @Test(arguments: [0, 1, 2])
    func `a step that cannot command a coil does not feed the watchdog`(_ which: Int) {
        rig.bringUp()
        let before = rig.watchdog.changes
        [rig.positive, rig.negative, rig.precharge][which].commandError = .line(.unavailable)
        rig.steps(5)
        #expect(rig.watchdog.changes == before)
    }

    @Test func `one coil that cannot be commanded does not keep the others closed`() {
        rig.bringUp()
        rig.positive.commandError = .line(.unavailable)
        rig.emergencyStop.isActive = true
        rig.step()
        #expect(rig.positive.isClosed)
        #expect(!rig.negative.isClosed)
    }

    @Test func `failing devices do not starve the watchdog`() {
        rig.monitor.error = .bus(.timeout)
        rig.currentSensor.error = .bus(.busStuck)
        rig.steps(10)
        #expect(rig.watchdog.changes == 10)
    }

    // MARK: - Devices

    @Test func `standby waits for the last device`() {
        rig.memory.progress = [
            .wait(until: Instant(nanoseconds: 2_000_000_000)), .ready,
        ]
        rig.steps(19)
        #expect(rig.last.state == .initialising)
        rig.steps(3)
        #expect(rig.last.state == .standby)
    }

    @Test func `a silent monitor costs its own readings and nothing else`() {
        rig.bringUp()
        rig.monitor.error = .bus(.addressNotAcknowledged)
        rig.step()
        #expect(rig.last.cells.allSatisfy { $0.voltage == .missing(.noResponse) })
        #expect(rig.last.cells.allSatisfy { $0.temperature.value != nil })
        #expect(rig.last.current.value != nil)
        #expect(rig.last.stacks[0].pressure.value != nil)
        rig.steps(2)
        #expect(!rig.positive.isClosed)
    }

    @Test func `a monitor that lost its configuration is started again only when open`() {
        rig.bringUp()
        let starts = rig.monitor.starts.count
        rig.monitor.error = .configurationLost
        rig.step()
        rig.monitor.error = nil
        #expect(rig.wasRaised(.frontEndConfigurationLost))
        var startedWhileClosed = false
        for _ in 0..<20 {
            let wasClosed = rig.negative.isClosed || rig.positive.isClosed
            let before = rig.monitor.starts.count
            rig.step()
            if wasClosed && rig.monitor.starts.count > before { startedWhileClosed = true }
        }
        #expect(!startedWhileClosed)
        #expect(rig.monitor.starts.count > starts)
        #expect(rig.last.cells[0].voltage.value != nil)
        #expect(rig.last.state == .fault)
    }

    @Test func `a bus that hangs costs two deadlines a step`() {
        rig.bringUp()
        rig.monitor.error = .bus(.timeout)
        rig.currentSensor.error = .bus(.timeout)
        let reads = rig.bridge.reads
        rig.steps(3)
        #expect(rig.bridge.reads == reads)
        #expect(rig.last.stacks[0].pressure == .missing(.timeout))
        rig.monitor.error = nil
        rig.currentSensor.error = nil
        rig.steps(2)
        #expect(rig.last.stacks[0].pressure.value != nil)
    }

    @Test func `temperatures take turns`() {
        rig.steps(10)
        #expect(rig.temperatures.map(\.reads) == [5, 5])
    }

    @Test func `the charge counts the redundant current while the first is missing`() {
        rig.bringUp()
        let before = rig.last.chargeThroughput
        rig.currentSensor.error = .saturated
        rig.monitor.current = .amperes(-2)
        rig.steps(1)
        #expect((rig.last.chargeThroughput - before + .coulombs(0.2)).magnitude < .coulombs(1e-9))
    }

    // MARK: - Bounds

    @Test func `a pressure beyond the calibrated range is missing and still trips`() {
        rig.bringUp()
        rig.bridge.ratio = 17
        rig.steps(3)
        #expect(rig.last.stacks[0].pressure == .missing(.saturated))
        #expect(rig.wasRaised(.stackOverpressure))
        #expect(!rig.positive.isClosed)
    }

    @Test func `a saturated bridge converter trips as too high`() {
        rig.bringUp()
        rig.bridge.error = .saturated
        rig.steps(3)
        #expect(rig.wasRaised(.stackOverpressure))
    }

    @Test func `a bridge that merely fails trips nothing at once`() {
        rig.bringUp()
        rig.bridge.error = .checksum
        rig.steps(5)
        #expect(!rig.wasRaised(.stackOverpressure))
        #expect(rig.last.state == .operating)
    }
}
