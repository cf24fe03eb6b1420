import Configuration
import Foundation

@testable import PackSimulation

/// The complete systems of the reviews and the reference cells, by the names of their files.
enum ReviewedSystems {
    static let slugs = [
        "bipolar-generic", "fe3s4-li7p3s11-li", "gpe-glc-lpscl", "lco-lipon-graphene",
        "lfp-kanf-latp-li", "lfp-lto-3d-interdigitated", "lfp-peo-interlayer-li",
        "lfp-pvdf-peo-llzto-simof", "li-halide-lpscl-bilayer", "li-lfp-artificial-sei",
        "li-llzo-sb-sym", "li-llzto-mgf2-sym", "li-llzto-plss-sym", "li-nca-seeded",
        "li-o2-lagp-pvdfhfp", "li2sp2s5-3dsi", "lilto-garnet-sym", "llzao-si-film",
        "ni83-peo-mg-al", "nmc811-cl-rich-lpscl-si", "nmc811-lpscl-si-bipolar",
        "thinfilm-generic",
    ]
    static let references = ["a", "b", "c", "d", "e", "f"].map { "reference-\($0)" }

    static let configs: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        return parts.joined(separator: "/") + "/Configs"
    }()

    static func scenario(_ name: String) throws -> CyclingDescription {
        try CyclingDescription(contentsOf: "\(configs)/Scenarios/Cycling/\(name).toml")
    }

    static func cell(_ slug: String) throws -> CellDescription {
        try CellDescription(contentsOf: "\(configs)/Cells/Systems/\(slug).toml")
    }

    /// Names of the TOML files in a folder of Configs, sorted, without the ending.
    static func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(configs)/\(folder)")
            .filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The whole run, or the first cycles of it.
    static func cycled(_ name: String, cycles: Int? = nil) throws -> CellCycler {
        var description = try scenario(name)
        if let cycles { description.limit(cycles: min(cycles, description.plan.cycleCount)) }
        var cycler = CellCycler(description)
        cycler.run()
        return cycler
    }

    /// What came out otherwise than expected, in words; empty when all is met.
    static func misses(_ cycler: CellCycler) -> [String] {
        cycler.verdicts.filter { !$0.isMet }.map {
            "\($0.expectation.quantity.rawValue): \($0.expectation.criterion), simulated "
                + "\($0.simulated.map { "\($0)" } ?? "not reached")"
        }
    }

    // MARK: The table made from the reviews, beside the project

    private static let table: String? = {
        let package = URL(filePath: configs).deletingLastPathComponent()
        let beside = package.deletingLastPathComponent()
        let file = beside.appending(path: "shared/seeds/seed-systems.csv").path()
        let further = beside.deletingLastPathComponent()
            .appending(path: "shared/seeds/seed-systems.csv").path()
        return [file, further].first { FileManager.default.fileExists(atPath: $0) }
    }()

    static let hasTable = table != nil
    static let advice = "The table of the reviews, ../shared/seeds/seed-systems.csv, is absent."

    /// Second column of the rows of category "system".
    static func slugsOfTable() throws -> [String] {
        let text = try String(contentsOfFile: table ?? "", encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            let columns = line.split(separator: ",", maxSplits: 2)
            return columns.first == "system" ? String(columns[1]) : nil
        }.sorted()
    }
}
