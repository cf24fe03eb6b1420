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

    /// A cell whose thickness was measured over its charge, as one layer.
    ///
    /// - Parameters:
    ///   - thickness: m, at equally spaced states of charge from 0 to 1; their zero is any.
    ///   - arealCapacity: q, C/m².
    ///   - thermalExpansion: m/K.
    ///   - deviation: σ of the course over its range.
    /// - Returns: nil where a full cell is as good as as thick as an empty one: no course from
    ///   0 to 1 describes that.
    public init?(
        thickness: [Double], arealCapacity: Double, thermalExpansion: Double, deviation: Double
    ) {
        guard thickness.count >= 2, let least = thickness.min(), let most = thickness.max() else {
            return nil
        }
        let whole = thickness[thickness.count - 1] - thickness[0]
        guard whole.magnitude > 0.02 * (most - least) else { return nil }
        let table = UniformTable(thickness)
        var points = InlineArray<21, Double>(repeating: 0)
        for index in 1..<20 {
            let height: Double = table.value(at: Double(index) / 20).value
            points[index] = (height - thickness[0]) / whole
        }
        points[20] = 1
        self.init(
            perCharge: whole / arealCapacity, voidHeight: 0, shape: SwellingShape(points))
        self.thermalExpansion = thermalExpansion
        self.deviation = deviation
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
