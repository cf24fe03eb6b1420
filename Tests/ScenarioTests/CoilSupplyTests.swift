import HAL
import PackSimulation
import Protection
import Quantities
import SimulatedChips
import Testing

/// The external watchdog as hardware: it opens the contactors whatever the enable lines say.
struct CoilSupplyTests {
    @Test func `a loop that stops loses the contactors by hardware`() {
        let bench = Bench()
        bench.bringUp()
        #expect(!bench.isPhysicallyOpen)
        let stopped = bench.rig.now
        var opened: Duration?
        while bench.rig.now - stopped < .seconds(1), opened == nil {
            bench.rig.advance(to: bench.rig.now + .milliseconds(10), demand: 0)
            if bench.isPhysicallyOpen { opened = bench.rig.now - stopped }
        }
        #expect(!bench.rig.board.enabledCoils.isEmpty, "Nobody commanded anything.")
        // 419 ms from the last falling edge, which was in the last step or in the one before, and
        // 10 ms of the armature.
        #expect(opened.map { $0 > .milliseconds(310) && $0 <= .milliseconds(450) } == true)
        #expect(bench.rig.board.watchdog.tripCount == 1)
    }

    @Test func `a loop gone wild loses the contactors by hardware`() throws {
        let bench = Bench()
        bench.bringUp()
        let line = bench.rig.board.ports.watchdog
        for step in 0..<5 {
            bench.rig.advance(to: bench.rig.now + .milliseconds(10), demand: 0)
            try line.set(step % 2 == 0)
        }
        bench.rig.advance(to: bench.rig.now + .milliseconds(20), demand: 0)
        #expect(bench.isPhysicallyOpen)
    }

    @Test func `a loop that only runs late keeps the contactors`() {
        let bench = Bench()
        bench.bringUp()
        bench.rig.advance(to: bench.rig.now + .milliseconds(200), demand: 0)
        bench.run(.seconds(1))
        #expect(bench.rig.board.watchdog.tripCount == 0)
        #expect(!bench.isPhysicallyOpen)
    }
}
