/// Which states the measurements tell anything about.
///
/// A Kalman filter gives every state a number. A number that no reading has confirmed is a guess,
/// and this says so.
public struct Observability: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// State of charge.
    public static let charge = Observability(rawValue: 1 << 0)
    /// Contact fraction, apart from the interphase.
    public static let contact = Observability(rawValue: 1 << 1)
    /// Series resistance.
    public static let resistance = Observability(rawValue: 1 << 2)
    /// Capacity.
    public static let capacity = Observability(rawValue: 1 << 3)
    /// Offset of the current sensor.
    public static let currentBias = Observability(rawValue: 1 << 4)
    /// Offset of the stack-pressure measurement.
    public static let pressureBias = Observability(rawValue: 1 << 5)
}

/// What became of the mechanical measurement of a cell's stack.
public enum MechanicalChannel: UInt8, Sendable, CaseIterable {
    /// No pressure has been measured lately.
    case notMeasured
    /// Its innovations are what the model makes them, and it corrects the state.
    case trusted
    /// It contradicts voltage and charge: wrong calibration, drift or slip. It corrects nothing.
    case distrusted
}
