import Configuration
import Evidence
import Foundation

/// A sweep for programs: SI units, shares instead of percent.
enum SweepJSON {
    private struct Sweep: Encodable {
        var name: String
        var cells: [Cell]
    }

    private struct Cell: Encodable {
        var summary: CellSummary
        var seeds: [SweepOutcome]
    }

    static func text(
        _ sweep: SweepDescription, _ summaries: [CellSummary], _ outcomes: [[SweepOutcome]]
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // One seed has no interval, and JSON no infinity.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
        let cells = zip(summaries, outcomes).map { Cell(summary: $0, seeds: $1) }
        return String(
            decoding: try encoder.encode(Sweep(name: sweep.name, cells: cells)), as: UTF8.self)
    }
}
