public import Configuration

/// A cause of error that can act alone.
public struct SweepCause: Sendable, Equatable {
    public var name: String
    public var selection: MismatchSelection

    /// The equations alone, the sensors, the start, each perturbation of the sweep, and all
    /// together.
    public static func all(_ sweep: SweepDescription) -> [SweepCause] {
        var causes = [SweepCause(name: "structure", selection: .structure)]
        causes.append(
            SweepCause(
                name: "sensors",
                selection: MismatchSelection(
                    parameters: [], hasSensorErrors: true, hasWrongStart: false)))
        causes.append(
            SweepCause(
                name: "start",
                selection: MismatchSelection(
                    parameters: [], hasSensorErrors: false, hasWrongStart: true)))
        causes += sweep.perturbations.map {
            SweepCause(name: $0.parameter.rawValue, selection: .only($0.parameter))
        }
        causes.append(SweepCause(name: "everything", selection: .all))
        return causes
    }
}
