/// One row of a replay: what the filter believes, beside what is known.
public struct ReplayStep: Sendable, Equatable {
    /// Of the log.
    public var row: Int
    /// s since the row the replay began with.
    public var elapsed: Double
    public var filter: FilterReading
    /// State of charge of the reference; nil without one.
    public var reference: Double?
    /// State of charge by counting from the start of the filter, with the current it was given.
    public var counted: Double
    /// The same from the true start; from half charge without a reference.
    public var countedFromTruth: Double

    /// Estimate less reference.
    public var error: Double? { reference.map { filter.stateOfCharge - $0 } }
}
