import CellModel
import Estimation
import Quantities
import Testing

/// What an estimator passes on to the next run.
struct RestartTests {
    private func pack(settings: EstimatorSettings = EstimatorSettings()) -> PackEstimator {
        PackEstimator(
            cells: Array(repeating: ExampleCells.lithiumSulfide, count: 2), stackOfCell: [0, 0],
            fixtures: [ExampleCells.rigid], settings: settings)
    }

    private func rest(_ estimator: inout PackEstimator, seconds: Int, voltage: Double = 3.9) {
        for _ in 0..<seconds {
            for cell in 0..<2 {
                estimator.setVoltage(.valid(.volts(voltage), age: .zero), cell: cell)
                estimator.setTemperature(.valid(.celsius(40), age: .zero), cell: cell)
            }
            estimator.setPressure(.valid(.megapascals(7.5), age: .zero), stack: 0)
            estimator.step(current: .valid(.zero, age: .zero), interval: 1)
        }
    }

    @Test func `no rest changes nothing of what is believed`() {
        var first = pack()
        rest(&first, seconds: 600)
        let kept = first.lasting(cell: 1)
        #expect(kept.isMeasured && kept.isUsable)
        var second = pack()
        second.resume(kept, cell: 1, rest: 0)
        #expect(second.lasting(cell: 1) == kept)
        let (before, after) = (first.estimate(cell: 1), second.estimate(cell: 1))
        #expect(after.stateOfCharge == before.stateOfCharge)
        #expect(after.stateOfChargeDeviation == before.stateOfChargeDeviation)
        #expect(after.capacity == before.capacity)
        #expect(after.contactFraction == before.contactFraction)
    }

    @Test func `a cell nobody measured is passed on as unknown`() {
        let kept = pack().lasting(cell: 0)
        #expect(!kept.isMeasured)
        var sure = EstimatorSettings()
        sure.initialStateOfChargeDeviation = 0.01
        var second = pack(settings: sure)
        #expect(second.estimate(cell: 0).stateOfChargeDeviation < 0.02)
        second.resume(kept, cell: 0, rest: 0)
        #expect(second.estimate(cell: 0).stateOfChargeDeviation >= 0.4)
    }

    @Test(arguments: [60, 3600, 86_400, 2_592_000, 77_760_000] as [Double])
    func `a rest adds doubt to everything and moves nothing`(seconds: Double) {
        var first = pack()
        rest(&first, seconds: 600)
        let kept = first.lasting(cell: 0)
        var second = pack()
        second.resume(kept, cell: 0, rest: seconds)
        let widened = second.lasting(cell: 0)
        #expect(widened.isUsable)
        for state in LastingCell.State.allCases {
            #expect(widened[state] == kept[state])
            #expect(widened.deviation(state) > kept.deviation(state), "\(state)")
        }
        let lost = RestSettings().selfDischargeRate * seconds
        let added =
            (widened[.charge, .charge] - kept[.charge, .charge]).squareRoot()
        #expect((added - min(0.4, lost)).magnitude < 1e-6)
    }

    @Test func `a rest nobody knows the length of counts as ninety days`() {
        var first = pack()
        rest(&first, seconds: 600)
        var unknown = pack()
        unknown.resume(first.lasting(cell: 0), cell: 0, rest: nil)
        var known = pack()
        known.resume(first.lasting(cell: 0), cell: 0, rest: 90 * 86_400)
        #expect(unknown.lasting(cell: 0) == known.lasting(cell: 0))
    }

    @Test func `the voltage corrects what a rest has lost`() {
        var first = pack()
        rest(&first, seconds: 1200, voltage: 3.9)
        var second = pack()
        for cell in 0..<2 { second.resume(first.lasting(cell: cell), cell: cell, rest: nil) }
        rest(&second, seconds: 1200, voltage: 3.8)
        let truth = pack(at: 3.8)
        #expect((second.estimate(cell: 0).stateOfCharge - truth).magnitude < 0.03)
        #expect(second.estimate(cell: 0).isConsistent)
    }

    /// The charge that a fresh estimator finds at a voltage.
    private func pack(at voltage: Double) -> Double {
        var fresh = pack()
        rest(&fresh, seconds: 1200, voltage: voltage)
        return fresh.estimate(cell: 0).stateOfCharge
    }

    @Test func `nothing is shown as observed before a voltage has been used`() {
        var first = pack()
        rest(&first, seconds: 600)
        #expect(first.estimate(cell: 0).observed.contains(.charge))
        var second = pack()
        second.resume(first.lasting(cell: 0), cell: 0, rest: 10)
        #expect(second.estimate(cell: 0).observed.isEmpty)
        #expect(!second.estimate(cell: 0).isConsistent)
        rest(&second, seconds: 2)
        #expect(second.estimate(cell: 0).observed.contains(.charge))
        #expect(second.estimate(cell: 0).isConsistent)
    }

    @Test func `a load cell that lied is still distrusted, and the highest pressure remembered`() {
        var estimator = pack()
        #expect(!estimator.isDistrusted(stack: 0))
        estimator.resume(stack: 0, highestPressure: .megapascals(9), isDistrusted: true)
        #expect(estimator.isDistrusted(stack: 0))
        #expect(estimator.highestPressure(stack: 0) == 9e6)
        rest(&estimator, seconds: 60)
        #expect(estimator.estimate(cell: 0).mechanicalChannel == .distrusted)
        #expect(estimator.highestPressure(stack: 0) == 9e6)
        #expect(estimator.estimate(cell: 0).pressureBias == 0)
    }
}
