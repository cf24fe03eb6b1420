import Foundation
import Testing

@testable import Configuration

/// The catalogue against the table it was made from and the texts of the reviews.
///
/// They stay outside the project: beside the measured data in `../shared/seeds`, or beside the
/// folder named by `SOLIDBMS_DATA`; a worktree lies one folder deeper.
@Suite(.enabled(if: SharedReviews.areThere, SharedReviews.advice))
struct CatalogueReviewsTests {
    @Test func `every row of the table is carried unaltered`() throws {
        let catalogue = try CatalogueTests.shipped.get()
        let table = try SharedReviews.table()
        #expect(table.count == 230)
        for category in CatalogueCategory.allCases {
            let rows = catalogue.entries.flatMap(\.rows).filter { $0.category == category }
            let expected = table.filter { category.rawValue == $0.category }
            #expect(rows.count == expected.count)
            // Entries gather their rows, so the order of the table is lost and the line sorts.
            for row in expected {
                let hits = rows.filter { SharedReviews.TableRow($0) == row }
                #expect(hits.count == 1, "\(row)")
            }
        }
    }

    @Test func `every row is found on its line of the review`() throws {
        let catalogue = try CatalogueTests.shipped.get()
        for review in catalogue.reviews {
            let lines = try SharedReviews.lines(of: review.text)
            for row in catalogue.entries.flatMap(\.rows) where row.review == review.key {
                try #require(row.line <= lines.count)
                let own = lines[row.line - 1]
                let around = lines[max(0, row.line - 3)..<min(lines.count, row.line + 2)]
                    .joined(separator: "\n")
                let pieces = row.printed.components(separatedBy: " … ")
                #expect(pieces.contains { own.contains($0) }, "\(row.source) \(row.printed)")
                #expect(
                    pieces.allSatisfy { around.contains($0) }, "\(row.source) \(row.printed)")
            }
        }
    }
}

/// The table of the reviews and their texts.
enum SharedReviews {
    /// What the catalogue must have in common with a line of the table.
    struct TableRow: Equatable {
        var category: String
        var name: String
        var formula: String
        var property: String
        var value: String
        var unit: String
        var temperature: String
        var source: String
    }

    /// Where the table names a neighbouring line; the catalogue names the right one.
    static let correctedLines = [(table: "S3:268", review: "S3:267", name: "bipolar stack")]

    static let root: String? = {
        let beside = ShippedFiles.root + "/../shared/seeds"
        let named = ProcessInfo.processInfo.environment["SOLIDBMS_DATA"].map { $0 + "/../seeds" }
        let fromWorktree = ShippedFiles.root + "/../../shared/seeds"
        return [named, beside, fromWorktree].compactMap { $0 }.first {
            FileManager.default.fileExists(atPath: $0 + "/seed-systems.csv")
        }
    }()
    static let areThere = root != nil
    static let advice: Comment =
        "Reviews absent: no shared/seeds beside the project or the folder of SOLIDBMS_DATA."

    static func lines(of file: String) throws -> [String] {
        let text = try FileText.read("\(root ?? "")/\(file)")
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    static func table() throws -> [TableRow] {
        let text = try FileText.read("\(root ?? "")/seed-systems.csv")
        return records(text).dropFirst().map { fields in
            var source = "S\(fields[8].dropFirst(2).prefix(1)):\(fields[9])"
            for line in correctedLines where line.table == source && line.name == fields[1] {
                source = line.review
            }
            return TableRow(
                category: categories[fields[0]] ?? fields[0], name: fields[1],
                formula: fields[2], property: fields[3], value: fields[4],
                unit: units[fields[5]] ?? fields[5], temperature: fields[6], source: source)
        }
    }

    private static let categories = [
        "solid_electrolyte": "solid-electrolytes",
        "composite_electrolyte": "composite-electrolytes", "anode": "anodes",
        "cathode": "cathodes", "interface_treatment": "interface-treatments",
        "architecture": "architectures", "cell_level": "cell-level", "system": "systems",
    ]
    /// Units that the table writes otherwise.
    private static let units = ["C": "degC", "-": "1"]

    /// RFC 4180: fields may be quoted, with quotes doubled.
    private static func records(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var previous: Character?
        for character in text {
            if character == "\"" {
                if !isQuoted, previous == "\"" { field.append("\"") }
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                fields.append(field)
                field = ""
            } else if character.isNewline, !isQuoted {
                records.append(fields + [field])
                fields = []
                field = ""
            } else {
                field.append(character)
            }
            previous = character
        }
        if !fields.isEmpty { records.append(fields + [field]) }
        return records
    }
}

extension SharedReviews.TableRow {
    init(_ row: CatalogueRow) {
        // The table says RT also where the review says nothing.
        let text = row.temperature?.text ?? ""
        let temperature = text.hasPrefix("room") ? "RT" : text.replacing(" degC", with: "")
        self.init(
            category: row.category.rawValue, name: row.name, formula: row.formula ?? "",
            property: row.property, value: row.value.text, unit: row.value.unit ?? "",
            temperature: temperature, source: row.source)
    }
}
