import CellModel

/// The open-circuit energy of a cell design over its charge: ∫ U dz, tabulated once.
///
/// At 25 °C and reference pressure: what temperature and pressure add is some millivolts of several
/// volts.
struct StoredEnergy: Sendable, Equatable {
    /// ∫₀ᶻ U dz, V, on the branches after discharging and after charging.
    private let discharging: UniformTable
    private let charging: UniformTable

    init(_ curve: OpenCircuitVoltage) {
        func integral(side: Double) -> UniformTable {
            // Fine enough that straight lines between the sums cost less than a microvolt.
            let count = 513
            let width = 1 / Double(count - 1)
            func voltage(_ index: Int) -> Double {
                let charge = Double(index) * width
                var open: Double = curve.voltage.value(at: charge).value
                if curve.hysteresis.rate > 0 {
                    let gap: Double = curve.hysteresisHalfGap.value(at: charge).value
                    open += side * gap
                }
                return open
            }
            var sums = [0.0]
            sums.reserveCapacity(count)
            for index in 1..<count {
                sums.append(sums[index - 1] + (voltage(index - 1) + voltage(index)) * width / 2)
            }
            return UniformTable(sums)
        }
        discharging = integral(side: -1)
        charging = integral(side: 1)
    }

    /// Energy per capacity between two states of charge on the branch of one direction, V (J/C).
    ///
    /// - Parameter sign: +1 charging, −1 discharging.
    func between(_ low: Double, _ high: Double, sign: Double) -> Double {
        let table = sign > 0 ? charging : discharging
        let upper: Double = table.value(at: Self.bounded(high)).value
        let lower: Double = table.value(at: Self.bounded(low)).value
        return upper - lower
    }

    private static func bounded(_ charge: Double) -> Double {
        charge > 0 ? charge < 1 ? charge : 1 : 0
    }
}
