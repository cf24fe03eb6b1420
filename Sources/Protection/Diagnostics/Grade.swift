/// How serious a limit is. Each limited quantity has all three.
@frozen
public enum Grade: UInt8, Sendable, CaseIterable, Comparable {
    /// Outside the comfortable range: inform and derate.
    case operating = 0
    /// About to be unsafe: ask the load to stop.
    case warning = 1
    /// Unsafe: open the contactors.
    case safety = 2

    public static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }
}
