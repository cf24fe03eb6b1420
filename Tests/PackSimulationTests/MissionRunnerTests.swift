import Configuration
import Control
import Protection
import Quantities
import Testing

@testable import PackSimulation

struct MissionRunnerTests {
    private func view(_ state: ContactorState = .operating) -> MissionRunner.View {
        MissionRunner.View(
            lowestStateOfCharge: 0.5, highestStateOfCharge: 0.6, lowestCellVoltage: 3.7,
            highestCellVoltage: 3.8, cellResistance: 0.1, current: 0, state: state,
            chargeLimit: 0.5, dischargeLimit: 0.4)
    }

    private func step(
        _ name: String, _ action: MissionStep.Action, until: [MissionStep.Ending] = [],
        limit: Duration? = nil
    ) -> MissionStep {
        MissionStep(name: name, action: action, until: until, timeLimit: limit)
    }

    private func time(_ tenths: Int64) -> Instant { Instant(nanoseconds: tenths * 100_000_000) }

    @Test func `an operator presses once a second until it works`() {
        var mission = MissionRunner(steps: [
            step("close", .command(.close), until: [.state(.operating)])
        ])
        var presses: [Int64] = []
        for tenth in 0...25 as ClosedRange<Int64> {
            let (_, requests) = mission.advance(now: time(tenth), view: view(.standby))
            if requests == .close { presses.append(tenth) }
        }
        #expect(presses == [0, 10, 20])
        _ = mission.advance(now: time(26), view: view(.operating))
        #expect(mission.isOver)
        #expect(mission.outcomes.map(\.isComplete) == [true])
    }

    @Test func `the load stays inside the permitted current and asks nothing when disconnected`() {
        var mission = MissionRunner(steps: [step("drive", .current(.amperes(-3)))])
        #expect(mission.advance(now: time(1), view: view()).demand == -0.4)
        #expect(mission.advance(now: time(2), view: view(.fault)).demand == 0)
    }

    @Test func `a charger holds the voltage by lowering the current`() {
        var mission = MissionRunner(steps: [
            step(
                "charge",
                .constantCurrentConstantVoltage(current: .amperes(0.3), cellVoltage: .volts(4)))
        ])
        var view = view()
        for tenth in 1...20 as ClosedRange<Int64> {
            _ = mission.advance(now: time(tenth), view: view)
        }
        #expect(mission.advance(now: time(21), view: view).demand == 0.3)
        view.highestCellVoltage = 4.05
        let lowered = mission.advance(now: time(22), view: view).demand
        #expect(lowered < 0.3 && lowered >= 0)
    }

    @Test func `a profile is held between samples and resumes where it stopped`() {
        let profile = CurrentProfile(
            interval: .seconds(1), amperes: [0.1, 0.2, -0.1], repetitions: 2)
        var mission = MissionRunner(steps: [
            step("drive", .profile(profile, continues: false), until: [.state(.fault)]),
            step("finish", .profile(profile, continues: true)),
        ])
        var demands: [Double] = []
        for tenth in stride(from: Int64(0), through: 20, by: 5) {
            demands.append(mission.advance(now: time(tenth), view: view()).demand)
        }
        #expect(demands == [0.1, 0.1, 0.2, 0.2, -0.1])
        _ = mission.advance(now: time(25), view: view(.fault))
        #expect(mission.stepName == "finish")
        #expect(mission.advance(now: time(30), view: view()).demand == -0.1)
        #expect(mission.advance(now: time(35), view: view()).demand == 0.1)
    }

    @Test(arguments: [
        (MissionStep.Ending.stateOfChargeAbove(StateOfCharge(fraction: 0.5)), true),
        (.stateOfChargeAbove(StateOfCharge(fraction: 0.51)), false),
        (.stateOfChargeBelow(StateOfCharge(fraction: 0.5)), true),
        (.stateOfChargeBelow(StateOfCharge(fraction: 0.49)), false),
        (.cellVoltageAbove(.volts(3.8)), true), (.cellVoltageAbove(.volts(3.81)), false),
        (.cellVoltageBelow(.volts(3.7)), true), (.cellVoltageBelow(.volts(3.69)), false),
        (.currentBelow(.amperes(0)), true), (.elapsed(.zero), true),
        (.elapsed(.milliseconds(1)), false), (.raised(.cellOvervoltage), false),
        (.cleared(.cellOvervoltage), false), (.state(.operating), true), (.state(.fault), false),
    ])
    func `an ending holds at its boundary and not before`(
        _ ending: MissionStep.Ending, holds: Bool
    ) {
        var mission = MissionRunner(steps: [step("wait", .rest, until: [ending])])
        _ = mission.advance(now: time(1), view: view())
        #expect(mission.isOver == holds)
    }

    @Test func `a step that only its time limit ends is not complete`() {
        var mission = MissionRunner(steps: [
            step("wait", .rest, until: [.state(.fault)], limit: .seconds(1))
        ])
        _ = mission.advance(now: time(0), view: view())
        _ = mission.advance(now: time(9), view: view())
        #expect(!mission.isOver)
        _ = mission.advance(now: time(10), view: view())
        #expect(mission.outcomes.map(\.isComplete) == [false])
        #expect(mission.began("wait") == time(0))
    }

    @Test func `flags end steps when they come and when they go`() {
        var mission = MissionRunner(steps: [
            step("wait", .rest, until: [.raised(.cellOvervoltage)]),
            step("recover", .rest, until: [.cleared(.cellOvervoltage)]),
        ])
        _ = mission.advance(now: time(1), view: view())
        var snapshot = Snapshot(cellCount: 1, stackCount: 1)
        let event = FlagEvent(
            kind: .raised, diagnostic: .cellOvervoltage, grade: .safety, place: .cell(0),
            value: 4.3, threshold: 4.2, time: time(1), since: time(1))
        snapshot.events = [event]
        snapshot.activeFlags = [event]
        mission.observe(snapshot)
        _ = mission.advance(now: time(2), view: view())
        #expect(mission.stepName == "recover")
        snapshot.events = []
        snapshot.activeFlags = []
        mission.observe(snapshot)
        _ = mission.advance(now: time(3), view: view())
        #expect(mission.isOver)
    }
}
