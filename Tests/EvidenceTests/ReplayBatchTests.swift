import CellModel
import Configuration
import Foundation
import Identification
import Reports
import Testing

@testable import Evidence

/// A manifest of files written for the test, from reading to the page.
@Suite struct ReplayBatchTests {
    static let cell: Result<CellDescription, any Error> = Result {
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try CellDescription(
            contentsOf: package.appending(path: "Configs/Cells/lg-18650hg2.toml").path())
    }

    /// A cell that discharges slowly from full to 40 %, with a thickness that follows, in a folder
    /// that goes away with the test.
    func withData<T>(_ names: [String], body: (String) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "solidbms-\(UUID().uuidString)")
        let logs = folder.appending(path: "logs")
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        let cell = try Self.cell.get().parameters
        var text = "t,v,i,temp,z,q,mm\n"
        for row in 0...1200 {
            let charge = 1 - 0.6 * Double(row) / 1200
            let current = 0.6 * cell.capacity / (1200 * 10)
            let voltage: Double = cell.openCircuit.voltage.value(at: charge).value
            text += "\(row * 10),\(voltage - current * 0.05),\(current),25,\(charge),"
            text += "\((1 - charge) * cell.capacity / 3600),\(0.2 - 0.1 * (1 - charge))\n"
        }
        for name in names { try Data(text.utf8).write(to: logs.appending(path: name)) }
        return try body(folder.path())
    }

    func manifest(
        _ files: [String], variants: [ReplayVariant],
        reference: ReplayColumns.Reference = .fraction(column: "z"), thickness: String? = nil,
        bars: [ReplayBar] = []
    ) throws -> ReplayManifest {
        let columns = ReplayColumns(
            time: "t", voltage: "v", current: "i", temperature: "temp", thickness: thickness,
            reference: reference, positiveDischarges: true)
        return ReplayManifest(
            name: "test <files>", summary: "slow discharges", source: "made up [A]",
            folder: "logs", settling: 900, band: 0.03,
            groups: [
                ReplayGroup(
                    name: "warm", cell: try Self.cell.get(), columns: columns,
                    logs: files.map { .init(file: $0, cycle: $0, temperature: "25 °C") })
            ], variants: variants, bars: bars)
    }

    func plain(_ name: String = "plain") -> ReplayVariant {
        ReplayVariant(name: name, groups: ["warm"])
    }

    @Test func `every log is replayed under every variant, in order`() throws {
        var biased = plain("biased")
        biased.faults.current.bias = 0.1
        let results = try withData(["a.csv", "b.csv"]) { data in
            let manifest = try manifest(["a.csv", "b.csv"], variants: [plain(), biased])
            return try ReplayBatch(manifest, data: data).results()
        }
        #expect(results.runs.map(\.log.file) == ["a.csv", "a.csv", "b.csv", "b.csv"])
        #expect(results.runs.map(\.variant) == ["plain", "biased", "plain", "biased"])
        #expect(results.groups.map(\.variant) == ["plain", "biased"])
        #expect(results.groups.allSatisfy { $0.logCount == 2 })
        let scores = results.runs.map(\.score)
        #expect(scores[0] == scores[2])
        #expect(scores[0].countingFromTruth.maximum < 1e-6)
        // 0.1 A for 12,000 s.
        let capacity = try Self.cell.get().parameters.capacity
        #expect(abs(scores[1].countingFromTruth.maximum - 1200 / capacity) < 1e-6)
        #expect(scores[0].filter.rootMeanSquare < 0.05)
    }

    @Test func `a start in the middle begins where the reference says`() throws {
        var woken = plain("woken")
        woken.startReference = 0.7
        woken.startError = 0.2
        var never = plain("never")
        never.startReference = 0.1
        try withData(["a.csv"]) { data in
            let run = try ReplayBatch(try manifest(["a.csv"], variants: [woken]), data: data)
                .results().runs[0]
            #expect(run.rowCount == 1201 - 600)
            #expect(abs(run.score.startStateOfCharge - 0.9) < 1e-9)
            let error = #expect(throws: ReplayDataError.self) {
                _ = try ReplayBatch(try manifest(["a.csv"], variants: [never]), data: data)
            }
            #expect(error?.isOnlyMissing == false)
            #expect(error?.description.contains("a.csv: variant \"never\"") == true)
        }
    }

    @Test func `discharged charge gives the reference, by its last row or a capacity`() throws {
        let capacity = try Self.cell.get().parameters.capacity / 3600
        try withData(["a.csv"]) { data in
            func last(_ capacity: Double?) throws -> Double? {
                let manifest = try manifest(
                    ["a.csv"], variants: [plain()],
                    reference: .dischargedAmpereHours(column: "q", capacity: capacity))
                return try ReplayBatch(manifest, data: data).results().runs[0].course.parts.last?
                    .reference
            }
            let whole = try #require(try last(nil))
            #expect(abs(whole) < 1e-9)
            let part = try #require(try last(capacity))
            #expect(abs(part - 0.4) < 1e-6)
        }
    }

    @Test func `everything wrong with the logs is said at once`() throws {
        try withData(["a.csv"]) { data in
            let gone = try manifest(["x.csv", "a.csv", "y.csv"], variants: [plain()])
            let error = #expect(throws: ReplayDataError.self) {
                _ = try ReplayBatch(gone, data: data)
            }
            #expect(error?.isOnlyMissing == true)
            #expect(error?.problems.count == 2)
            #expect(error?.problems[1].contains("logs/y.csv: cannot be read") == true)
            let wrong = try manifest(["a.csv"], variants: [plain()], thickness: "mu")
            let other = #expect(throws: ReplayDataError.self) {
                _ = try ReplayBatch(wrong, data: data)
            }
            #expect(other?.isOnlyMissing == false)
            #expect(other?.description.contains("no column \"mu\"") == true)
        }
    }

    @Test func `groups and variants can be chosen`() throws {
        try withData(["a.csv"]) { data in
            let manifest = try manifest(["a.csv"], variants: [plain(), plain("second")])
            let chosen = try ReplayBatch(manifest, data: data, variants: ["second"]).results()
            #expect(chosen.variants == ["second"])
            #expect(try ReplayBatch(manifest, data: data, groups: []).results().runs.isEmpty)
        }
    }

    @Test func `the page and the record come out the same twice and keep names harmless`() throws {
        let bar = ReplayBar(
            group: "warm", variant: "plain", measure: .worstMaximum, limit: 0.5)
        try withData(["a.csv"]) { data in
            let manifest = try manifest(["a.csv"], variants: [plain()], bars: [bar])
            let first = try ReplayBatch(manifest, data: data).results()
            let second = try ReplayBatch(manifest, data: data).results()
            let page = ReplayReport(first, version: "1").report.html()
            #expect(page == ReplayReport(second, version: "1").report.html())
            #expect(page.contains("test &lt;files&gt;"))
            #expect(page.contains("1 of 1 bars met"))
            #expect(page.components(separatedBy: "<svg").count == 1 + 4)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let record = try encoder.encode(ReplayRecord(first, version: "1"))
            #expect(try encoder.encode(ReplayRecord(second, version: "1")) == record)
            let text = String(decoding: record, as: UTF8.self)
            #expect(text.contains("\"outcome\":\"met\""))
            #expect(text.contains("\"measure\":\"worst_maximum\""))
        }
    }
}
