/// Under what conditions a figure was measured, SI units; nil where the measurement has none.
public struct TestConditions: Sendable, Equatable {
    /// K.
    public var temperature: Double?
    /// K, of the value a ratio refers to.
    public var referenceTemperature: Double?
    /// Pa; stack pressure, preload, or stress.
    public var pressure: Double?
    /// Pa, where a sweep ends.
    public var finalPressure: Double?
    /// Pa, reached before.
    public var highestPressure: Double?
    /// A/m², without sign.
    public var currentDensity: Double?
    /// s.
    public var duration: Double?
    /// C/m².
    public var charge: Double?
    /// Active part of the interface: a limit, or where a sweep starts.
    public var contactFraction: Double?
    /// 0 to 1.
    public var stateOfCharge: Double?
    /// 1/s, of the capacity.
    public var rate: Double?
    public var cycleCount: Int?

    /// No conditions.
    public init() {}

    /// These, and those of `others` where this has none.
    public func completed(by others: TestConditions) -> TestConditions {
        var all = self
        all.temperature = temperature ?? others.temperature
        all.referenceTemperature = referenceTemperature ?? others.referenceTemperature
        all.pressure = pressure ?? others.pressure
        all.finalPressure = finalPressure ?? others.finalPressure
        all.highestPressure = highestPressure ?? others.highestPressure
        all.currentDensity = currentDensity ?? others.currentDensity
        all.duration = duration ?? others.duration
        all.charge = charge ?? others.charge
        all.contactFraction = contactFraction ?? others.contactFraction
        all.stateOfCharge = stateOfCharge ?? others.stateOfCharge
        all.rate = rate ?? others.rate
        all.cycleCount = cycleCount ?? others.cycleCount
        return all
    }
}
