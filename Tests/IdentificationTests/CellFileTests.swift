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

    func isClose(_ left: StateMap?, _ right: StateMap?, within tolerance: Double) -> Bool {
        guard let left, let right, left.rows.count == right.rows.count else { return false }
        return zip(left.rows, right.rows).allSatisfy { first, second in
            first.samples.count == second.samples.count
                && zip(first.samples, second.samples).allSatisfy { abs($0 - $1) <= tolerance }
        }
    }

    @Test func `what is written loads as what was identified`() throws {
        let cell = try CellFitTests.noisy.get()
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
        #expect(
            isClose(
                written.openCircuit.temperatureShift, expected.openCircuit.temperatureShift,
                within: 1e-5))
        #expect(
            isClose(written.resistance.measured, expected.resistance.measured, within: 1e-6))
        let (first, second) = (written.polarisation, expected.polarisation)
        #expect(isClose(first.fastResistance, second.fastResistance, within: 1e-6))
        #expect(isClose(first.slowResistance, second.slowResistance, within: 1e-6))
        let fast = first.fastTimeConstant.value(stateOfCharge: 0.5, temperature: 298.15)
        #expect(abs(fast - cell.fastTimeConstant) < 1e-3)
        let slow = first.slowTimeConstant.value(stateOfCharge: 0.5, temperature: 298.15)
        #expect(abs(slow - cell.slowTimeConstant) < 1e-3)
    }

    @Test func `every identified value is written with its uncertainty`() throws {
        let cell = try CellFitTests.noisy.get()
        let file = CellFile(name: "synthetic", chemistry: "none", attribution: "nobody")
        let values = try loaded(file.text(of: cell)).provenance
        for key in [
            "design.capacity", "open_circuit.voltage", "open_circuit.temperature_shift",
            "resistance.series", "polarisation.fast_resistance", "polarisation.slow_resistance",
        ] {
            let value = try #require(values.first { $0.keyPath == key })
            #expect(value.uncertainty ?? 0 > 0)
            #expect(value.method != nil)
        }
    }

    @Test func `hysteresis is written and read`() throws {
        var cell = try CellFitTests.noisy.get()
        cell.hysteresisLaw = HysteresisLaw(halfGap: UniformTable([0.01, 0.02]), rate: 20)
        let file = CellFile(name: "synthetic", chemistry: "none", attribution: "nobody")
        let circuit = try loaded(file.text(of: cell)).parameters.openCircuit
        #expect(circuit.hysteresis.rate == 20)
        #expect(circuit.hysteresisHalfGap.samples == [0.01, 0.02])
    }

    @Test func `the ready cell file loads and names its source`() throws {
        let cell = try Self.ready("lg-18650hg2")
        #expect(cell.name == "lg-18650hg2")
        #expect(abs(cell.parameters.capacity / 3600 - 2.778) < 0.005)
        #expect(cell.parameters.resistance.measured.rows.count == 5)
        let sources = cell.provenance.filter { !$0.unit.isEmpty }.map(\.source)
        #expect(sources.contains { $0.contains("10.17632/cp3473x7xv.3") })
        #expect(sources.contains { $0.contains("CC BY 4.0") })
        #expect(sources.allSatisfy { !$0.isEmpty })
    }
}
