import Testing

@testable import Dashboard

/// Where the dashboard listens, and where it refuses to.
struct StartTests {
    @Test(arguments: ["0.0.0.0", "::", "192.168.1.5", "localhost", "127.0.0.2", ""])
    func `only the loopback is listened on`(host: String) async {
        await #expect(throws: DashboardError.notLoopback(host: host)) {
            _ = try await DashboardServer.start(
                pack: SamplePack.outline, options: DashboardOptions(host: host, port: 0))
        }
    }

    @Test(arguments: [-1, 65_536])
    func `a port that does not exist is refused`(port: Int) async {
        await #expect(throws: DashboardError.noSuchPort(port)) {
            _ = try await DashboardServer.start(
                pack: SamplePack.outline, options: DashboardOptions(port: port))
        }
    }

    @Test func `a port in use is an error that says so`() async throws {
        try await DashboardServerTests.serving { server in
            let error = await #expect(throws: DashboardError.portTaken(server.port)) {
                _ = try await DashboardServer.start(
                    pack: SamplePack.outline, options: DashboardOptions(port: server.port))
            }
            #expect(error?.description.contains("in use by another program") == true)
        }
    }

    @Test func `the address is written as a browser wants it`() async throws {
        try await DashboardServerTests.serving { server in
            #expect(server.url == "http://127.0.0.1:\(server.port)/")
        }
    }
}
