import Foundation
import Identification

/// The measured data, which stay outside the project: in the folder named by `SOLIDBMS_DATA`, or
/// in `../shared/data` beside it.
enum MeasuredData {
    static let root: String? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let beside = package.deletingLastPathComponent().appending(path: "shared/data").path()
        let named = ProcessInfo.processInfo.environment["SOLIDBMS_DATA"]
        return [named, beside].compactMap { $0 }.first {
            FileManager.default.fileExists(atPath: $0 + "/lg_18650hg2")
        }
    }()

    static let isThere = root != nil
    static let advice = "Measured data absent: set SOLIDBMS_DATA to the folder with lg_18650hg2."

    static func log(
        _ name: String, columns: LogColumns = LogColumns()
    ) throws -> MeasuredLog {
        try MeasuredLog(path: "\(root ?? "")/lg_18650hg2/\(name)", columns: columns)
    }

    /// Slow cycles and pulses at one temperature.
    static func tests(_ temperature: String) throws -> [FitTest] {
        [
            FitTest(.slowDischarge, try log("\(temperature)_c20_discharge.csv")),
            FitTest(.slowCharge, try log("\(temperature)_c20_charge.csv")),
            FitTest(.pulses, try log("\(temperature)_hppc_HPPC.csv.gz")),
        ]
    }
}
