import CMallocCount
import Control
import Protection
import Quantities
import SimulatedChips
import Testing

@testable import PackSimulation

/// DESIGN §5: after start-up the loop allocates nothing.
@Suite(.serialized) struct AllocationTests {
    @Test func `the counter sees an allocation`() {
        let before = malloc_count_value()
        malloc_count_set_active(true)
        let numbers = [Int](repeating: 1, count: Int(malloc_count_value() % 7) + 100)
        malloc_count_set_active(false)
        #expect(malloc_count_value() > before)
        #expect(numbers.count >= 100)
    }

    /// From the first command on, over phases of bleeding and measuring.
    @Test func `a step that balances allocates nothing`() {
        let bench = Bench(BalancingTests.scenario)
        bench.rig.pack.setAddedVoltage(0.05, cell: 0)
        bench.run(.seconds(20))
        let rig = bench.rig
        let control = bench.control
        _ = control.step(now: rig.now + bench.period / 2)
        rig.advance(to: rig.now + bench.period, demand: 0)
        var bledSteps = 0
        var guilty: [Int] = []
        guilty.reserveCapacity(1_000)
        for index in 0..<1_000 {
            rig.advance(to: rig.now + bench.period, demand: 0)
            let before = malloc_count_value()
            malloc_count_set_active(true)
            let snapshot = control.step(now: rig.now)
            malloc_count_set_active(false)
            if malloc_count_value() > before { guilty.append(index) }
            if snapshot.cells[0].isBalancing { bledSteps += 1 }
        }
        #expect(guilty.isEmpty, "\(guilty.count) steps allocate, first \(guilty.prefix(10))")
        #expect(bledSteps > 500 && bledSteps < 1_000)
    }

    /// Through drivers and simulated chips, with flags coming and going, over 10,000 steps.
    @Test func `a step after start-up allocates nothing`() {
        let bench = Bench(faultable: ["pressure-3", "temperature-2"])
        bench.bringUp()
        let rig = bench.rig
        let control = bench.control
        let period = bench.period
        var raised = 0
        var cleared = 0
        var counts: [UInt64] = []
        counts.reserveCapacity(10_000)
        // The bench still holds the snapshot of its last step.
        _ = control.step(now: rig.now + period / 2)
        rig.advance(to: rig.now + period, demand: 0)
        var states: Set<ContactorState> = []
        for index in 0..<10_000 {
            rig.advance(to: rig.now + period, demand: index % 200 < 100 ? 0.1 : -0.1)
            rig.board.setSilent(index % 400 >= 350, device: "pressure-3")
            rig.board.setSilent(index % 1_000 >= 900, device: "temperature-2")
            rig.pack.setExternalPressure(index % 500 >= 450 ? 2.5e6 : 0, stack: 1)
            rig.board.emergencyStop.drive((6_000..<6_010).contains(index))
            if (6_020..<6_100).contains(index) { control.request([.acknowledge, .close]) }
            let before = malloc_count_value()
            malloc_count_set_active(true)
            let snapshot = control.step(now: rig.now)
            malloc_count_set_active(false)
            counts.append(malloc_count_value() - before)
            states.insert(snapshot.state)
            raised += snapshot.events.count { $0.kind == .raised }
            cleared += snapshot.events.count { $0.kind == .cleared }
        }
        let guilty = counts.indices.filter { counts[$0] > 0 }
        #expect(guilty.isEmpty, "\(guilty.count) steps allocate, first \(guilty.prefix(10))")
        #expect(states == [.operating, .opening, .fault, .standby, .precharging])
        #expect(raised > 10 && cleared > 10, "\(raised) raised, \(cleared) cleared")
    }
}
