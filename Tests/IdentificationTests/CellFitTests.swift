import CellModel
import Identification
import Testing

@Suite struct CellFitTests {
    @Test func `a cell that obeys the model is found again`() throws {
        let cell = try CellFit().identify([SyntheticCell.tests()])
        #expect(abs(cell.capacity / SyntheticCell.capacity - 1) < 1e-6)
        let row = try #require(cell.rows.first)
        #expect(row.fastTimeConstant == 15)
        #expect(row.slowTimeConstant == 250)
        // Within the range the pulses cover.
        for point in row.points where point.stateOfCharge > 0.1 {
            #expect(abs(point.seriesResistance / 0.020 - 1) < 0.02)
            #expect(abs(point.fastResistance / 0.008 - 1) < 0.10)
            #expect(abs(point.slowResistance / 0.025 - 1) < 0.05)
            let voltage = SyntheticCell.voltage(point.stateOfCharge)
            #expect(abs(point.openCircuitVoltage - voltage) < 2e-3)
            #expect(point.residual < 2e-3)
        }
    }

    @Test func `several temperatures become rows in ascending order`() throws {
        let cell = try CellFit().identify([
            SyntheticCell.tests(celsius: 40), SyntheticCell.tests(celsius: 5),
        ])
        #expect(cell.rows.map { $0.temperature.rounded() } == [278, 313])
        let map = cell.parameters().resistance.measured
        #expect(abs(map.value(stateOfCharge: 0.5, temperature: 298.15) - 0.02) < 5e-4)
    }

    @Test func `tests with the wrong sign are refused in words`() {
        var tests = SyntheticCell.tests()
        tests.discharge = SyntheticCell.log("up", from: 0, [(72_000, 0.15, 60)])
        #expect(throws: FitError.dischargeDoesNotDischarge(file: "up")) {
            try CellFit().identify([tests])
        }
        tests = SyntheticCell.tests()
        tests.charge = SyntheticCell.log("down", from: 1, [(72_000, -0.15, 60)])
        #expect(throws: FitError.chargeDoesNotCharge(file: "down")) {
            try CellFit().identify([tests])
        }
    }

    @Test func `no tests, equal temperatures and a rest without pulses are refused`() {
        #expect(throws: FitError.noTests) { try CellFit().identify([]) }
        let tests = SyntheticCell.tests()
        #expect(throws: FitError.temperaturesTooClose(first: "pulses", second: "pulses")) {
            try CellFit().identify([tests, tests])
        }
        var resting = tests
        resting.pulses = SyntheticCell.log("rest", from: 1, [(7200, 0, 10)])
        #expect(throws: FitError.tooLittleData(file: "rest", stateOfCharge: 0)) {
            try CellFit().identify([resting])
        }
    }
}
