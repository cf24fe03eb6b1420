import Configuration
import Control
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import Persistence

/// The column "survives restart as its class says" of the evidence (SAFETY §9), one row per limit
/// of the demonstration pack.
struct KeptFlagsTests {
    /// One limit whose flag must survive.
    struct Row: CustomTestStringConvertible, Sendable {
        let rule: Rule

        var testDescription: String { "\(rule.diagnostic) \(rule.grade) \(rule.persistence)" }

        /// At the last place there is.
        func flag(in bench: Bench) -> StoredFlag {
            let pack = bench.scenario.pack
            let count = rule.signal.count(
                cellCount: pack.cellCount, stackCount: pack.stacks.count)
            return StoredFlag(
                diagnostic: rule.diagnostic, grade: rule.grade, directions: rule.directions,
                place: Place(rule.signal.scope, UInt16(count - 1)), value: rule.setThreshold)
        }
    }

    static let rows = Scenarios.small.pack.rules
        .filter { $0.persistence != .selfClearing }.map(Row.init)

    /// Everything at its best, so that every condition is gone.
    private static func step(_ bench: Bench, _ requests: OperatorRequests = []) -> Snapshot {
        bench.rig.advance(to: bench.rig.now + bench.period, demand: 0)
        var timing = StepTiming()
        timing.lateness = .zero
        timing.previousDuration = .zero
        timing.clockJump = .zero
        timing.watchdogResetSeen = false
        bench.control.request(requests)
        return bench.control.step(now: bench.rig.now, timing: timing)
    }

    private static func isActive(_ flag: StoredFlag, in snapshot: Snapshot) -> Bool {
        snapshot.activeFlags.contains {
            $0.diagnostic == flag.diagnostic && $0.grade == flag.grade && $0.place == flag.place
        }
    }

    @Test(arguments: rows)
    func `a flag survives two restarts, opens as before, and clears as its class says`(
        row: Row
    ) throws {
        let bench = Bench(Scenarios.small)
        let kept = KeptState(bench)
        let flag = row.flag(in: bench)
        var state = bench.control.makeDurableState()
        state.flags = [flag]
        #expect(bench.control.resume(state, rest: .zero).restoredFlags == [flag])
        #expect(Self.isActive(flag, in: Self.step(bench)))
        for _ in 0..<2 {
            try kept.keep(bench)
            let report = try kept.restart(bench).report
            #expect(report?.restoredFlags.contains(flag) == true)
            #expect(report?.unknownFlags.isEmpty == true)
            #expect(Self.isActive(flag, in: Self.step(bench)))
        }
        var last = Self.step(bench)
        for _ in 0..<250 { last = Self.step(bench, .close) }
        #expect(Self.isActive(flag, in: last))
        if row.rule.openDelay != nil {
            #expect(last.state == .fault && last.commanded.isEmpty)
        }
        last = Self.step(bench, .acknowledge)
        #expect(Self.isActive(flag, in: last) == (row.rule.persistence == .persistent))
        last = Self.step(bench, .acknowledgeAfterInspection)
        #expect(!Self.isActive(flag, in: last))
        try kept.keep(bench)
        #expect(try kept.restart(bench).report?.restoredFlags.contains(flag) == false)
    }

    @Test func `every limit of the pack is of one class or the other, and both occur`() {
        #expect(Self.rows.count > 30)
        #expect(Self.rows.contains { $0.rule.persistence == .persistent })
        #expect(Scenarios.small.pack.rules.contains { $0.persistence == .selfClearing })
    }

    @Test func `a flag that clears by itself does not survive`() throws {
        let bench = Bench(Scenarios.small, faultable: ["temperature-1"])
        let kept = KeptState(bench)
        bench.run(.seconds(5))
        bench.rig.board.setSilent(true, device: "temperature-1")
        bench.run(.seconds(5)) { $0.isActive(.deviceAbsent) }
        #expect(bench.isActive(.deviceAbsent))
        try kept.keep(bench)
        #expect(
            KeptState.exported(bench.control).flags.allSatisfy { $0.diagnostic != .deviceAbsent })
        bench.rig.board.setSilent(false, device: "temperature-1")
        try kept.restart(bench)
        bench.step()
        #expect(!bench.isActive(.deviceAbsent))
    }

    @Test func `a flag is on the disk at once and a kill in the next step does not lose it`()
        throws
    {
        let bench = Bench(Scenarios.small)
        let kept = KeptState(bench)
        let keeper = try kept.keeper(of: bench)
        func stepAndKeep(_ count: Int) {
            for _ in 0..<count {
                bench.step()
                keeper.keep(bench.control, now: bench.rig.now)
                keeper.writeWaiting()
            }
        }
        stepAndKeep(50)
        #expect(keeper.status.writtenCopies == 1)
        bench.throwSwitch(.emergencyStop, true)
        stepAndKeep(1)
        #expect(bench.isActive(.emergencyStop))
        #expect(keeper.status.writtenCopies == 2)
        bench.throwSwitch(.emergencyStop, false)
        #expect(
            try kept.restart(bench).report?.restoredFlags.map(\.diagnostic) == [.emergencyStop])
        bench.run(.seconds(5), requests: .close) { $0.last.commanded != [] }
        #expect(bench.last.state == .fault)
    }

    @Test func `copies follow their period while nothing urgent happens`() throws {
        let bench = Bench(Scenarios.small)
        let keeper = try KeptState(bench).keeper(of: bench)
        for _ in 0..<350 {
            bench.step()
            keeper.keep(bench.control, now: bench.rig.now)
            keeper.writeWaiting()
        }
        // At 0.1, 10.1, 20.1 and 30.1 s.
        #expect(keeper.status.writtenCopies == 4)
        #expect(keeper.finish(bench.control).writtenCopies == 5)
    }

    @Test func `a disk that is busy is never waited for, and gets what is true later`() throws {
        let bench = Bench(Scenarios.small)
        let kept = KeptState(bench)
        let keeper = try kept.keeper(of: bench)
        for _ in 0..<30 {
            bench.step()
            keeper.keep(bench.control, now: bench.rig.now)
        }
        bench.throwSwitch(.emergencyStop, true)
        bench.step()
        keeper.keep(bench.control, now: bench.rig.now)
        keeper.writeWaiting()
        #expect(try kept.openStore().finding.stored?.state.flags.isEmpty == true)
        bench.step()
        keeper.keep(bench.control, now: bench.rig.now)
        keeper.writeWaiting()
        #expect(
            try kept.openStore().finding.stored?.state.flags.map(\.diagnostic)
                == [.emergencyStop])
    }
}
