import Control
import Protection
import Quantities
import Synchronization

/// The operator's place in the loop: takes what is in the mailbox before a step and answers after
/// it. Allocates nothing and waits for nobody.
///
/// Unchecked: what is not atomic belongs to the loop's thread.
final class OperatorSeat: StepFollower, @unchecked Sendable {
    let mailbox = OperatorMailbox()

    private let began = Atomic<Int64>(0)
    private var state: ContactorState?
    private var lastTicket: OperatorMailbox.Ticket = 0
    private var isAtWork = false

    /// When the state that the last step ended in began. From any thread.
    var stateBegan: Instant { Instant(nanoseconds: began.load(ordering: .relaxed)) }

    func prepare(_ control: ControlLoop) {
        guard let (ticket, command) = mailbox.take() else { return }
        lastTicket = ticket
        isAtWork = true
        switch command {
        case .request(let requests): control.request(requests)
        case .contactorReplaced(let which): control.requestReplacement(of: which)
        case .tare(let stack): control.requestTare(stack: stack, unixSeconds: wallClockSeconds())
        }
    }

    func follow(_ snapshot: borrowing Snapshot, of control: ControlLoop) {
        if snapshot.state != state {
            state = snapshot.state
            began.store(snapshot.now.nanoseconds, ordering: .relaxed)
        }
        guard isAtWork else { return }
        isAtWork = false
        mailbox.reply(
            to: lastTicket,
            OperatorMailbox.Answer(sequence: snapshot.sequence, refusal: snapshot.refusal))
    }
}
