import Protection
import Synchronization

/// One command at a time on its way into the loop, and the answer on its way out. Neither side
/// waits, neither allocates; a command that nobody answers stops at most the next one.
final class OperatorMailbox: Sendable {
    /// Tells commands apart; never 0.
    typealias Ticket = UInt16

    /// What the step that took a command said.
    struct Answer: Equatable {
        /// The step, as ``Snapshot/sequence`` counts.
        let sequence: UInt64
        let refusal: RequestRefusal?
    }

    // One word each, so that nothing is ever seen half written. A command: ticket, code. An
    // answer: ticket, refusal plus 1, then the low 40 bits of the step's number. Who takes or
    // withdraws a command sets its code to 0, so that only one of them gets it.
    private let command = Atomic<UInt32>(0)
    private let answer = Atomic<UInt64>(0)

    // MARK: - The operator's side, one thread

    /// Puts a command in place of one that has been answered or given up.
    func post(_ new: OperatorCommand) -> Ticket {
        let last = UInt16(command.load(ordering: .relaxed) >> 16)
        let ticket = last == .max ? 1 : last + 1
        command.store(UInt32(ticket) << 16 | UInt32(new.code), ordering: .releasing)
        return ticket
    }

    /// Takes a command back.
    ///
    /// - Returns: Whether it is certain that no step takes it any more; `false` when one has.
    func withdraw(_ ticket: Ticket) -> Bool {
        let word = command.load(ordering: .relaxed)
        guard isWaiting(ticket) else { return false }
        return command.compareExchange(
            expected: word, desired: word & Self.ticketMask, ordering: .relaxed
        ).exchanged
    }

    /// Whether a command is still to be taken.
    func isWaiting(_ ticket: Ticket) -> Bool {
        let word = command.load(ordering: .relaxed)
        return UInt16(word >> 16) == ticket && word & ~Self.ticketMask != 0
    }

    /// The answer to a command, once there is one.
    func answer(to ticket: Ticket) -> Answer? {
        let word = answer.load(ordering: .acquiring)
        guard UInt16(word >> 48) == ticket else { return nil }
        let code = UInt8(truncatingIfNeeded: word >> 40)
        return Answer(
            sequence: word & Self.sequenceMask,
            refusal: code == 0 ? nil : RequestRefusal(rawValue: code - 1))
    }

    // MARK: - The loop's side

    /// The command that waits. One that the operator's side changes at this very moment waits for
    /// the next step.
    func take() -> (ticket: Ticket, command: OperatorCommand)? {
        let word = command.load(ordering: .acquiring)
        let code = UInt16(truncatingIfNeeded: word)
        guard code != 0 else { return nil }
        let (isTaken, _) = command.compareExchange(
            expected: word, desired: word & Self.ticketMask, ordering: .acquiring)
        return isTaken ? (UInt16(word >> 16), OperatorCommand(code: code)) : nil
    }

    /// Says what the step made of a command.
    func reply(to ticket: Ticket, _ new: Answer) {
        let code = new.refusal.map { UInt64($0.rawValue) + 1 } ?? 0
        answer.store(
            UInt64(ticket) << 48 | code << 40 | new.sequence & Self.sequenceMask,
            ordering: .releasing)
    }

    private static let ticketMask: UInt32 = 0xFFFF_0000
    private static let sequenceMask: UInt64 = 1 << 40 - 1
}
