import Glibc
import Testing

@testable import OperatorChannel

@Suite struct OperatorServerTests {
    @Test func `a request is answered, and the connection takes another`() throws {
        let bench = try ServerBench()
        let client = try bench.client()
        bench.settle()
        #expect(bench.ask(client, "status\n") == "ok\nstate standby\n\n")
        #expect(bench.ask(client, "acknowledge inspected\r\n") == "ok\nstate standby\n\n")
        #expect(bench.service.calls.map(\.request) == [.status, .acknowledgeAfterInspection])
        #expect(bench.service.peers.allSatisfy { $0.user == geteuid() && $0.process == getpid() })
    }

    @Test func `a line in pieces is a line`() throws {
        let bench = try ServerBench()
        let client = try bench.client()
        for piece in ["s", "ta", "tus"] { #expect(bench.ask(client, piece) == "") }
        #expect(bench.ask(client, "\n").hasPrefix("ok\n"))
    }

    @Test func `several lines at once are answered one after the other`() throws {
        let bench = try ServerBench()
        let client = try bench.client()
        #expect(
            bench.ask(client, "status\nnonsense\nstatus\n")
                .split(separator: "\n").filter { $0 == "ok" || $0.hasPrefix("error: ") }.count == 3)
    }

    @Test func `unknown words are told so, and the connection stays`() throws {
        let bench = try ServerBench()
        let client = try bench.client()
        #expect(bench.ask(client, "explode\n").hasPrefix("error: unknown request \"explode\""))
        #expect(bench.ask(client, "status\n").hasPrefix("ok\n"))
        #expect(!client.hasEnded)
    }

    @Test func `garbage is told so and hung up on, without a call`() throws {
        let bench = try ServerBench()
        for bytes in [[0xFF, 0xFE, 0x0A], [0x1B, 0x5B, 0x32, 0x4A, 0x0A], [0x00, 0x0A]] as [[UInt8]]
        {
            let client = try bench.client()
            client.send(bytes + Array("open\n".utf8))
            bench.settle()
            #expect(client.takeText() == "error: a request is printable ASCII\n\n")
            client.receive()
            #expect(client.hasEnded)
        }
        #expect(bench.service.calls.isEmpty)
    }

    @Test func `a line without an end is hung up on at its limit`() throws {
        let bench = try ServerBench()
        let client = try bench.client()
        client.send([UInt8](repeating: 97, count: 10_000))
        bench.settle()
        #expect(client.takeText().hasPrefix("error: a request has at most 128 characters\n\n"))
        client.receive()
        #expect(client.hasEnded)
        #expect(bench.service.calls.isEmpty)
    }

    @Test func `a ninth operator takes the place of the one that was served longest ago`() throws {
        let bench = try ServerBench()
        let clients = try (0..<OperatorProtocol.clientLimit).map { _ in try bench.client() }
        bench.settle()
        for client in clients.reversed() {
            #expect(bench.ask(client, "status\n").hasPrefix("ok\n"))
        }
        let ninth = try bench.client()
        bench.settle()
        #expect(bench.ask(ninth, "open nowait\n").hasPrefix("ok\n"))
        #expect(clients.last?.takeText() == "error: busy: another operator needs the place\n\n")
        #expect(clients.last?.hasEnded == true)
        for client in clients.dropLast() {
            #expect(bench.ask(client, "status\n").hasPrefix("ok\n"))
        }
        #expect(bench.server.counts.tooMany == 1)
    }

    @Test func `what a client sent last is read before it is let go in favour of another`() throws {
        var ends: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        let (client, served) = (Descriptor(ends[0]), Descriptor(ends[1]))
        let service = ScriptedService()
        let connection = OperatorConnection(
            served, peer: OperatorPeer(process: 1, user: 1, groups: []), patience: .seconds(1),
            now: .now)
        // Since the server last looked.
        _ = Array("close\nopen\n".utf8).withUnsafeBytes { client.send($0) }
        connection.evict(service)
        #expect(service.calls.map(\.request) == [.open])
        #expect(connection.isOver)
        var farewell = [UInt8](repeating: 0, count: 100)
        #expect(farewell.withUnsafeMutableBytes { client.receive(into: $0) } == .moved(47))
    }

    @Test func `while all operators wait for an outcome one more can open and nothing else`() throws
    {
        let bench = try ServerBench()
        let clients = try (0..<OperatorProtocol.clientLimit).map { _ in try bench.client() }
        bench.settle()
        for client in clients { #expect(bench.ask(client, "close\n") == "") }
        let ninth = try bench.client()
        bench.settle()
        #expect(bench.ask(ninth, "close\n") == "error: busy: only open is taken now\n\n")
        #expect(bench.ask(ninth, "open\n") == "")
        #expect(bench.service.calls.last == OperatorCall(.open))
        let tenth = try bench.client()
        bench.settle()
        #expect(tenth.takeText() == "error: busy: too many operators at once\n\n")
        bench.service.outcome = OperatorReply(.accepted)
        bench.settle()
        for client in clients { #expect(client.takeText() == "ok\n\n") }
    }

    @Test func `open ends the wait of the request before it, and is taken from who has gone`()
        throws
    {
        let bench = try ServerBench()
        let client = try bench.client()
        #expect(bench.ask(client, "close\n") == "")
        #expect(
            bench.ask(client, "open\n")
                == "error: no longer waited for: open was asked for\n\n")
        #expect(bench.service.calls.map(\.request) == [.close, .open])
        bench.service.outcome = OperatorReply(.accepted)
        bench.settle()
        #expect(client.takeText() == "ok\n\n")
        bench.service.outcome = nil

        #expect(bench.ask(client, "close\n") == "")
        #expect(
            bench.ask(client, "open nowait\n")
                == "error: no longer waited for: open was asked for\n\nok\nstate standby\n\n")

        var gone: RawClient? = try bench.client()
        gone?.send("close\nopen\n")
        gone = nil
        bench.settle()
        #expect(bench.service.calls.map(\.request) == [.close, .open, .close, .open, .open])
        #expect(gone == nil)
    }

    @Test func `a place is free again when its client has gone`() throws {
        let bench = try ServerBench()
        for _ in 0..<40 {
            let client = try bench.client()
            bench.settle()
            #expect(bench.ask(client, "status\n").hasPrefix("ok\n"))
        }
        #expect(bench.server.counts.served == 40)
        #expect(bench.server.counts.tooMany == 0)
    }

    @Test func `who waits for an outcome holds up nobody`() throws {
        let bench = try ServerBench()
        let waiting = try bench.client()
        #expect(bench.ask(waiting, "close\n") == "")
        let other = try bench.client()
        bench.settle()
        #expect(bench.ask(other, "status\n").hasPrefix("ok\n"))
        #expect(bench.ask(other, "close nowait\n").hasPrefix("ok\n"))
        bench.service.outcome = OperatorReply(.refused("fatal active"))
        bench.settle()
        #expect(waiting.takeText() == "refused: fatal active\n\n")
    }

    @Test func `a client that dies while it waits is forgotten`() throws {
        let bench = try ServerBench()
        var client: RawClient? = try bench.client()
        client?.send("close\n")
        bench.settle()
        #expect(bench.service.calls.count == 1)
        client = nil
        bench.settle()
        bench.service.outcome = OperatorReply(.accepted)
        bench.settle()
        let other = try bench.client()
        bench.settle()
        #expect(bench.ask(other, "status\n").hasPrefix("ok\n"))
    }

    @Test func `what a client asked for before it died is taken`() throws {
        let bench = try ServerBench()
        var client: RawClient? = try bench.client()
        client?.send("open\n")
        client = nil
        bench.settle()
        #expect(bench.service.calls == [OperatorCall(.open)])
        #expect(client == nil)
    }

    @Test func `a client that has said all it will say still gets its answers`() throws {
        let bench = try ServerBench()
        let client = try bench.client()
        client.send("status\nopen nowait\n")
        shutdown(client.socket.number, Int32(SHUT_WR))
        bench.settle()
        #expect(client.takeText().split(separator: "\n").filter { $0 == "ok" }.count == 2)
        client.receive()
        #expect(client.hasEnded)
    }

    @Test func `a client that reads nothing is waited for so long and no longer`() throws {
        let bench = try ServerBench(patience: .milliseconds(20))
        // More than a socket's buffers hold.
        bench.service.fields = (0..<4000).map {
            .init("key\($0)", String(repeating: "v", count: 200))
        }
        let slow = try bench.client()
        slow.send("status\n")
        bench.settle()
        bench.service.fields = []
        let other = try bench.client()
        bench.settle()
        #expect(bench.ask(other, "status\n") == "ok\n\n")
        // Passes wait for the deadline themselves.
        let end = MonotonicTime.now + .seconds(5)
        while !slow.hasEnded, MonotonicTime.now < end {
            bench.server.serve(waitingAtMost: .milliseconds(50))
            slow.receive()
        }
        #expect(slow.hasEnded)
    }

    @Test func `a client that says nothing is let go`() throws {
        let bench = try ServerBench(patience: .milliseconds(20))
        let client = try bench.client()
        client.send("stat")
        let end = MonotonicTime.now + .seconds(5)
        while !client.hasEnded, MonotonicTime.now < end {
            bench.server.serve(waitingAtMost: .milliseconds(50))
            client.receive()
        }
        #expect(client.takeText() == "error: no request in time\n\n")
        #expect(bench.service.calls.isEmpty)
    }

    @Test func `a stranger gets one line and nothing it says is read`() throws {
        let bench = try ServerBench()
        bench.server.admits = { $0.user != geteuid() }
        let client = try bench.client()
        client.send("status\n")
        bench.settle()
        #expect(client.takeText() == "error: not allowed: only root and the socket's group\n\n")
        #expect(client.hasEnded)
        #expect(bench.service.calls.isEmpty)
        #expect(bench.server.counts.turnedAway == 1)
    }

    @Test func `random bytes in random pieces make no calls and do no harm`() throws {
        let bench = try ServerBench()
        var numbers = SeededNumbers(seed: 20_261_121)
        let words = [
            "status", "close", "open", "tare", "all", "service", " ", "\n", "\r\n", "nowait",
        ]
        for _ in 0..<400 {
            let client = try bench.client()
            for _ in 0..<(1 + numbers.below(6)) {
                var bytes: [UInt8] = []
                for _ in 0..<(1 + numbers.below(60)) {
                    if numbers.below(4) == 0 {
                        bytes += Array(words[numbers.below(words.count)].utf8)
                    } else {
                        bytes.append(UInt8(truncatingIfNeeded: numbers.next()))
                    }
                }
                client.send(bytes)
                bench.server.serve(waitingAtMost: .zero)
            }
            bench.settle()
            for line in client.takeText().split(separator: "\n") {
                #expect(
                    line == "ok" || line.hasPrefix("error: ") || line == "state standby", "\(line)")
            }
        }
        let client = try bench.client()
        bench.settle()
        #expect(bench.ask(client, "status\n").hasPrefix("ok\n"))
    }
}
