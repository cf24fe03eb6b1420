import Configuration
import Control
import Protection
import Quantities
import Testing

@testable import solidbmsd

/// SAFETY §9 for the diagnostics of time, with the limits of the shipped pack: each is raised by a
/// situation, not below its threshold, reacts in the same step and clears as its class says.
@Suite struct TimingDiagnosticTests {
    /// A situation that a rule on time is to notice.
    enum Situation: CaseIterable {
        case lateBeat, suspendedMachine, longStep, clockSetForward, clockSetBack

        var diagnostic: Diagnostic {
            switch self {
            case .lateBeat, .suspendedMachine: .stepDeadlineMissed
            case .longStep: .stepOverran
            case .clockSetForward, .clockSetBack: .clockJumped
            }
        }

        /// Steps after which it is noticed.
        var delay: Int { self == .longStep ? 1 : 0 }

        func happen(on bench: DaemonBench, at beat: Int, size: Duration) {
            switch self {
            case .lateBeat: bench.ticks.late[beat] = size
            case .suspendedMachine: bench.clocks.suspended += size
            case .longStep: bench.ticks.takes[beat] = size
            case .clockSetForward: bench.clocks.set += size
            case .clockSetBack: bench.clocks.set -= size
            }
        }
    }

    private static let harmlessBeat = 260
    private static let beat = 300
    private static let acknowledgedBeat = 440

    /// What one step of the daemon did, by the number of its beat.
    private struct Course {
        var snapshots: [Snapshot] = []

        func events(_ rule: Rule) -> [(beat: Int, event: FlagEvent)] {
            snapshots.enumerated().flatMap { index, snapshot in
                snapshot.events.filter {
                    $0.diagnostic == rule.diagnostic && $0.grade == rule.grade
                }.map { (index + 1, $0) }
            }
        }
    }

    private func course(
        _ bench: DaemonBench, stopAt last: Int = 460, also onTick: (Int) -> Void
    ) throws -> Course {
        var course = Course()
        try withoutActuallyEscaping(onTick) { onTick in
            _ = try bench.run(stopAt: last) { count in
                if count > 1 { course.snapshots.append(bench.loop.link.latest.copy()) }
                onTick(count)
            }
        }
        return course
    }

    @Test(arguments: Situation.allCases)
    func `limits of time are noticed, react and clear as the pack says`(
        situation: Situation
    ) throws {
        let rules = try Shipped.scenario().pack.rules
            .filter { $0.diagnostic == situation.diagnostic }
        #expect(!rules.isEmpty)
        for rule in rules {
            let bench = try DaemonBench()
            let threshold = Duration.seconds(rule.setThreshold)
            let course = try course(bench) { count in
                if count == Self.harmlessBeat {
                    situation.happen(on: bench, at: count, size: threshold - .milliseconds(1))
                }
                if count == Self.beat {
                    situation.happen(on: bench, at: count, size: threshold + .milliseconds(1))
                }
                if count == Self.acknowledgedBeat { bench.loop.link.request(.acknowledge) }
            }
            check(rule, course, noticed: Self.beat + situation.delay)
        }
    }

    private func check(_ rule: Rule, _ course: Course, noticed: Int) {
        let events = course.events(rule)
        // Nothing came of what was below the threshold.
        #expect(events.first?.event.kind == .raised, "\(rule.diagnostic) \(rule.grade)")
        #expect(events.first?.beat == noticed)
        #expect(events.first?.event.threshold == rule.setThreshold)
        #expect(((events.first?.event.value ?? 0) - rule.setThreshold - 1e-3).magnitude < 1e-9)
        let before = course.snapshots[noticed - 2]
        let after = course.snapshots[noticed - 1]
        #expect(before.state == .operating)
        if let delay = rule.openDelay {
            #expect(delay == .zero)
            #expect(after.state == .opening)
            #expect(!after.commanded.contains(.positive))
            #expect(course.snapshots[noticed].commanded.isEmpty)
        } else {
            #expect(after.state == .operating)
        }
        let quiet = Int(rule.clear / .milliseconds(100))
        #expect(events.count == 2 && events.last?.event.kind == .cleared)
        switch rule.persistence {
        case .selfClearing: #expect(events.last?.beat == noticed + 1 + quiet)
        case .latched, .persistent: #expect(events.last?.beat == Self.acknowledgedBeat)
        }
    }

    @Test func `a reset by the watchdog is told at the start and stays until acknowledged`() throws
    {
        let rules = try Shipped.scenario().pack.rules
            .filter { $0.diagnostic == .watchdogResetSeen }
        #expect(rules.map(\.persistence) == [.latched])
        let bench = try DaemonBench(wasReset: true)
        let course = try course(bench, stopAt: 250) { count in
            if count == 240 { bench.loop.link.request(.acknowledge) }
        }
        for rule in rules {
            let events = course.events(rule)
            #expect(events.map(\.beat) == [1, 240])
            #expect(events.map(\.event.kind) == [.raised, .cleared])
        }
        // Informs, and keeps nobody from closing.
        #expect(course.snapshots.contains { $0.state == .operating })

        let other = try self.course(try DaemonBench(), stopAt: 30) { _ in }
        for rule in rules { #expect(other.events(rule).isEmpty) }
    }

    @Test func `beats that nobody served make the next step late by all of them`() throws {
        let bench = try DaemonBench()
        // Five periods were due after the last beat that was served.
        bench.ticks.missed[300] = 5
        bench.ticks.passes[300] = .milliseconds(600)
        let course = try course(bench, stopAt: 310) { _ in }
        let event = course.snapshots[299].events.first {
            $0.diagnostic == .stepDeadlineMissed && $0.grade == .safety
        }
        #expect(event?.kind == .raised)
        #expect(((event?.value ?? 0) - 0.5).magnitude < 1e-9)
        #expect(
            bench.lines.lines(with: "step deadline missed (safety)").first?.hasSuffix(
                "500.0 ms, limit 400.0 ms") == true)
    }
}
