import Configuration
import Quantities
import Testing

@testable import PackSimulation

struct LoadCellErrorTests {
    /// 20 MPa of full scale, calibrated from 0.2 to 16 MPa.
    private static let loadCell = TestWorld.scenario.pack.stacks[0].loadCell
    private static let fullScale = 20e6

    private func error(seed: UInt64 = 1, index: Int = 0) -> LoadCellError {
        LoadCellError(Self.loadCell, seed: seed, index: index)
    }

    @Test func `the full scale is the rated force on the plate`() {
        #expect((Self.loadCell.capacity / Self.loadCell.plateArea - Self.fullScale).magnitude < 1)
    }

    @Test func `between the points of its calibration a load cell bows`() {
        var largest = 0.0
        for seed in 0..<200 {
            let error = error(seed: UInt64(seed))
            let low = error.steady(0.2e6, warming: 0)
            let middle = error.steady(8.1e6, warming: 0)
            let high = error.steady(16e6, warming: 0)
            largest = max(largest, (middle - (low + high) / 2).magnitude)
            // Gain and tare are all that is left at the two points.
            let gain = (high - low) / 15.8e6 - 1
            #expect(gain.magnitude < 1e-3)
            let tare = low - 0.2e6 * (1 + gain)
            #expect(tare.magnitude <= 5e-4 * Self.fullScale)
        }
        #expect((0.9...1.0).contains(largest / (5e-4 * Self.fullScale)))
    }

    @Test func `a warm load cell shows another zero and the same slope`() {
        let error = error()
        let cold = error.steady(6e6, warming: 0)
        let shift = error.steady(6e6, warming: 10) - cold
        #expect(shift != 0)
        #expect(shift.magnitude <= 10 * 3e-4 * Self.fullScale)
        #expect((error.steady(6e6, warming: 20) - cold - 2 * shift).magnitude < 1e-6)
        #expect(
            (error.steady(9e6, warming: 10) - error.steady(9e6, warming: 0) - shift)
                .magnitude < 1e-6)
    }

    /// The walk is 0.005 % of full scale per root of an hour: 10 kPa in 100 h.
    @Test(arguments: [1, 20])
    func `the zero drifts with the root of time however it is divided`(parts: Int) {
        var squares = 0.0
        let count = 600
        for seed in 0..<count {
            var error = error(seed: UInt64(seed))
            var shown = 0.0
            for _ in 0..<parts {
                shown = error.apply(
                    to: 5e6, warming: 0, interval: 360_000 / Double(parts))
            }
            let drift = shown - error.steady(5e6, warming: 0)
            squares += drift * drift
        }
        // With 1 kPa of noise on top.
        let deviation = (squares / Double(count)).squareRoot()
        #expect((deviation / 10_050 - 1).magnitude < 0.1)
    }

    @Test func `each load cell of a run errs in its own way, and each run again`() {
        let one = error().steady(5e6, warming: 1)
        #expect(one == error().steady(5e6, warming: 1))
        #expect(one != error(index: 1).steady(5e6, warming: 1))
        #expect(one != error(seed: 2).steady(5e6, warming: 1))
    }
}
