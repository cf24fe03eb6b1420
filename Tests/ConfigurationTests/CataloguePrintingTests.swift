import Foundation
import Testing

@testable import Configuration

@Suite struct CataloguePrintingTests {
    private let catalogue: Catalogue

    init() throws { catalogue = try CatalogueTests.shipped.get() }

    private func entry(_ slug: String) throws -> CatalogueEntry {
        try #require(catalogue.entries.first { $0.slug == slug })
    }

    private func object(_ json: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
        return try #require(value as? [String: Any])
    }

    @Test(arguments: [80, 100, 500])
    func `no line is wider than the terminal`(width: Int) throws {
        let text = CatalogueText(catalogue, width: width)
        let limit = min(width, 100)
        var pages = catalogue.entries.map(text.show)
        pages.append(text.compare(try entry("llzo"), try entry("lgps")))
        // The longest slug and value of a list need about 90 columns.
        if width >= 100 { pages.append(text.list()) }
        for line in pages.joined(separator: "\n").split(separator: "\n") {
            #expect(line.count <= limit, "\(line)")
            #expect(line.last != " ", "\(line)")
        }
    }

    @Test func `the list has every entry and the counts`() {
        let lines = CatalogueText(catalogue).list().split(separator: "\n")
        for entry in catalogue.entries {
            #expect(lines.contains { $0.hasPrefix("  \(entry.slug) ") }, "\(entry.slug)")
        }
        let total = lines.last?.split(separator: " ").map(String.init)
        #expect(total?.prefix(3) == ["total", "\(catalogue.entries.count)", "230"])
    }

    @Test func `show keeps both numbers and the reason`() throws {
        let text = CatalogueText(catalogue).show(try entry("lfp"))
        #expect(text.contains("S3:193 volume change: <1 %"))
        #expect(text.contains("used    6.6 %"))
        #expect(text.contains("reason  LFP shrinks by 6.6 % on charge"))
        #expect(text.contains("source  lattices of LiFePO4 and FePO4"))
    }

    @Test func `show counts what is doubted and never cuts a key`() throws {
        let text = CatalogueText(catalogue).show(try entry("llzo"))
        #expect(text.contains("9 rows, 3 doubtful, 1 implausible"))
        #expect(text.contains("  [conductivity]\n"))
        let halide = CatalogueText(catalogue, width: 80).show(try entry("li3ycl6"))
        #expect(halide.contains("  [interface_with.lithium-indium]\n"))
        #expect(!halide.contains("…"))
    }

    @Test func `every system shows its cell file`() {
        let systems = catalogue.entries.filter { $0.category == .systems }
        #expect(systems.count == 22)
        for system in systems {
            let file = "Configs/Cells/Systems/\(system.slug).toml"
            #expect(system.models.first?.file.hasSuffix(file) == true, "\(system.slug)")
            let text = CatalogueText(catalogue).show(system)
            #expect(text.contains("\nCell ") && text.contains("composition"))
        }
    }

    @Test func `a number whose unit does not tell the property is listed with it`() {
        let lines = CatalogueText(catalogue).list().split(separator: "\n")
        let shorted = lines.first { $0.hasPrefix("  artificial-sei ") }
        #expect(shorted?.contains("symmetric cell life >2000 h") == true)
        let plain = lines.first { $0.hasPrefix("  li6ps5cl ") }
        #expect(plain?.contains("  2.13e-3 S/cm") == true)
    }

    @Test func `compare sets property beside property`() throws {
        let text = CatalogueText(catalogue).compare(try entry("lfp"), try entry("sulfur"))
        let line = text.split(separator: "\n").first { $0.hasPrefix("theoretical capacity") }
        #expect(line?.contains("170 mAh/g (S3:193)") == true)
        #expect(line?.contains("1675 mAh/g (S3:199)") == true)
    }

    @Test func `JSON has every row in full, numbers as numbers`() throws {
        let json = CatalogueJSON(catalogue).list()
        let root = try object(json)
        #expect(root["row_count"] as? Int == 230)
        let entries = try #require(root["entries"] as? [[String: Any]])
        #expect(entries.count == catalogue.entries.count)
        let rows = entries.flatMap { $0["rows"] as? [[String: Any]] ?? [] }
        #expect(rows.count == 230)
        for (row, expected) in zip(rows, catalogue.entries.flatMap(\.rows)) {
            #expect(row["name"] as? String == expected.name)
            #expect(row["value"] as? String == expected.value.text)
            #expect(row["unit"] as? String == expected.value.unit)
            #expect(row["review"] as? String == expected.review)
            #expect(row["line"] as? Int == expected.line)
            let numbers = row["numbers"] as? [String: Any]
            switch expected.value.numbers {
            case .words: #expect(numbers == nil)
            case .number(let number): #expect(numbers?["number"] as? Double == number)
            case .range(let low, let high):
                #expect(numbers?["low"] as? Double == low)
                #expect(numbers?["high"] as? Double == high)
            case .change(let before, let after):
                #expect(numbers?["before"] as? Double == before)
                #expect(numbers?["after"] as? Double == after)
            case .list(let values): #expect(numbers?["numbers"] as? [Double] == values)
            }
            let instead = row["instead"] as? [String: Any]
            #expect(instead?["reason"] as? String == expected.instead?.reason)
        }
        #expect(json == CatalogueJSON(catalogue).list())
    }

    @Test func `JSON of one entry and of two parses`() throws {
        let json = CatalogueJSON(catalogue)
        let one = try object(json.show(try entry("llzo")))
        #expect(one["slug"] as? String == "llzo")
        #expect((one["rows"] as? [Any])?.count == 9)
        let two = try object(json.compare(try entry("llzo"), try entry("lgps")))
        let properties = try #require(two["properties"] as? [[String: Any]])
        #expect(properties[0]["property"] as? String == "ionic_conductivity")
        #expect((properties[0]["left"] as? [Any])?.count == 5)
        #expect((properties[0]["right"] as? [Any])?.count == 1)
    }

    @Test func `text in JSON is escaped`() {
        let text = JSONValue.text("a\"b\\c\nd\te\u{1}é").document()
        #expect(text == "\"a\\\"b\\\\c\\nd\\te\\u0001é\"")
        #expect(JSONValue.object([("b", .number(1)), ("a", .null)]).document().contains("1,\n"))
    }
}
