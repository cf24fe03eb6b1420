import SwiftCSV

/// Numeric columns of a delimited text file with one header line, plain or gzipped. Comma,
/// semicolon and tab separate; only the columns asked for are read as numbers.
struct NumericTable {
    let file: String
    let names: [String]
    /// Fields of the lines that hold any, and where in the file they are.
    private let rows: [(line: Int, fields: [String])]

    init(path: String) throws(LogError) {
        try self.init(file: path, bytes: CompressedFile.read(path))
    }

    init(file: String, bytes: [UInt8]) throws(LogError) {
        let text = String(decoding: bytes, as: UTF8.self)
        let parsed: CSV<Enumerated>
        do {
            parsed = try CSV<Enumerated>(string: text, loadColumns: false)
        } catch {
            throw .notATable(file: file)
        }
        self.file = file
        names = parsed.header
        // Blank lines arrive as rows of empty fields, so rows and lines keep in step.
        var found: [(Int, [String])] = []
        for (index, fields) in parsed.rows.enumerated() where fields.contains(where: { $0 != "" }) {
            found.append((index + 2, fields))
        }
        rows = found
    }

    /// The values of some columns, each in the order of the file.
    func columns(_ wanted: [String]) throws(LogError) -> [[Double]] {
        var result: [[Double]] = []
        for name in wanted {
            guard let position = names.firstIndex(of: name) else {
                throw .missingColumn(file: file, column: name, available: names)
            }
            var values: [Double] = []
            values.reserveCapacity(rows.count)
            for row in rows {
                let text = position < row.fields.count ? row.fields[position] : ""
                guard let value = Double(text), value.isFinite else {
                    throw .badValue(
                        file: file, line: row.line, column: name, value: text,
                        allowed: "a finite number with a decimal point")
                }
                values.append(value)
            }
            result.append(values)
        }
        return result
    }

    /// The line of the file that holds a row.
    func lineNumber(row: Int) -> Int { rows[row].line }

    var rowCount: Int { rows.count }
}
