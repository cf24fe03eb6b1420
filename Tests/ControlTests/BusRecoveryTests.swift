import Control
import Quantities
import Testing

/// The ladder by itself: what it asks for, given what came of it.
struct BusRecoveryTests {
    private var recovery = BusRecovery(means: .init(channelCount: 8, canCutPower: true))
    private var now = Instant.start

    /// Notes every action with its name.
    private var log: [String] = []

    private mutating func fail(_ count: Int = 1, held: Bool = true) {
        for _ in 0..<count {
            recovery.observe(
                succeeded: 0, failedInRow: 5, isExhausted: false, sawHeldLine: held,
                switchRefused: nil, at: now)
        }
    }

    /// Climbs until there is nothing to do in this step.
    private mutating func climb(
        _ answer: (BusRecovery.Action) -> BusRecovery.Outcome
    ) -> BusRecovery.Action {
        for _ in 0..<100 {
            let action = recovery.action(at: now)
            if action == .read || action == .wait { return action }
            log.append("\(action)")
            recovery.conclude(answer(action), at: now)
        }
        Issue.record("The ladder has no end within a step.")
        return .wait
    }

    private mutating func expectNext(_ expected: BusRecovery.Action) {
        let found = recovery.action(at: now)
        #expect(found == expected)
    }

    private mutating func expectClimb(
        to expected: BusRecovery.Action,
        _ answer: (BusRecovery.Action) -> BusRecovery.Outcome
    ) {
        let found = climb(answer)
        #expect(found == expected)
    }

    @Test mutating func `a healthy bus is read and nothing else`() {
        for _ in 0..<100 {
            expectNext(.read)
            recovery.observe(
                succeeded: 30, failedInRow: 0, isExhausted: false, sawHeldLine: false,
                switchRefused: false, at: now)
            now = now + .milliseconds(100)
        }
        #expect(recovery.rung == .normal)
    }

    @Test mutating func `a few failures among successes are no broken bus`() {
        recovery.observe(
            succeeded: 20, failedInRow: 3, isExhausted: false, sawHeldLine: true,
            switchRefused: false, at: now)
        expectNext(.read)
        recovery.observe(
            succeeded: 20, failedInRow: 4, isExhausted: false, sawHeldLine: true,
            switchRefused: false, at: now)
        expectNext(.addressUnused)
    }

    @Test mutating func `a step cut short by deadlines has the bus looked at`() {
        recovery.observe(
            succeeded: 20, failedInRow: 2, isExhausted: true, sawHeldLine: false,
            switchRefused: false, at: now)
        expectNext(.addressUnused)
    }

    @Test mutating func `free lines mean silent devices, asked about once a second`() {
        fail(held: false)
        expectClimb(to: .read) { _ in .free }
        #expect(log == ["addressUnused"])
        #expect(recovery.recoveryCount == 0, "Nothing was held.")
        for _ in 0..<9 {
            now = now + .milliseconds(100)
            fail(held: false)
            expectNext(.read)
        }
        now = now + .milliseconds(100)
        fail(held: false)
        expectNext(.addressUnused)
    }

    @Test mutating func `nine clocks may be enough`() {
        fail()
        var first = true
        let end = climb { action in
            defer { first = false }
            return action == .addressUnused && first ? .held : .free
        }
        #expect(end == .read)
        // The reset frees the lines; every channel is tried, none is at fault.
        #expect(log.prefix(3) == ["addressUnused", "resetSwitch", "tryChannel(0)"])
        #expect(log.count == 10)
        #expect(recovery.recoveryCount == 1)
        #expect(recovery.stuckChannels == 0)
        #expect(recovery.isHeld == false)
    }

    @Test mutating func `the channel that holds the bus is found and left out`() {
        fail()
        var isOnWires = true
        let end = climb { action in
            switch action {
            case .resetSwitch: isOnWires = false
            case .tryChannel(let channel): isOnWires = channel == 5
            default: break
            }
            return isOnWires ? .held : .free
        }
        #expect(end == .read)
        #expect(recovery.stuckChannels == 0b10_0000)
        #expect(recovery.isLeftOut(channel: 5) && !recovery.isLeftOut(channel: 4))
        #expect(log.filter { $0 == "resetSwitch" }.count == 2)
        #expect(log.last == "tryChannel(7)")
        #expect(log.count <= BusRecovery.actionLimitForTests)
        #expect(recovery.recoveryCount == 1)
    }

    @Test mutating func `a channel that was left out is tried again and taken back`() {
        fail()
        var isHeld = true
        var isOnWires = true
        func answer(_ action: BusRecovery.Action) -> BusRecovery.Outcome {
            switch action {
            case .resetSwitch: isOnWires = false
            case .tryChannel(let channel): isOnWires = channel == 2
            default: break
            }
            return isOnWires && isHeld ? .held : .free
        }
        _ = climb(answer)
        log = []
        now = now + .seconds(10)
        expectClimb(to: .read, answer)
        #expect(log == ["tryChannel(2)", "resetSwitch"])
        #expect(recovery.stuckChannels == 0b100)
        #expect(recovery.isHeld == false, "The bus itself works.")
        isHeld = false
        now = now + .seconds(9)
        expectNext(.read)
        now = now + .seconds(1)
        expectClimb(to: .read, answer)
        #expect(recovery.stuckChannels == 0)
        #expect(recovery.recoveryCount == 1)
    }

    @Test mutating func `a root that stays held loses its supply for a time`() {
        fail()
        var isPowered = true
        var isHeld = true
        func answer(_ action: BusRecovery.Action) -> BusRecovery.Outcome {
            switch action {
            case .cutPower:
                isPowered = false
                isHeld = false
                return .free
            case .restorePower:
                isPowered = true
                return .free
            case .clear: return .impossible
            default: return isHeld ? .held : .free
            }
        }
        expectClimb(to: .wait, answer)
        #expect(log == ["addressUnused", "resetSwitch", "clear", "cutPower"])
        #expect(recovery.isHeld)
        #expect(recovery.rung == .power)
        // At least 100 ms off; the loop's period of 100 ms makes 200 of it.
        now = now + .milliseconds(100)
        expectClimb(to: .wait, answer)
        #expect(!isPowered)
        now = now + .milliseconds(100)
        expectClimb(to: .wait, answer)
        #expect(isPowered)
        let restarts = [recovery.takeRestart(), recovery.takeRestart()]
        #expect(restarts == [.supplied, .nothing], "What had no supply starts anew, once.")
        now = now + .milliseconds(100)
        expectClimb(to: .read, answer)
        #expect(recovery.recoveryCount == 1)
        #expect(recovery.powerCutCount == 1)
    }

    @Test mutating func `supply is cut three times a minute at most`() {
        for _ in 0..<1_200 {
            fail()
            _ = climb { $0 == .cutPower || $0 == .restorePower ? .free : .held }
            now = now + .milliseconds(100)
        }
        // Two minutes.
        #expect((3...6).contains(recovery.powerCutCount), "\(recovery.powerCutCount)")
        #expect(recovery.isHeld)
        #expect(recovery.recoveryCount == 0)
    }

    @Test mutating func `without means a held bus is given up and asked again, ever less often`() {
        recovery = BusRecovery(means: .init())
        fail()
        var asked: [Int64] = []
        for _ in 0..<300 {
            let before = log.count
            _ = climb { $0 == .clear ? .impossible : .held }
            if log.count > before { asked.append(now.nanoseconds / 1_000_000) }
            now = now + .milliseconds(100)
        }
        #expect(asked == [0, 200, 600, 1_400, 3_000, 6_200, 11_200, 16_200, 21_200, 26_200])
        #expect(recovery.rung == .givenUp)
        now = now + .seconds(5)
        expectClimb(to: .read) { _ in .free }
        #expect(recovery.recoveryCount == 1)
    }

    /// A step in which the controller was reported gone.
    private mutating func loseController() {
        recovery.observe(
            succeeded: 3, failedInRow: 5, isExhausted: false, sawHeldLine: false, sawLoss: true,
            switchRefused: nil, at: now)
    }

    @Test mutating func `without a controller nothing is climbed, cut or called held`() {
        loseController()
        var asked: [Int64] = []
        for _ in 0..<150 {
            let before = log.count
            _ = climb { _ in .gone }
            if log.count > before { asked.append(now.nanoseconds / 1_000_000) }
            now = now + .milliseconds(100)
        }
        #expect(asked == [0, 200, 600, 1_400, 3_000, 6_200, 11_200])
        #expect(log.allSatisfy { $0 == "addressUnused" })
        #expect(recovery.isGone && !recovery.isHeld)
        #expect(recovery.powerCutCount == 0 && recovery.recoveryCount == 0)
    }

    @Test mutating func `a controller that is back has all devices started anew, once`() {
        loseController()
        expectClimb(to: .wait) { _ in .gone }
        now = now + .seconds(1)
        expectClimb(to: .read) { _ in .free }
        #expect(!recovery.isGone)
        #expect(recovery.recoveryCount == 1)
        let restarts = [recovery.takeRestart(), recovery.takeRestart()]
        #expect(restarts == [.everything, .nothing])
    }

    @Test mutating func `one that was replaced between two transfers counts as well`() {
        loseController()
        expectClimb(to: .read) { _ in .free }
        let restart = recovery.takeRestart()
        #expect(restart == .everything)
        #expect(recovery.recoveryCount == 1)
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8])
    mutating func `it may go on any rung`(rung: Int) {
        fail()
        var actions = 0
        _ = climb { action in
            defer { actions += 1 }
            return actions >= rung ? .gone : action == .resetSwitch ? .free : .held
        }
        #expect(recovery.rung == .givenUp || recovery.rung == .power)
        now = now + .seconds(6)
        _ = climb { _ in .free }
        now = now + .seconds(1)
        expectClimb(to: .read) { _ in .free }
        #expect(!recovery.isGone && !recovery.isHeld)
    }

    @Test mutating func `clocks that free the line end the climb`() {
        recovery = BusRecovery(means: .init())
        fail()
        expectClimb(to: .read) { $0 == .clear ? .free : .held }
        #expect(log == ["addressUnused", "clear"])
        #expect(recovery.recoveryCount == 1)
    }

    @Test mutating func `a multiplexer that refuses three steps long is reset, then reported`() {
        func observe(_ recovery: inout BusRecovery, at now: Instant, refused: Bool) {
            recovery.observe(
                succeeded: 20, failedInRow: 0, isExhausted: false, sawHeldLine: false,
                switchRefused: refused, at: now)
        }
        for _ in 0..<2 {
            observe(&recovery, at: now, refused: true)
            expectNext(.read)
        }
        #expect(!recovery.switchRefuses)
        observe(&recovery, at: now, refused: true)
        #expect(recovery.switchRefuses)
        let end = climb { action in
            if case .tryChannel = action { .refused } else { .free }
        }
        #expect(end == .read)
        #expect(log == ["resetSwitch", "tryChannel(0)"])
        #expect(recovery.switchRefuses)
        // Not in every step.
        observe(&recovery, at: now, refused: true)
        expectNext(.read)
        observe(&recovery, at: now, refused: false)
        #expect(!recovery.switchRefuses)
    }

    /// Whatever the wires answer, a step's climb ends, and the bus is back when they are free.
    @Test(arguments: 0..<64)
    func `no history of answers is a dead end`(seed: Int) {
        var recovery = BusRecovery(means: .init(channelCount: seed % 9, canCutPower: seed % 2 == 0))
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        var now = Instant.start
        func step(_ answer: () -> BusRecovery.Outcome) -> Bool {
            for _ in 0..<BusRecovery.actionLimitForTests * 4 {
                let action = recovery.action(at: now)
                if action == .read || action == .wait { return action == .read }
                recovery.conclude(answer(), at: now)
            }
            Issue.record("The ladder has no end within a step.")
            return false
        }
        let outcomes: [BusRecovery.Outcome] = [.free, .held, .refused, .impossible, .gone]
        for _ in 0..<400 {
            let isRead = step { outcomes[Int(next() % 5)] }
            if isRead {
                recovery.observe(
                    succeeded: Int(next() % 3), failedInRow: Int(next() % 6),
                    isExhausted: next() % 8 == 0, sawHeldLine: next() % 2 == 0,
                    sawLoss: next() % 8 == 0, switchRefused: next() % 2 == 0, at: now)
            }
            now = now + .milliseconds(100)
        }
        for _ in 0..<200 {
            if step({ .free }) {
                recovery.observe(
                    succeeded: 9, failedInRow: 0, isExhausted: false, sawHeldLine: false,
                    switchRefused: false, at: now)
            }
            now = now + .milliseconds(100)
        }
        #expect(recovery.rung == .normal)
        #expect(recovery.stuckChannels == 0)
        #expect(!recovery.isHeld)
        #expect(!recovery.isGone)
        #expect(!recovery.switchRefuses)
    }
}

extension BusRecovery {
    /// More than one step of any climb needs.
    fileprivate static let actionLimitForTests = 32
}
