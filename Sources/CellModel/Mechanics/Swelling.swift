/// How a cell's thickness follows its charge and its contact.
public struct Swelling: Sendable, Equatable {
    /// Growth per charge per area on charging from empty to full, m³/C. 4.32 µm per mAh/cm² is
    /// 1.2e-10.
    public var perCharge: Double
    /// Height of a void, m: stripping voids keep the stack thick. Zero where contact is inactive.
    public var voidHeight: Double
    /// The course of the growth between empty and full; `nil` is a straight line.
    public var shape: SwellingShape?
    /// Growth of one layer with temperature at constant charge, m/K. Zero where it is not known:
    /// a press then shows the expansion of its whole stack (``StackMechanics``).
    public var thermalExpansion = 0.0
    /// σ of the course of the growth over its range, as far as measurements tell: curves of one
    /// cell differ between load profiles.
    public var deviation = 0.0

    public init(perCharge: Double, voidHeight: Double, shape: SwellingShape? = nil) {
        self.perCharge = perCharge
        self.voidHeight = voidHeight
        self.shape = shape
    }

    /// The thickest one layer becomes with charge less the thinnest, m.
    @inlinable
    public func range(arealCapacity: Double) -> Double {
        let whole = perCharge * arealCapacity
        return (whole < 0 ? -whole : whole) * (shape?.range ?? 1)
    }

    /// A cell whose anode follows a curve while its cathode follows a line.
    ///
    /// - Parameters:
    ///   - anode: Growth of the anode as it takes lithium up, m³/C.
    ///   - anodeShape: Its course from empty to full.
    ///   - cathode: Growth of the cathode as it takes lithium up, m³/C: it shrinks on charging.
    ///   - voidHeight: m.
    /// - Precondition: The two differ, as otherwise there is no course to speak of.
    public init(
        anode: Double, anodeShape: SwellingShape, cathode: Double, voidHeight: Double
    ) {
        let whole = anode - cathode
        precondition(whole != 0, "A shape needs a cell that is not as thick when full as empty.")
        var points = InlineArray<21, Double>(repeating: 0)
        for index in 1..<20 {
            points[index] =
                (anode * anodeShape.points[index] - cathode * Double(index) / 20) / whole
        }
        points[20] = 1
        self.init(perCharge: whole, voidHeight: voidHeight, shape: SwellingShape(points))
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
        let voids = (1 - contactFraction) * voidHeight
        let whole = perCharge * arealCapacity
        guard let shape else { return stateOfCharge * whole + voids }
        return shape.value(at: stateOfCharge).value * whole + voids
    }

    /// dΔh/dz of one layer, m: the slope at this charge, not the one of the whole range.
    @inlinable
    public func slope<L: Lane>(stateOfCharge: L, arealCapacity: Double) -> L {
        let whole = perCharge * arealCapacity
        guard let shape else { return L(whole) }
        return shape.value(at: stateOfCharge).slope * whole
    }
}
