import Configuration
import Control
import Glibc
import LinuxHAL
import Logging
import OperatorChannel
import Quantities
import Recording

/// Everything that hears operators: the seat in the loop, the desk, the server and its thread.
final class OperatorPost {
    let seat: OperatorSeat
    private let thread: OperatorServerThread

    /// Begins to serve; `nil` without a socket.
    init?(
        socket: OperatorSocket?, pack: PackDescription, recorder: Recorder?, clock: MonotonicClock,
        isDryRun: Bool, _ log: Logger
    ) throws(OperatorChannelError) {
        guard let socket else { return nil }
        let seat = OperatorSeat(cellCount: pack.cellCount, stackCount: pack.stacks.count)
        var facts = StatusFacts(pack, isDryRun: isDryRun)
        facts.more.append { recorder?.status.fields ?? [.init("log_snapshots", "none")] }
        let desk = OperatorDesk(seat: seat, facts: facts, log: log, now: { clock.now })
        self.seat = seat
        thread = try OperatorServerThread(try OperatorServer(socket: socket, service: desk))
    }

    /// Hears nobody any more; the socket goes.
    func close() { thread.stop() }
}

extension StatusFacts {
    /// What a pack file says that belongs in a status.
    init(_ pack: PackDescription, isDryRun: Bool = false) {
        self.init(
            program: ProgramVersion.current, pack: pack.name,
            configuration: EffectiveConfiguration(pack).digestText,
            stackNames: pack.stacks.map(\.name), rules: pack.rules, isDryRun: isDryRun)
    }
}

extension OperatorChannelError {
    /// Whether only the folder of the socket is not there.
    var isAboutMissingFolder: Bool {
        if case .cannot(_, _, let number) = self { number == ENOENT } else { false }
    }
}
