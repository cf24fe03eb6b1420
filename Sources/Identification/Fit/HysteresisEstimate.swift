import CellModel

/// Half the gap between the open-circuit voltage after charging and after discharging, from a slow
/// charge and a slow discharge at one temperature.
///
/// A slow charge lies above a slow discharge for three reasons: polarisation, a counter that does
/// not agree with that of the discharge, and hysteresis. The model's polarisation is taken off both;
/// what is left of the charge is explained by the discharge's curve D, read at a charge that is
/// scaled and shifted, and a gap:
///
///     V_charge(q) = D(a + b q) + 2 g(z),  g on a few knots, by Gauss–Newton.
///
/// A wrong counter shifts the curve along z, which shows where D is steep; a gap lifts it everywhere.
public struct HysteresisEstimate: Sendable, Equatable {
    /// K.
    public var temperature: Double
    /// g over z, V, at equally spaced states of charge; and one standard deviation.
    public var halfGap: [Double]
    public var deviation: [Double]
    /// Mean over z, V, and one standard deviation.
    public var mean: Double
    public var meanDeviation: Double
    /// What the charge's counter reads over what the discharge's curve says; 1 when they agree.
    public var counterScale: Double
    /// Root mean square of what is left, V.
    public var residual: Double

    /// Whether there is a gap: three deviations, and more than a tester's error of voltage.
    public var isSignificant: Bool { mean > 3 * meanDeviation && mean > 2e-3 }

    static let knots = 6
    /// The part of the charge that is compared: both ends are steep and badly known.
    static let compared = 0.1...0.95
}

extension HysteresisEstimate {
    /// - Parameters:
    ///   - discharge, charge: Slow cycles at one temperature.
    ///   - resistance: R₀ + R₁ + R₂ at a state of charge, Ω, with its deviation.
    ///   - capacity: C.
    /// - Returns: nil when the two do not overlap.
    init?(
        discharge: PreparedTest, charge: PreparedTest,
        resistance: (Double) -> (value: Double, deviation: Double), capacity: Double
    ) {
        let count = 201
        guard let down = Self.curve(discharge, resistance, count: count) else { return nil }
        let start = discharge.stateOfCharge.min() ?? 0
        // Charge that has gone in, over capacity, and the voltage without polarisation.
        var (inside, voltage): ([Double], [Double]) = ([], [])
        let step = max(1, charge.count / 400)
        for row in stride(from: 0, to: charge.count, by: step) where charge.current[row] > 0 {
            let q = charge.stateOfCharge[row] - charge.stateOfCharge[0]
            let z = start + q
            inside.append(q)
            voltage.append(charge.voltage[row] - charge.current[row] * resistance(z).value)
        }
        guard let last = inside.last, last > 0.5 else { return nil }
        var (offset, scale) = (start, min(1.2, max(0.8, (1 - start) / last)))
        var gap = [Double](repeating: 0, count: Self.knots)
        var fit: (factor: Cholesky, residual: Double, correlated: Double)?
        for _ in 0..<12 {
            guard
                let next = Self.iterate(
                    inside, voltage, down, offset: &offset, scale: &scale, gap: &gap,
                    start: start)
            else { return nil }
            fit = next
        }
        guard let fit else { return nil }
        let middle = discharge.stateOfCharge.count / 2
        let polarisation = (abs(discharge.current[middle]) + abs(charge.current[charge.count / 2]))
            / 2 * resistance(0.5).deviation
        temperature = discharge.meanTemperature
        let variance = fit.residual * fit.residual * fit.correlated
        halfGap = gap
        deviation = (0..<Self.knots).map { knot in
            let own = variance * fit.factor.quadratic([2 + knot: 1])
            return (own + polarisation * polarisation).squareRoot()
        }
        var average = SparseVector()
        for knot in 0..<Self.knots { average.append(2 + knot, 1 / Double(Self.knots)) }
        mean = gap.reduce(0, +) / Double(Self.knots)
        meanDeviation =
            (variance * fit.factor.quadratic(average) + polarisation * polarisation).squareRoot()
        counterScale = 1 / scale
        residual = fit.residual
    }

    /// One Gauss–Newton step for the scale, the shift and the gap.
    private static func iterate(
        _ inside: [Double], _ voltage: [Double], _ down: UniformTable, offset: inout Double,
        scale: inout Double, gap: inout [Double], start: Double
    ) -> (factor: Cholesky, residual: Double, correlated: Double)? {
        let size = 2 + knots
        var gram = GramMatrix(columnCount: size)
        var residuals: [Double] = []
        for (q, v) in zip(inside, voltage) {
            let z = offset + scale * q
            guard compared.contains(z) else { continue }
            let (value, slope) = down.value(at: z)
            let place = JointLayout.place(
                stateOfCharge: (z - compared.lowerBound)
                    / (compared.upperBound - compared.lowerBound), knots: knots)
            let lift = 2 * (gap[place.index] * (1 - place.share)
                + gap[place.index + 1] * place.share)
            let residual = v - value - lift
            gram.add(
                [
                    0: slope, 1: slope * q, 2 + place.index: 2 * (1 - place.share),
                    3 + place.index: 2 * place.share,
                ], target: residual, weight: 1)
            residuals.append(residual)
        }
        guard residuals.count > 4 * size else { return nil }
        let count = Double(residuals.count)
        // The charge begins where the discharge ended, to a percent; gaps of neighbours are alike.
        gram.penalise([0: 1], strength: count * 1e-2)
        for knot in 0..<(knots - 2) {
            gram.penalise([2 + knot: 1, 3 + knot: -2, 4 + knot: 1], strength: count * 1)
        }
        // Shift and curvature pull towards their own zero, not towards the last step.
        var targets = gram.targets
        targets[0] += count * 1e-2 * (start - offset)
        for knot in 0..<(knots - 2) {
            let bend = gap[knot] - 2 * gap[knot + 1] + gap[knot + 2]
            for (index, share) in [(0, 1.0), (1, -2.0), (2, 1.0)] {
                targets[2 + knot + index] -= count * share * bend
            }
        }
        guard let factor = Cholesky(gram.products, size: size) else { return nil }
        let change = factor.solve(targets)
        offset += min(0.05, max(-0.05, change[0]))
        scale += min(0.05, max(-0.05, change[1]))
        for knot in 0..<knots { gap[knot] += change[2 + knot] }
        let squares = residuals.reduce(0) { $0 + $1 * $1 }
        var (sum, lag) = (1.0, 1)
        while lag < residuals.count / 3 {
            let product = zip(residuals, residuals.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
            guard product > 0, squares > 0 else { break }
            sum += 2 * product / squares
            lag += 1
        }
        return (factor, (squares / count).squareRoot(), sum)
    }

    /// A slow discharge without its polarisation, over z.
    private static func curve(
        _ test: PreparedTest, _ resistance: (Double) -> (value: Double, deviation: Double),
        count: Int
    ) -> UniformTable? {
        let rows = test.stateOfCharge.indices.filter { test.current[$0] < 0 }.reversed()
        let z = rows.map { test.stateOfCharge[$0] }
        let v = rows.map { test.voltage[$0] - test.current[$0] * resistance(test.stateOfCharge[$0]).value }
        guard z.count > 20, let first = z.first, let last = z.last, last - first > 0.5 else {
            return nil
        }
        var upper = 1
        return UniformTable(count: count) { position in
            while upper < z.count - 1, z[upper] < position { upper += 1 }
            let span = z[upper] - z[upper - 1]
            let share = span > 0 ? min(1, max(0, (position - z[upper - 1]) / span)) : 1
            return v[upper - 1] + (v[upper] - v[upper - 1]) * share
        }
    }
}
