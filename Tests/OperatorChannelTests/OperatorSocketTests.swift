import Glibc
import Testing

@testable import OperatorChannel

@Suite struct OperatorSocketTests {
    private let scratch = Scratch()
    private var path: String { scratch.socketPath }

    private func reason(_ body: () throws -> OperatorSocket) -> OperatorChannelError? {
        do {
            _ = try body()
            return nil
        } catch { return error as? OperatorChannelError }
    }

    @Test func `the socket is for its user and group, whatever the umask`() throws {
        for mask: mode_t in [0o000, 0o022, 0o077] {
            let before = umask(mask)
            defer { umask(before) }
            let socket = try OperatorSocket(path: path)
            #expect(scratch.mode(path) == 0o660)
            #expect(socket.group == FileFacts(at: path)?.group)
        }
    }

    @Test func `the socket and its lock go with their owner`() throws {
        var socket: OperatorSocket? = try OperatorSocket(path: path)
        #expect(FileFacts(at: path) != nil)
        #expect(socket != nil)
        socket = nil
        #expect(FileFacts(at: path) == nil)
        #expect(FileFacts(at: path + ".lock") == nil)
    }

    @Test func `a socket that someone else put in the place is left there`() throws {
        var socket: OperatorSocket? = try OperatorSocket(path: path)
        #expect(socket != nil)
        unlink(path)
        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        close(file)
        socket = nil
        #expect(FileFacts(at: path)?.isRegular == true)
    }

    @Test func `a second daemon is told of the first`() throws {
        let first = try OperatorSocket(path: path)
        #expect(reason { try OperatorSocket(path: path) } == .alreadyServed(path: path))
        #expect(scratch.mode(path) == 0o660)
        #expect(first.path == path)
    }

    @Test func `a listener that knows nothing of the lock is respected too`() throws {
        let other = try Descriptor.unixSocket(for: path)
        _ = try SocketAddress(path: path).use { bind(other.number, $0, $1) }
        listen(other.number, 1)
        #expect(reason { try OperatorSocket(path: path) } == .alreadyServed(path: path))
    }

    @Test func `the socket of a dead daemon is replaced`() throws {
        var dead: Descriptor? = try Descriptor.unixSocket(for: path)
        let number = dead?.number ?? -1
        _ = try SocketAddress(path: path).use { bind(number, $0, $1) }
        dead = nil
        #expect(FileFacts(at: path)?.isSocket == true)
        // And a lock that nobody holds any more.
        close(open(path + ".lock", O_CREAT | O_WRONLY, 0o600))
        let socket = try OperatorSocket(path: path)
        #expect(scratch.mode(path) == 0o660)
        #expect(socket.path == path)
    }

    @Test func `a file in the way is left as it is`() throws {
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        guard case .unsafePlace(path, let why)? = reason({ try OperatorSocket(path: path) }) else {
            Issue.record("a file was accepted")
            return
        }
        #expect(why.contains("not a socket"))
        #expect(FileFacts(at: path)?.isRegular == true)
    }

    @Test func `a link in the way is neither followed nor removed`() throws {
        let target = scratch.folder + "/target"
        symlink(target, path)
        guard case .unsafePlace(path, _)? = reason({ try OperatorSocket(path: path) }) else {
            Issue.record("a link was accepted")
            return
        }
        #expect(FileFacts(at: target) == nil)
        #expect(FileFacts(at: path).map { $0.mode & S_IFMT == S_IFLNK } == true)
    }

    @Test func `a link in the lock's place is not followed`() throws {
        let target = scratch.folder + "/target"
        symlink(target, path + ".lock")
        guard case .unsafePlace? = reason({ try OperatorSocket(path: path) }) else {
            Issue.record("a link was accepted")
            return
        }
        #expect(FileFacts(at: target) == nil)
    }

    @Test func `a folder that others can change is refused, a sticky one is not`() throws {
        for (mode, isSafe): (mode_t, Bool) in [
            (0o777, false), (0o770, false), (0o1777, true), (0o755, true), (0o700, true),
        ] {
            chmod(scratch.folder, mode)
            let problem = reason { try OperatorSocket(path: path) }
            #expect((problem == nil) == isSafe, "\(String(mode, radix: 8)): \(problem as Any)")
        }
    }

    @Test func `a folder that is a link is refused`() throws {
        let link = scratch.folder + "/folder"
        symlink("/tmp", link)
        guard case .unsafePlace(link, _)? = reason({ try OperatorSocket(path: link + "/s") }) else {
            Issue.record("a link was accepted")
            return
        }
    }

    @Test func `no folder, no socket`() {
        let path = scratch.folder + "/none/s"
        #expect(
            reason { try OperatorSocket(path: path) }
                == .cannot(
                    "open the socket's folder", path: scratch.folder + "/none", errno: ENOENT))
    }

    @Test func `a path has a length`() throws {
        let long = scratch.folder + "/" + String(repeating: "a", count: 120)
        #expect(reason { try OperatorSocket(path: long) } == .unusablePath(long))
        #expect(throws: OperatorChannelError.unusablePath("")) { try OperatorClient(path: "") }
        #expect(throws: OperatorChannelError.unusablePath("a\u{0}b")) {
            try OperatorClient(path: "a\u{0}b")
        }
    }

    @Test func `the folder of a path is what is before its last slash`() {
        #expect(OperatorSocket.folder(of: "/a/b") == "/a")
        #expect(OperatorSocket.folder(of: "/a") == "/")
        #expect(OperatorSocket.folder(of: "a") == ".")
    }
}
