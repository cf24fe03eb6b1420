/// A value with the bounds it lies between, both at the deviations of the prediction settings.
public struct BoundedValue: Sendable, Equatable {
    public var value: Double
    public var low: Double
    public var high: Double

    public init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }

    /// The same multiplied by something exact, ≥ 0.
    func scaled(by factor: Double) -> BoundedValue {
        BoundedValue(value: value * factor, low: low * factor, high: high * factor)
    }
}

/// How much is left in a pack, and for how long.
///
/// Empty is where the first cell reaches the end of its charge or, under the mean current, its
/// lowest voltage; full likewise. What the other cells still hold then cannot be used.
public struct EnergyOutlook: Sendable, Equatable {
    /// C; `nil` while a cell's state is unknown.
    public var chargeToEmpty: BoundedValue?
    public var chargeToFull: BoundedValue?
    /// At the terminals, J: what comes out until empty, less what resistance turns into heat at the
    /// mean current, and what must go in until full, with that heat.
    public var energyToEmpty: BoundedValue?
    public var energyToFull: BoundedValue?
    /// s at the mean current; `nil` while that is too small or flows the other way.
    public var timeToEmpty: BoundedValue?
    public var timeToFull: BoundedValue?
    /// A, positive charges; `nil` until a current has been measured.
    public var meanCurrent: Double?

    public init() {}
}
