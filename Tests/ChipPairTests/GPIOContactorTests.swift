import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// The contactor driver on a simulated contactor.
@Suite struct GPIOContactorTests {
    private let simulated = SimulatedContactor(name: "BMS_CONT_POS")
    private let contactor: GPIOContactor

    init() {
        contactor = GPIOContactor(
            name: "BMS_CONT_POS", coil: simulated.coil, feedback: simulated.auxiliary)
    }

    private func pass(to milliseconds: Double) {
        simulated.advance(to: Instant(nanoseconds: Int64(milliseconds * 1e6)))
    }

    @Test func `the contact closes after its delay and opens after its delay`() throws {
        try contactor.command(closed: true)
        pass(to: 19.9)
        #expect(try !contactor.readFeedback())
        pass(to: 30)
        #expect(try contactor.readFeedback())
        #expect(simulated.isClosed)
        try contactor.command(closed: false)
        pass(to: 39.9)
        #expect(try contactor.readFeedback())
        pass(to: 40)
        #expect(try !contactor.readFeedback())
        #expect(!simulated.isClosed)
    }

    @Test func `a closing contact bounces for three milliseconds`() throws {
        try contactor.command(closed: true)
        var changes = 0
        simulated.auxiliary.onChange = { _ in changes += 1 }
        for step in 1...300 { pass(to: Double(step) * 0.1) }
        #expect(changes == 7)
        #expect(simulated.isClosed)
    }

    @Test func `the next change is foretold exactly`() throws {
        try contactor.command(closed: true)
        var instants: [Int64] = []
        while let next = simulated.nextChange {
            instants.append(next.nanoseconds)
            let before = simulated.isClosed
            simulated.advance(to: next)
            if next.nanoseconds < 23_000_000 { #expect(simulated.isClosed != before) }
        }
        #expect(instants.first == 20_000_000)
        #expect(instants.last == 23_000_000)
        #expect(simulated.isClosed)
    }

    @Test func `a coil released before the contact arrived leaves it open`() throws {
        try contactor.command(closed: true)
        pass(to: 10)
        try contactor.command(closed: false)
        pass(to: 60)
        #expect(!simulated.isClosed)
    }

    @Test func `a welded contact stays closed without its coil`() throws {
        try contactor.command(closed: true)
        pass(to: 30)
        simulated.isWelded = true
        try contactor.command(closed: false)
        pass(to: 100)
        #expect(simulated.isClosed)
        #expect(try contactor.readFeedback())
    }

    @Test func `a contact that sticks open does not close`() throws {
        simulated.isStuckOpen = true
        try contactor.command(closed: true)
        pass(to: 100)
        #expect(!simulated.isClosed)
        #expect(try !contactor.readFeedback())
    }

    @Test(arguments: [true, false])
    func `an auxiliary contact that sticks lies about the main contact`(_ level: Bool) throws {
        simulated.stuckFeedback = level
        for closed in [true, false] {
            try contactor.command(closed: closed)
            pass(to: closed ? 50 : 100)
            #expect(simulated.isClosed == closed)
            #expect(try contactor.readFeedback() == level)
        }
    }

    @Test func `a normally closed auxiliary contact is read the other way round`() throws {
        let line = SimulatedLine(name: "feedback", isActive: true)
        let contactor = GPIOContactor(
            name: "BMS_CONT_NEG", coil: simulated.coil, feedback: line,
            auxiliaryContact: .normallyClosed)
        #expect(try !contactor.readFeedback())
        line.drive(false)
        #expect(try contactor.readFeedback())
    }

    @Test func `a coil wire shorted to its supply cannot be commanded`() throws {
        simulated.coil.stuckLevel = true
        try contactor.command(closed: false)
        pass(to: 50)
        #expect(simulated.isClosed)
    }

    @Test func `a line that the system refuses is a line error`() {
        simulated.coil.error = .unavailable
        simulated.auxiliary.error = .system(19)
        #expect(throws: DeviceError.line(.unavailable)) { try contactor.command(closed: true) }
        #expect(throws: DeviceError.line(.system(19))) { _ = try contactor.readFeedback() }
    }
}
