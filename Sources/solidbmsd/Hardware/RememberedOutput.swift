import HAL

/// An output that drives nothing and only remembers: all outputs of a dry run.
final class RememberedOutput: DigitalOutput {
    /// What was last asked for.
    private(set) var isActive = false

    func set(_ isActive: Bool) throws(LineError) { self.isActive = isActive }
}
