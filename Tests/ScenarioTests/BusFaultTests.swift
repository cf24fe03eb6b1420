import Configuration
import Control
import Protection
import Quantities
import SimulatedChips
import Testing

@testable import PackSimulation

/// The diagnostics of buses, each raised by its fault, not raised below it, and cleared; and what a
/// broken bus may cost. A row per diagnostic.
struct BusFaultTests {
    /// A bench on which faults of the multiplexer can be applied.
    private func bench(hasPowerLine: Bool = false, faultable: [String] = []) -> Bench {
        var scenario = Scenarios.quiet
        scenario.faults.append(
            InjectedFault(
                name: "never held", kind: .multiplexerChannelStuck(channel: 1), step: nil,
                after: .seconds(1_000_000), duration: nil, ramp: .zero))
        if hasPowerLine {
            scenario.pack.lines.sensorPower = LineDescription(
                name: "BMS_SENS_PWR_EN", isActiveLow: false)
        }
        return Bench(scenario, faultable: faultable)
    }

    /// Indices of the pack's buses.
    private static let main = index(of: "main")
    private static let cells = index(of: "cells")

    private static func index(of bus: String) -> Int {
        guard let index = Scenarios.quiet.pack.buses.firstIndex(where: { $0.name == bus }) else {
            preconditionFailure("The demonstration pack has a bus \(bus).")
        }
        return index
    }

    private static let busFlags: [Diagnostic] = [
        .busTransferErrors, .busStuckLow, .busRecovered, .multiplexerStuck,
    ]

    private func expectCalm(_ bench: Bench) {
        for flag in Self.busFlags { #expect(!bench.wasRaised(flag), "\(flag)") }
    }

    /// Two transfers of 25 ms that run into their deadline, and what else a step transfers.
    private func expectStepsInTime(_ bench: Bench) {
        #expect(
            bench.busTimeMaximum < .milliseconds(80),
            "A step took \(bench.busTimeMaximum) of a bus.")
    }

    // MARK: - Multiplexer

    @Test func `a branch that holds the bus is left out and the rest goes on`() {
        let bench = bench()
        bench.bringUp()
        bench.run(.seconds(2))
        expectCalm(bench)
        bench.rig.apply(.multiplexerChannelStuck(channel: 1), size: 1)
        bench.run(.seconds(2))
        #expect(bench.last.state == .operating)
        #expect(bench.last.buses[Self.main].stuckChannels == 0b10)
        #expect(bench.last.buses[Self.main].rung == .normal)
        #expect(bench.last.stacks[1].pressure == .missing(.busFault))
        for stack in [0, 2, 3] { #expect(bench.last.stacks[stack].pressure.value != nil) }
        for cell in 0..<16 {
            let isBehind = (4..<8).contains(cell)
            #expect((bench.last.cells[cell].temperature.value == nil) == isBehind, "\(cell)")
            #expect(bench.last.cells[cell].voltage.value != nil)
        }
        #expect(bench.last.current.value != nil)
        #expect(bench.isActive(.multiplexerStuck, .operating))
        #expect(bench.wasRaised(.busRecovered, .operating))
        #expect(bench.safetyFlags.isEmpty)

        bench.rig.apply(.multiplexerChannelStuck(channel: 1), size: 0)
        bench.run(.seconds(26))
        #expect(bench.isEverythingMeasured)
        #expect(bench.last.buses[Self.main].stuckChannels == 0)
        #expect(bench.last.activeFlags.isEmpty, "\(bench.last.activeFlags)")
        expectStepsInTime(bench)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a branch that stays held costs the others a step every ten seconds at most`() {
        let bench = bench()
        bench.bringUp()
        bench.rig.apply(.multiplexerChannelStuck(channel: 1), size: 1)
        bench.run(.seconds(1))
        var lost = 0
        for _ in 0..<200 {
            bench.step()
            if bench.last.current.value == nil || bench.last.stacks[0].pressure.value == nil {
                lost += 1
            }
        }
        #expect(lost == 0, "The branch is taken off again within its step.")
        #expect(bench.last.buses[Self.main].stuckChannels == 0b10)
        expectStepsInTime(bench)
    }

    @Test func `a multiplexer that takes no selection is reported and what needs none is read`() {
        let bench = bench()
        bench.bringUp()
        bench.rig.apply(.multiplexerStuck, size: 1)
        bench.run(.milliseconds(200))
        #expect(!bench.wasRaised(.multiplexerStuck), "Two steps may be a glitch.")
        bench.run(.seconds(3))
        #expect(bench.isActive(.multiplexerStuck, .operating))
        #expect(bench.last.current.value != nil)
        #expect(bench.last.cells[0].voltage.value != nil)
        #expect(bench.last.state == .operating)
        bench.rig.apply(.multiplexerStuck, size: 0)
        bench.run(.seconds(20))
        #expect(bench.isEverythingMeasured)
        #expect(!bench.isActive(.multiplexerStuck))
        expectStepsInTime(bench)
    }

    // MARK: - Held bus

    @Test func `a held bus costs its own readings and not those of the other bus`() {
        let bench = bench()
        bench.bringUp()
        bench.rig.apply(.busStuck(bus: "main"), size: 1)
        let open = bench.run(.seconds(1)) { $0.last.commanded.isInterrupting }
        // The current's own time decides, not the bus.
        #expect(open.map { $0 <= .milliseconds(400) } ?? false, "\(String(describing: open))")
        #expect(bench.isActive(.busStuckLow, .operating))
        #expect(bench.wasRaised(.currentMissing, .safety))
        #expect(!bench.wasRaised(.busRecovered))
        bench.run(.seconds(3))
        for cell in bench.last.cells {
            #expect(cell.voltage.value != nil)
            #expect(cell.temperature.value == nil)
        }
        #expect(bench.last.buses[Self.main].isHeld)
        #expect(bench.last.buses[Self.main].rung == .givenUp)
        #expect(!bench.last.buses[Self.cells].isHeld)

        bench.rig.apply(.busStuck(bus: "main"), size: 0)
        let back = bench.run(.seconds(8)) { $0.isEverythingMeasured }
        #expect(back.map { $0 <= .seconds(5.5) } ?? false, "\(String(describing: back))")
        #expect(bench.wasRaised(.busRecovered, .operating))
        bench.run(.seconds(12))
        #expect(!bench.isActive(.busStuckLow) && !bench.isActive(.busRecovered))
        expectStepsInTime(bench)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a bus that is held for one step opens nothing`() {
        let bench = bench()
        bench.bringUp()
        for bus in ["main", "cells"] {
            bench.rig.apply(.busStuck(bus: bus), size: 1)
            bench.step()
            bench.rig.apply(.busStuck(bus: bus), size: 0)
            bench.run(.seconds(3))
            #expect(bench.last.state == .operating, "\(bus)")
            #expect(bench.isEverythingMeasured, "\(bus)")
        }
        #expect(bench.safetyFlags.isEmpty)
        #expect(bench.failures.isEmpty)
    }

    @Test func `a chip that only lets go without supply loses it, and all chips come back`() {
        let bench = bench(hasPowerLine: true)
        bench.bringUp()
        let before = bench.last.buses[Self.main].recoveryCount
        bench.rig.board.setStuckUntilUnpowered(bus: "main")
        var offSteps = 0
        let back = bench.run(
            .seconds(10), each: { if !bench.rig.board.sensorPower.isActive { offSteps += 1 } },
            until: { $0.last.buses[Self.main].recoveryCount > before })
        #expect(back.map { $0 <= .seconds(1) } ?? false, "\(String(describing: back))")
        // The world moves on by 100 ms before each look.
        #expect(offSteps == 2, "At least 100 ms without supply, and not for long.")
        #expect(bench.rig.board.sensorPower.isActive)
        bench.run(.seconds(5))
        #expect(bench.isEverythingMeasured)
        #expect(bench.wasRaised(.busRecovered, .operating))
        #expect(bench.last.cells[0].voltage.value != nil)
        expectStepsInTime(bench)
        #expect(bench.rig.board.violations.isEmpty, "\(bench.rig.board.violations)")
        #expect(bench.failures.isEmpty)
    }

    @Test func `without the line for it no supply is cut`() {
        let bench = bench()
        bench.bringUp()
        bench.rig.board.setStuckUntilUnpowered(bus: "main")
        bench.run(.seconds(5))
        #expect(bench.rig.board.sensorPower.isActive)
        #expect(bench.isActive(.busStuckLow))
    }

    // MARK: - Errors

    @Test func `many failed transfers are reported, few are not`() {
        let bench = bench()
        bench.bringUp()
        bench.rig.apply(.busErrors(bus: "main", rate: 0.02), size: 1)
        bench.run(.seconds(30))
        #expect(!bench.wasRaised(.busTransferErrors))
        bench.rig.apply(.busErrors(bus: "main", rate: 0.25), size: 1)
        bench.run(.seconds(20))
        #expect(bench.isActive(.busTransferErrors, .operating))
        #expect(bench.last.buses[Self.main].errorRate > 0.1)
        #expect(bench.last.buses[Self.cells].errorRate < 0.01)
        bench.rig.apply(.busErrors(bus: "main", rate: 0), size: 1)
        bench.run(.seconds(40))
        #expect(!bench.isActive(.busTransferErrors))
        #expect(bench.isEverythingMeasured)
        expectStepsInTime(bench)
    }

    @Test func `a silent chip is absent, and its bus is not broken`() {
        let bench = bench(faultable: ["cell-monitor", "pressure-2"])
        bench.bringUp()
        bench.rig.board.setSilent(true, device: "pressure-2")
        bench.run(.milliseconds(900))
        #expect(!bench.wasRaised(.deviceAbsent), "Ten steps, then a second to confirm.")
        bench.run(.seconds(2))
        #expect(bench.isActive(.deviceAbsent, .operating))
        expectCalm(bench)
        // Alone on its bus: nothing answers there, and the lines are free all the same.
        bench.rig.board.setSilent(true, device: "cell-monitor")
        bench.run(.seconds(5))
        #expect(!bench.wasRaised(.busStuckLow))
        #expect(bench.last.buses[Self.cells].rung == .normal)
        #expect(bench.last.buses[Self.cells].recoveryCount == 0)
        bench.rig.board.setSilent(false, device: "pressure-2")
        bench.rig.board.setSilent(false, device: "cell-monitor")
        bench.run(.seconds(30))
        #expect(!bench.isActive(.deviceAbsent))
        #expect(bench.isEverythingMeasured)
    }
}
