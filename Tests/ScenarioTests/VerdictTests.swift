import Configuration
import Control
import Protection
import Quantities
import Testing

@testable import PackSimulation

/// Every kind of expectation is met by a run that shows it and not met by one that does not.
struct VerdictTests {
    /// The shipped emergency stop, judged by other expectations; run once.
    private static func judge(_ expectations: [Configuration.Expectation]) throws -> SimulationRun {
        var scenario = try Scenarios.named("emergency-stop")
        scenario.expectations = expectations
        let run = Scenarios.run(scenario)
        while !run.isOver { _ = run.step() }
        return run
    }

    @Test func `expectations are met only by what happened`() throws {
        let fault = try #require(try Scenarios.named("emergency-stop").faults.first).name
        let pairs: [(Configuration.Expectation, Bool)] = [
            (raised(.emergencyStop), true),
            (raised(.emergencyStop, grade: .warning), false),
            (raised(.emergencyStop, after: fault, within: .milliseconds(100)), true),
            (raised(.emergencyStop, after: fault, within: .milliseconds(-1)), false),
            (raised(.emergencyStop, after: "no such fault"), false),
            (raised(.cellOvervoltage), false),
            (cleared(.cellOvervoltage), false),
            (.neverRaised(diagnostic: .cellOvervoltage, grade: .operating), true),
            (.neverRaised(diagnostic: .emergencyStop, grade: .operating), false),
            (.nothingRaised(grade: .safety, except: []), false),
            (.nothingRaised(grade: .safety, except: [.emergencyStop]), true),
            (.contactorsOpen(after: fault, within: .milliseconds(100)), true),
            (.contactorsOpen(after: fault, within: .milliseconds(-1)), false),
            (.contactorsOpen(after: "no such fault", within: .seconds(9)), false),
            (.visited(.operating), true), (.visited(.service), false),
            (.finalState(.service), false),
            (.stateOfChargeError(below: 1, settling: .zero), true),
            (.stateOfChargeError(below: 0, settling: .zero), false),
            (.cellVoltageSpread(below: .volts(1)), true),
            (.cellVoltageSpread(below: .zero), false),
        ]
        let run = try Self.judge(pairs.map(\.0))
        let verdicts = run.verdicts
        #expect(verdicts.count == pairs.count)
        for (verdict, pair) in zip(verdicts, pairs) {
            #expect(verdict.isMet == pair.1, "\(verdict.expectation): \(verdict.evidence)")
            #expect(!verdict.expectation.isEmpty && !verdict.evidence.isEmpty)
        }
        #expect(!run.hasPassed)
    }

    @Test func `an estimate is not judged good by a run that ends before it settles`() throws {
        let run = try Self.judge([.stateOfChargeError(below: 1, settling: .seconds(3600))])
        #expect(run.verdicts.map(\.isMet) == [false])
        #expect(run.verdicts.map(\.evidence) == ["the run was over before"])
    }

    @Test func `verdicts tell times as a person would`() throws {
        let fault = try #require(try Scenarios.named("emergency-stop").faults.first).name
        let run = try Self.judge([
            .contactorsOpen(after: fault, within: .milliseconds(100)), raised(.emergencyStop),
        ])
        #expect(run.verdicts[0].expectation == "the contactors open within 100 ms of \(fault)")
        #expect(run.verdicts[0].evidence == "opened after 0 ms")
        #expect(run.verdicts[1].evidence == "raised at 00:00:34.6")
    }

    @Test func `an unfinished mission is told apart from a finished one`() throws {
        var scenario = Scenarios.small
        scenario.expectations = [.missionComplete, .finalState(.operating)]
        let close = MissionStep(
            name: "close", action: .command(.close), until: [.state(.operating)],
            timeLimit: .seconds(30))
        scenario.mission = [close]
        let complete = Scenarios.run(scenario)
        while !complete.isOver { _ = complete.step() }
        #expect(complete.hasPassed)

        scenario.mission = [
            close,
            MissionStep(
                name: "wait", action: .rest, until: [.state(.service)], timeLimit: .seconds(2)),
        ]
        let limited = Scenarios.run(scenario)
        while !limited.isOver { _ = limited.step() }
        #expect(limited.verdicts.map(\.isMet) == [false, true])

        scenario.duration = .seconds(1)
        let short = Scenarios.run(scenario)
        while !short.isOver { _ = short.step() }
        #expect(short.verdicts.map(\.isMet) == [false, false])
    }

    @Test func `a flag that stays is not cleared and one that goes is`() throws {
        var scenario = Scenarios.quiet
        scenario.duration = .seconds(40)
        scenario.faults = [
            InjectedFault(
                name: "dropout", kind: .deviceSilent(device: "pressure-1"), step: nil,
                after: .seconds(10), duration: .seconds(5), ramp: .zero)
        ]
        scenario.expectations = [
            cleared(.stackPressureMissing, after: "dropout", within: .seconds(5)),
            cleared(.stackPressureMissing, after: "dropout", within: .milliseconds(1)),
            cleared(.stackPressureMissing),
        ]
        scenario.mission = [
            MissionStep(
                name: "wait", action: .rest, until: [.elapsed(.seconds(35))], timeLimit: nil)
        ]
        let run = Scenarios.run(scenario)
        while !run.isOver { _ = run.step() }
        #expect(run.verdicts.map(\.isMet) == [true, false, true])

        scenario.faults[0].duration = nil
        let lasting = Scenarios.run(scenario)
        while !lasting.isOver { _ = lasting.step() }
        #expect(lasting.verdicts.map(\.isMet) == [false, false, false])
    }

    private func raised(
        _ diagnostic: Diagnostic, grade: Grade? = nil, after: String? = nil,
        within: Duration? = nil
    ) -> Configuration.Expectation {
        .raised(diagnostic: diagnostic, grade: grade, place: nil, after: after, within: within)
    }

    private func cleared(
        _ diagnostic: Diagnostic, after: String? = nil, within: Duration? = nil
    ) -> Configuration.Expectation {
        .cleared(diagnostic: diagnostic, grade: nil, place: nil, after: after, within: within)
    }
}
