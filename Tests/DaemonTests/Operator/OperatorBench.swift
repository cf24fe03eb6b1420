import Assembly
import Configuration
import Control
import Foundation
import Glibc
import LinuxHAL
import Logging
import OperatorChannel
import Protection
import Quantities

@testable import PackSimulation
@testable import solidbmsd

/// The loop of a simulated rig with an operator's post on a real socket, all on one thread: beats
/// and passes of the server take turns.
final class OperatorBench {
    let scenario: ScenarioDescription
    let rig: SimulatedRig
    let control: ControlLoop
    let ticks: RigTicks
    let lines = LogLines()
    let seat = OperatorSeat()
    let link: LoopLink
    let desk: OperatorDesk
    let runner: StepRunner
    let server: OperatorServer
    let folder: URL
    var path: String { folder.path + "/control.sock" }
    /// Told of each beat, counted from 1, before the step.
    var onBeat: (Int) -> Void = { _ in } {
        didSet { ticks.onTick = onBeat }
    }

    /// - Parameter faultable: Devices that the test will silence.
    init(faultable: [String] = []) throws {
        var scenario = try Shipped.scenario()
        scenario.faults += faultable.map { name in
            InjectedFault(
                name: "never " + name, kind: .deviceSilent(device: name), step: nil,
                after: .seconds(1_000_000), duration: nil, ramp: .zero)
        }
        self.scenario = scenario
        rig = SimulatedRig(scenario)
        control = PackAssembly.controlLoop(for: scenario.pack, ports: rig.board.ports)
        ticks = RigTicks(rig, period: scenario.pack.loopPeriod)
        link = try LoopLink(cellCount: control.cellCount, stackCount: control.stackCount)
        let rig = rig
        var facts = StatusFacts(scenario.pack)
        facts.more.append { [.init("log_snapshots", "none")] }
        desk = OperatorDesk(
            seat: seat, board: link.latest, facts: facts, log: lines.logger, now: { rig.now })
        runner = StepRunner(
            control: control, openingLimit: RunCommand.openingLimit(scenario.pack),
            watchdogResetSeen: nil,
            surroundings: StepRunner.Surroundings(
                ticks: ticks, store: nil,
                watchdogs: WatchdogFeeder(service: ServiceNotes()), link: link,
                followers: [seat], clocks: { nil }))
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("solidbmsd-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        server = try OperatorServer(
            socket: try OperatorSocket(path: folder.path + "/control.sock"), service: desk)
    }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch {
            // Nothing depends on it.
        }
    }

    var state: ContactorState { link.latest.copy().state }

    /// Beats without anybody asking.
    func beat(_ count: Int) {
        for _ in 0..<count {
            _ = runner.beat()
            while link.nextReport() != nil {}
            while link.nextEvent() != nil {}
        }
    }

    /// Up to standby.
    func bringUp() {
        beat(100)
        precondition(state == .standby, "Standby, not \(state).")
    }

    /// Asks over the socket while the loop beats on.
    func ask(_ request: OperatorRequest, waits: Bool = true) throws -> OperatorReply {
        try ask(OperatorCall(request, waits: waits).line)
    }

    /// Sends a line as it stands.
    func ask(_ line: String, beats: Int = 800) throws -> OperatorReply {
        let client = try LineClient(path)
        client.send(line + "\n")
        // Accepted, read, begun.
        for _ in 0..<3 { server.serve(waitingAtMost: .zero) }
        for _ in 0..<beats {
            server.serve(waitingAtMost: .zero)
            if let reply = client.reply() { return reply }
            beat(1)
            server.serve(waitingAtMost: .zero)
            if let reply = client.reply() { return reply }
        }
        throw NoReply(line: line)
    }

    struct NoReply: Error { let line: String }
}

/// A client that never blocks, so that it can share a thread with the server.
final class LineClient {
    private let descriptor: Int32
    private var received = ""

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result != 0 { throw CocoaError(.fileReadUnknown) }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// The reply, once all of it is there.
    func reply() -> OperatorReply? {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { break }
            received += String(decoding: chunk[..<count], as: UTF8.self)
        }
        return OperatorReply(text: received)
    }
}
