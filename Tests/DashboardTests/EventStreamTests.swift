import Testing

@testable import Dashboard

/// Server-Sent Events, over a real loopback connection.
struct EventStreamTests {
    @Test func `a stream begins with the pack and the newest snapshot, then follows`() async throws
    {
        try await DashboardServerTests.serving { server in
            let client = Self.stream(from: server)
            #expect(client.receive(until: "event: snapshot"))
            let start = client.text
            #expect(start.contains("Content-Type: text/event-stream"))
            #expect(start.contains("event: pack\ndata: \(Golden.pack)\n\n"))
            #expect(client.receive(until: #""sequence":41,"#))

            server.publisher.offer(SamplePack.snapshot(42))
            await server.tick()
            #expect(client.receive(until: #""sequence":42,"#))
        }
    }

    @Test func `of the snapshots between two events only the last is sent`() async throws {
        try await DashboardServerTests.serving { server in
            let client = Self.stream(from: server)
            #expect(client.receive(until: #""sequence":41,"#))
            for sequence in 50..<60 {
                server.publisher.offer(SamplePack.snapshot(UInt64(sequence)))
            }
            await server.tick()
            await server.tick()
            server.publisher.offer(SamplePack.snapshot(70))
            await server.tick()
            #expect(client.receive(until: #""sequence":70,"#))
            #expect(client.text.split(separator: "event: snapshot").count == 4)
            #expect(client.text.contains(#""sequence":59,"#))
            #expect(!client.text.contains(#""sequence":58,"#))
        }
    }

    @Test func `a reader that does not read is dropped and counted, the others go on`() async throws
    {
        var options = DashboardServerTests.options
        options.sendBufferByteCount = 4096
        options.streamByteLimit = 16 * 1024
        try await DashboardServerTests.serving(options) { server in
            let slow = Self.stream(from: server, receiveBuffer: 4096)
            let quick = Self.stream(from: server)
            #expect(quick.receive(until: "event: snapshot"))
            var sequence: UInt64 = 100
            while server.status.slowStreams == 0, sequence < 2000 {
                sequence += 1
                server.publisher.offer(SamplePack.snapshot(sequence))
                await server.tick()
                try #require(quick.receive(until: "\"sequence\":\(sequence),"))
            }
            #expect(server.status.slowStreams == 1)
            #expect(slow.receiveAll())
            #expect(!slow.text.contains("\"sequence\":\(sequence),"))

            server.publisher.offer(SamplePack.snapshot(5000))
            await server.tick()
            #expect(quick.receive(until: #""sequence":5000,"#))
        }
    }

    @Test func `a reader who left is forgotten`() async throws {
        try await DashboardServerTests.serving { server in
            do {
                let client = Self.stream(from: server)
                #expect(client.receive(until: "event: snapshot"))
                #expect(server.status.streams == 1)
            }
            // The close is seen by the server's thread in its own time; each tick is one round.
            var rounds = 0
            while server.status.streams > 0, rounds < 100_000 {
                await server.tick()
                rounds += 1
            }
            #expect(server.status.streams == 0)
            #expect(server.status.slowStreams == 0)
        }
    }

    @Test func `more streams than the limit are answered, not fed`() async throws {
        var options = DashboardServerTests.options
        options.streamLimit = 1
        try await DashboardServerTests.serving(options) { server in
            let first = Self.stream(from: server)
            #expect(first.receive(until: "event: snapshot"))
            #expect(LoopbackClient.answer(to: "/events", port: server.port).status == "503")
            #expect(LoopbackClient.answer(to: "/snapshot", port: server.port).status == "200")
        }
    }

    @Test func `stopping sends the last snapshot and a farewell, and frees the port`() async throws
    {
        let server = try await DashboardServer.start(
            pack: SamplePack.outline, options: DashboardServerTests.options)
        server.publisher.offer(SamplePack.snapshot(1))
        await server.tick()
        let client = Self.stream(from: server)
        #expect(client.receive(until: "event: snapshot"))
        server.publisher.offer(SamplePack.snapshot(2))
        await server.stop()

        #expect(client.receiveAll())
        #expect(client.text.contains(#""sequence":2,"#))
        #expect(client.text.contains("event: end\n"))
        #expect(LoopbackClient(port: server.port).isEnded)
        var options = DashboardServerTests.options
        options.port = server.port
        let next = try await DashboardServer.start(pack: SamplePack.outline, options: options)
        await next.stop()
    }

    private static func stream(
        from server: DashboardServer, receiveBuffer: Int32? = nil
    ) -> LoopbackClient {
        let client = LoopbackClient(port: server.port, receiveBuffer: receiveBuffer)
        client.send("GET /events HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
        return client
    }
}
