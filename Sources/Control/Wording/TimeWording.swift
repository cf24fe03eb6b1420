public import Quantities

/// Time since the start as hours, minutes and seconds: "01:02:03.4".
public func clockText(_ instant: Instant) -> String {
    let tenths = instant.nanoseconds / 100_000_000
    let seconds = tenths / 10
    return "\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60)):"
        + "\(twoDigits(seconds % 60)).\(tenths % 10)"
}

/// A span in the unit a person would choose: "350 ms", "12.5 s", "3 h 12 min".
public func spanText(_ duration: Duration) -> String {
    let seconds = duration.inSeconds
    if seconds < 1 { return fixedDecimals(seconds * 1000, 0) + " ms" }
    if seconds < 120 { return fixedDecimals(seconds, 1) + " s" }
    let minutes = Int((seconds / 60).rounded())
    return minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
}

private func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
