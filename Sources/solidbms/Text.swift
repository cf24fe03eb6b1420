import Foundation
import Quantities

/// Time since the start as hours, minutes and seconds: "01:02:03.4".
func clockText(_ instant: Instant) -> String {
    let tenths = instant.nanoseconds / 100_000_000
    let seconds = tenths / 10
    return String(
        format: "%02lld:%02lld:%02lld.%lld", seconds / 3600, seconds / 60 % 60, seconds % 60,
        tenths % 10)
}

/// A span in the unit a person would choose: "350 ms", "12.5 s", "3 h 12 min".
func spanText(_ duration: Duration) -> String {
    let seconds = duration.inSeconds
    if seconds < 1 { return String(format: "%.0f ms", seconds * 1000) }
    if seconds < 120 { return String(format: "%.1f s", seconds) }
    let minutes = Int((seconds / 60).rounded())
    return minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
}

/// Sixteen hexadecimal digits.
func hexadecimal(_ value: UInt64) -> String { String(format: "%016llx", value) }

/// Rows under a header, columns aligned; numbers to the right where `right` says so.
func table(_ header: [String], _ rows: [[String]], right: Set<Int> = []) -> String {
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
