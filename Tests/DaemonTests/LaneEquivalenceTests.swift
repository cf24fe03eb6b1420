import Assembly
import Configuration
import Control
import HAL
import LinuxHAL
import Protection
import Quantities
import Testing

@testable import PackSimulation

/// What comes out of a loop does not depend on whether its buses are read at the same time.
@Suite struct LaneEquivalenceTests {
    private struct Side {
        let rig: SimulatedRig
        let control: ControlLoop

        init(_ scenario: ScenarioDescription, runner: any LaneRunner) {
            rig = SimulatedRig(scenario)
            control = PackAssembly.controlLoop(
                for: scenario.pack, ports: rig.board.ports,
                stateOfCharge: scenario.initial.estimatorStateOfCharge, laneRunner: runner)
        }

        func step(to now: Instant, closing: Bool) -> Snapshot {
            rig.advance(to: now, demand: 0.1)
            if closing { control.request(.close) }
            return control.step(now: now)
        }
    }

    @Test func `snapshots are the same with threads and without, faults included`() throws {
        var scenario = try Shipped.scenario()
        scenario.faults = [
            InjectedFault(
                name: "held", kind: .multiplexerChannelStuck(channel: 2), step: nil,
                after: .seconds(1_000_000), duration: nil, ramp: .zero)
        ]
        let threads = ThreadedLaneRunner()
        let serial = Side(scenario, runner: SerialLaneRunner())
        let threaded = Side(scenario, runner: threads)
        var states: Set<ContactorState> = []
        var now = Instant.start
        for step in 0..<600 {
            now = now + scenario.pack.loopPeriod
            for side in [serial, threaded] {
                side.rig.apply(
                    .busErrors(bus: "main", rate: 0.1), size: (200..<300).contains(step) ? 1 : 0)
                side.rig.apply(
                    .busErrors(bus: "cells", rate: 0.1), size: (250..<350).contains(step) ? 1 : 0)
                side.rig.apply(
                    .multiplexerChannelStuck(channel: 2), size: (350..<400).contains(step) ? 1 : 0)
                side.rig.apply(.busStuck(bus: "cells"), size: (500..<520).contains(step) ? 1 : 0)
            }
            let expected = serial.step(to: now, closing: step > 50)
            let found = threaded.step(to: now, closing: step > 50)
            try #require(found == expected, "Step \(step)")
            states.insert(found.state)
        }
        #expect(threads.threadCount == 1)
        #expect(states.isSuperset(of: [.standby, .operating, .fault]))
    }
}
