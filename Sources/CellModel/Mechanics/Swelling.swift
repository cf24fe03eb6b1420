/// How a cell's thickness follows its charge and its contact.
public struct Swelling: Sendable, Equatable {
    /// Growth per charge per area on charging, m³/C. 4.32 µm per mAh/cm² is 1.2e-10.
    public var perCharge: Double
    /// Height of a void, m: stripping voids keep the stack thick. Zero where contact is inactive.
    public var voidHeight: Double

    public init(perCharge: Double, voidHeight: Double) {
        self.perCharge = perCharge
        self.voidHeight = voidHeight
    }

    /// Thickness of one layer above its value when empty and in full contact, m.
    ///
    /// - Parameters:
    ///   - stateOfCharge: z, 0 to 1.
    ///   - arealCapacity: q, C/m².
    ///   - contactFraction: θ, 0 to 1.
    @inlinable
    public func thickness<L: Lane>(
        stateOfCharge: L, arealCapacity: Double, contactFraction: L
    ) -> L {
        stateOfCharge * (perCharge * arealCapacity) + (1 - contactFraction) * voidHeight
    }
}
