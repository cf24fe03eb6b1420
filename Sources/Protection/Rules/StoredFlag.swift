/// An active flag in the form that survives a restart: no instants, which belong to one run.
public struct StoredFlag: Sendable, Equatable {
    public var diagnostic: Diagnostic
    public var grade: Grade
    /// The directions of the rule that raised it, which tell rules of one diagnostic apart.
    public var directions: CurrentDirections
    public var place: Place
    /// The measured value that decided, in the SI unit of the watched quantity.
    public var value: Double

    public init(
        diagnostic: Diagnostic, grade: Grade, directions: CurrentDirections, place: Place,
        value: Double
    ) {
        self.diagnostic = diagnostic
        self.grade = grade
        self.directions = directions
        self.place = place
        self.value = value
    }
}
