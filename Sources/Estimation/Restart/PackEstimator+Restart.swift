import CellModel
public import Quantities

// What of the estimates goes from one run to the next.

extension PackEstimator {
    /// What is believed of a cell and worth keeping.
    public func lasting(cell: Int) -> LastingCell { filters[cell].lasting }

    /// Whether the mechanical channel of a stack was found to be lying.
    public func isDistrusted(stack: Int) -> Bool { guards[stack].trust.isDistrusted }

    /// Continues with what an earlier run believed of a cell, less sure by what the rest may have
    /// changed. Before the first step.
    ///
    /// - Parameters:
    ///   - kept: Must be usable. What was never measured stays unknown.
    ///   - rest: s since it was kept; `nil` when nobody knows.
    public mutating func resume(
        _ kept: LastingCell, cell: Int, rest: Double?,
        restSettings: RestSettings = RestSettings()
    ) {
        beginUnknown(cell: cell)
        let settings = settings
        designs[cell].read { design in
            filters[cell].resume(
                kept, rest: rest, parameters: design, settings: settings,
                restSettings: restSettings)
        }
        sumStacks()
    }

    /// Continues with what an earlier run knew of a stack. Before the first step.
    ///
    /// - Parameters:
    ///   - highestPressure: The highest smoothed pressure ever seen.
    ///   - isDistrusted: Whether its load cell was found to be lying. It stays so until it has told
    ///     the truth for long enough, as within one run.
    public mutating func resume(stack: Int, highestPressure: Pressure, isDistrusted: Bool) {
        let highest = highestPressure.pascals
        if highest.isFinite {
            for cell in 0..<cellCount where stackOfCell[cell] == stack {
                filters[cell].highestPressure = max(filters[cell].highestPressure, highest)
            }
        }
        if isDistrusted { guards[stack].distrust() }
    }

    /// Begins with a charge that nobody knows, whatever the first guess was: any charge is as
    /// likely as another until the voltage tells.
    public mutating func beginUnknown(cell: Int) {
        let highest = filters[cell].highestPressure
        restart(
            stateOfCharge: StateOfCharge(fraction: 0.5),
            deviation: settings.lostStateOfChargeDeviation, cell: cell)
        filters[cell].highestPressure = max(filters[cell].highestPressure, highest)
    }
}
