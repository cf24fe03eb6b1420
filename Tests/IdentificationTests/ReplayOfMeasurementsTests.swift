import CellModel
import Estimation
import Foundation
import Identification
import Testing

@Suite(.enabled(if: MeasuredData.isThere, Comment(rawValue: MeasuredData.advice)))
struct ReplayOfMeasurementsTests {
    static let identified: Result<IdentifiedCell, any Error> = Result {
        try CellFit().identify([MeasuredData.tests("25C")])
    }

    @Test(arguments: ["US06", "LA92", "Mixed1", "Mixed2", "Mixed3", "Mixed4", "Mixed5", "Mixed6", "Mixed7", "Mixed8"], [-0.2, -0.5])
    func `drive cycles at 25 °C are followed from a wrong start`(cycle: String, wrong: Double) throws {
        let cell = try Self.identified.get()
        let log = try MeasuredData.log("25C_drive_\(cycle)_1Hz.csv.gz", columns: .driveCycle)
        let score = Replay(parameters: cell.parameters(), startError: wrong).run(log)
        print(cycle, wrong, "rmse", score.filter.rootMeanSquare * 100, "mean", score.filter.mean * 100, "bias", score.filter.bias * 100, "max", score.filter.maximum * 100, "conv", score.convergedAfter ?? -1, "3s", score.consistentFraction, "cc", score.countingFromTruth.rootMeanSquare * 100, "final sd", score.finalDeviation)
        #expect(score.filter.rootMeanSquare < 0.02)
    }
    @Test func show() throws {
        let cell = try Self.identified.get()
        print(cell.capacity / 3600)
        for row in cell.rows { print(row.temperature, row.fastTimeConstant, row.slowTimeConstant)
            for p in row.points { print(p) } }
    }
}
