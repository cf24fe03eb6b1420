import CMallocCount
import Configuration
import Control
import Estimation
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import Persistence

/// Diagnostics about the stored state itself: raised, not raised without reason, cleared.
@Suite(.serialized) struct StoredStateDiagnosticsTests {
    /// A bench whose program has run for a while and kept three copies.
    private func keptBench() throws -> (Bench, KeptState) {
        let bench = Bench(Scenarios.small)
        let kept = KeptState(bench)
        for _ in 0..<3 {
            bench.run(.seconds(5))
            try kept.keep(bench)
        }
        return (bench, kept)
    }

    private static let all: [Diagnostic] = [
        .storedStateDamaged, .storedStateLost, .configurationChanged, .stateNotStored,
        .contactorCyclesExceeded,
    ]

    @Test func `an intact state raises none of them`() throws {
        let (bench, kept) = try keptBench()
        try kept.restart(bench)
        bench.run(.seconds(5))
        for diagnostic in Self.all { #expect(!bench.wasRaised(diagnostic), "\(diagnostic)") }
        let first = Bench(Scenarios.small)
        try KeptState(first).restart(first)
        first.run(.seconds(5))
        for diagnostic in Self.all { #expect(!first.wasRaised(diagnostic), "\(diagnostic)") }
    }

    @Test func `one damaged copy is a flag, and everything is there`() throws {
        let (bench, kept) = try keptBench()
        kept.contents[0]?[77] ^= 2
        let resumption = try kept.restart(bench)
        #expect(resumption.finding.stored?.sequence == 2)
        bench.step()
        #expect(bench.isActive(.storedStateDamaged, .warning))
        #expect(!bench.wasRaised(.storedStateLost))
        bench.run(.seconds(3))
        bench.step(.acknowledge)
        #expect(!bench.isActive(.storedStateDamaged))
        bench.bringUp()
        #expect(bench.last.state == .operating)
    }

    @Test func `two damaged copies leave nothing that looks known, and keep the pack open`()
        throws
    {
        let (bench, kept) = try keptBench()
        kept.contents[0]?[77] ^= 2
        kept.contents[1]?[99] ^= 2
        let resumption = try kept.restart(bench)
        #expect(resumption.finding.isLost && resumption.report == nil && resumption.rest == nil)
        let unknown = KeptState.exported(bench.control)
        #expect(unknown.cells.allSatisfy { $0.deviation(.charge) > 0.29 && !$0.isMeasured })
        bench.step()
        #expect(bench.isActive(.storedStateLost, .safety))
        bench.run(.seconds(5), requests: .close) { $0.last.commanded != [] }
        bench.step(.acknowledge)
        #expect(bench.isActive(.storedStateLost) && bench.last.state == .fault)
        bench.step(.acknowledgeAfterInspection)
        #expect(!bench.isActive(.storedStateLost))
        bench.bringUp()
        #expect(bench.last.state == .operating)
    }

    @Test func `another configuration is told once and may be acknowledged`() throws {
        let (bench, kept) = try keptBench()
        #expect(try kept.restart(bench, configuration: "two").hasNewConfiguration)
        bench.step()
        #expect(bench.isActive(.configurationChanged, .operating))
        bench.run(.seconds(3))
        bench.step(.acknowledge)
        #expect(!bench.isActive(.configurationChanged))
    }

    @Test func `a flag without a limit any more is reported and told as another configuration`() {
        let bench = Bench(Scenarios.small)
        var state = bench.control.makeDurableState()
        state.flags = [
            StoredFlag(
                diagnostic: .deviceAbsent, grade: .safety, directions: .all, place: .system,
                value: 1)
        ]
        let identity = KeptState(bench).identity
        var finding = StateFinding()
        finding.slot = .first
        finding.stored = StoredState(
            sequence: 1, moment: KeptState(bench).moment, identity: identity, state: state)
        let resumption = Resumption(
            of: bench.control, from: finding, identity: identity, now: KeptState(bench).moment)
        #expect(resumption.report?.unknownFlags.map(\.diagnostic) == [.deviceAbsent])
        bench.step()
        #expect(bench.isActive(.configurationChanged))
    }

    @Test func `a full disk is a flag while it lasts, and the loop goes on`() throws {
        let (bench, kept) = try keptBench()
        let before = kept.contents
        let keeper = try kept.keeper(of: bench)
        kept.isFull = true
        func run(_ seconds: Int) {
            for _ in 0..<seconds * 10 {
                bench.step()
                keeper.keep(bench.control, now: bench.rig.now)
                keeper.writeWaiting()
            }
        }
        run(1)
        #expect(bench.isActive(.stateNotStored, .warning))
        #expect(keeper.status.failure == .cannot("write", path: "state-b", code: 28))
        #expect(kept.contents == before)
        run(10)
        #expect(bench.last.state == .standby)
        kept.isFull = false
        run(5)
        #expect(!bench.isActive(.stateNotStored))
        #expect(keeper.status.failure == nil)
    }

    @Test func `a copy that failed is tried again after the pause for that, not a period`() throws {
        let (bench, kept) = try keptBench()
        let keeper = try kept.keeper(of: bench)
        kept.isFull = true
        func run(_ steps: Int) {
            for _ in 0..<steps {
                bench.step()
                keeper.keep(bench.control, now: bench.rig.now)
                keeper.writeWaiting()
            }
        }
        run(2)
        #expect(keeper.status.failure != nil)
        kept.isFull = false
        run(25)
        #expect(keeper.status.failure == nil)
        #expect(keeper.status.writtenCopies > 0)
    }

    @Test func `handing a state over allocates nothing`() throws {
        let (bench, kept) = try keptBench()
        var options = KeeperOptions()
        options.period = .zero
        let keeper = try kept.keeper(of: bench, options: options)
        bench.throwSwitch(.emergencyStop, true)
        bench.run(.seconds(1))
        keeper.keep(bench.control, now: bench.rig.now)
        keeper.writeWaiting()
        for _ in 0..<20 {
            bench.step()
            let before = malloc_count_value()
            malloc_count_set_active(true)
            keeper.keep(bench.control, now: bench.rig.now)
            malloc_count_set_active(false)
            #expect(malloc_count_value() == before)
            keeper.writeWaiting()
        }
        #expect(keeper.status.writtenCopies == 21)
        #expect(!KeptState.exported(bench.control).flags.isEmpty)
    }
}
