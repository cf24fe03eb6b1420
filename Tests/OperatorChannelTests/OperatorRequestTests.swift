import Testing

@testable import OperatorChannel

@Suite struct OperatorRequestTests {
    private static let all: [(OperatorRequest, String)] = [
        (.status, "status"), (.cells, "cells"), (.close, "close"), (.open, "open"),
        (.acknowledge, "acknowledge"),
        (.acknowledgeAfterInspection, "acknowledge inspected"),
        (.enterService, "service enter"), (.leaveService, "service leave"),
        (.contactorReplaced(.positive), "service contactor-replaced positive"),
        (.contactorReplaced(.negative), "service contactor-replaced negative"),
        (.contactorReplaced(.precharge), "service contactor-replaced precharge"),
        (.tare(stack: nil), "tare all"), (.tare(stack: 0), "tare 1"),
        (.tare(stack: 11), "tare 12"),
    ]

    @Test func `every request has its words and is read back from them`() throws {
        for (request, line) in Self.all {
            #expect(request.line == line)
            #expect(try OperatorCall(line: line).request == request)
        }
    }

    @Test func `who does not wait says so, where there is something to wait for`() throws {
        #expect(OperatorCall(.close, waits: false).line == "close nowait")
        #expect(OperatorCall(.status, waits: false).line == "status")
        #expect(try OperatorCall(line: "close").waits)
        #expect(try !OperatorCall(line: "tare all nowait").waits)
        #expect(try !OperatorCall(line: "status").waits)
        #expect(throws: OperatorLineProblem.unknown("status nowait")) {
            try OperatorCall(line: "status nowait")
        }
    }

    @Test func `spaces around and between words do not matter`() throws {
        #expect(try OperatorCall(line: "  service   enter ").request == .enterService)
    }

    @Test(arguments: [
        "", "   ", "cells 1", "cells nowait", "Status", "status now", "tare", "tare 0", "tare -1",
        "tare +1", "tare 1.0",
        "tare 1000", "tare one", "service", "acknowledge all", "nowait", "close open",
        "tare 99999999999999999999", "service contactor-replaced",
        "service contactor-replaced fuse", "service contactor-replaced positive negative",
    ])
    func `other words ask for nothing`(line: String) {
        #expect(throws: OperatorLineProblem.self) { try OperatorCall(line: line) }
    }

    @Test(arguments: ["status\u{7}", "\u{1B}[2J", "stätus", "open\u{0}", "open\tnow"])
    func `what is not printable is not repeated`(line: String) {
        #expect(throws: OperatorLineProblem.notText) { try OperatorCall(line: line) }
        #expect("\(OperatorLineProblem.notText)".utf8.allSatisfy { (0x20...0x7E).contains($0) })
    }

    @Test func `a line has a limit`() throws {
        let limit = OperatorProtocol.requestLengthLimit
        let longest = "status" + String(repeating: " ", count: limit - 6)
        #expect(try OperatorCall(line: longest).request == .status)
        #expect(throws: OperatorLineProblem.tooLong) { try OperatorCall(line: longest + " ") }
    }

    @Test func `a problem says what would have been understood`() {
        #expect("\(OperatorLineProblem.unknown("stop"))".hasPrefix("unknown request \"stop\""))
        #expect("\(OperatorLineProblem.empty)".contains("tare STACK|all"))
    }
}
