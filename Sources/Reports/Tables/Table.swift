/// A table for a page and for a terminal.
public struct Table: Sendable, Equatable {
    public let columns: [Column]
    public private(set) var rows: [[Cell]] = []

    /// - Parameter rows: Each with one cell per column.
    public init(_ columns: [Column], rows: [[Cell]] = []) {
        precondition(!columns.isEmpty, "A table has columns.")
        self.columns = columns
        for row in rows { append(row) }
    }

    /// Adds a row of one cell per column.
    public mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count, "A row has one cell per column.")
        rows.append(row)
    }

    /// The table in aligned columns under a ruled header, two spaces in from the left.
    ///
    /// Too wide a table breaks the columns that wrap into several lines, first the widest. It stays
    /// too wide when that does not suffice, for nothing is ever cut off.
    /// - Parameter width: The columns of the terminal.
    public func text(width: Int = 100) -> String { TableText(self, width: width).text }

    /// The table as HTML.
    func write(to page: inout Markup) {
        page.element("div", ["class": "scroll"]) { frame in
            frame.element("table") { table in
                table.element("thead") { head in
                    head.element("tr") { row in
                        for column in columns {
                            row.element(
                                "th", ["scope": "col", "class": column.alignment.style],
                                text: column.heading)
                        }
                    }
                }
                table.element("tbody") { body in
                    for cells in rows {
                        body.newline()
                        body.element("tr") { row in
                            for (column, cell) in zip(columns, cells) {
                                Self.write(cell, column, to: &row)
                            }
                        }
                    }
                }
            }
        }
    }

    private static func write(_ cell: Cell, _ column: Column, to row: inout Markup) {
        switch cell {
        case .text(let text):
            row.element("td", ["class": column.alignment.style], text: text)
        case .verdict(let verdict, _):
            row.element("td", ["class": column.alignment.style]) { data in
                data.element("span", ["class": "verdict " + verdict.style], text: cell.text)
            }
        }
    }
}

extension Table.Column.Alignment {
    fileprivate var style: String {
        switch self {
        case .leading: "leading"
        case .trailing: "trailing"
        case .centre: "centre"
        }
    }
}
