import Control
import Logging
import OperatorChannel
import Protection
import Quantities

/// A command from the moment it is asked for until there is a reply.
final class CommandInProgress: PendingReply {
    private enum Stage {
        /// Another command is in the mailbox.
        case waiting(since: Instant)
        /// In the mailbox.
        case posted(OperatorMailbox.Ticket, since: Instant)
        /// Taken by a step; its outcome is watched.
        case taken(sequence: UInt64, since: Instant)
    }

    let command: OperatorCommand
    private let call: OperatorCall
    private let desk: OperatorDesk
    private let began: Instant
    private var stage: Stage
    private var answer: OperatorMailbox.Answer?

    init(_ call: OperatorCall, command: OperatorCommand, desk: OperatorDesk) {
        self.call = call
        self.command = command
        self.desk = desk
        began = desk.now()
        stage = .waiting(since: began)
    }

    func poll() -> OperatorReply? {
        guard let outcome = advance() else { return nil }
        let words = outcome.words(after: desk.now() - began)
        desk.log.notice("operator: \(call.request.line): \(words)")
        return OperatorReply(outcome.reply, fields: fields)
    }

    /// Takes the answer of the step.
    func accept(_ answer: OperatorMailbox.Answer) { self.answer = answer }

    /// As far as it goes now.
    private func advance() -> CommandOutcome? {
        let now = desk.now()
        if case .waiting(let since) = stage {
            if let ticket = desk.post(self) {
                stage = .posted(ticket, since: now)
            } else {
                return now - since > OperatorDesk.stepPatience ? .failed(Self.silence) : nil
            }
        }
        if case .posted(let ticket, let since) = stage {
            guard let answer = answer ?? desk.seat.mailbox.answer(to: ticket) else {
                return now - since > OperatorDesk.stepPatience ? .failed(Self.silence) : nil
            }
            desk.look()
            if let refusal = answer.refusal {
                return .refused(refusalText(refusal, desk.snapshot))
            }
            stage = .taken(sequence: answer.sequence, since: now)
        }
        guard case .taken(let sequence, let since) = stage else { return nil }
        desk.look()
        // The board may lag behind by the steps in which somebody read it.
        if desk.snapshot.sequence >= sequence {
            let outcome = CommandOutcome(of: command, waits: call.waits, in: desk.snapshot)
            if let outcome { return outcome }
        }
        guard now - since > OperatorProtocol.outcomePatience else { return nil }
        return .failed("no outcome after \(spanText(OperatorProtocol.outcomePatience))")
    }

    private static let silence =
        "the control loop did not answer in \(spanText(OperatorDesk.stepPatience))"

    private var fields: [OperatorReply.Field] {
        var fields = [
            OperatorReply.Field("state", desk.snapshot.state.words),
            OperatorReply.Field("active_flags", "\(desk.snapshot.activeFlags.count)"),
        ]
        guard case .tare(let stack) = command else { return fields }
        for index in desk.snapshot.stacks.indices where stack == nil || stack == index {
            fields += StatusFields.tare(desk.snapshot.stacks[index].tare, stack: index)
        }
        return fields
    }
}
