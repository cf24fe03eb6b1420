/// What is kept of a cell's estimate over a restart: what changes over days, as the filter believes
/// it, with how sure it is.
///
/// Voltages of RC pairs and the error of the voltage model relax within the hour; they begin anew.
public struct LastingCell: Sendable {
    /// One state of the filter that lasts. Raw values are positions in ``values``; they are
    /// stored in files.
    public enum State: Int, Sendable, CaseIterable {
        /// Fraction of capacity, 0 to 1.
        case charge = 0
        /// Fraction of the interface in contact, 0 to 1.
        case contact = 1
        /// Resistance of the interphase, Ω.
        case interphase = 2
        /// Bias of the stack pressure, Pa.
        case pressureBias = 3
        /// Offset of the current sensor, A.
        case currentOffset = 4
        /// Capacity of the design over the true one, less 1.
        case capacity = 5
        /// Gain of the swelling as measured, less 1.
        case swellingGain = 6
    }

    /// What is believed, by ``State``.
    public var values: InlineArray<7, Double>
    /// How sure it is: the lower triangle of the covariance, by rows.
    public var covariance: InlineArray<28, Double>
    /// The part of lost contact that does not come back, 0 to 1.
    public var unrecoverable: Double
    /// Branch of the voltage hysteresis, −1 to 1, and its standard deviation.
    public var branch: Double
    public var branchDeviation: Double
    /// Whether a voltage has ever confirmed it; if not, it is a guess and is kept as one.
    public var isMeasured: Bool

    /// Nothing known.
    public init() {
        values = InlineArray(repeating: 0)
        covariance = InlineArray(repeating: 0)
        unrecoverable = 0
        branch = 0
        branchDeviation = 0
        isMeasured = false
    }

    /// The believed value of a state.
    public subscript(state: State) -> Double {
        get { values[state.rawValue] }
        set { values[state.rawValue] = newValue }
    }

    /// The covariance of two states.
    public subscript(row: State, column: State) -> Double {
        get { covariance[Self.position(row.rawValue, column.rawValue)] }
        set { covariance[Self.position(row.rawValue, column.rawValue)] = newValue }
    }

    /// The standard deviation of a state.
    public func deviation(_ state: State) -> Double { max(0, self[state, state]).squareRoot() }

    /// Whether all of it is what a filter can have believed: finite, within its bounds, and with a
    /// covariance that is one as far as pairs show.
    public var isUsable: Bool {
        for index in 0..<7 where !values[index].isFinite { return false }
        for row in 0..<7 {
            for column in 0...row {
                let shared = covariance[Self.position(row, column)]
                let product =
                    covariance[Self.position(row, row)]
                    * covariance[Self.position(column, column)]
                guard shared.isFinite, covariance[Self.position(row, row)] >= 0,
                    shared * shared <= product * (1 + 1e-3) + 1e-30
                else { return false }
            }
        }
        return self[.charge] >= -0.05 && self[.charge] <= 1.05 && self[.contact] > 0
            && self[.contact] <= 1.05 && self[.capacity] > -0.9 && self[.capacity] < 10
            && unrecoverable >= 0 && unrecoverable <= 1 && branch.magnitude <= 1
            && branchDeviation >= 0 && branchDeviation <= 1
    }

    private static func position(_ row: Int, _ column: Int) -> Int {
        let (high, low) = row >= column ? (row, column) : (column, row)
        return high * (high + 1) / 2 + low
    }
}

extension LastingCell: Equatable {
    public static func == (left: Self, right: Self) -> Bool {
        for index in 0..<7 where left.values[index] != right.values[index] { return false }
        for index in 0..<28 where left.covariance[index] != right.covariance[index] {
            return false
        }
        return left.unrecoverable == right.unrecoverable && left.branch == right.branch
            && left.branchDeviation == right.branchDeviation
            && left.isMeasured == right.isMeasured
    }
}
