public import Configuration

/// Which causes of error a sweep lets act: all of them, or one alone to see what it does.
public struct MismatchSelection: Sendable, Equatable {
    /// Figures of cell and press that are drawn; others are those the estimator knows.
    public var parameters: [SweepParameter]
    /// Whether sensors err.
    public var hasSensorErrors: Bool
    /// Whether the estimator starts from a wrong charge, and the cell with contact missing.
    public var hasWrongStart: Bool

    public init(
        parameters: [SweepParameter], hasSensorErrors: Bool, hasWrongStart: Bool
    ) {
        self.parameters = parameters
        self.hasSensorErrors = hasSensorErrors
        self.hasWrongStart = hasWrongStart
    }

    /// Everything.
    public static let all = MismatchSelection(
        parameters: SweepParameter.allCases, hasSensorErrors: true, hasWrongStart: true)

    /// Only what the richer equations of the simulated cell do.
    public static let structure = MismatchSelection(
        parameters: [], hasSensorErrors: false, hasWrongStart: false)

    /// One parameter alone.
    public static func only(_ parameter: SweepParameter) -> MismatchSelection {
        MismatchSelection(
            parameters: [parameter], hasSensorErrors: false, hasWrongStart: false)
    }

    /// Everything but one parameter.
    public static func allBut(_ parameter: SweepParameter) -> MismatchSelection {
        MismatchSelection(
            parameters: SweepParameter.allCases.filter { $0 != parameter },
            hasSensorErrors: true, hasWrongStart: true)
    }
}
