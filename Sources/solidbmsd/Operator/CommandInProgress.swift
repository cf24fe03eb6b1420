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
    private var isSuperseded = false

    init(_ call: OperatorCall, command: OperatorCommand, desk: OperatorDesk) {
        self.call = call
        self.command = command
        self.desk = desk
        began = desk.now()
        stage = .waiting(since: began)
    }

    /// Nobody waits for it any more: what no step has taken by then none will, but for an order to
    /// open.
    deinit {
        guard case .posted(let ticket, _) = stage, !command.isOpening else { return }
        _ = desk.seat.mailbox.withdraw(ticket)
    }

    /// Into the mailbox if it is free.
    func post() {
        guard case .waiting = stage, let ticket = desk.post(self) else { return }
        stage = .posted(ticket, since: desk.now())
    }

    func poll() -> OperatorReply? {
        guard let outcome = advance() else { return nil }
        let words = outcome.words(after: desk.now() - began)
        desk.log.notice("operator: \(call.request.line): \(words)")
        return OperatorReply(outcome.reply, fields: fields)
    }

    /// Takes the answer of the step.
    func accept(_ answer: OperatorMailbox.Answer) { self.answer = answer }

    /// An order to open took its place before a step took it.
    func supersede() { isSuperseded = true }

    /// As far as it goes now.
    private func advance() -> CommandOutcome? {
        let now = desk.now()
        post()
        if case .waiting(let since) = stage {
            return now - since > OperatorDesk.stepPatience ? .failed(Self.silence) : nil
        }
        if case .posted(let ticket, let since) = stage {
            if isSuperseded { return .failed("an order to open took its place") }
            guard let answer = answer ?? desk.seat.mailbox.answer(to: ticket) else {
                return silence(ticket, after: now - since)
            }
            desk.look()
            if let refusal = answer.refusal {
                return .refused(text(of: refusal))
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

    private func text(of refusal: RequestRefusal) -> String {
        if case .contactorReplaced = command, refusal == .wrongState { return "not in service" }
        return refusalText(refusal, desk.snapshot)
    }

    /// What is told as failed is never carried out later, but for an order to open, which stands.
    private func silence(
        _ ticket: OperatorMailbox.Ticket, after span: Duration
    ) -> CommandOutcome? {
        guard span > OperatorDesk.stepPatience else { return nil }
        if command.isOpening { return .failed("\(Self.silence); the order stands") }
        // A step that is under way has it and may still end.
        guard desk.seat.mailbox.withdraw(ticket) || span > OperatorProtocol.outcomePatience else {
            return nil
        }
        return .failed(Self.silence)
    }

    private static let silence =
        "the control loop did not answer in \(spanText(OperatorDesk.stepPatience))"

    private var fields: [OperatorReply.Field] {
        var fields = [
            OperatorReply.Field("state", desk.snapshot.state.words),
            OperatorReply.Field("active_flags", "\(desk.snapshot.activeFlags.count)"),
        ]
        if case .contactorReplaced = command {
            fields += StatusFields.closings(desk.snapshot.contactorCycles)
        }
        guard case .tare(let stack) = command else { return fields }
        for index in desk.snapshot.stacks.indices where stack == nil || stack == index {
            fields += StatusFields.tare(desk.snapshot.stacks[index].tare, stack: index)
        }
        return fields
    }
}
