import Configuration
import Control
import Logging
import OperatorChannel
import Protection
import Quantities
import Synchronization
import Testing

@testable import PackSimulation
@testable import solidbmsd

/// What is told as failed stays undone, and an order to open waits for nothing.
@Suite struct OperatorPrecedenceTests {
    private func serve(_ bench: OperatorBench) {
        for _ in 0..<4 { bench.server.serve(waitingAtMost: .zero) }
    }

    /// Time goes by without a step.
    private func standStill(_ bench: OperatorBench, _ span: Duration) {
        bench.rig.advance(to: bench.rig.now + span, demand: 0)
        serve(bench)
    }

    @Test func `a close that was told as failed never runs`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let client = try LineClient(bench.path)
        client.send("close\n")
        serve(bench)
        standStill(bench, .seconds(6))
        #expect(client.reply()?.outcome == .failed("the control loop did not answer in 5.0 s"))
        #expect(bench.seat.mailbox.take() == nil)
        bench.beat(5)
        #expect(bench.link.latest.copy().commanded == [])
    }

    @Test func `an order to open stands though it was told as unanswered`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        _ = try bench.ask(.close)
        let client = try LineClient(bench.path)
        client.send("open\n")
        serve(bench)
        standStill(bench, .seconds(6))
        #expect(client.reply()?.reason?.hasSuffix("the order stands") == true)
        // Nor does anything else take its place.
        let other = try LineClient(bench.path)
        other.send("acknowledge\n")
        serve(bench)
        #expect(bench.seat.mailbox.take()?.command == .request(.open))
    }

    @Test func `a close that no step has taken goes with whoever asked for it`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        var client: LineClient? = try LineClient(bench.path)
        client?.send("close\n")
        serve(bench)
        client = nil
        serve(bench)
        bench.beat(5)
        #expect(bench.state == .standby)
        #expect(client == nil)
    }

    @Test func `an order is where the loop finds it before the log has to take a line`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let wasThere = Mutex<[Bool]>([])
        let seat = bench.seat
        let handler = LineLogHandler(
            isJournal: true, now: { .start },
            write: { _ in
                let isThere = seat.mailbox.take()?.command == .request(.open)
                wasThere.withLock { $0.append(isThere) }
            })
        let rig = bench.rig
        let desk = OperatorDesk(
            seat: seat, board: bench.link.latest, facts: StatusFacts(bench.scenario.pack),
            log: Logger(label: "test") { _ in handler }, now: { rig.now })
        _ = desk.begin(OperatorCall(.open), from: OperatorPeer(process: 1, user: 1, groups: []))
        #expect(wasThere.withLock { $0.first } == true)
    }

    @Test func `open takes the place of a close in the mailbox, from whichever connection`()
        throws
    {
        let bench = try OperatorBench()
        bench.bringUp()
        let first = try LineClient(bench.path)
        first.send("close\n")
        serve(bench)
        let second = try LineClient(bench.path)
        second.send("open\n")
        serve(bench)
        #expect(first.reply()?.outcome == .failed("an order to open took its place"))
        bench.beat(5)
        #expect(bench.state == .standby)
    }

    @Test func `open behind an unfinished close on one connection is taken at once`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let client = try LineClient(bench.path)
        client.send("close\n")
        serve(bench)
        bench.beat(2)
        serve(bench)
        #expect(bench.state == .precharging)
        client.send("open\n")
        serve(bench)
        #expect(client.reply()?.reason == "no longer waited for: open was asked for")
        bench.beat(1)
        #expect(bench.state != .precharging)
        #expect(!bench.rig.board.contacts.isConnected)
    }
}
