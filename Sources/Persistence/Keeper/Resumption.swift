public import Control
import Protection

/// What a start took over from the run before, for the log and for the loop.
public struct Resumption: Sendable, Equatable {
    /// What was in the files.
    public var finding: StateFinding
    /// How long nobody measured; `nil` when nothing was kept.
    public var rest: Rest?
    /// What the loop could use; `nil` when nothing was kept.
    public var report: ResumeReport?
    /// Whether another configuration was in force in the run before.
    public var hasNewConfiguration: Bool

    /// Gives a loop what the run before left, before its first step: its flags, counts and
    /// estimates, and what is wrong with them. Where nothing was kept the charge is unknown.
    public init(
        of control: ControlLoop, from finding: StateFinding, identity: StateIdentity,
        now: WallMoment
    ) {
        self.finding = finding
        hasNewConfiguration = false
        var findings: StartFindings = finding.damages.isEmpty ? [] : .stateDamaged
        if finding.isLost { findings.insert(.stateLost) }
        if let stored = finding.stored {
            let rest = now.rest(since: stored.moment)
            self.rest = rest
            let report = control.resume(stored.state, rest: rest.duration)
            self.report = report
            if !report.unusableCells.isEmpty { findings.insert(.stateDamaged) }
            hasNewConfiguration =
                stored.identity.configurationDigest != identity.configurationDigest
            if hasNewConfiguration || !report.unknownFlags.isEmpty {
                findings.insert(.configurationChanged)
            }
        } else {
            control.beginUnknown()
        }
        control.show(findings)
    }
}
