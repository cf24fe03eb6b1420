import HAL
import Protection
import Quantities
import Testing

@testable import Control

struct StepTimingTests {
    private static let rules = [
        rule(.stepDeadlineMissed, 0.1), rule(.stepOverran, 0.1), rule(.clockJumped, 1),
        Rule(
            .watchdogResetSeen, grade: .warning, confirm: .zero, clear: .seconds(1),
            reaction: .inform, persistence: .latched),
    ]

    private static func rule(_ diagnostic: Diagnostic, _ threshold: Double) -> Rule {
        Rule(
            diagnostic: diagnostic, signal: diagnostic.signal, grade: .operating,
            comparison: .above, setThreshold: threshold, releaseThreshold: threshold / 2,
            confirm: .zero, clear: .seconds(1), reaction: .inform)
    }

    private static var late: StepTiming {
        var timing = StepTiming()
        timing.lateness = .milliseconds(150)
        timing.previousDuration = .milliseconds(150)
        timing.clockJump = .seconds(-2)
        return timing
    }

    @Test func `what is known of the time is compared with its limits, whatever its sign`() {
        let rig = LoopRig(rules: Self.rules)
        rig.steps(10)
        rig.step(timing: Self.late)
        for (diagnostic, value) in [
            (Diagnostic.stepDeadlineMissed, 0.15), (.stepOverran, 0.15), (.clockJumped, 2),
        ] {
            let event = rig.last.events.first { $0.diagnostic == diagnostic }
            #expect(event?.kind == .raised)
            #expect(((event?.value ?? 0) - value).magnitude < 1e-9)
        }
    }

    @Test func `what is not known raises nothing`() {
        let rig = LoopRig(rules: Self.rules)
        rig.steps(50)
        #expect(rig.events.isEmpty)
    }

    @Test func `starting devices may take long, and makes the step after them late`() {
        let rig = LoopRig(rules: Self.rules)
        rig.memory.identityError = .bus(.timeout)
        rig.steps(5)
        rig.step(timing: Self.late)
        #expect(rig.events.map(\.diagnostic) == [.clockJumped])
        rig.memory.identityError = nil
        while rig.last.state == .initialising { rig.step(timing: Self.late) }
        #expect(!rig.wasRaised(.stepDeadlineMissed))
        rig.step(timing: Self.late)
        #expect(rig.wasRaised(.stepDeadlineMissed))
        #expect(rig.wasRaised(.stepOverran))
    }

    @Test func `a reset by the watchdog stays until it is acknowledged`() {
        let rig = LoopRig(rules: Self.rules)
        var timing = StepTiming()
        timing.watchdogResetSeen = true
        rig.step(timing: timing)
        timing.watchdogResetSeen = false
        for _ in 0..<30 { rig.step(timing: timing) }
        #expect(rig.last.activeFlags.map(\.diagnostic) == [.watchdogResetSeen])
        rig.step(.acknowledge, timing: timing)
        #expect(rig.last.activeFlags.isEmpty)
    }

    @Test func `a witness is told once per step, when the coils have been commanded`() {
        let rig = LoopRig()
        let witness = CountingWitness()
        rig.loop.witness = witness
        rig.steps(7)
        #expect(witness.count == 7)
    }

    @Test func `a copied snapshot is equal and shares nothing`() {
        let rig = LoopRig(rules: Self.rules)
        rig.steps(10)
        rig.step(timing: Self.late)
        var copy = Snapshot(cellCount: 2, stackCount: 1)
        copy.assignKeepingStorage(rig.last)
        #expect(copy == rig.last)
        #expect(!copy.events.isEmpty && !copy.activeFlags.isEmpty)
        let before = copy
        rig.step()
        #expect(copy == before)
        #expect(copy != rig.last)
    }
}

private final class CountingWitness: StepWitness {
    private(set) var count = 0

    func coilsWereCommanded() { count += 1 }
}
