/// How heat leaves and crosses a stack, beside what each cell gives to the ambient.
public struct StackThermal: Sendable, Equatable {
    /// Conductance between the surfaces of neighbouring cells, W/K.
    public var neighbourConductance: Double
    /// Conductance from the surface of each end cell through its end plate to the ambient, W/K.
    public var endPlateConductance: Double

    public init(
        neighbourConductance: Double = assumedConductance,
        endPlateConductance: Double = assumedConductance
    ) {
        self.neighbourConductance = neighbourConductance
        self.endPlateConductance = endPlateConductance
    }

    /// Assumed for both: 25 cm² through an insulating sheet of 3 to 5 mm with 0.2 to 0.3 W/(m K).
    public static let assumedConductance = 0.15
}
