import Control
import Protection
import Quantities
import SimulatedChips
import Testing

@testable import PackSimulation

/// What each way of lying or falling silent of a chip becomes in the loop.
struct SensorFaultTests {
    // MARK: - Frozen and silent

    @Test func `a load-cell converter that stops is missing within its budget`() {
        let bench = Bench(faultable: ["pressure-2"])
        bench.bringUp()
        bench.rig.board.setFrozen(true, device: "pressure-2")
        let time = bench.run(.seconds(5)) { $0.last.stacks[1].pressure.reason != nil }
        // A converter that stops converting says so, and its last value grows old.
        #expect(bench.last.stacks[1].pressure == .missing(.stale))
        #expect(time.map { $0 <= .milliseconds(700) } ?? false, "\(String(describing: time))")
        bench.run(.milliseconds(300))
        #expect(bench.isActive(.stackPressureMissing) || bench.isActive(.stackPressureFrozen))
        bench.rig.board.setFrozen(false, device: "pressure-2")
        bench.run(.seconds(5))
        #expect(bench.last.stacks[1].pressure.value != nil)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a bridge that repeats one code is missing as frozen within its budget`() {
        let bench = Bench()
        bench.bringUp()
        let chip = bench.rig.board.bridgeSensors[2]
        let ratio = chip.bridgeRatio
        let frozen = bench.run(
            .seconds(5), each: { chip.bridgeRatio = ratio },
            until: { $0.last.stacks[2].pressure == .missing(.frozen) })
        #expect(frozen.map { $0 <= .milliseconds(2_300) } ?? false, "\(String(describing: frozen))")
        #expect(bench.isActive(.stackPressureFrozen, .operating))
        #expect(bench.last.stacks[1].pressure.value != nil)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a silent temperature sensor is missing and its neighbours stay`() {
        let bench = Bench(faultable: ["temperature-6"])
        bench.bringUp()
        bench.rig.board.setSilent(true, device: "temperature-6")
        bench.run(.seconds(3))
        #expect(bench.last.cells[5].temperature == .missing(.noResponse))
        for cell in bench.last.cells.indices where cell != 5 {
            #expect(bench.last.cells[cell].temperature.value != nil)
        }
        #expect(bench.last.state == .operating)
        #expect(bench.isActive(.temperatureMissing, .operating))
        bench.rig.board.setSilent(false, device: "temperature-6")
        bench.run(.seconds(8))
        #expect(bench.last.activeFlags.isEmpty)
        #expect(bench.failures.isEmpty)
    }

    @Test func `cell voltages older than their budget are stale, never the last value`() {
        let bench = Bench(faultable: ["cell-monitor"])
        bench.bringUp()
        bench.rig.board.setFrozen(true, device: "cell-monitor")
        bench.run(.milliseconds(400))
        for cell in bench.last.cells { #expect(cell.voltage == .missing(.stale)) }
        #expect(bench.last.packVoltage.value == nil)
    }

    @Test func `a temperature outside what a cell can be is implausible`() {
        let bench = Bench()
        bench.bringUp()
        bench.setTemperature(celsius: 170, cell: 0)
        let seen = bench.run(.seconds(2)) { $0.last.cells[0].temperature == .missing(.implausible) }
        #expect(seen != nil)
    }

    @Test func `a cell voltage outside what a cell can be is implausible and opens`() {
        let bench = Bench()
        bench.bringUp()
        bench.setVoltage(5.4, cell: 11)
        let open = bench.run(.seconds(1)) { $0.last.commanded.isInterrupting }
        #expect(open.map { $0 <= .milliseconds(400) } ?? false)
        #expect(bench.wasRaised(.cellVoltageImplausible, .safety))
    }

    // MARK: - Current

    @Test func `without its sensor the current is the cell monitor's and still limited`() {
        let bench = Bench(faultable: ["current"])
        bench.bringUp(demand: -0.3)
        let before = bench.last.chargeThroughput
        bench.rig.board.setSilent(true, device: "current")
        bench.step()
        #expect(bench.last.current.reason == .noResponse)
        #expect(bench.last.currentOfCellMonitor.value != nil)
        #expect(bench.last.chargeThroughput < before)
        #expect(bench.last.commanded == [.negative, .positive])
        // Before the missing current is confirmed, an over-current shows in the other sensor.
        bench.demand = -2
        bench.run(.seconds(1)) { $0.last.commanded.isInterrupting }
        #expect(bench.wasRaised(.overcurrentDischarging, .safety))
        #expect(bench.failures.isEmpty)
    }

    @Test func `a current sensor gone for good opens the contactors`() {
        let bench = Bench(faultable: ["current"])
        bench.bringUp()
        bench.rig.board.setSilent(true, device: "current")
        let open = bench.run(.seconds(2)) { $0.last.commanded.isInterrupting }
        #expect(open.map { $0 <= .milliseconds(500) } ?? false)
        #expect(bench.wasRaised(.currentMissing, .safety))
        #expect(bench.failures.isEmpty)
    }

    // MARK: - Wires and words

    @Test(arguments: [0, 7, 14])
    func `an open sense wire opens the contactors`(cell: Int) {
        let bench = Bench()
        bench.bringUp()
        bench.rig.board.cellMonitor.openWire = cell
        // The chip looks for open wires every five seconds; until then it shows what it last held.
        let open = bench.run(.seconds(7)) { $0.last.commanded.isInterrupting }
        #expect(open != nil)
        #expect(bench.wasRaised(.cellVoltageImplausible, .safety))
        #expect(bench.failures.isEmpty)
    }

    @Test func `a word torn between two scans is not believed`() {
        let bench = Bench()
        bench.bringUp()
        for _ in 0..<50 {
            bench.rig.board.cellMonitor.tearNextRead(ofCell: 4)
            bench.step()
            if let volts = bench.last.cells[4].voltage.value?.volts {
                let truth = bench.rig.pack.cells[4].terminalVoltage
                #expect((volts - truth).magnitude < 0.02)
            }
        }
        #expect(bench.last.state == .operating)
        #expect(bench.safetyFlags.isEmpty)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a switch that ignores selection never gives another channel's reading`() {
        let bench = Bench()
        // Cells of different stacks differ by more than the sensors' errors.
        for cell in 0..<16 { bench.rig.temperatureOffsets[cell] = Double(cell / 4) }
        bench.bringUp()
        bench.rig.board.multiplexer.ignoresSelection = true
        for _ in 0..<60 {
            bench.step()
            for cell in bench.last.cells.indices {
                guard let value = bench.last.cells[cell].temperature.value else { continue }
                let truth = bench.rig.pack.sensedTemperature(position: cell) + Double(cell / 4)
                #expect((value.kelvins - truth).magnitude < 0.5)
            }
        }
        let lost = bench.last.cells.count { $0.temperature.value == nil }
        #expect(lost >= 12, "Only the channel that happens to be open can still be read.")
        bench.rig.board.multiplexer.ignoresSelection = false
        bench.run(.seconds(3))
        #expect(bench.last.cells.allSatisfy { $0.temperature.value != nil })
        #expect(bench.failures.isEmpty)
    }

    // MARK: - Reset

    @Test func `a cell monitor that was reset is configured again only with contactors open`() {
        let bench = Bench(faultable: ["cell-monitor"])
        bench.bringUp()
        bench.rig.board.powerCycle(device: "cell-monitor")
        bench.step()
        #expect(bench.last.cells[0].voltage == .missing(.notConfigured))
        #expect(bench.isActive(.frontEndConfigurationLost, .safety))
        var wasMeasuringWhileClosed = false
        let isBack = bench.run(.seconds(10)) {
            let isMeasuring = $0.last.cells[0].voltage.value != nil
            if isMeasuring && !$0.isPhysicallyOpen { wasMeasuringWhileClosed = true }
            return isMeasuring
        }
        #expect(isBack != nil)
        #expect(!wasMeasuringWhileClosed)
        #expect(bench.last.state == .fault)
        // Only an operator brings the pack back.
        bench.run(.seconds(5), requests: .close) { $0.last.state == .operating }
        #expect(bench.last.state == .fault)
        bench.run(.seconds(10), requests: .acknowledge) { $0.last.state == .standby }
        bench.run(.seconds(10), requests: .close) { $0.last.state == .operating }
        #expect(bench.last.state == .operating)
        #expect(bench.failures.isEmpty)
    }

    @Test(arguments: ["pressure-1", "temperature-3", "multiplexer", "settings"])
    func `another chip that was reset comes back by itself`(device: String) {
        let bench = Bench(faultable: [device])
        bench.bringUp()
        bench.rig.board.powerCycle(device: device)
        bench.run(.seconds(12))
        #expect(bench.isEverythingMeasured)
        #expect(bench.last.state == .operating)
        #expect(bench.last.activeFlags.isEmpty)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a current sensor that was reset is started again and never lies`() {
        let bench = Bench(faultable: ["current"])
        bench.bringUp(demand: 0.2)
        bench.rig.board.powerCycle(device: "current")
        for _ in 0..<30 {
            bench.step()
            let truth = bench.rig.power.current
            if let value = bench.last.current.value?.amperes, bench.last.state == .operating {
                #expect((value - truth).magnitude < 0.02)
            }
        }
        #expect(bench.last.current.value != nil)
        #expect(bench.failures.isEmpty)
    }
}
