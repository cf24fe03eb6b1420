extension SampledCurrent {
    /// Everything wrong with the text of a profile.
    public struct TextError: Error, Equatable, CustomStringConvertible {
        /// One thing wrong; lines count from 1.
        public struct Problem: Sendable, Equatable {
            public var line: Int
            public var message: String
        }

        public let file: String
        /// At least one, in the order of the file.
        public let problems: [Problem]

        /// One line per problem, in the manner of a compiler; after twenty the rest is counted.
        public var description: String {
            var lines = problems.prefix(20).map { "\(file):\($0.line): \($0.message)" }
            let rest = problems.count - lines.count
            if rest > 0 { lines.append("\(file): and \(rest) more") }
            return lines.joined(separator: "\n")
        }
    }

    /// Names of the columns, in any order among others.
    public static let timeColumn = "time_s"
    public static let currentColumn = "current_a"

    /// Reads comma-separated text: a header line with the columns `time_s` and `current_a`, then at
    /// least two samples in the order of time. Other columns are passed over, and so are empty
    /// lines and lines that begin with `#`.
    ///
    /// - Parameters:
    ///   - text: The text of the file.
    ///   - file: Its name, for the error.
    public init(text: String, file: String) throws(TextError) {
        var reader = Reader()
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            reader.take(line, number: number)
        }
        reader.finish(lastLine: number)
        if !reader.problems.isEmpty {
            throw TextError(file: file, problems: reader.problems)
        }
        self.init(times: reader.times, currents: reader.currents)
    }

    /// Takes line after line and gathers what is wrong.
    private struct Reader {
        var times: [Double] = []
        var currents: [Double] = []
        var problems: [TextError.Problem] = []
        private var columns: (time: Int, current: Int)?
        private var hasHeader = false

        mutating func take(_ line: Substring, number: Int) {
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { return }
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
                Self.trimmed($0)
            }
            guard hasHeader else {
                hasHeader = true
                takeHeader(fields, number: number)
                return
            }
            guard let columns else { return }
            guard let time = value(fields, columns.time, timeColumn, number),
                let current = value(fields, columns.current, currentColumn, number)
            else { return }
            if let last = times.last, time <= last {
                complain(
                    number,
                    "column \"\(timeColumn)\" holds \(time); allowed is more than \(last), "
                        + "the time before")
                return
            }
            times.append(time)
            currents.append(current)
        }

        mutating func finish(lastLine: Int) {
            if !hasHeader {
                complain(1, "no header; expected a line \"\(timeColumn),\(currentColumn)\"")
            } else if problems.isEmpty && times.count < 2 {
                complain(lastLine, "\(times.count) of at least two samples")
            }
        }

        private mutating func takeHeader(_ names: [Substring], number: Int) {
            let time = names.firstIndex { $0 == timeColumn }
            let current = names.firstIndex { $0 == currentColumn }
            for (name, index) in [(timeColumn, time), (currentColumn, current)] where index == nil {
                complain(
                    number, "no column \"\(name)\"; there are: \(names.joined(separator: ", "))")
            }
            if let time, let current { columns = (time, current) }
        }

        private mutating func value(
            _ fields: [Substring], _ column: Int, _ name: String, _ line: Int
        ) -> Double? {
            let text = column < fields.count ? fields[column] : ""
            if let value = Double(text), value.isFinite { return value }
            complain(
                line,
                "column \"\(name)\" holds \"\(text)\"; allowed is a finite number with a "
                    + "decimal point")
            return nil
        }

        private mutating func complain(_ line: Int, _ message: String) {
            problems.append(TextError.Problem(line: line, message: message))
        }

        private static func trimmed(_ text: Substring) -> Substring {
            var rest = text.drop(while: \.isWhitespace)
            while rest.last?.isWhitespace == true { rest.removeLast() }
            return rest
        }
    }
}
