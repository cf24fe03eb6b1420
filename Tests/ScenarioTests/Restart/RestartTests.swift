import Configuration
import Control
import Estimation
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import Persistence

/// SAFETY §7 through the whole loop: what a killed program knew, the next one knows.
struct RestartTests {
    private func errors(_ bench: Bench) -> [Double] {
        bench.last.cells.indices.map { cell in
            bench.last.cells[cell].estimate.stateOfCharge
                - bench.rig.pack.stateOfCharge(position: cell)
        }
    }

    @Test func `a run cut off in the middle goes on with the charge it knew`() throws {
        let bench = Bench(Scenarios.small)
        let kept = KeptState(bench)
        bench.bringUp(demand: 0.25)
        bench.run(.seconds(600))
        try kept.keep(bench)
        let before = bench.last
        let cycles = kept.contents.compactMap(\.self).count
        #expect(cycles == 1)

        bench.run(.seconds(3))
        let resumption = try kept.restart(bench)
        #expect(resumption.rest == .known(.seconds(3)))
        #expect(resumption.finding.damages.isEmpty)
        bench.step()
        for (cell, error) in errors(bench).enumerated() {
            let deviation = before.cells[cell].estimate.stateOfChargeDeviation
            #expect(error.magnitude <= deviation, "cell \(cell): \(error), σ \(deviation)")
            let now = bench.last.cells[cell].estimate
            // Three seconds of 0.25 A that nobody counted are 0.03 %.
            #expect(
                (now.stateOfCharge - before.cells[cell].estimate.stateOfCharge).magnitude < 0.01)
            #expect(now.capacityDeviation <= before.cells[cell].estimate.capacityDeviation * 1.1)
            #expect(now.contactFractionDeviation < 0.06)
        }

        bench.bringUp(demand: 0.25)
        bench.run(.seconds(300))
        for (cell, error) in errors(bench).enumerated() {
            let deviation = before.cells[cell].estimate.stateOfChargeDeviation
            #expect(error.magnitude <= deviation, "cell \(cell): \(error), σ \(deviation)")
        }
        #expect(bench.last.cells.allSatisfy { $0.estimate.isConsistent })
        #expect(bench.failures.isEmpty, "\(bench.failures)")
    }

    @Test func `without a state the charge begins unknown, whatever the guess of the file`() {
        let bench = Bench(Scenarios.small)
        bench.replaceLoop()
        bench.control.beginUnknown()
        bench.step()
        for cell in bench.last.cells {
            #expect(cell.estimate.stateOfChargeDeviation > 0.29)
            #expect(!cell.estimate.observed.contains(.charge))
        }
    }

    @Test func `the longer the rest the less is known, and a wrong clock costs the most`() throws {
        func deviation(after rest: Duration, clockError: Int64 = 0) throws -> Double {
            let bench = Bench(Scenarios.small)
            let kept = KeptState(bench)
            bench.run(.seconds(30))
            try kept.keep(bench)
            kept.clockOffset += rest.inNanoseconds + clockError
            try kept.restart(bench)
            let state = KeptState.exported(bench.control)
            return state.cells[0].deviation(.charge)
        }
        let day = Duration.seconds(86_400)
        let unknown = try deviation(after: day, clockError: -200 * day.inNanoseconds)
        let rests = try [.seconds(1), day, day * 30, day * 365].map { try deviation(after: $0) }
        #expect(rests == rests.sorted())
        #expect(rests[0] < rests[1] && rests[2] < unknown && unknown < rests[3])
        // 90 days at 0.2 % a day.
        #expect(unknown > 0.18 && unknown < 0.25)
    }

    @Test func `counts go on from run to run`() throws {
        let bench = Bench(Scenarios.small)
        let kept = KeptState(bench)
        bench.bringUp(demand: 0.2)
        bench.run(.seconds(60))
        try kept.keep(bench)
        let first = KeptState.exported(bench.control)
        #expect(first.cycles == ContactorCycles(negative: 1, precharge: 1, positive: 1))
        #expect(first.chargedThroughput.coulombs > 11 && first.chargedThroughput.coulombs < 14)
        try kept.restart(bench)
        #expect(KeptState.exported(bench.control).chargedThroughput == first.chargedThroughput)
        bench.bringUp(demand: -0.2)
        bench.run(.seconds(60))
        let second = KeptState.exported(bench.control)
        #expect(second.cycles == ContactorCycles(negative: 2, precharge: 2, positive: 2))
        #expect((second.chargedThroughput - first.chargedThroughput).coulombs < 0.2)
        #expect(second.dischargedThroughput.coulombs > 11)
        #expect(second.dischargedThroughput.coulombs < 14)
    }

    @Test func `the highest pressure is remembered although it is gone`() throws {
        let bench = Bench(Scenarios.small)
        let kept = KeptState(bench)
        bench.run(.seconds(5))
        bench.setPressure(8e6, stack: 1)
        bench.run(.seconds(60))
        bench.setPressure(6e6, stack: 1)
        bench.run(.seconds(5))
        try kept.keep(bench)
        try kept.restart(bench)
        bench.run(.seconds(5))
        let highest = KeptState.exported(bench.control).stacks.map(\.highestPressure.megapascals)
        #expect(highest[1] > 7.8 && highest[1] < 8.2)
        #expect(highest[0] < 7.5)
    }

    @Test func `contactors that closed too often are a flag`() throws {
        for (closings, isRaised) in [(UInt64(79_998), false), (80_000, true)] {
            let bench = Bench(Scenarios.small)
            var state = bench.control.makeDurableState()
            state.cycles.positive = closings
            _ = bench.control.resume(state, rest: .zero)
            bench.bringUp()
            #expect(bench.isActive(.contactorCyclesExceeded, .operating) == isRaised)
            #expect(bench.last.state == .operating)
        }
    }

    @Test func `an estimate no filter can have believed begins unknown and is reported`() {
        let bench = Bench(Scenarios.small)
        var state = KeptState.exported(bench.control)
        state.cells[2][.charge] = .nan
        let report = bench.control.resume(state, rest: .zero)
        #expect(report.unusableCells == [2])
        bench.run(.seconds(5))
        #expect(bench.last.cells[2].estimate.stateOfCharge.isFinite)
    }
}

extension KeptState {
    /// What a loop would have kept.
    static func exported(_ control: ControlLoop) -> DurableState {
        var state = control.makeDurableState()
        control.export(into: &state)
        return state
    }
}
