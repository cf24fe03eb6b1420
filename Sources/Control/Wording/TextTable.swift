/// Rows under a header, columns aligned; numbers to the right where `right` says so.
public func table(_ header: [String], _ rows: [[String]], right: Set<Int> = []) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let lines = all.map { row in
        let cells = row.indices.map { column in
            let padding = String(repeating: " ", count: widths[column] - row[column].count)
            return right.contains(column) ? padding + row[column] : row[column] + padding
        }
        return "  " + cells.joined(separator: "  ").trimmingSuffixSpaces()
    }
    return lines.joined(separator: "\n")
}

extension String {
    fileprivate func trimmingSuffixSpaces() -> String {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
        return String(self[..<end])
    }
}
