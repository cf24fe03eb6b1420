import CMallocCount
import Control
import OperatorChannel
import Protection
import Testing

@testable import solidbmsd

@Suite(.serialized) struct OperatorMailboxTests {
    @Test func `a command is taken once and its answer found by its ticket`() {
        let mailbox = OperatorMailbox()
        #expect(mailbox.take() == nil)
        let ticket = mailbox.post(.request(.close))
        #expect(mailbox.answer(to: ticket) == nil)
        let taken = mailbox.take()
        #expect(taken?.ticket == ticket && taken?.command == .request(.close))
        #expect(mailbox.take() == nil)
        mailbox.reply(to: ticket, .init(sequence: 12, refusal: .lockedOut))
        #expect(mailbox.answer(to: ticket) == .init(sequence: 12, refusal: .lockedOut))
        #expect(mailbox.answer(to: ticket + 1) == nil)
    }

    @Test func `a command is either withdrawn or taken`() {
        let mailbox = OperatorMailbox()
        let first = mailbox.post(.request(.close))
        #expect(mailbox.withdraw(first))
        #expect(!mailbox.withdraw(first))
        #expect(mailbox.take() == nil)
        let second = mailbox.post(.request(.close))
        #expect(!mailbox.withdraw(first))
        #expect(mailbox.isWaiting(second))
        #expect(mailbox.take()?.ticket == second)
        #expect(!mailbox.isWaiting(second))
        #expect(!mailbox.withdraw(second))
    }

    @Test func `every refusal and no refusal come through`() {
        let mailbox = OperatorMailbox()
        for refusal in RequestRefusal.allCases.map({ Optional($0) }) + [nil] {
            let ticket = mailbox.post(.request(.open))
            mailbox.reply(to: ticket, .init(sequence: 1 << 39, refusal: refusal))
            #expect(mailbox.answer(to: ticket) == .init(sequence: 1 << 39, refusal: refusal))
        }
    }

    @Test func `tickets come round without being zero or twice the same`() {
        let mailbox = OperatorMailbox()
        var last: OperatorMailbox.Ticket = 0
        for _ in 0..<70_000 {
            let ticket = mailbox.post(.tare(stack: nil))
            guard ticket != 0, ticket != last else {
                Issue.record("ticket \(ticket) after \(last)")
                return
            }
            last = ticket
        }
    }

    @Test func `every request that is for the loop fits its code`() {
        let requests: [OperatorRequest] = [
            .close, .open, .acknowledge, .acknowledgeAfterInspection, .enterService,
            .leaveService, .tare(stack: nil), .tare(stack: 0), .tare(stack: 998),
        ]
        for request in requests {
            let command = OperatorCommand(request)
            #expect(command.map { OperatorCommand(code: $0.code) } == command)
        }
        #expect(OperatorCommand(.status) == nil)
    }

    @Test func `the operator's seat allocates nothing in a step`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let seat = bench.seat
        let control = bench.control
        let snapshot = bench.link.latest.copy()
        // Once, for what is made on first use.
        _ = seat.mailbox.post(.request(.acknowledge))
        seat.prepare(control)
        seat.follow(snapshot, of: control)
        let before = malloc_count_value()
        for _ in 0..<100 {
            _ = seat.mailbox.post(.request(.acknowledge))
            malloc_count_set_active(true)
            seat.prepare(control)
            seat.follow(snapshot, of: control)
            malloc_count_set_active(false)
        }
        #expect(malloc_count_value() == before)
    }
}
