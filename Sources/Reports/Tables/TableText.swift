/// Sets a table in the fixed letters of a terminal.
struct TableText {
    private static let indent = 2
    private static let gap = 2
    /// A column narrower than this cannot be read; only a column that needs less is.
    private static let narrowest = 12

    private let columns: [Table.Column]
    private let cells: [[String]]
    private let widths: [Int]

    init(_ table: Table, width: Int) {
        columns = table.columns
        cells = [table.columns.map(\.heading)] + table.rows.map { $0.map(\.text) }
        var widths = columns.indices.map { [cells] column in
            cells.map { Self.naturalWidth($0[column]) }.max() ?? 0
        }
        let natural = widths
        var wrapping = columns.indices.filter { [columns] in columns[$0].wraps }
        if wrapping.isEmpty { wrapping = [columns.count - 1] }
        func excess() -> Int {
            Self.indent + widths.reduce(0, +) + Self.gap * (widths.count - 1) - width
        }
        while excess() > 0 {
            let widest = wrapping.max { (widths[$0], $1) < (widths[$1], $0) }
            guard let widest, widths[widest] > min(natural[widest], Self.narrowest) else { break }
            widths[widest] -= 1
        }
        self.widths = widths
    }

    var text: String {
        var lines = cells.prefix(1).flatMap(line)
        lines.append(joined(widths.map { String(repeating: "─", count: $0) }))
        lines += cells.dropFirst().flatMap(line)
        return lines.joined(separator: "\n")
    }

    /// The lines of one row; cells that have fewer lines than others are blank below.
    private func line(_ row: [String]) -> [String] {
        let broken = row.indices.map { column in
            TextWidth.lines(of: row[column]) { TextWidth.columns($0) <= widths[column] }
        }
        return (0..<(broken.map(\.count).max() ?? 0)).map { index in
            joined(
                broken.indices.map { column in
                    aligned(index < broken[column].count ? broken[column][index] : "", column)
                })
        }
    }

    private func aligned(_ text: String, _ column: Int) -> String {
        let free = max(0, widths[column] - TextWidth.columns(text))
        let before =
            switch columns[column].alignment {
            case .leading: 0
            case .trailing: free
            case .centre: free / 2
            }
        return String(repeating: " ", count: before) + text
            + String(repeating: " ", count: free - before)
    }

    private func joined(_ parts: [String]) -> String {
        var line =
            String(repeating: " ", count: Self.indent)
            + parts.joined(separator: String(repeating: " ", count: Self.gap))
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func naturalWidth(_ text: String) -> Int {
        text.split(whereSeparator: \.isNewline).map { TextWidth.columns(String($0)) }.max() ?? 0
    }
}
