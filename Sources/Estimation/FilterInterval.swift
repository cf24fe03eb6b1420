import CellModel

/// The length of a step and what it makes of the settings' time constants: the same for every cell
/// of a pack, and so computed once.
public struct FilterInterval: Sendable, Equatable {
    /// Δt, s.
    public let seconds: Double
    /// Weight of a new pressure in the smoothed one.
    public let smoothingShare: Double
    /// Weight of a new squared innovation in its running mean.
    public let consistencyShare: Double

    public init(seconds: Double, settings: EstimatorSettings) {
        self.seconds = seconds
        smoothingShare = 1 - Double.exp(-seconds / settings.pressureSmoothingTime)
        consistencyShare = 1 - Double.exp(-seconds / settings.consistencyTime)
    }
}
