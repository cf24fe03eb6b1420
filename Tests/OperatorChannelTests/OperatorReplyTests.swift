import Testing

@testable import OperatorChannel

@Suite struct OperatorReplyTests {
    @Test func `a reply is a first line, fields and an empty line`() {
        let reply = OperatorReply(
            .accepted, fields: [.init("state", "standby"), .init("flag.1.name", "")])
        #expect(reply.text == "ok\nstate standby\nflag.1.name \n\n")
        #expect(OperatorReply(.refused("wrong state")).text == "refused: wrong state\n\n")
        #expect(OperatorReply(.failed("busy")).text == "error: busy\n\n")
    }

    @Test func `every reply is read back as it was`() {
        for outcome in [OperatorReply.Outcome.accepted, .refused("a: b"), .failed("c d")] {
            for fields in [
                [], [OperatorReply.Field("a", "1 2  3")], [.init("a", ""), .init("a", "x")],
            ] {
                let reply = OperatorReply(outcome, fields: fields)
                #expect(OperatorReply(text: reply.text) == reply)
            }
        }
    }

    @Test func `what would break the lines becomes spaces`() {
        let reply = OperatorReply(
            .refused("a\nok"), fields: [.init("k e\ny", "v\r\nok\u{1B}[0m\u{2028}x")])
        #expect(reply.text == "refused: a ok\nk_e_y v  ok [0m x\n\n")
    }

    @Test func `what a reply says reaches no terminal as a command`() {
        #expect(OperatorReply(text: "refused: \u{1B}[2J\n\n")?.reason == " [2J")
        #expect(OperatorReply(text: "ok\na \u{7}b\n\n")?["a"] == " b")
    }

    @Test(arguments: [
        "", "\n", "\n\n", "ok", "ok\n", "OK\n\n", "okay\n\n", "refused\n\n", "ok\nstate standby\n",
        "ok\n value\n\n",
    ])
    func `anything else is no reply`(text: String) {
        #expect(OperatorReply(text: text) == nil)
    }

    @Test func `a field is found by its key, the first of them`() {
        let reply = OperatorReply(.accepted, fields: [.init("a", "1"), .init("a", "2")])
        #expect(reply["a"] == "1")
        #expect(reply["b"] == nil)
        #expect(reply.isAccepted && reply.reason == nil)
        #expect(OperatorReply(.refused("no")).reason == "no")
    }
}
