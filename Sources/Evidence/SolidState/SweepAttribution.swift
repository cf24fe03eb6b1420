public import Configuration

/// A cause of error that can act alone, or be left out.
public struct SweepCause: Sendable, Equatable {
    public var name: String
    public var selection: MismatchSelection

    /// Everything, and everything but one cause: what would be gained if it were known.
    public static func omitted(_ sweep: SweepDescription) -> [SweepCause] {
        var calm = MismatchSelection.all
        calm.hasSensorErrors = false
        var right = MismatchSelection.all
        right.hasWrongStart = false
        return [
            SweepCause(name: "everything", selection: .all),
            SweepCause(name: "no sensor errors", selection: calm),
            SweepCause(name: "no wrong start", selection: right),
        ]
            + sweep.perturbations.map {
                SweepCause(
                    name: "no " + $0.parameter.rawValue, selection: .allBut($0.parameter))
            }
    }

    /// The equations alone, the sensors, the start, each perturbation of the sweep, and all
    /// together.
    public static func alone(_ sweep: SweepDescription) -> [SweepCause] {
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
