import Quantities

/// Reads a normalised current profile: a CSV file with the header `time_second,current_fraction`,
/// times from 0 in equal steps, fractions from −1 to 1, positive for charging. Lines that begin
/// with `#` are remarks.
enum CurrentProfileFile {
    /// Something wrong with a line, from 1.
    struct Failure: Error {
        let line: Int
        let message: String
    }

    /// The fractions, and the time between them.
    static func parse(
        _ text: String
    ) throws(Failure) -> (interval: Duration, fractions: [Double]) {
        var rows: [(line: Int, time: Double, fraction: Double)] = []
        var hasHeader = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let content = line.last == "\r" ? line.dropLast() : line
            if content.isEmpty || content.hasPrefix("#") { continue }
            if !hasHeader {
                guard content == "time_second,current_fraction" else {
                    throw Failure(
                        line: index + 1, message: "the header is not time_second,current_fraction")
                }
                hasHeader = true
                continue
            }
            let fields = content.split(separator: ",").map { Double(String($0)) }
            guard fields.count == 2, let time = fields[0], let fraction = fields[1],
                time.isFinite, fraction.magnitude <= 1
            else {
                throw Failure(
                    line: index + 1, message: "not a time and a fraction between -1 and 1")
            }
            rows.append((index + 1, time, fraction))
        }
        guard rows.count >= 2 else {
            throw Failure(line: 1, message: "a profile needs at least two samples")
        }
        let step = rows[1].time - rows[0].time
        for (index, row) in rows.enumerated() {
            if step <= 0 || (row.time - Double(index) * step).magnitude > 1e-6 * step {
                throw Failure(line: row.line, message: "times do not rise from 0 in equal steps")
            }
        }
        return (.nanoseconds(Int64((step * 1e9).rounded())), rows.map(\.fraction))
    }
}
