/// What a tare must satisfy to be taken.
public struct TareSettings: Sendable, Equatable {
    /// Readings averaged.
    public var readingCount = 20
    /// They must have come in within this time.
    public var timeLimit = Duration.seconds(10)
    /// The largest standard deviation of a reading, as a share of the calibrated range. A converter
    /// of 18 noise-free bits on a 2 mV/V bridge is below a tenth of it.
    public var noiseShare = 0.001
    /// The largest distance from the pack file's tare, as a share of the calibrated range. Load
    /// cells are built to a zero balance of 1 to 2 % of their range; a platen may weigh some more.
    public var offsetShare = 0.05

    public init() {}
}
