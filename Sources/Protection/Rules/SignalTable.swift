/// One value for every signal at every place, allocated once.
///
/// A value that was never set, was set missing, or is not a number is *missing*: no evidence either
/// way. Call ``setAllMissing()`` before filling the table for a step, so that a signal nobody set
/// cannot pass for a fresh one.
public struct SignalTable: Sendable {
    public let cellCount: Int
    public let stackCount: Int
    /// Where each signal's values begin, by raw value.
    let offsets: [Int]
    /// Not-a-number stands for missing.
    var values: [Double]

    /// A table in which everything is missing.
    public init(cellCount: Int, stackCount: Int) {
        precondition(cellCount >= 0 && stackCount >= 0, "Counts of places are not negative.")
        precondition(
            cellCount <= Int(UInt16.max) && stackCount <= Int(UInt16.max),
            "A place has a 16-bit index.")
        self.cellCount = cellCount
        self.stackCount = stackCount
        var offsets: [Int] = []
        var end = 0
        for signal in Signal.allCases {
            precondition(Int(signal.rawValue) == offsets.count, "Raw values are contiguous.")
            offsets.append(end)
            end += signal.count(cellCount: cellCount, stackCount: stackCount)
        }
        self.offsets = offsets
        values = Array(repeating: .nan, count: end)
    }

    /// Sets one value, in SI units; not-a-number counts as missing.
    public mutating func set(_ signal: Signal, _ index: Int, _ value: Double) {
        values[position(signal, index)] = value
    }

    /// Sets one yes-or-no value.
    public mutating func set(_ signal: Signal, _ index: Int, _ isTrue: Bool) {
        values[position(signal, index)] = isTrue ? 1 : 0
    }

    /// Says that nothing is known about one value in this step.
    public mutating func setMissing(_ signal: Signal, _ index: Int = 0) {
        values[position(signal, index)] = .nan
    }

    /// Says that nothing is known about any value in this step.
    public mutating func setAllMissing() {
        for position in values.indices { values[position] = .nan }
    }

    /// One value, or `nil` when it is missing.
    public func value(_ signal: Signal, _ index: Int = 0) -> Double? {
        let value = values[position(signal, index)]
        return value.isNaN ? nil : value
    }

    /// How many places the signal has.
    public func count(_ signal: Signal) -> Int {
        signal.count(cellCount: cellCount, stackCount: stackCount)
    }

    private func position(_ signal: Signal, _ index: Int) -> Int {
        precondition(index >= 0 && index < count(signal), "The signal has no such place.")
        return offsets[Int(signal.rawValue)] + index
    }
}
