import Glibc

@testable import OperatorChannel

/// A folder of its own for a test, gone with it.
final class Scratch {
    let folder: String
    var socketPath: String { folder + "/control.sock" }

    init() {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = Array("\(place)/solidbms-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "A test needs a folder.")
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        guard let entries = opendir(folder) else { return }
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            unlink(folder + "/" + name)
        }
        closedir(entries)
        rmdir(folder)
    }

    /// The permission bits of a file in the folder.
    func mode(_ path: String) -> UInt32? { FileFacts(at: path).map { $0.mode & 0o777 } }
}

/// Answers at once, or when a test says so, and writes down what it was asked.
final class ScriptedService: OperatorService {
    private(set) var calls: [OperatorCall] = []
    private(set) var peers: [OperatorPeer] = []
    /// Replies to requests that take time come when this is set.
    var outcome: OperatorReply?
    /// A long answer to `status`.
    var fields = [OperatorReply.Field("state", "standby")]

    func begin(_ call: OperatorCall, from peer: OperatorPeer) -> OperatorTask {
        calls.append(call)
        peers.append(peer)
        return call.waits
            ? .pending(Waiting(self)) : .done(OperatorReply(.accepted, fields: fields))
    }

    private final class Waiting: PendingReply {
        private let service: ScriptedService
        init(_ service: ScriptedService) { self.service = service }
        func poll() -> OperatorReply? { service.outcome }
    }
}

/// A client that sends what it likes.
final class RawClient {
    let socket: Descriptor
    private(set) var received: [UInt8] = []
    private(set) var hasEnded = false

    init(_ path: String) throws {
        socket = try Descriptor.unixSocket(for: path)
        let address = try SocketAddress(path: path)
        let socket = socket
        let result = address.use { connect(socket.number, $0, $1) }
        precondition(result == 0, "A test connects to its own server.")
    }

    /// - Returns: How many bytes the server's end took.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Int {
        if case .moved(let count) = bytes.withUnsafeBytes({ socket.send($0) }) { return count }
        return 0
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Takes what has come.
    func receive() {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            switch chunk.withUnsafeMutableBytes({ socket.receive(into: $0) }) {
            case .moved(let count): received += chunk[..<count]
            case .ended, .failed:
                hasEnded = true
                return
            case .wouldBlock: return
            }
        }
    }

    /// What came, as text, and forgets it.
    func takeText() -> String {
        receive()
        defer { received = [] }
        return String(decoding: received, as: UTF8.self)
    }
}

/// A server that a test drives pass by pass.
final class ServerBench {
    let scratch = Scratch()
    let service = ScriptedService()
    let server: OperatorServer

    init(patience: Duration = .seconds(10)) throws {
        server = try OperatorServer(
            socket: try OperatorSocket(path: scratch.socketPath), service: service,
            patience: patience)
    }

    func client() throws -> RawClient { try RawClient(scratch.socketPath) }

    /// Enough passes for everything that can happen without waiting.
    func settle() { for _ in 0..<6 { server.serve(waitingAtMost: .zero) } }

    /// Sends, lets the server work, and returns what came back.
    func ask(_ client: RawClient, _ text: String) -> String {
        client.send(text)
        settle()
        return client.takeText()
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
