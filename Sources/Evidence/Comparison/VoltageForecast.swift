import CellModel
import Estimation

/// What a filter expects of a voltage: its mean, its variance without noise, and how it moves with
/// each state.
struct VoltageForecast {
    /// V.
    var mean: Double
    /// V².
    var variance: Double
    /// Covariance of each state with the voltage.
    var cross: InlineArray<10, Double>

    /// The voltage near a state taken as a straight line through that state.
    ///
    /// - Parameters:
    ///   - state: Where the line touches.
    ///   - filter: Its mean and covariance are what the line is applied to.
    init(
        tangentAt state: InlineArray<10, Double>, of filter: borrowing CellFilter<Double>,
        _ model: VoltageModel
    ) {
        let slope = model.sensitivity(at: state)
        let states = VoltageModel.states
        mean = model.voltage(state)
        cross = InlineArray(repeating: 0)
        variance = 0
        for row in 0..<10 {
            var sum = 0.0
            for index in 0..<7 {
                sum += filter.covariance[row, states[index]] * slope[states[index]]
            }
            cross[row] = sum
        }
        for index in 0..<7 {
            let row = states[index]
            mean += slope[row] * (filter.state[row] - state[row])
            variance += slope[row] * cross[row]
        }
        variance = max(variance, 0)
    }

    /// The unscented transform (Julier and Uhlmann 2004, Proc. IEEE 92 401, eq. 12) with n + κ = 3,
    /// the fourth moment of a normal distribution: points at the mean and √3 columns of a square
    /// root of P to either side.
    init(sigmaPointsOf filter: borrowing CellFilter<Double>, _ model: VoltageModel) {
        let states = VoltageModel.states
        let root = Self.root(of: filter.covariance)
        let reach = 3.0.squareRoot()
        let centre = model.voltage(filter.state)
        var above = InlineArray<7, Double>(repeating: 0)
        var below = above
        for column in 0..<7 {
            var upper = filter.state
            var lower = filter.state
            for row in column..<7 {
                let step = reach * root[row][column]
                upper[states[row]] += step
                lower[states[row]] -= step
            }
            above[column] = model.voltage(upper)
            below[column] = model.voltage(lower)
        }
        // Weights 1 − 7/3 and 1/6, written as differences from the centre so that nothing large
        // cancels.
        var shift = 0.0
        for column in 0..<7 { shift += (above[column] - centre + below[column] - centre) / 6 }
        mean = centre + shift
        variance = -shift * shift
        cross = InlineArray(repeating: 0)
        for column in 0..<7 {
            let up = above[column] - centre
            let down = below[column] - centre
            variance += (up * up + down * down) / 6
            for row in column..<7 {
                cross[states[row]] += reach * root[row][column] * (up - down) / 6
            }
        }
        variance = max(variance, 0)
    }

    /// The lower triangular square root of P over the states a voltage corrects (Cholesky); a state
    /// that is certain has a column of zeros.
    private static func root(
        of covariance: borrowing CellCovariance<Double>
    ) -> InlineArray<7, InlineArray<7, Double>> {
        let states = VoltageModel.states
        var root = InlineArray<7, InlineArray<7, Double>>(repeating: InlineArray(repeating: 0))
        for column in 0..<7 {
            var pivot = covariance[states[column], states[column]]
            let whole = pivot
            for earlier in 0..<column { pivot -= root[column][earlier] * root[column][earlier] }
            guard pivot > whole * 1e-14 else { continue }
            let diagonal = pivot.squareRoot()
            root[column][column] = diagonal
            for row in (column + 1)..<7 {
                var sum = covariance[states[row], states[column]]
                for earlier in 0..<column { sum -= root[row][earlier] * root[column][earlier] }
                root[row][column] = sum / diagonal
            }
        }
        return root
    }
}
