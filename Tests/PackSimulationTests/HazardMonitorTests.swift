import Configuration
import Protection
import Quantities
import SimulatedChips
import Testing

@testable import PackSimulation

struct HazardMonitorTests {
    private let rig = TestWorld.rig()
    private var monitor = HazardMonitor(
        rules: TestWorld.scenario.pack.rules, loopPeriod: .milliseconds(100))

    private func pass(_ steps: Int = 1) {
        for _ in 0..<steps { rig.advance(to: rig.now + .milliseconds(100), demand: 0) }
    }

    @Test mutating func `an answer in time is no failure and a late one is`() {
        pass()
        rig.board.emergencyStop.drive(true)
        monitor.observe(rig, isConnected: true)
        #expect(monitor.hazards.map(\.diagnostic) == [.emergencyStop])
        var inTime = monitor
        inTime.decide([], now: rig.now + .milliseconds(100))
        #expect(inTime.failures(now: rig.now + .seconds(9)).isEmpty)
        monitor.decide([], now: rig.now + .milliseconds(101))
        #expect(monitor.failures(now: rig.now + .seconds(9)).count == 1)
    }

    @Test mutating func `no answer is a failure once the budget is over`() {
        pass()
        rig.board.interlock.drive(true)
        monitor.observe(rig, isConnected: true)
        monitor.decide([.negative, .positive], now: rig.now)
        #expect(monitor.failures(now: rig.now + .milliseconds(100)).isEmpty)
        #expect(monitor.failures(now: rig.now + .milliseconds(101)).count == 1)
    }

    @Test mutating func `a danger that passes within the budget needs no answer`() {
        pass()
        rig.board.interlock.drive(true)
        monitor.observe(rig, isConnected: true)
        pass()
        rig.board.interlock.drive(false)
        monitor.observe(rig, isConnected: true)
        #expect(monitor.failures(now: rig.now + .seconds(9)).isEmpty)
        #expect(monitor.hazards[0].passed == rig.now)
    }

    @Test mutating func `open contactors are in no danger until they close`() {
        pass()
        rig.temperatureOffsets[3] = 30
        monitor.observe(rig, isConnected: false)
        #expect(monitor.hazards.isEmpty)
        monitor.observe(rig, isConnected: true)
        #expect(monitor.hazards.map(\.place) == [.cell(3)])
    }

    @Test mutating func `connecting again to a lasting danger is a danger of its own`() {
        pass()
        rig.temperatureOffsets[3] = 30
        monitor.observe(rig, isConnected: true)
        monitor.decide([], now: rig.now)
        pass()
        monitor.observe(rig, isConnected: false)
        pass()
        monitor.observe(rig, isConnected: true)
        #expect(monitor.hazards.count == 2)
        monitor.decide([.negative, .positive], now: rig.now)
        #expect(monitor.failures(now: rig.now + .seconds(9)).count == 1)
    }

    @Test(arguments: [
        (Diagnostic.stackOverpressure, Place.stack(1)), (.stackUnderpressure, .stack(1)),
        (.cellOvervoltage, .cell(2)), (.cellUndervoltage, .cell(2)),
    ])
    mutating func `a hazard is read from the world`(_ diagnostic: Diagnostic, place: Place) {
        switch diagnostic {
        case .stackOverpressure: rig.pack.setExternalPressure(10e6, stack: 1)
        case .stackUnderpressure: rig.pack.setExternalPressure(-10e6, stack: 1)
        case .cellOvervoltage: rig.pack.setAddedVoltage(1, cell: 2)
        default: rig.pack.setAddedVoltage(-1, cell: 2)
        }
        pass()
        monitor.observe(rig, isConnected: true)
        #expect(monitor.hazards.contains { $0.diagnostic == diagnostic && $0.place == place })
    }

    @Test func `a slower loop has longer budgets in proportion, a faster one the same`() {
        let stated = Duration.milliseconds(100)
        for (period, factor) in [(stated / 2, 1), (stated, 1), (stated * 10, 10)] {
            #expect(
                ReactionBudget.of(.overcurrentCharging, loopPeriod: period)
                    == .milliseconds(200) * factor)
            #expect(
                ReactionBudget.of(.cellVoltageMissing, loopPeriod: period)
                    == .milliseconds(500) * factor)
            #expect(ReactionBudget.of(.emergencyStop, loopPeriod: period) == period)
        }
    }

    @Test func `an answer seen late by the resolution is in time`() {
        var hazard = Hazard(
            diagnostic: .emergencyStop, place: .system, began: .start, budget: .milliseconds(100))
        hazard.opened = .start + .milliseconds(105)
        #expect(hazard.isMet(now: .start + .seconds(1), resolution: .milliseconds(5)))
        #expect(!hazard.isMet(now: .start + .seconds(1), resolution: .milliseconds(4)))
    }

    @Test func `a command interrupts when no path is left`() {
        #expect(ContactorSet([]).isInterrupting)
        #expect(ContactorSet.negative.isInterrupting)
        #expect(ContactorSet([.positive, .precharge]).isInterrupting)
        #expect(!ContactorSet([.negative, .positive]).isInterrupting)
        #expect(!ContactorSet([.negative, .precharge]).isInterrupting)
    }
}
