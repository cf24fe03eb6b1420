/// A difference between two temperatures; kelvins. Not a temperature: no zero point.
@frozen
public struct TemperatureDifference: Quantity {
    public let si: Double

    @inlinable public init(si: Double) { self.si = si }

    /// A value in kelvins.
    @inlinable public static func kelvins(_ value: Double) -> Self { Self(si: value) }

    /// The value in kelvins.
    @inlinable public var kelvins: Double { si }
}
