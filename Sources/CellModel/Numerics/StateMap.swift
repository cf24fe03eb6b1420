/// A quantity over state of charge and temperature: bilinear, held constant beyond the edges of
/// temperature. One temperature and one sample each make it a constant.
public struct StateMap: Sendable, Equatable {
    /// Temperatures of the rows, K, ascending; at least one.
    public let temperatures: [Double]
    /// One table over state of charge per temperature.
    public let rows: [UniformTable]

    /// - Precondition: as many rows as temperatures, at least one, temperatures ascending.
    public init(temperatures: [Double], rows: [UniformTable]) {
        precondition(
            !rows.isEmpty && rows.count == temperatures.count
                && zip(temperatures, temperatures.dropFirst()).allSatisfy { $0 < $1 },
            "A map needs one row per temperature, in ascending order.")
        self.temperatures = temperatures
        self.rows = rows
    }

    /// The same value everywhere.
    public init(constant: Double) {
        self.init(
            temperatures: [PhysicalConstants.referenceTemperature],
            rows: [UniformTable([constant, constant])])
    }

    /// The same map with every value multiplied.
    public func scaled(by factor: Double) -> StateMap {
        StateMap(
            temperatures: temperatures,
            rows: rows.map { UniformTable($0.samples.map { $0 * factor }) })
    }

    /// The interpolated value.
    @inlinable
    public func value(stateOfCharge: Double, temperature: Double) -> Double {
        evaluate(stateOfCharge: stateOfCharge, temperature: temperature).value
    }

    /// The interpolated value and its slope over state of charge, 0 beyond empty and full.
    @inlinable
    public func evaluate(
        stateOfCharge: Double, temperature: Double
    ) -> (value: Double, slope: Double) {
        let last = temperatures.count - 1
        let inside = stateOfCharge > 0 && stateOfCharge < 1
        let z = inside ? stateOfCharge : (stateOfCharge > 0 ? 1 : 0)
        let flat = inside ? 1.0 : 0.0
        if last == 0 || !(temperature > temperatures[0]) {
            let (value, slope) = rows[0].value(at: z)
            return (value, slope * flat)
        }
        if temperature >= temperatures[last] {
            let (value, slope) = rows[last].value(at: z)
            return (value, slope * flat)
        }
        var index = 0
        while temperatures[index + 1] <= temperature { index += 1 }
        let lower = rows[index].value(at: z)
        let upper = rows[index + 1].value(at: z)
        let span = temperatures[index + 1] - temperatures[index]
        let share = (temperature - temperatures[index]) / span
        return (
            lower.value + (upper.value - lower.value) * share,
            (lower.slope + (upper.slope - lower.slope) * share) * flat
        )
    }

    /// The interpolated value of every lane.
    @inlinable
    public func value<L: Lane>(stateOfCharge: L, temperature: L) -> L {
        evaluate(stateOfCharge: stateOfCharge, temperature: temperature).value
    }

    /// The interpolated value and slope of every lane.
    @inlinable
    public func evaluate<L: Lane>(stateOfCharge: L, temperature: L) -> (value: L, slope: L) {
        var values = L.zero
        var slopes = L.zero
        for lane in 0..<L.laneCount {
            let (value, slope) = evaluate(
                stateOfCharge: stateOfCharge[lane: lane], temperature: temperature[lane: lane])
            values[lane: lane] = value
            slopes[lane: lane] = slope
        }
        return (values, slopes)
    }
}
