import Testing

@testable import Dashboard

/// Requests over a real loopback connection.
struct DashboardServerTests {
    /// Time moves only when a test says so: the period is longer than any test.
    static var options: DashboardOptions {
        var options = DashboardOptions(port: 0)
        options.eventPeriod = .seconds(3600)
        return options
    }

    /// Runs a server with one snapshot for as long as `body` takes.
    static func serving(
        _ options: DashboardOptions = options, offersSnapshot: Bool = true,
        _ body: (DashboardServer) async throws -> Void
    ) async throws {
        let server = try await DashboardServer.start(pack: SamplePack.outline, options: options)
        if offersSnapshot {
            server.publisher.offer(SamplePack.snapshot(), droppedFrames: 1)
            await server.tick()
        }
        do { try await body(server) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func `the page comes in one piece and names nothing from elsewhere`() async throws {
        try await Self.serving { server in
            let answer = LoopbackClient.answer(to: "/", port: server.port)
            #expect(answer.status == "200")
            #expect(answer.head.contains("Content-Type: text/html; charset=utf-8"))
            #expect(answer.body.hasPrefix("<!doctype html>"))
            #expect(answer.body.hasSuffix("</html>\n"))
            for foreign in ["http:", "https:", "//cdn", "@import", " src=", "innerHTML", "eval("] {
                #expect(!answer.body.contains(foreign), "\(foreign)")
            }
        }
    }

    @Test func `the policy permits the page's own script and style by their digests`() async throws
    {
        try await Self.serving { server in
            let answer = LoopbackClient.answer(to: "/", port: server.port)
            for tag in ["script", "style"] {
                let parts = answer.body.split(separator: "<\(tag)>")
                let text = parts.last.map { String($0.split(separator: "</\(tag)>")[0]) } ?? ""
                #expect(parts.count == 2, "One \(tag).")
                #expect(answer.head.contains("\(tag)-src 'sha256-\(SHA256.base64(of: text))'"))
            }
            #expect(answer.head.contains("Content-Security-Policy: default-src 'none';"))
            #expect(!answer.head.contains("unsafe"))
        }
    }

    @Test(arguments: ["/", "/snapshot", "/metrics", "/nowhere"])
    func `every answer carries the protective headers and ends the connection`(
        path: String
    ) async throws {
        try await Self.serving { server in
            let answer = LoopbackClient.answer(to: path, port: server.port)
            for header in [
                "Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
                "Cache-Control: no-store", "Cross-Origin-Resource-Policy: same-origin",
                "X-Frame-Options: DENY", "Referrer-Policy: no-referrer", "Connection: close",
            ] {
                #expect(answer.head.contains(header), "\(header)")
            }
            #expect(answer.head.contains("Content-Length: \(answer.body.utf8.count)"))
            #expect(!answer.head.contains("Access-Control"))
        }
    }

    @Test func `the snapshot is the newest one, as JSON`() async throws {
        try await Self.serving { server in
            server.publisher.offer(SamplePack.snapshot(42))
            server.publisher.offer(SamplePack.snapshot(43))
            let answer = LoopbackClient.answer(to: "/snapshot?anything", port: server.port)
            #expect(answer.status == "200")
            #expect(answer.head.contains("Content-Type: application/json"))
            #expect(answer.body.hasPrefix(#"{"pack":{"name":"two \"cells\"""#))
            #expect(answer.body.contains(#""sequence":43,"#))
            #expect(answer.body.contains(#""log_dropped_frames":null"#))
        }
    }

    @Test func `metrics are served in the exposition format`() async throws {
        try await Self.serving { server in
            let answer = LoopbackClient.answer(to: "/metrics", port: server.port)
            #expect(answer.status == "200")
            #expect(answer.head.contains("Content-Type: text/plain; version=0.0.4"))
            #expect(answer.body.contains("\nsolidbms_cell_voltage_volts{cell=\"1\"} 3.75\n"))
        }
    }

    @Test func `without a step there is no snapshot to show`() async throws {
        try await Self.serving(offersSnapshot: false) { server in
            #expect(LoopbackClient.answer(to: "/snapshot", port: server.port).status == "503")
            let metrics = LoopbackClient.answer(to: "/metrics", port: server.port)
            #expect(metrics.status == "200")
            #expect(!metrics.body.contains("solidbms_steps_total"))
        }
    }

    @Test(arguments: ["/", "/snapshot", "/metrics", "/events"])
    func `HEAD gets the head alone`(path: String) async throws {
        try await Self.serving { server in
            let answer = LoopbackClient.answer(to: path, method: "HEAD", port: server.port)
            #expect(answer.status == "200")
            #expect(answer.body.isEmpty)
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
    func `a method that is not for reading is refused`(method: String) async throws {
        try await Self.serving { server in
            for path in ["/", "/snapshot", "/events", "/metrics"] {
                let answer = LoopbackClient.answer(to: path, method: method, port: server.port)
                #expect(answer.status == "405", "\(path)")
                #expect(answer.head.contains("Allow: GET, HEAD"))
            }
        }
    }

    @Test(arguments: ["/index.html", "/../etc/passwd", "/events/", "//", "/Snapshot", "*"])
    func `there is nothing at other paths`(path: String) async throws {
        try await Self.serving { server in
            #expect(LoopbackClient.answer(to: path, port: server.port).status == "404")
        }
    }

    @Test func `another site's name is not answered`() async throws {
        try await Self.serving { server in
            for path in ["/", "/snapshot", "/events", "/metrics"] {
                let answer = LoopbackClient.answer(
                    to: path, host: "rebound.example:8080", port: server.port)
                #expect(answer.status == "421", "\(path)")
                #expect(!answer.body.contains("sequence"))
            }
            #expect(LoopbackClient.answer(to: "/", host: nil, port: server.port).status == "400")
            let twice = LoopbackClient.answer(
                to: "/", headers: "Host: rebound.example\r\n", port: server.port)
            #expect(twice.status == "400")
        }
    }

    @Test func `a request with a body is refused`() async throws {
        try await Self.serving { server in
            let counted = LoopbackClient.answer(
                to: "/", headers: "Content-Length: 5\r\n", port: server.port)
            #expect(counted.status == "413")
            let chunked = LoopbackClient.answer(
                to: "/", headers: "Transfer-Encoding: chunked\r\n", port: server.port)
            #expect(chunked.status == "413")
        }
    }

    @Test func `an oversize request is refused without reading it to its end`() async throws {
        var options = Self.options
        options.requestByteLimit = 512
        try await Self.serving(options) { server in
            let client = LoopbackClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
            client.send(String(repeating: "x", count: 600))
            client.receiveAll()
            #expect(RawAnswer(client.text).status == "431")
            #expect(LoopbackClient.answer(to: "/", port: server.port).status == "200")
        }
    }

    @Test func `what is not HTTP gets a short answer`() async throws {
        try await Self.serving { server in
            let client = LoopbackClient(port: server.port)
            client.send("\u{16}\u{3}\u{1} hello\r\n\r\n")
            client.receiveAll()
            #expect(RawAnswer(client.text).status == "400")
            #expect(client.isEnded)
        }
    }

    @Test func `a connection that asks for nothing is closed after its time`() async throws {
        var options = Self.options
        options.requestTimeout = .milliseconds(30)
        try await Self.serving(options) { server in
            let client = LoopbackClient(port: server.port)
            client.send("GET / HT")
            #expect(client.receiveAll())
            #expect(client.received.isEmpty)
        }
    }

    @Test func `one connection above the limit is closed and counted`() async throws {
        var options = Self.options
        options.connectionLimit = 2
        try await Self.serving(options) { server in
            let held = [LoopbackClient(port: server.port), LoopbackClient(port: server.port)]
            // Their streams prove that both have been accepted.
            for client in held {
                client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(client.receive(until: "event: snapshot"))
            }
            let third = LoopbackClient(port: server.port)
            #expect(third.receiveAll())
            #expect(third.received.isEmpty)
            #expect(server.status.refusedConnections == 1)
            #expect(server.status.connections == 2)
        }
    }
}
