import CellModel

/// From the columns of the joint fit to tables.
extension IdentifiedCell {
    init(
        solution: JointFit.Solution, joint: JointFit, charges: [PreparedTest],
        checks: [PreparedTest],
        capacity: CapacityEstimate, hysteresis: [HysteresisEstimate], law: HysteresisLaw?
    ) {
        let layout = solution.layout
        let values = solution.values
        let scatter = joint.scatter(values: values, layout: layout)
        let reader = SolutionReader(
            solution: solution, variance: scatter.variance * scatter.correlationTime)
        self.capacity = capacity
        let curve = reader.curve(joint: joint)
        openCircuit = UniformTable(curve.values)
        openCircuitDeviation = curve.deviations
        temperatureShift = reader.shift()
        series = reader.resistance(start: layout.seriesStart)
        fast = reader.resistance(start: layout.responseStart(0))
        slow = reader.resistance(start: layout.responseStart(1))
        fastTimeConstant = layout.timeConstants[0]
        slowTimeConstant = layout.timeConstants[1]
        search = solution.candidates.map { candidate in
            TimeConstants(
                fast: candidate.fast, slow: candidate.slow,
                residual: (max(0, candidate.objective) / max(scatter.weight, 1)).squareRoot())
        }
        tests = joint.tests.map {
            JointFit.residual(of: $0, values: values, layout: layout, isFitted: true)
        }
        tests += checks.map {
            JointFit.residual(of: $0, values: values, layout: layout, isFitted: false)
        }
        correlationTime = scatter.correlationTime
        self.hysteresis = hysteresis
        hysteresisLaw = law
        steps = StepRatios(
            tests: joint.tests, values: values, layout: layout, unitCurrent: joint.unitCurrent)
        let measured = joint.measured
        rests = measured.filter { $0.kind == .pulses }.flatMap {
            $0.rests(unitCurrent: joint.unitCurrent)
        }
        let discharges = measured.filter { $0.kind == .slowDischarge }
        slowCycles = discharges.map { $0.slowCycle(start: 1) }
        slowCycles += charges.map { charge in
            let near = discharges.min {
                abs($0.meanTemperature - charge.meanTemperature)
                    < abs($1.meanTemperature - charge.meanTemperature)
            }
            return charge.slowCycle(start: near?.stateOfCharge.min() ?? 0)
        }
        voltageRange = joint.voltageRange
    }
}
