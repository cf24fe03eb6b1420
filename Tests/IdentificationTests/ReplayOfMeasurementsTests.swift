import CellModel
import Estimation
import Identification
import Testing

/// LG 18650HG2 (Kollmeyer et al. 2020, doi:10.17632/cp3473x7xv.3, CC BY 4.0), fitted to slow
/// cycles and pulses alone where nothing else is said.
@Suite(.enabled(if: MeasuredData.isThere, Comment(rawValue: MeasuredData.advice)))
struct ReplayOfMeasurementsTests {
    static let identified: Result<IdentifiedCell, any Error> = Result {
        try CellFit().identify(MeasuredData.tests("25C"))
    }

    func score(_ cycle: String, startError: Double) throws -> ReplayScore {
        let log = try MeasuredData.log("\(cycle)_1Hz.csv.gz", columns: .driveCycle)
        let cell = try Self.identified.get().parameters()
        return Replay(parameters: cell, startError: startError).run(log)
    }

    @Test(arguments: ["25C_drive_US06", "25C_drive_LA92", "25C_drive_Mixed1"], [-0.2, -0.5])
    func `drive cycles at 25 °C are followed to 2 % from a wrong start by pulses alone`(
        cycle: String, startError: Double
    ) throws {
        let score = try score(cycle, startError: startError)
        #expect(score.filter.rootMeanSquare < 0.02)
        #expect(score.filter.maximum < 0.03)
        #expect(score.consistentFraction > 0.95)
        #expect(score.resets == 0)
        let converged = try #require(score.convergedAfter)
        #expect(converged < 300)
        #expect(score.counting.rootMeanSquare > 10 * score.filter.rootMeanSquare)
    }

    @Test func `the fit finds the capacity and plausible resistances`() throws {
        let cell = try Self.identified.get()
        #expect(abs(cell.capacity.capacity / 3600 - 2.778) < 0.005)
        #expect(cell.fastTimeConstant < cell.slowTimeConstant)
        let series = try #require(cell.series.map.rows.first).samples
        #expect(series.allSatisfy { $0 > 0.015 && $0 < 0.035 })
        #expect(cell.tests.filter { $0.kind == .pulses }.allSatisfy { $0.rootMeanSquare < 0.015 })
        let voltages = cell.openCircuit.samples
        #expect(zip(voltages, voltages.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `a charge counter that reads too high is noticed`() throws {
        let cell = try Self.identified.get()
        let estimate = try #require(cell.hysteresis.first)
        #expect(estimate.counterScale > 1.03)
        #expect(estimate.mean < 0.03)
    }

    @Test func `a cycle that was not fitted is left to 20 mV`() throws {
        var tests = try MeasuredData.tests("25C")
        tests.append(
            FitTest(
                .drive, try MeasuredData.log("25C_drive_Mixed1_1Hz.csv.gz", columns: .driveCycle)))
        let check = FitTest(
            .drive, try MeasuredData.log("25C_drive_LA92_1Hz.csv.gz", columns: .driveCycle))
        let cell = try CellFit().identify(tests, checks: [check])
        #expect(try #require(cell.tests.last).rootMeanSquare < 0.02)
    }
}
