import Protection
import Quantities
import Testing

struct RuleCheckTests {
    private static let sound: [Rule] = [
        .overvoltage(grade: .operating, set: 4.1, release: 4.05, reaction: .derate),
        .overvoltage(grade: .warning, set: 4.15, release: 4.1, reaction: .derate),
        .overvoltage(),
        Rule(
            diagnostic: .cellUndervoltage, signal: .cellVoltage, grade: .safety,
            comparison: .below, setThreshold: 2.0, releaseThreshold: 2.2, confirm: .zero,
            clear: .zero, reaction: .open(after: .zero)),
        Rule(
            .interlockOpen, grade: .safety, confirm: .zero, clear: .zero,
            reaction: .open(after: .zero)),
    ]

    @Test func `a sound table has no problems`() {
        #expect(Rule.check(Self.sound).isEmpty)
        #expect(Rule.check([]).isEmpty)
    }

    @Test func `each mistake is found and named by its place in the table`() {
        func problems(_ index: Int, _ change: (inout Rule) -> Void) -> [RuleProblem] {
            var rules = Self.sound
            change(&rules[index])
            return Rule.check(rules)
        }
        #expect(problems(2) { $0.setThreshold = .infinity } == [.thresholdNotFinite(2)])
        #expect(problems(2) { $0.releaseThreshold = 4.21 } == [.releaseOutside(2)])
        #expect(problems(3) { $0.releaseThreshold = 1.9 } == [.releaseOutside(3)])
        #expect(problems(1) { $0.confirm = .milliseconds(-1) } == [.negativeTime(1)])
        #expect(problems(1) { $0.clear = .milliseconds(-1) } == [.negativeTime(1)])
        #expect(problems(2) { $0.reaction = .open(after: .seconds(-1)) } == [.negativeTime(2)])
        #expect(problems(4) { $0.directions = [] } == [.noDirection(4)])
        #expect(problems(4) { $0.setThreshold = 1 } == [.thresholdNotBetweenNoAndYes(4)])
        #expect(
            problems(4) { $0.comparison = .below }
                == [.thresholdNotBetweenNoAndYes(4), .wrongCondition(4)])
        #expect(problems(2) { $0.reaction = .derate } == [.safetyDoesNotOpen(2)])
        #expect(
            problems(0) { $0.grade = .warning }
                == [.duplicate(0, 1)])
        #expect(problems(0) { $0.setThreshold = 4.15 } == [.gradesOutOfOrder(0, 1)])
        #expect(problems(2) { $0.setThreshold = 4.15 } == [.gradesOutOfOrder(1, 2)])
        #expect(
            problems(3) { ($0.setThreshold, $0.releaseThreshold) = (4.3, 4.4) }
                == [.emptyWindow(2, 3)])
        #expect(
            problems(1) { $0.signal = .cellTemperature } == [.wrongCondition(1)])
        #expect(problems(3) { $0.diagnostic = .stackUnderpressure } == [.wrongCondition(3)])
    }

    @Test func `limit sets of different directions do not collide`() {
        let charging = Rule.overvoltage(directions: .charging)
        let resting = Rule.overvoltage(
            set: 4.1, release: 4.0, directions: [.resting, .discharging])
        #expect(Rule.check([charging, resting]).isEmpty)
        #expect(
            Rule.check([charging, .overvoltage(directions: [.charging, .resting])])
                == [.duplicate(0, 1)])
    }

    @Test func `a lower grade after a higher one is found in order as well`() {
        let rules = [Self.sound[2], Self.sound[1], Self.sound[0]]
        #expect(Rule.check(rules).isEmpty)
        var wrong = rules
        wrong[2].setThreshold = 4.25
        #expect(Rule.check(wrong) == [.gradesOutOfOrder(2, 0), .gradesOutOfOrder(2, 1)])
    }
}
