import Identification
import Reports

/// What a fit found, for a terminal.
enum FitSummary {
    static func text(_ cell: IdentifiedCell, _ output: String) -> String {
        let capacity = cell.capacity
        let head =
            "\(output): capacity \(fixed(capacity.capacity / 3600, 3)) ± "
            + "\(fixed(capacity.deviation / 3600, 3)) Ah, time constants "
            + "\(fixed(cell.fastTimeConstant, 1)) s and \(fixed(cell.slowTimeConstant, 0)) s"
        return head + "\n" + residuals(cell).text()
    }

    /// What the model leaves of every test.
    static func residuals(_ cell: IdentifiedCell) -> Table {
        var table = Table([
            Table.Column("Test", wraps: true), Table.Column("°C", .trailing),
            Table.Column("RMS mV", .trailing), Table.Column("Mean mV", .trailing),
            Table.Column("Largest mV", .trailing), Table.Column("Part"),
        ])
        for test in cell.tests {
            let name = test.name.split(separator: "/").last.map(String.init) ?? test.name
            table.append([
                .text(name), .text(fixed(test.temperature - 273.15, 1)),
                .text(fixed(test.rootMeanSquare * 1e3, 1)), .text(fixed(test.mean * 1e3, 1)),
                .text(fixed(test.maximum * 1e3, 0)), .text(test.isFitted ? "fitted" : "held out"),
            ])
        }
        return table
    }
}
