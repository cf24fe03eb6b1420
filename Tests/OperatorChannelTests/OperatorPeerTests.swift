import Foundation
import Testing

@testable import OperatorChannel

@Suite struct OperatorPeerTests {
    @Test func `root, the daemon's user and the socket's group may command, others not`() {
        func may(_ user: UInt32, _ groups: [UInt32]) -> Bool {
            OperatorPeer(process: 1, user: user, groups: groups)
                .mayCommand(daemonUser: 990, socketGroup: 991)
        }
        #expect(may(0, [0]))
        #expect(may(990, [5]))
        #expect(may(1000, [1000, 4, 991]))
        #expect(!may(1000, [1000, 4, 990]))
        #expect(!may(991, []))
    }

    @Test func `the kernel says who this process is`() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        let pair = ends.map { Descriptor($0) }
        let peer = try #require(OperatorPeer(of: pair[0]))
        #expect(peer.process == getpid())
        #expect(peer.user == geteuid())
        #expect(peer.groups.first == getegid())
    }

    /// What a process of another user and group hears, or `nil` where that cannot be tried here:
    /// it takes root, setpriv(1) and perl(1).
    private func answer(user: Int, group: Int, more: [Int] = []) throws -> String? {
        let tools = ["/usr/bin/setpriv", "/usr/bin/perl"]
        guard geteuid() == 0, tools.allSatisfy({ access($0, X_OK) == 0 }) else { return nil }
        let bench = Scratch()
        chmod(bench.folder, 0o755)
        let service = ScriptedService()
        let server = try OperatorServer(
            socket: try OperatorSocket(path: bench.socketPath), service: service)
        // The file lets everybody in, so that the peers alone decide.
        chmod(bench.socketPath, 0o666)
        let thread = try OperatorServerThread(server)
        defer { thread.stop() }
        let process = Process()
        process.executableURL = URL(filePath: tools[0])
        let groups = more.isEmpty ? ["--clear-groups"] : ["--groups=\(more[0])"]
        process.arguments =
            ["--reuid=\(user)", "--regid=\(group)"] + groups + [
                tools[1], "-MSocket", "-e",
                """
                $SIG{PIPE} = "IGNORE";
                socket(S, AF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un($ARGV[0])) or die $!;
                syswrite(S, "status\\n"); while (<S>) { print; last if /^$/ }
                """, bench.socketPath,
            ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test func `another user is turned away by the server`() throws {
        guard let answer = try answer(user: 65_534, group: 65_534) else { return note() }
        #expect(answer == "error: not allowed: only root and the socket's group\n\n")
    }

    @Test func `another user of the socket's group is served`() throws {
        guard let answer = try answer(user: 65_534, group: Int(getegid())) else { return note() }
        #expect(answer.hasPrefix("ok\n"))
    }

    @Test func `a supplementary group is enough`() throws {
        guard let answer = try answer(user: 65_534, group: 65_534, more: [Int(getegid())]) else {
            return note()
        }
        #expect(answer.hasPrefix("ok\n"))
    }

    private func note() {
        print("not tried as another user: that takes root, setpriv and perl")
    }
}
