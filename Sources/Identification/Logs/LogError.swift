/// Why a measured log cannot be used. Each case names the file and what would be right.
public enum LogError: Error, Equatable, CustomStringConvertible {
    /// The file does not exist, is a folder, or may not be read.
    case cannotOpen(file: String)
    /// The file ends early or is not what its compression says.
    case damaged(file: String)
    /// No line of data below the header.
    case noData(file: String)
    /// Quotation marks that do not match.
    case notATable(file: String)
    case missingColumn(file: String, column: String, available: [String])
    case badValue(file: String, line: Int, column: String, value: String, allowed: String)

    public var description: String {
        switch self {
        case .cannotOpen(let file):
            "\(file): cannot be read. Is it a file, and may it be read?"
        case .damaged(let file):
            "\(file): cannot be decompressed; the file is damaged or incomplete."
        case .noData(let file):
            "\(file): no data. Expected a header line and at least two lines of values."
        case .notATable(let file):
            "\(file): not a table of values; a quotation mark is open."
        case .missingColumn(let file, let column, let available):
            "\(file): no column \"\(column)\". There are: \(available.joined(separator: ", "))."
        case .badValue(let file, let line, let column, let value, let allowed):
            "\(file):\(line): column \"\(column)\" holds \"\(value)\"; allowed is \(allowed)."
        }
    }
}
