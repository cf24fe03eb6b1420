import CellModel
import Configuration
import Foundation
import Identification
import Testing

@Suite struct CellFileTests {
    static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func ready(_ name: String) throws -> CellDescription {
        try CellDescription(
            contentsOf: package.appending(path: "Configs/Cells/\(name).toml").path())
    }

    /// Writes a file that goes away with the test, and loads it.
    func loaded(_ text: String) throws -> CellDescription {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "solidbms-cell-\(UUID().uuidString).toml")
        try Data(text.utf8).write(to: file)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: file) } }
        return try CellDescription(contentsOf: file.path())
    }

    func isClose(_ left: StateMap, _ right: StateMap, within tolerance: Double) -> Bool {
        zip(left.rows, right.rows).allSatisfy { first, second in
            first.samples.count == second.samples.count
                && zip(first.samples, second.samples).allSatisfy { abs($0 - $1) <= tolerance }
        }
    }

    @Test func `what is written loads as what was identified`() throws {
        let cell = try CellFit().identify([
            SyntheticCell.tests(celsius: 5), SyntheticCell.tests(celsius: 40),
        ])
        let file = CellFile(
            name: "synthetic", chemistry: "a \"quoted\" \\ name", attribution: "nobody,\nnowhere")
        let description = try loaded(file.text(of: cell))
        let written = description.parameters
        let expected = cell.parameters()
        #expect(description.kind == .measured)
        #expect(description.chemistry == "a \"quoted\" \\ name")
        #expect(abs(written.capacity - expected.capacity) < 0.1)
        let pairs = zip(
            written.openCircuit.voltage.samples, expected.openCircuit.voltage.samples)
        #expect(pairs.allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(written.openCircuit.voltage.samples.count == 201)
        #expect(
            isClose(written.resistance.measured, expected.resistance.measured, within: 1e-6))
        let (first, second) = (written.polarisation, expected.polarisation)
        #expect(isClose(first.fastResistance, second.fastResistance, within: 1e-6))
        #expect(isClose(first.slowResistance, second.slowResistance, within: 1e-6))
        #expect(isClose(first.fastTimeConstant, second.fastTimeConstant, within: 1e-3))
        #expect(isClose(first.slowTimeConstant, second.slowTimeConstant, within: 1e-3))
    }

    @Test(arguments: ["lg-18650hg2", "lg-18650hg2-all-temperatures"])
    func `the ready cell files load and name their source`(name: String) throws {
        let cell = try Self.ready(name)
        #expect(cell.name == name)
        #expect(abs(cell.parameters.capacity / 3600 - 2.778) < 0.005)
        let sources = cell.provenance.filter { !$0.unit.isEmpty }.map(\.source)
        #expect(sources.contains { $0.contains("10.17632/cp3473x7xv.3") })
        #expect(sources.contains { $0.contains("CC BY 4.0") })
        #expect(sources.allSatisfy { !$0.isEmpty })
    }

    @Test(.enabled(if: MeasuredData.isThere, Comment(rawValue: MeasuredData.advice)))
    func `the ready cell file is what the fit finds today`() throws {
        let ready = try Self.ready("lg-18650hg2").parameters
        let cell = try CellFit().identify([MeasuredData.tests("25C")]).parameters()
        let pairs = zip(ready.openCircuit.voltage.samples, cell.openCircuit.voltage.samples)
        #expect(pairs.allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(isClose(ready.resistance.measured, cell.resistance.measured, within: 1e-6))
    }

    @Test(
        .enabled(if: MeasuredData.isThere, Comment(rawValue: MeasuredData.advice)),
        arguments: [
            "0C_drive_US06", "0C_drive_LA92", "10C_drive_US06", "25C_drive_US06", "40C_drive_LA92",
        ])
    func `with rows at all temperatures, cold and hot cycles are followed to 2 %`(
        cycle: String
    ) throws {
        let cell = try Self.ready("lg-18650hg2-all-temperatures").parameters
        let log = try MeasuredData.log("\(cycle)_1Hz.csv.gz", columns: .driveCycle)
        let score = Replay(parameters: cell).run(log)
        #expect(score.filter.rootMeanSquare < 0.02)
        #expect(score.consistentFraction > 0.9)
    }
}
