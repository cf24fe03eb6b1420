import Testing

@testable import Reports

struct TableTests {
    @Test func `columns are aligned, whatever the letters`() {
        let table = Table(
            ["quantity", .init("value", .trailing), .init("verdict", .centre)],
            rows: [
                ["R → Ω", "12.5 cm²", .verdict(.passed)],
                ["25 °C, e\u{301}", "1", .verdict(.failed, word: "high")],
                ["電池", "100", "–"],
            ])
        #expect(
            table.text() == """
                  quantity     value  verdict
                  ────────  ────────  ────────
                  R → Ω     12.5 cm²  ✓ passed
                  25 °C, e\u{301}         1   ✗ high
                  電池           100     –
                """)
    }

    @Test func `the column that wraps gives way, and nothing is lost`() {
        let words = "time to short over a thousand hours of stripping at six pressures"
        let table = Table(
            [.init("#", .trailing), .init("set-up", wraps: true), "source"],
            rows: [["1", .text(words), "Doux 2020"]])
        let lines = table.text(width: 40).split(separator: "\n")
        #expect(lines.allSatisfy { TextWidth.columns(String($0)) <= 40 })
        #expect(lines.count > 4)
        let shown = lines.dropFirst(2).flatMap { $0.split(separator: " ") }
        #expect(words.split(separator: " ").allSatisfy(shown.contains))
        #expect(lines[2].hasSuffix("Doux 2020"))
    }

    @Test func `a table wider than the terminal keeps legible columns`() {
        let table = Table(["a", "b"], rows: [["left", .text(String(repeating: "x", count: 30))]])
        let text = table.text(width: 5)
        #expect(text.filter { $0 == "x" }.count == 30)
        #expect(text.contains(String(repeating: "x", count: 12) + "\n"))
        #expect(Table(["only"]).text() == "  only\n  ────")
    }

    @Test func `every verdict has its own sign and word`() {
        let texts = Verdict.allCases.map { Table.Cell.verdict($0).text }
        #expect(Set(texts).count == texts.count)
        #expect(Set(texts.map(\.first)).count == texts.count)
    }
}
