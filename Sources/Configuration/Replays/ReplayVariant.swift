/// One way to replay every log: where the estimator begins, and what is wrong with the sensors.
public struct ReplayVariant: Sendable, Equatable {
    public var name: String
    /// Added to the true state of charge at the start, the result limited to 0…1.
    public var startError: Double
    /// The reference at which the replay begins, in the middle of a log; nil begins with the first
    /// row.
    public var startReference: Double?
    /// Whether the estimator is given the thickness, where there is one.
    public var usesThickness: Bool
    public var faults: SensorFaults
    /// Names of the groups it is run on.
    public var groups: [String]

    public init(
        name: String, startError: Double = -0.2, startReference: Double? = nil,
        usesThickness: Bool = true, faults: SensorFaults = SensorFaults(), groups: [String]
    ) {
        self.name = name
        self.startError = startError
        self.startReference = startReference
        self.usesThickness = usesThickness
        self.faults = faults
        self.groups = groups
    }
}
