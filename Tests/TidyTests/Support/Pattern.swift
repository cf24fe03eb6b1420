import Foundation

/// A regular expression with line numbers.
///
/// `NSRegularExpression`, because it is many times faster than `Regex` over a whole repository; it
/// is immutable and documented as safe to share.
struct Pattern: @unchecked Sendable {
    /// One match: the text of each group, the whole match first, and the line it starts on, from 1.
    struct Match {
        let groups: [String]
        let line: Int
    }

    private let expression: NSRegularExpression

    init(_ pattern: String) {
        do {
            expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
        } catch {
            preconditionFailure("The pattern \(pattern) is not a regular expression: \(error)")
        }
    }

    func matches(in text: String) -> [Match] {
        let whole = text as NSString
        var line = 1
        var scanned = 0
        return expression.matches(in: text, range: NSRange(location: 0, length: whole.length)).map {
            result in
            let gap = NSRange(location: scanned, length: result.range.location - scanned)
            line += whole.substring(with: gap).utf8.count { $0 == UInt8(ascii: "\n") }
            scanned = result.range.location
            let groups = (0..<result.numberOfRanges).map { index in
                let range = result.range(at: index)
                return range.location == NSNotFound ? "" : whole.substring(with: range)
            }
            return Match(groups: groups, line: line)
        }
    }

    func isFound(in text: String) -> Bool { !matches(in: text).isEmpty }
}
