import Configuration
import Foundation
import Reports
import Testing

@testable import Validation

/// Files decide the outcome: what they say wrongly, the validation finds.
@Suite struct PerturbedFilesTests {
    /// The results of some targets with words of one file replaced.
    func results(
        _ numbers: [Int], in file: String, replacing old: String, with new: String
    ) throws -> [TargetResult] {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "validation-\(UUID().uuidString)")
        try files.copyItem(at: URL(filePath: ShippedTargets.configs), to: folder)
        defer { _ = try? files.removeItem(at: folder) }
        let path = folder.appending(path: file)
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(text.components(separatedBy: old).count == 2)
        try text.replacingOccurrences(of: old, with: new)
            .write(to: path, atomically: true, encoding: .utf8)
        return try ValidationRun(configs: folder.path(), numbers: numbers).results()
    }

    static let argyrodite = "Materials/Electrolytes/li6ps5cl.toml"

    @Test func `a sustainable current twice too high misses both stripping limits`() throws {
        let results = try results(
            [2, 3, 16], in: Self.argyrodite, replacing: "sustainable_current = { value = 0.0743",
            with: "sustainable_current = { value = 0.1486")
        #expect(results.map(\.verdict) == [.failed, .failed, .passed])
        let summary = ValidationSummary(results)
        #expect(summary.missed == 2 && summary.inside == 1)
        #expect(summary.words.contains("2 missed"))
    }

    @Test func `a cell that nothing can be simulated of is refused`() {
        #expect(throws: ConfigurationError.self) {
            _ = try results(
                [17], in: "Validation/published.toml",
                replacing: "Cells/Systems/lfp-pvdf-peo-llzto-simof.toml",
                with: "Cells/measured-example.toml")
        }
    }

    @Test func `a steeper intrusion law misses the times to short`() throws {
        let results = try results(
            [7], in: Self.argyrodite, replacing: "pressure_scale = { value = 6.55",
            with: "pressure_scale = { value = 4.0")
        #expect(results.map(\.verdict) == [.failed])
    }

    @Test func `a colder activation energy misses the conductivities`() throws {
        let results = try results(
            [14, 5], in: Self.argyrodite, replacing: "activation_energy = { value = 0.325",
            with: "activation_energy = { value = 0.225")
        #expect(results.map(\.target.number) == [5, 14])
        #expect(results.map(\.verdict) == [.passed, .failed])
    }

    @Test func `indium that swells like lithium misses the ratio of anodes`() throws {
        let results = try results(
            [10], in: "Materials/Anodes/lithium-indium.toml",
            replacing: "swelling = { value = 3.36", with: "swelling = { value = 4.85")
        #expect(results.map(\.verdict) == [.failed])
    }
}
