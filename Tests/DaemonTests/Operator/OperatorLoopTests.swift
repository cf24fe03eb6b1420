import Configuration
import Control
import Foundation
import LinuxHAL
import OperatorChannel
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbmsd

/// The daemon's loop, asked over a real socket, on the simulated rig.
@Suite struct OperatorLoopTests {
    @Test func `the pack is closed, opened, faulted, acknowledged and closed again`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let closed = try bench.ask(.close)
        #expect(closed.isAccepted && closed["state"] == "operating", "\(closed.text)")
        #expect(bench.rig.board.contacts.isConnected)

        let opened = try bench.ask(.open)
        #expect(opened.isAccepted && opened["state"] == "standby", "\(opened.text)")
        #expect(!bench.rig.board.contacts.isConnected)
        // The lock-out between two closings.
        bench.beat(100)

        #expect(try bench.ask(.close).isAccepted)
        bench.rig.apply(.emergencyStop, size: 1)
        bench.beat(30)
        #expect(bench.state == .fault)
        let refused = try bench.ask(.close)
        #expect(refused.outcome == .refused("not from state fault; acknowledge first"))
        let tooEarly = try bench.ask(.acknowledge)
        #expect(
            tooEarly.reason?.hasPrefix("fatal active: emergency stop (safety) at system") == true)
        bench.rig.apply(.emergencyStop, size: 0)
        bench.beat(100)
        #expect(try bench.ask(.acknowledge)["state"] == "standby")
        bench.beat(100)
        #expect(try bench.ask(.close)["state"] == "operating")
    }

    @Test func `a request counts in the very next step`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        _ = try bench.ask(.close)
        let before = bench.ticks.count
        let reply = try bench.ask(.open, waits: false)
        #expect(reply.isAccepted && reply["state"] == "opening", "\(reply.text)")
        #expect(bench.ticks.count == before + 1)
        #expect(bench.link.latest.copy().commanded != [.negative, .positive])
    }

    @Test func `who does not wait is answered when closing has begun`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let reply = try bench.ask(.close, waits: false)
        #expect(reply.isAccepted && reply["state"] == "precharging")
    }

    @Test func `closing that ends in a fault says which`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        bench.rig.apply(.contactorStaysOpen(.precharge), size: 1)
        let reply = try bench.ask(.close)
        guard case .refused(let reason) = reply.outcome else {
            Issue.record("closed all the same")
            return
        }
        #expect(reason.hasPrefix("did not close, now in "))
        #expect(reason.contains("precharge contactor fails to close"), "\(reason)")
        #expect(!bench.rig.board.contacts.isConnected)
    }

    @Test func `a reading that is missing is named in the refusal`() throws {
        let bench = try OperatorBench(faultable: ["temperature-3"])
        bench.bringUp()
        bench.rig.apply(.deviceSilent(device: "temperature-3"), size: 1)
        bench.beat(25)
        let reason = try bench.ask(.close).reason
        #expect(reason != nil)
        #expect(
            reason?.contains("temperature") == true || reason?.contains("state fault") == true,
            "\(reason ?? "")")
    }

    @Test func `before the devices are up nothing closes`() throws {
        let bench = try OperatorBench()
        bench.beat(1)
        #expect(try bench.ask(.close).outcome == .refused("not from state initialising"))
        #expect(try bench.ask(.status)["state"] == "initialising")
    }

    @Test func `service is entered and left, and nothing closes in it`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        #expect(try bench.ask(.enterService)["state"] == "service")
        #expect(try bench.ask(.close).outcome == .refused("not from state service"))
        #expect(try bench.ask(.leaveService)["state"] == "standby")
        #expect(try bench.ask(.leaveService).outcome == .refused("not from state standby"))
    }

    @Test func `two operators at once are both answered`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let first = try LineClient(bench.path)
        let second = try LineClient(bench.path)
        first.send("close\n")
        second.send("service enter\n")
        var replies: [OperatorReply?] = [nil, nil]
        for _ in 0..<300 where replies.contains(nil) {
            bench.server.serve(waitingAtMost: .zero)
            bench.beat(1)
            replies[0] = replies[0] ?? first.reply()
            replies[1] = replies[1] ?? second.reply()
        }
        #expect(replies[0]?["state"] == "operating")
        #expect(replies[1]?.outcome == .refused("not from state precharging"))
    }

    @Test func `an order to open is carried out though whoever gave it has gone`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        _ = try bench.ask(.close)
        var client: LineClient? = try LineClient(bench.path)
        client?.send("open\n")
        bench.server.serve(waitingAtMost: .zero)
        bench.server.serve(waitingAtMost: .zero)
        client = nil
        bench.server.serve(waitingAtMost: .zero)
        bench.beat(30)
        #expect(!bench.rig.board.contacts.isConnected)
        #expect(client == nil)
    }

    @Test func `clients that come, say nonsense and go do not change a step`() throws {
        let quiet = try OperatorBench()
        let noisy = try OperatorBench()
        for bench in [quiet, noisy] { bench.beat(120) }
        for index in 0..<60 {
            let client = try LineClient(noisy.path)
            client.send(index % 3 == 0 ? "\u{1}\u{2}\n" : index % 3 == 1 ? "sta" : "tare 0\n")
            noisy.server.serve(waitingAtMost: .zero)
            noisy.server.serve(waitingAtMost: .zero)
            quiet.beat(1)
            noisy.beat(1)
            #expect(noisy.link.latest.copy() == quiet.link.latest.copy())
        }
    }

    @Test func `a loop that stands still is told of, and holds up no status`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let client = try LineClient(bench.path)
        client.send("close\n")
        for _ in 0..<3 { bench.server.serve(waitingAtMost: .zero) }
        // Time goes by without a step.
        bench.rig.advance(to: bench.rig.now + .seconds(7), demand: 0)
        for _ in 0..<3 { bench.server.serve(waitingAtMost: .zero) }
        #expect(
            client.reply()?.outcome == .failed("the control loop did not answer in 5.0 s"))
        client.send("status\n")
        for _ in 0..<3 { bench.server.serve(waitingAtMost: .zero) }
        bench.server.serve(waitingAtMost: .zero)
    }

    @Test func `commands are in the log with who gave them, and their outcome`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        _ = try bench.ask(.close)
        _ = try bench.ask(.close)
        _ = try bench.ask(.status)
        let told = bench.lines.lines(with: "operator: ")
        #expect(told.count == 4, "\(told)")
        #expect(told.first == "<5>operator: user \(geteuid()), process \(getpid()): close")
        #expect(told.dropFirst().first?.hasPrefix("<5>operator: close: done after ") == true)
    }

    @Test func `threads and all: a client talks to a running daemon`() throws {
        let bench = try OperatorBench()
        let clock = MonotonicClock()
        let ticks = PacedRigTicks(
            bench.rig, pacedBy: try KernelTicks(period: .milliseconds(5), clock: clock))
        let daemon = DaemonBenchParts(lines: bench.lines)
        let seat = OperatorSeat()
        let bulletin = StatusBulletin()
        let loop = try DaemonLoop(
            control: bench.control, openingLimit: .seconds(2),
            surroundings: DaemonLoop.Surroundings(
                ticks: ticks, signals: StopButton(), service: daemon.service, store: nil,
                log: bench.lines.logger, followers: [seat], bulletin: bulletin,
                now: { clock.now }))
        var facts = StatusFacts(bench.scenario.pack)
        facts.more.append { bulletin.fields }
        let path = bench.folder.path + "/other.sock"
        let server = try OperatorServerThread(
            try OperatorServer(
                socket: try OperatorSocket(path: path),
                service: OperatorDesk(
                    seat: seat, board: loop.link.latest, facts: facts, log: bench.lines.logger,
                    now: { clock.now })))
        let link = loop.link
        let operating = OperatorThread {
            defer { link.requestStop() }
            let client = try OperatorClient(path: path, patience: .seconds(20))
            let status = try client.send(.status)
            let close = try client.send(.leaveService)
            return [status, close]
        }
        let ending = try loop.run()
        server.stop()
        let replies = try operating.result()
        #expect(ending.isProvenOpen)
        #expect(replies.first?["pack"] == "demo-16s4")
        #expect(replies.last?.reason?.hasPrefix("not from state ") == true)
    }
}

/// What a loop tells, for a test that looks at other things.
private struct DaemonBenchParts {
    let lines: LogLines
    let service = ServiceNotes()
}

/// Runs a client on a thread of its own.
private final class OperatorThread: @unchecked Sendable {
    private let body: @Sendable () throws -> [OperatorReply]
    private var outcome: Result<[OperatorReply], any Error>?
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () throws -> [OperatorReply]) {
        self.body = body
        Thread.detachNewThread { [self] in
            outcome = Result { try body() }
            done.signal()
        }
    }

    func result() throws -> [OperatorReply] {
        done.wait()
        return try outcome?.get() ?? []
    }
}
