import Control
import Logging
import OperatorChannel
import Protection
import Quantities

/// Answers operators on the server's thread: from what the loop put up, or by handing the loop a
/// command and watching what becomes of it.
final class OperatorDesk: OperatorService {
    /// How long a step may take to answer before the loop counts as standing still.
    static let stepPatience = Duration.seconds(5)

    let seat: OperatorSeat
    private let board: SnapshotBoard
    let facts: StatusFacts
    let log: Logger
    let now: () -> Instant
    private(set) var snapshot: Snapshot
    /// The command in the mailbox. Others wait until it is answered or given up, even when whoever
    /// asked has gone: an order to open is not overwritten, and itself waits for none.
    private var posted: (ticket: OperatorMailbox.Ticket, isOpening: Bool, since: Instant)?
    private weak var poster: CommandInProgress?

    /// - Parameters:
    ///   - board: Where the loop puts up its snapshots.
    ///   - facts: What the snapshot does not say.
    ///   - now: On the clock of the loop.
    init(
        seat: OperatorSeat, board: SnapshotBoard, facts: StatusFacts, log: Logger,
        now: @escaping () -> Instant
    ) {
        self.seat = seat
        self.board = board
        self.facts = facts
        self.log = log
        self.now = now
        snapshot = board.copy()
    }

    func begin(_ call: OperatorCall, from peer: OperatorPeer) -> OperatorTask {
        look()
        guard let command = OperatorCommand(call.request) else {
            return .done(
                OperatorReply(.accepted, fields: call.request == .cells ? cells : status))
        }
        let entry: Logger.Message =
            "operator: user \(peer.user), process \(peer.process): \(call.request.line)"
        if case .tare(let stack?) = command, stack >= snapshot.stacks.count {
            log.notice(entry)
            return .done(
                OperatorReply(.refused("there are \(snapshot.stacks.count) stacks")))
        }
        let inProgress = CommandInProgress(call, command: command, desk: self)
        // Into the mailbox at once: whoever asks may be gone at the next look, and whoever reads
        // the log may be slow.
        inProgress.post()
        log.notice(entry)
        return inProgress.poll().map { .done($0) } ?? .pending(inProgress)
    }

    /// Reads what the loop put up last.
    func look() { snapshot = board.copy() }

    /// Everything there is to say.
    var status: [OperatorReply.Field] {
        StatusFields(
            snapshot, stateBegan: seat.stateBegan, facts: facts, now: now()
        ).all
    }

    /// Everything there is to say of each cell and stack.
    var cells: [OperatorReply.Field] { CellFields(snapshot, facts: facts, now: now()).all }

    /// Takes the mailbox for a command, when it is free; for an order to open at once.
    func post(_ command: CommandInProgress) -> OperatorMailbox.Ticket? {
        if let posted {
            if let answer = seat.mailbox.answer(to: posted.ticket) {
                // Before the next answer takes its place.
                poster?.accept(answer)
            } else if command.command.isOpening {
                if seat.mailbox.withdraw(posted.ticket) { poster?.supersede() }
            } else if posted.isOpening && seat.mailbox.isWaiting(posted.ticket)
                || now() - posted.since <= Self.stepPatience
            {
                return nil
            }
        }
        let ticket = seat.mailbox.post(command.command)
        posted = (ticket, command.command.isOpening, now())
        poster = command
        return ticket
    }
}
