import Protection
import Quantities
import Testing

/// Rules and contactor sequence together, in the order in which a control loop runs them.
struct LoopTests {
    private static let rules: [Rule] = [
        Rule(
            .prechargeFailed, grade: .safety, confirm: .zero, clear: .milliseconds(100),
            reaction: .open(after: .zero), persistence: .latched),
        Rule(
            .positiveContactorFailsToOpen, grade: .safety, confirm: .milliseconds(20),
            clear: .milliseconds(100), reaction: .open(after: .zero), persistence: .latched),
        .overvoltage(
            confirm: .milliseconds(100), clear: .milliseconds(100),
            reaction: .open(after: .milliseconds(500))),
    ]

    private struct Loop {
        var contactors = ContactorRig()
        var rules = EngineRig(LoopTests.rules)

        mutating func step(_ requests: OperatorRequests = []) {
            contactors.order.faults.write(to: &rules.table)
            rules.now = contactors.now + contactors.period
            if requests.contains(.acknowledge) { rules.acknowledge() }
            rules.evaluate()
            contactors.fatalActive = rules.engine.isFatalActive
            contactors.countdownElapsed = rules.engine.timeToOpen(now: rules.now) == .zero
            contactors.step(requests)
        }

        mutating func run(for duration: Duration) {
            let end = contactors.now + duration
            while contactors.now < end { step() }
        }
    }

    @Test func `a failed precharge latches, and one acknowledgement leads back to standby`() {
        var loop = Loop()
        loop.contactors.busIsShorted = true
        loop.step()
        loop.step(.close)
        loop.run(for: .seconds(10))
        #expect(loop.contactors.order.state == .fault)
        #expect(loop.rules.events.map(\.diagnostic) == [.prechargeFailed])
        #expect(loop.rules.engine.isFatalActive)
        loop.step(.acknowledge)
        #expect(loop.rules.kinds == [.raised, .cleared])
        #expect(loop.contactors.order.state == .standby)
    }

    @Test func `a weld found by its auxiliary contact stays fatal until it is mended`() {
        var loop = Loop()
        loop.contactors = .connected()
        loop.contactors.welded = .positive
        loop.step(.open)
        loop.run(for: .seconds(3))
        #expect(loop.contactors.order.state == .fault)
        #expect(loop.rules.events.map(\.diagnostic) == [.positiveContactorFailsToOpen])
        loop.step(.acknowledge)
        #expect(loop.contactors.order.refusal == .fatalActive)
        loop.contactors.welded = []
        loop.run(for: .seconds(2))
        loop.step(.acknowledge)
        #expect(loop.contactors.order.state == .standby)
    }

    @Test func `an over-voltage opens the contactors after its confirm time and its delay`() {
        var loop = Loop()
        loop.contactors = .connected()
        loop.contactors.load = 3
        loop.rules.table.set(.cellVoltage, 0, 4.1)
        loop.run(for: .milliseconds(100))
        loop.rules.table.set(.cellVoltage, 0, 4.25)
        loop.step()
        let seen = loop.contactors.now
        while loop.contactors.order.coils.contains(.positive)
            && loop.contactors.now < seen + .seconds(5)
        {
            loop.step()
        }
        #expect(loop.contactors.now - seen == .milliseconds(600))
        loop.run(for: .seconds(1))
        #expect(loop.contactors.order.state == .fault)
        loop.rules.table.set(.cellVoltage, 0, 4.1)
        loop.run(for: .seconds(1))
        #expect(loop.contactors.order.state == .fault, "cleared by itself, not acknowledged")
        loop.step(.acknowledge)
        #expect(loop.contactors.order.state == .standby)
    }
}
