extension MeasuredLog {
    /// What contradicts a cell of this capacity, C, each as a sentence; empty when nothing does.
    ///
    /// A wrong sign or unit, samples taken for means, and a reference that calls a cell empty which
    /// is not, leave a log that replays without complaint and a score that means nothing.
    public func doubts(capacity: Double) -> [String] {
        precondition(capacity > 0, "A capacity is above zero.")
        var doubts: [String] = []
        // No cell is used so hard; a common cell logged in milliamperes seems to be.
        let peak = current.reduce(0) { max($0, abs($1)) } / capacity * 3600
        if peak > 100 {
            doubts.append(
                "the current reaches \(Int(min(peak, 1e9))) times what would empty this cell in an "
                    + "hour. Is it in amperes?")
        }
        if let first = referenceStateOfCharge.first, let last = referenceStateOfCharge.last {
            let gained = charge[count - 1] / capacity
            if abs(gained - (last - first)) > 0.015 {
                doubts.append(
                    "the current changes the charge by \(Self.percent(gained)) % of this cell's "
                        + "capacity, the reference by \(Self.percent(last - first)) %.")
            }
        }
        return doubts
    }

    private static func percent(_ fraction: Double) -> Double {
        (fraction * 1000).rounded() / 10
    }
}
