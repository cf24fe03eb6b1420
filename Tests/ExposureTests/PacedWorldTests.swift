import Configuration
import Exposure
import HAL
import PackSimulation
import Protection
import Quantities
import SimulatedChips
import Testing

struct PacedWorldTests {
    /// Lines that remember how often they were asked.
    private final class CountingLines: LineBank {
        var polls = 0
        var shows = 0
        func pollOutputs() { polls += 1 }
        func showInputs() { shows += 1 }
        func remove() {}
    }

    /// A desk of the test's.
    private final class TestDesk: OperatorDesk {
        var isConnected = false
        var posted: [OperatorRequests] = []
        var next: OperatorNews?
        func post(_ requests: OperatorRequests) { posted.append(requests) }
        func news() -> OperatorNews? {
            defer { next = nil }
            return next
        }
        func stop() {}
    }

    private let clock = HandClock()
    private let lines = CountingLines()
    private let desk = TestDesk()

    private func world(
        _ scenario: String = "calm", tick: Duration = .milliseconds(5), isOperated: Bool = false
    ) throws -> PacedWorld {
        let clock = clock
        return PacedWorld(
            run: try TestWorld.run(scenario), tick: tick, lines: lines,
            desk: isOperated ? desk : nil, clock: { clock.now })
    }

    @Test func `the world begins with the first look and follows the clock`() throws {
        let world = try world()
        clock.pass(.seconds(3))
        try world.catchUp()
        #expect(world.run.now == .start)
        clock.pass(.milliseconds(12))
        try world.catchUp()
        #expect(world.run.now == .start + .milliseconds(12))
        try world.catchUp()
        #expect(world.run.now == .start + .milliseconds(12), "No time, no step.")
        #expect(lines.polls == 2)
        #expect(world.pace.advances == 1)
    }

    @Test func `a late call is made up for in steps of a tick`() throws {
        let world = try world(tick: .milliseconds(100))
        try world.catchUp()
        clock.pass(.milliseconds(450))
        try world.catchUp()
        #expect(world.run.now == .start + .milliseconds(450))
        #expect(world.pace.gapMaximum == .milliseconds(450))
        #expect(world.pace.lostTime == .zero)
    }

    @Test func `what cannot be made up for is left out and reported`() throws {
        let world = try world(tick: .milliseconds(100))
        try world.catchUp()
        clock.pass(.seconds(60))
        try world.catchUp()
        #expect(world.run.now == .start + world.catchUpLimit)
        #expect(world.pace.lostTime == .seconds(60) - world.catchUpLimit)
        clock.pass(.milliseconds(100))
        try world.catchUp()
        #expect(world.run.now == .start + world.catchUpLimit + .milliseconds(100))
        let report = ExposureReport(world, buses: [], paths: [], operatorProblems: nil)
        #expect(!report.isPassed)
        #expect(report.lostMillisecond == 55_000)
    }

    @Test func `the mission waits for the program it operates`() throws {
        let world = try world(isOperated: true)
        try world.catchUp()
        clock.pass(.seconds(2))
        try world.catchUp()
        #expect(desk.posted.isEmpty && world.run.missionBegan == nil)
        desk.isConnected = true
        clock.pass(.milliseconds(5))
        try world.catchUp()
        #expect(desk.posted == [.close])
        #expect(world.run.missionBegan != nil)
        desk.next = OperatorNews(
            loop: .init(state: .operating, chargeLimit: .amperes(1), dischargeLimit: .amperes(1)),
            flags: [])
        clock.pass(.milliseconds(10))
        try world.catchUp()
        #expect(world.run.mission.stepName == "charge")
    }

    @Test func `a hazard is timed to the enable lines`() throws {
        let world = try world("emergency-stop", tick: .milliseconds(1), isOperated: true)
        let ports = world.run.rig.board.ports
        try world.catchUp()
        desk.isConnected = true
        try ports.negativeContactor.set(true)
        try ports.prechargeContactor.set(true)
        var level = false
        var opened = false
        for step in 1...34_000 {
            // The program's watchdog line, every 100 ms.
            if step % 100 == 0 {
                level.toggle()
                try ports.watchdog.set(level)
            }
            if step == 2000 {
                try ports.positiveContactor.set(true)
                try ports.prechargeContactor.set(false)
            }
            desk.next = OperatorNews(
                loop: .init(
                    state: .operating, chargeLimit: .amperes(1), dischargeLimit: .amperes(1)),
                flags: [])
            clock.pass(.milliseconds(1))
            try world.catchUp()
            if let hazard = world.run.hazards.hazards.first, !opened,
                world.run.now - hazard.began >= .milliseconds(40)
            {
                try ports.positiveContactor.set(false)
                try ports.negativeContactor.set(false)
                opened = true
            }
        }
        let hazard = try #require(world.run.hazards.hazards.first)
        #expect(hazard.diagnostic == .emergencyStop)
        #expect(hazard.reaction == .milliseconds(40))
        // Closed by command, opened by the button itself, then by command.
        let isConnected = world.pathEvents.map(\.isConnected)
        #expect(isConnected.contains(true))
        #expect(isConnected.suffix(2) == [false, false])
        #expect(world.pathEvents.last?.commanded == [])
        let report = ExposureReport(world, buses: [], paths: [], operatorProblems: nil)
        #expect(report.hazards.map(\.isMet) == [true])
    }
}
