import Configuration
import Control
import OperatorChannel
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbmsd

/// A contactor was replaced: its closings count from 0 again, in service only, and somebody knows.
@Suite struct ContactorReplacementTests {
    /// Operated twice, then in service.
    private func inService() throws -> OperatorBench {
        let bench = try OperatorBench()
        bench.bringUp()
        for _ in 0..<2 {
            #expect(try bench.ask(.close).isAccepted)
            #expect(try bench.ask(.open).isAccepted)
            bench.beat(100)
        }
        #expect(try bench.ask(.enterService).isAccepted)
        return bench
    }

    private func cycles(_ bench: OperatorBench) -> ContactorCycles {
        var state = bench.control.makeDurableState()
        bench.control.export(into: &state)
        return state.cycles
    }

    @Test(arguments: [
        (OperatorContactor.positive, ContactorCycles(negative: 2, precharge: 2, positive: 0)),
        (.negative, ContactorCycles(negative: 0, precharge: 2, positive: 2)),
        (.precharge, ContactorCycles(negative: 2, precharge: 0, positive: 2)),
    ])
    func `its closings count from 0, those of the others go on`(
        which: OperatorContactor, after: ContactorCycles
    ) throws {
        let bench = try inService()
        #expect(cycles(bench) == ContactorCycles(negative: 2, precharge: 2, positive: 2))
        let revision = bench.control.durableRevision
        let reply = try bench.ask(.contactorReplaced(which))
        #expect(reply.isAccepted, "\(reply.text)")
        #expect(reply["closings.\(which.rawValue)_count"] == "0")
        #expect(cycles(bench) == after)
        // Kept at once.
        #expect(bench.control.durableRevision != revision)
        let flags = bench.link.latest.copy().activeFlags.map(\.diagnostic)
        let told: Diagnostic =
            switch which {
            case .positive: .positiveContactorReplaced
            case .negative: .negativeContactorReplaced
            case .precharge: .prechargeContactorReplaced
            }
        #expect(flags == [told])
        bench.beat(120)
        #expect(bench.link.latest.copy().activeFlags.isEmpty)
        #expect(
            bench.lines.lines(with: "service contactor-replaced \(which.rawValue)").count == 2)

        // The next run goes on from there.
        let next = try OperatorBench()
        var state = bench.control.makeDurableState()
        bench.control.export(into: &state)
        _ = next.control.resume(state, rest: .zero)
        next.bringUp()
        #expect(cycles(next) == after)
        #expect(try next.ask(.close).isAccepted)
        let status = try next.ask(.status)
        #expect(status["closings.positive_count"] == "\(after.positive + 1)")
        #expect(status["closings.precharge_count"] == "\(after.precharge + 1)")
    }

    @Test func `outside service nothing is forgotten`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        #expect(try bench.ask(.close).isAccepted)
        let before = cycles(bench)
        #expect(
            try bench.ask(.contactorReplaced(.positive)).outcome == .refused("not in service"))
        #expect(bench.state == .operating)
        #expect(try bench.ask(.open).isAccepted)
        #expect(
            try bench.ask(.contactorReplaced(.positive)).outcome == .refused("not in service"))
        #expect(cycles(bench) == before)
        #expect(bench.link.latest.copy().activeFlags.isEmpty)
    }

    @Test func `a worn contactor that was replaced is no longer told of`() throws {
        let bench = try inService()
        var state = bench.control.makeDurableState()
        bench.control.export(into: &state)
        state.cycles.positive = 80_001
        let worn = try OperatorBench()
        _ = worn.control.resume(state, rest: .zero)
        worn.bringUp()
        func isWorn() -> Bool {
            worn.link.latest.copy().activeFlags.contains {
                $0.diagnostic == .contactorCyclesExceeded
            }
        }
        #expect(isWorn())
        #expect(try worn.ask(.enterService).isAccepted)
        #expect(try worn.ask(.contactorReplaced(.negative)).isAccepted)
        worn.beat(40)
        #expect(isWorn())
        #expect(try worn.ask(.contactorReplaced(.positive)).isAccepted)
        worn.beat(40)
        #expect(!isWorn())
    }

    @Test func `a request leaves its mark in the mailbox and nothing else's`() {
        let commands: [solidbmsd.OperatorCommand] = [
            .contactorReplaced(.positive), .contactorReplaced(.negative),
            .contactorReplaced(.precharge), .request(.close), .request(.open),
            .tare(stack: nil), .tare(stack: 998),
        ]
        for command in commands {
            #expect(command.code != 0)
            #expect(solidbmsd.OperatorCommand(code: command.code) == command)
        }
        #expect(Set(commands.map(\.code)).count == commands.count)
    }
}
