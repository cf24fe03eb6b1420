import Control
import Foundation
import Quantities
import TestFolders
import Testing

@testable import Recording

@Suite struct BatteryDataFormatExportTests {
    /// Files that the `batterydf` package has found valid; `Interop/validate-bdf.sh` asks it again.
    private static let golden = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Interop/Golden").path

    /// A short run with readings missing for different reasons, exported into the folder.
    private func export(
        _ export: BatteryDataFormatExport, in folder: TemporaryFolder
    ) throws -> [String] {
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .simulation)
        for step in 0..<6 {
            var snapshot = SampleRun.snapshot(step, period: .milliseconds(1100))
            if step == 2 { snapshot.cells[0].voltage = .missing(.noResponse) }
            if step >= 4 { snapshot.cells[0].temperature = .missing(.stale) }
            if step == 3 { snapshot.current = .missing(.timeout) }
            if step == 5 { snapshot.stacks[0].pressure = .missing(.saturated) }
            recorder.offer(snapshot)
        }
        recorder.finish(traceHash: "5eed")
        let log = try LogReader(path: folder.log)
        return try export.export(log.run(1), from: log, into: folder.path)
    }

    private func name(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

    @Test func `the files of a run are those that batterydf found valid`() throws {
        let folder = try TemporaryFolder()
        let paths = try export(BatteryDataFormatExport(institution: "Example Lab"), in: folder)
        #expect(
            paths.map(name) == [
                "Example-Lab__A1__20260101_001.bdf.csv", "Example-Lab__A-2__20260101_001.bdf.csv",
                "Example-Lab__B1__20260101_001.bdf.csv",
            ])
        for table in paths.map(name) {
            let sidecar = String(table.dropLast(8)) + ".json"
            for file in [table, sidecar] {
                let expected = try String(
                    contentsOfFile: Self.golden + "/" + file, encoding: .utf8)
                #expect(try folder.text(of: file) == expected, "\(file)")
            }
        }
    }

    @Test func `a missing reading is an empty cell and a count in the sidecar`() throws {
        let folder = try TemporaryFolder()
        _ = try export(BatteryDataFormatExport(institution: "L"), in: folder)
        let lines = try folder.text(of: "L__A1__20260101_001.bdf.csv").split(separator: "\n")
        #expect(
            lines[0] == "Test Time / s,Voltage / V,Current / A,Unix Time / s,"
                + "Surface Temperature T1 / degC,Applied Pressure / Pa,Net Capacity / Ah")
        #expect(lines[1] == "0,3.61,-1.5,1767225600.25,25.1,4200000.0,0.0")
        #expect(lines[3].hasPrefix("2.2,,-1.3,1767225602.45,25.1,"))
        #expect(lines[6].hasSuffix(",,,-0.5"))

        let json = try JSONSerialization.jsonObject(
            with: Data(folder.text(of: "L__A1__20260101_001.json").utf8))
        let members = try #require(json as? [String: Any])
        let columns = try #require(members["columns"] as? [[String: Any]])
        #expect(columns[1]["missing_count_by_reason"] as? [String: Int] == ["noResponse": 1])
        #expect(columns[4]["missing_count_by_reason"] as? [String: Int] == ["stale": 2])
        #expect(columns[5]["missing_count_by_reason"] as? [String: Int] == ["saturated": 1])
        let run = try #require(members["run"] as? [String: Any])
        #expect(run["seed"] as? String == "18446744073709551615")
        #expect(run["pack_name"] as? String == "Three \"cells\"")
    }

    @Test func `a cell without a stack has no pressure column`() throws {
        let folder = try TemporaryFolder()
        _ = try export(BatteryDataFormatExport(institution: "L"), in: folder)
        let header = try folder.text(of: "L__B1__20260101_001.bdf.csv").prefix { $0 != "\n" }
        #expect(!header.contains("Pressure"))
        #expect(header.contains("Voltage / V"))
    }

    @Test func `estimates are added on demand and marked as foreign`() throws {
        let folder = try TemporaryFolder()
        _ = try export(
            BatteryDataFormatExport(institution: "L", includesEstimates: true), in: folder)
        let lines = try folder.text(of: "L__B1__20260101_001.bdf.csv").split(separator: "\n")
        #expect(lines[0].contains(",Estimated State of Charge / 1,"))
        #expect(
            lines[0].hasSuffix(
                ",Capacity Health / 1,Resistance Health / 1,Interface Resistance Health / 1,"
                    + "Charge Limit for 2 s / A,Charge Limit for 10 s / A,"
                    + "Charge Limit for 60 s / A,Discharge Limit for 2 s / A,"
                    + "Discharge Limit for 10 s / A,Discharge Limit for 60 s / A,"
                    + "Energy to Empty / J,Energy to Full / J,Time to Empty / s,Time to Full / s"))
        // What is not observed or not known is left out.
        #expect(
            lines[1].hasSuffix(
                ",1.0,0.75,0.6,0.5,0.42857143,0.375,,,0.14285715,"
                    + "3.0,4.0,3.0,6.0,5.0,7.0,18.0,,,28.0"
            ))
        let sidecar = try folder.text(of: "L__B1__20260101_001.json")
        #expect(sidecar.contains("\"is_of_format\": false"))
    }

    @Test func `an export into no folder says which file it could not create`() throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(
            path: folder.log, run: SampleRun.description, options: .simulation)
        recorder.finish(traceHash: nil)
        let log = try LogReader(path: folder.log)
        let run = try log.run(1)
        let error = #expect(throws: RecordingError.self) {
            try BatteryDataFormatExport(institution: "L")
                .export(run, from: log, into: folder.path + "/none")
        }
        #expect(
            error?.description == "\(folder.path)/none/L__A1__20260101_001.bdf.csv: creating: "
                + "No such file or directory (errno 2)")
    }

    @Test(
        arguments: [
            (0, "19700101"), (-1, "19691231"), (951_782_400, "20000229"), (951_868_800, "20000301"),
            (1_709_164_800, "20240229"), (1_798_761_599, "20261231"), (4_107_542_400, "21000301"),
            (4_107_542_399, "21000228"),
        ] as [(Int64, String)])
    func `a file carries the day in UTC`(_ unixSeconds: Int64, _ day: String) {
        #expect(
            BatteryDataFileName.civilDay(unixNanoseconds: unixSeconds * 1_000_000_000) == day)
    }

    @Test(
        arguments: [
            (0, "0"), (1, "0.000000001"), (1_100_000_000, "1.1"), (300_000_000, "0.3"),
            (-250_000_000, "-0.25"), (.max, "9223372036.854775807"),
            (.min, "-9223372036.854775808"),
        ] as [(Int64, String)])
    func `seconds are written exactly`(_ nanoseconds: Int64, _ text: String) {
        #expect(DecimalText.seconds(nanoseconds: nanoseconds) == text)
    }

    @Test func `cells of one name get files of different names`() {
        var description = SampleRun.description
        description.cells = ["A", "A", "", "A"].map {
            RunDescription.Cell(name: $0, stack: nil)
        }
        let run = RecordedRun(number: 12, description: description, ending: nil)
        #expect(
            BatteryDataFileName.stems(for: run, institution: "a_b") == [
                "a-b__A__20260101_012", "a-b__A-2__20260101_012", "a-b__-3__20260101_012",
                "a-b__A-4__20260101_012",
            ])
    }
}
