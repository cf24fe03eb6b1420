import Configuration
import Control
import OperatorChannel
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbmsd

@Suite struct OperatorTareTests {
    /// Takes the force off every stack, as opening the presses does.
    private func unload(_ bench: OperatorBench) {
        for stack in bench.scenario.pack.stacks.indices {
            let pressure = Pressure.pascals(-bench.rig.pack.pressure(stack: stack))
            bench.rig.apply(.addedPressure(stack: stack, pressure: pressure), size: 1)
        }
    }

    private func load(_ bench: OperatorBench) {
        for stack in bench.scenario.pack.stacks.indices {
            bench.rig.apply(.addedPressure(stack: stack, pressure: .zero), size: 0)
        }
    }

    @Test func `outside service nothing is tared`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let reply = try bench.ask(.tare(stack: nil))
        #expect(reply.reason?.hasPrefix("stack 1: not in service; stack 2:") == true)
        #expect(bench.control.calibrationRevision == 0)
    }

    @Test func `a loaded stack is not tared`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        #expect(try bench.ask(.enterService).isAccepted)
        let reply = try bench.ask(.tare(stack: 1))
        #expect(reply.outcome == .refused("stack 2: too far from zero: is the stack unloaded?"))
        #expect(reply["stack.2.tare_source"] == "pack file")
        #expect(bench.control.calibration.stacks == [nil, nil, nil, nil])
    }

    @Test func `a stack that there is not is told of`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        #expect(try bench.ask(.tare(stack: 4)).outcome == .refused("there are 4 stacks"))
    }

    @Test func `unloaded presses are tared in service, through the fault that they are`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        unload(bench)
        bench.beat(100)
        #expect(bench.state == .fault)
        #expect(try bench.ask(.enterService).isAccepted)
        bench.beat(50)
        #expect(bench.state == .service)
        let before = bench.ticks.count
        let reply = try bench.ask(.tare(stack: nil))
        #expect(reply.isAccepted, "\(reply.text)")
        #expect(bench.ticks.count - before >= TareSettings().readingCount)
        for stack in 1...4 {
            let offset = reply["stack.\(stack).tare_offset_megapascal"].flatMap { Double($0) }
            #expect(abs(offset ?? 9) < 0.5, "\(reply.text)")
            #expect(reply["stack.\(stack).tare_source"] == "taken at the rig")
        }
        #expect(bench.control.calibrationRevision == 4)

        // The load comes back, and what was tared away is missing from the measured pressure.
        let taken = bench.control.calibration
        load(bench)
        bench.beat(200)
        #expect(try bench.ask(.leaveService)["state"] == "fault")
        #expect(try bench.ask(.acknowledgeAfterInspection)["state"] == "standby")
        let status = try bench.ask(.status)
        for stack in 0..<4 {
            let shown = status["stack.\(stack + 1).pressure_megapascal"].flatMap { Double($0) }
            let offset = status["stack.\(stack + 1).tare_offset_megapascal"].flatMap { Double($0) }
            let truth = bench.rig.pack.pressure(stack: stack) / 1e6
            #expect(abs((shown ?? 0) + (offset ?? 9) - truth) < 0.2)
        }

        // Another loop of the same pack takes it over.
        let other = try OperatorBench()
        #expect(other.control.adopt(taken).isEmpty)
        other.bringUp()
        #expect(try other.ask(.status)["stack.3.tare_source"] == "taken at the rig")
        #expect(other.control.calibration == taken)
    }

    @Test func `leaving service ends a tare without a result`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        unload(bench)
        bench.beat(100)
        _ = try bench.ask(.enterService)
        #expect(try bench.ask(.tare(stack: 0), waits: false).isAccepted)
        _ = try bench.ask(.leaveService)
        bench.beat(2)
        #expect(bench.link.latest.copy().stacks[0].tare.latest == .refused(.notInService))
        #expect(bench.control.calibrationRevision == 0)
    }
}
