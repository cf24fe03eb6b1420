/// How much of a current step's voltage the model explains, by direction and by rate.
///
/// The circuit has one resistance for charging and discharging and for small and large currents.
/// Where the measurements say otherwise it shows here: the measured change of voltage over the
/// first second of a step, over what the model makes of it. A ratio of 1.10 means that the cell
/// resists 10 % more than the model says.
public struct StepRatios: Sendable, Equatable {
    /// Steps of one kind.
    public struct Group: Sendable, Equatable {
        /// K, of the row of temperature nearest to the test.
        public var temperature: Double
        /// Whether the current after the step charges.
        public var isCharging: Bool
        /// C-rates of the current after the step.
        public var rates: ClosedRange<Double>
        /// Steps.
        public var count: Int
        /// Mean of the ratios.
        public var ratio: Double
        /// Half the width of its interval of 95 % confidence.
        public var halfWidth: Double
    }

    /// By temperature, then direction, then rate; groups with at least three steps.
    public var groups: [Group] = []

    /// Edges of the groups, C-rates.
    static let edges = [0.2, 0.75, 1.5, 3, 5, 10]

    init(tests: [PreparedTest], values: [Double], layout: JointLayout, unitCurrent: Double) {
        var ratios: [[Double]] = Array(
            repeating: [], count: layout.rowCount * 2 * (Self.edges.count - 1))
        for test in tests where test.kind == .pulses {
            var model = test.voltage
            var whole = test
            whole.wantsAllRows = true
            JointDesign(layout: layout).visit(whole) { row, design in
                model[row] = design.dot(values)
            }
            for step in Self.steps(test, unitCurrent: unitCurrent) {
                let measured = test.voltage[step.after] - test.voltage[step.before]
                let modelled = model[step.after] - model[step.before]
                let rate = abs(test.current[step.after]) / unitCurrent
                guard abs(modelled) > 1e-3,
                    let bin = Self.edges.lastIndex(where: { $0 <= rate }),
                    bin < Self.edges.count - 1
                else { continue }
                let direction = test.current[step.after] > 0 ? 1 : 0
                let row = Self.nearest(test.temperature[step.after], layout.temperatures)
                let group = (row * 2 + direction) * (Self.edges.count - 1) + bin
                ratios[group].append(measured / modelled)
            }
        }
        for (group, values) in ratios.enumerated() where values.count >= 3 {
            let bin = group % (Self.edges.count - 1)
            let rest = group / (Self.edges.count - 1)
            groups.append(
                Self.group(
                    values, temperature: layout.temperatures[rest / 2],
                    isCharging: rest % 2 == 1, rates: Self.edges[bin]...Self.edges[bin + 1]))
        }
    }

    private static func group(
        _ values: [Double], temperature: Double, isCharging: Bool, rates: ClosedRange<Double>
    ) -> Group {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        // Student's t for 95 % over 1.96, to a percent from four steps up.
        let widening = 1.96 * (1 + 1.2 / (count - 1) + 2.2 / ((count - 1) * (count - 1)))
        return Group(
            temperature: temperature, isCharging: isCharging, rates: rates, count: values.count,
            ratio: mean, halfWidth: widening * (variance / count).squareRoot())
    }

    private static func nearest(_ temperature: Double, _ rows: [Double]) -> Int {
        rows.indices.min { abs(rows[$0] - temperature) < abs(rows[$1] - temperature) } ?? 0
    }

    /// Steps from rest to a current that then holds for a second, between the row before and the
    /// first row at least a second later.
    private static func steps(
        _ test: PreparedTest, unitCurrent: Double
    ) -> [(before: Int, after: Int)] {
        var result: [(before: Int, after: Int)] = []
        var row = 1
        while row < test.count {
            defer { row += 1 }
            let isAtRest = abs(test.current[row - 1]) < 0.02 * unitCurrent
            let begins = abs(test.current[row]) > edges[0] * unitCurrent
            guard isAtRest, begins, test.interval[row] <= 2 else { continue }
            var after = row
            while after < test.count, test.time[after] - test.time[row - 1] < 1 { after += 1 }
            guard after < test.count, test.time[after] - test.time[row - 1] <= 2,
                test.weight[after] > 0 || test.interval[after] == 0,
                abs(test.current[after] - test.current[row]) < 0.05 * abs(test.current[after])
            else { continue }
            result.append((row - 1, after))
        }
        return result
    }
}
