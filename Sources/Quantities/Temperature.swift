/// A thermodynamic temperature; kelvins inside, degrees Celsius only at the edges.
///
/// A difference of two temperatures is a ``TemperatureDifference``, so a temperature is not a
/// ``Quantity``: adding two temperatures has no meaning.
@frozen
public struct Temperature: Comparable, Hashable, Sendable {
    /// The value in kelvins.
    public let kelvins: Double

    @usableFromInline init(inKelvins kelvins: Double) { self.kelvins = kelvins }

    /// A value in kelvins.
    @inlinable public static func kelvins(_ value: Double) -> Self { Self(inKelvins: value) }

    /// A value in degrees Celsius.
    @inlinable public static func celsius(_ value: Double) -> Self {
        Self(inKelvins: value + 273.15)
    }

    /// The value in degrees Celsius.
    @inlinable public var celsius: Double { kelvins - 273.15 }

    /// Whether the value is neither infinite nor not-a-number.
    @inlinable public var isFinite: Bool { kelvins.isFinite }

    @inlinable public static func < (left: Self, right: Self) -> Bool {
        left.kelvins < right.kelvins
    }

    @inlinable public static func - (left: Self, right: Self) -> TemperatureDifference {
        .kelvins(left.kelvins - right.kelvins)
    }

    @inlinable public static func + (left: Self, right: TemperatureDifference) -> Self {
        .kelvins(left.kelvins + right.kelvins)
    }
}
