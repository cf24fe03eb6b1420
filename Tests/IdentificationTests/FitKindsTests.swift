import CellModel
import Identification
import Testing

/// What a fit may be made of, and what it refuses.
@Suite struct FitKindsTests {
    @Test func `pulses alone are enough when the capacity is given`() throws {
        var fit = CellFit()
        fit.capacity = SyntheticCell.capacity
        let cell = try fit.identify([FitTest(.pulses, SyntheticCell.pulses())])
        #expect(abs(cell.series.map.rows[0].samples[5] / 0.02 - 1) < 0.05)
        #expect(abs(cell.openCircuit.value(at: 0.5).value - SyntheticCell.voltage(0.5)) < 3e-3)
    }

    @Test func `a drive cycle alone is enough when it ends empty`() throws {
        let drive = SyntheticCell.drive()
        let cell = try CellFit().identify([FitTest(.drive, drive)])
        let delivered = -(try #require(drive.charge.min()))
        #expect(abs(cell.capacity.capacity / delivered - 1) < 1e-9)
        #expect(abs(cell.series.map.rows[0].samples[5] / 0.02 - 1) < 0.05)
        #expect(try #require(cell.tests.first).rootMeanSquare < 3e-3)
    }

    @Test func `a given capacity is taken`() throws {
        var fit = CellFit()
        fit.capacity = 10_700
        let cell = try fit.identify(SyntheticCell.tests())
        #expect(cell.capacity.capacity == 10_700)
        #expect(cell.capacity.method == "given")
    }

    @Test func `slow cycles with the wrong sign are refused in words`() {
        let up = SyntheticCell.log("up", from: 0, [(72_000, 0.15, 60)])
        #expect(throws: FitError.dischargeDoesNotDischarge(file: "up")) {
            try CellFit().identify([FitTest(.slowDischarge, up)])
        }
        let down = SyntheticCell.log("down", from: 1, [(72_000, -0.15, 60)])
        #expect(throws: FitError.chargeDoesNotCharge(file: "down")) {
            try CellFit().identify([FitTest(.slowDischarge, down), FitTest(.slowCharge, down)])
        }
    }

    @Test func `a drive cycle is not taken for a slow discharge`() {
        #expect(throws: FitError.notSteady(file: "drive")) {
            try CellFit().identify([FitTest(.slowDischarge, SyntheticCell.drive())])
        }
        let fast = SyntheticCell.log("fast", from: 1, [(3600, -3, 1)])
        #expect(throws: FitError.notSlow(file: "fast", rate: 1)) {
            try CellFit().identify([FitTest(.slowDischarge, fast)])
        }
    }

    @Test func `nothing, a charge alone and an unknown capacity are refused`() {
        #expect(throws: FitError.noTests) { try CellFit().identify([]) }
        let charge = SyntheticCell.log("charge", from: 0, [(72_000, 0.15, 60)])
        #expect(throws: FitError.noTests) {
            try CellFit().identify([FitTest(.slowCharge, charge)])
        }
        let rest = SyntheticCell.log("rest", from: 1, [(7200, 0, 10)])
        #expect(throws: FitError.noCapacity) { try CellFit().identify([FitTest(.pulses, rest)]) }
    }

    @Test func `every refusal says what would be right`() {
        let errors: [FitError] = [
            .noTests, .dischargeDoesNotDischarge(file: "f"), .chargeDoesNotCharge(file: "f"),
            .notSlow(file: "f", rate: 1), .notSteady(file: "f"), .noCapacity,
            .tooLittleData(file: "f"), .notIndependent,
        ]
        #expect(errors.allSatisfy { "\($0)".hasSuffix(".") || "\($0)".hasSuffix("?") })
        #expect("\(FitError.notSlow(file: "f", rate: 1))".contains("takes 1.0 h"))
    }
}
