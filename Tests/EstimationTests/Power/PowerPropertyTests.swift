import CellModel
import Quantities
import Testing

@testable import Estimation

/// What must hold whatever the state: proven on hundreds of states drawn by a fixed sequence.
struct PowerPropertyTests {
    /// A state, and the limits it is judged by.
    private func state(_ random: inout Sequence64) -> OutlookBench {
        var bench = OutlookBench(
            cell: random.next(0...1) < 0.5 ? OutlookBench.cell : ExampleCells.lithiumSulfide,
            charge: random.next(0...1) < 0.3
                ? random.next(0.002...0.02) + (random.next(0...1) < 0.5 ? 0 : 0.978)
                : random.next(0.02...0.98), kelvins: random.next(283...333))
        let cell = bench.cells[0]
        let kelvins = bench.estimates[0].coreTemperature
        let contact = cell.contact.isActive ? random.next(0.55...1) : 1
        bench.estimates[0] = OutlookBench.exact(
            cell, charge: bench.estimates[0].stateOfCharge, contact: contact, kelvins: kelvins)
        let before = random.next(-0.15...0.15)
        bench.estimates[0].fastVoltage = before * 0.128 * random.next(0...1)
        bench.estimates[0].slowVoltage = before * 0.192 * random.next(0...1)
        bench.limits = OperatingLimits(
            voltage: random.next(0...1) < 0.5 ? 3.4...4.2 : 2.9...4.6,
            chargingTemperature: 0...1000, dischargingTemperature: 0...1000,
            chargeCurrent: random.next(0.005...0.3), dischargeCurrent: random.next(0.005...0.3))
        bench.limits.plating = PlatingLimit(
            criticalCurrent: random.next(20...400), activationEnergy: 30_000, rateAtLimit: 1)
        return bench
    }

    /// Runs the same model at constant current and says whether it stayed inside all limits.
    private func staysInside(
        _ bench: OutlookBench, current: Double, seconds: Double, slack: Double = 0
    ) -> Bool {
        let cell = bench.cells[0]
        let estimate = bench.estimates[0]
        var charge = estimate.stateOfCharge
        var contact = estimate.contactFraction
        var fast = estimate.fastVoltage
        var slow = estimate.slowVoltage
        let limits = bench.limits
        let steps = 200
        let interval = seconds / Double(steps)
        let density = current / cell.totalArea
        let rating = current > 0 ? limits.chargeCurrent : limits.dischargeCurrent
        if current.magnitude > rating * (1 + 1e-9) { return false }
        let critical: Double =
            limits.plating.criticalCurrent(temperature: estimate.coreTemperature)
        if density / contact > 0.7 * critical * (1 + 1e-9) { return false }
        // Contact that is below its floor may not fall further.
        let floor = min(0.6, contact) - 1e-6 - slack
        for step in 0...steps {
            let circuit = EquivalentCircuit<Double>(
                parameters: cell, stateOfCharge: charge, contactFraction: estimate.contactFraction,
                interphaseResistance: 0, temperature: estimate.coreTemperature, pressure: 5e6,
                highestPressure: 5e6)
            let voltage = circuit.terminalVoltage(
                current: current, fastVoltage: fast, slowVoltage: slow)
            let isLow = current < 0 && voltage < limits.voltageMinimum - 1e-6 - slack
            let isHigh = current > 0 && voltage > limits.voltageMaximum + 1e-6 + slack
            if isLow || isHigh || charge < -1e-9 || charge > 1 + 1e-9 || contact < floor {
                return false
            }
            if step == steps { break }
            charge += current * interval / cell.capacity
            fast =
                EquivalentCircuit<Double>.relaxed(
                    voltage: fast, resistance: circuit.fastResistance,
                    timeConstant: circuit.fastTimeConstant, current: current, interval: interval
                ).voltage
            slow =
                EquivalentCircuit<Double>.relaxed(
                    voltage: slow, resistance: circuit.slowResistance,
                    timeConstant: circuit.slowTimeConstant, current: current, interval: interval
                ).voltage
            contact +=
                interval
                * cell.contact.rates(
                    contactFraction: contact, unrecoverable: 0, currentDensity: density,
                    sustainable: cell.contact.isActive
                        ? cell.contact.sustainableCurrent(
                            pressure: 5e6, temperature: estimate.coreTemperature) : 0
                ).contact
        }
        return true
    }

    @Test func `the returned current crosses nothing, and 2 % more crosses something`() {
        var random = Sequence64(4)
        var causes: [LimitingQuantity: Int] = [:]
        var sharp = 0
        for _ in 0..<300 {
            let bench = state(&random)
            let power = bench.power
            for horizon in PowerHorizon.allCases {
                for (limit, sign) in [(power.charge[horizon], 1.0), (power.discharge[horizon], -1)]
                {
                    causes[limit.cause, default: 0] += 1
                    if limit.current == 0 { continue }
                    #expect(
                        staysInside(
                            bench, current: sign * limit.current, seconds: horizon.seconds),
                        "\(limit) \(bench.estimates[0])")
                    let more = staysInside(
                        bench, current: sign * limit.current * 1.02, seconds: horizon.seconds)
                    if !more { sharp += 1 }
                    // Only where polarisation relaxes from the limit meanwhile, or where contact
                    // is supplied faster the less is left, is the bound a bound.
                    let relaxes =
                        sign * bench.estimates[0].fastVoltage > 0.05 * 0.128 * limit.current
                        || sign * bench.estimates[0].slowVoltage > 0.05 * 0.192 * limit.current
                    let isBound = limit.cause == .contactFraction
                    if !relaxes && !isBound { #expect(!more, "\(limit) \(bench.estimates[0])") }
                }
            }
        }
        #expect(sharp > 1500)
        for cause in [
            LimitingQuantity.rating, .voltage, .stateOfCharge, .contactFraction, .criticalCurrent,
        ] {
            #expect(causes[cause, default: 0] > 10, "\(cause) \(causes)")
        }
    }

    @Test func `a longer horizon never allows more`() {
        var random = Sequence64(5)
        for _ in 0..<300 {
            var bench = state(&random)
            bench.settings = PredictionSettings()
            bench.estimates[0].stateOfChargeDeviation = random.next(0...0.05)
            let power = bench.power
            for limits in [power.charge, power.discharge] {
                #expect(limits.sixtySeconds.current <= limits.tenSeconds.current)
                #expect(limits.tenSeconds.current <= limits.twoSeconds.current)
            }
        }
    }

    @Test func `the less is certain the less is allowed`() {
        var random = Sequence64(6)
        for _ in 0..<200 {
            var bench = state(&random)
            bench.settings = PredictionSettings()
            let paths: [WritableKeyPath<CellEstimate, Double>] = [
                \.stateOfChargeDeviation, \.contactFractionDeviation, \.seriesResistanceDeviation,
                \.capacityDeviation,
            ]
            for path in paths {
                var before = PowerLimits.unknown
                for (index, share) in [0.0, 0.01, 0.05, 0.2].enumerated() {
                    var unsure = bench
                    let scale =
                        path == \.seriesResistanceDeviation
                        ? bench.estimates[0].seriesResistance
                        : path == \.capacityDeviation ? bench.cells[0].capacity : 1
                    unsure.estimates[0][keyPath: path] = share * scale
                    // Unknown deviations of 0 count as the prior: begin above.
                    if share == 0 { unsure.estimates[0][keyPath: path] = 1e-6 * scale }
                    let power = unsure.power
                    if index > 0 {
                        for horizon in PowerHorizon.allCases {
                            #expect(
                                power.charge[horizon].current
                                    <= before.charge[horizon].current * 1.002)
                            #expect(
                                power.discharge[horizon].current
                                    <= before.discharge[horizon].current * 1.002)
                        }
                    }
                    before = power
                }
            }
        }
    }

    @Test func `what no reading has confirmed counts with its prior deviation`() {
        var bench = OutlookBench(charge: 0.3)
        bench.settings = PredictionSettings()
        bench.limits.voltageMinimum = 3.5
        bench.estimates[0].seriesResistanceDeviation = 1e-4
        let sure = bench.power.discharge.tenSeconds
        bench.estimates[0].observed.remove(.resistance)
        let unsure = bench.power.discharge.tenSeconds
        #expect(sure.cause == .voltage && unsure.cause == .voltage)
        // R₀ counts 20 % more; U − U_min stays.
        #expect(unsure.current < sure.current * 0.88)

        bench = OutlookBench(cell: ExampleCells.lithiumSulfide)
        bench.settings = PredictionSettings()
        bench.estimates[0].contactFraction = 0.62
        bench.estimates[0].contactFractionDeviation = 1e-3
        let seen = bench.power.discharge.tenSeconds
        bench.estimates[0].observed.remove(.contact)
        let unseen = bench.power.discharge.tenSeconds
        #expect(seen.cause == .contactFraction && unseen.cause == .contactFraction)
        #expect(unseen.current < seen.current)
        #expect(unseen.value < 0.53)
    }

    @Test func `an estimator without slow states counts with the file's capacity`() {
        var bench = OutlookBench(charge: 0.11)
        bench.settings = PredictionSettings()
        bench.limits.stateOfChargeMinimum = 0.1
        bench.estimates[0].capacity = 0
        bench.estimates[0].observed = []
        // 1 % of 270 C less two prior deviations of 5 %.
        let current = bench.power.discharge.sixtySeconds.current
        #expect((current - 0.01 * 270 * 0.9 / 60).magnitude < 1e-9)
    }

    @Test func `a number that is none leaves no current and spoils no other`() {
        let paths: [WritableKeyPath<CellEstimate, Double>] = [
            \.stateOfCharge, \.stateOfChargeDeviation, \.contactFraction,
            \.contactFractionDeviation, \.seriesResistance, \.seriesResistanceDeviation,
            \.fastVoltage, \.slowVoltage, \.branch, \.coreTemperature, \.openCircuitVoltage,
        ]
        for path in paths {
            var bench = OutlookBench(cell: ExampleCells.lithiumSulfide)
            bench.settings = PredictionSettings()
            bench.add(bench.estimates[0])
            bench.estimates[1][keyPath: path] = .nan
            var outlook = bench.outlook(current: -0.05, steps: 3)
            for horizon in PowerHorizon.allCases {
                #expect(outlook.power.discharge[horizon].current == 0)
                #expect(outlook.power.charge[horizon].current == 0)
                #expect(outlook.power.charge[horizon].power == 0)
            }
            #expect(outlook.energy.chargeToEmpty == nil)
            // It comes back when the number does.
            bench.estimates[1] = bench.estimates[0]
            for _ in 0..<4 { bench.step(&outlook, current: -0.05) }
            #expect(outlook.power.discharge.twoSeconds.current > 0)
            #expect(outlook.energy.chargeToEmpty != nil)
        }
    }

    @Test func `a cell that was not set, or whose temperature is missing, leaves no current`() {
        var bench = OutlookBench()
        bench.temperature = .missing(.stale)
        bench.estimates[0].capacity = 0
        #expect(bench.power.discharge.twoSeconds.current == 0)
        var outlook = OutlookBench().outlook()
        #expect(outlook.power.discharge.twoSeconds.current > 0)
        outlook.step(current: .valid(.zero, age: .zero), interval: 1)
        #expect(outlook.power == .unknown || outlook.power.discharge.twoSeconds.current == 0)
    }

    @Test func `a lying pressure channel counts on the side that leaves less`() {
        var bench = OutlookBench(fixture: ExampleCells.rigid)
        bench.settings = PredictionSettings()
        bench.limits.pressureMinimum = 4.95e6
        bench.limits.pressureMaximum = 7e6
        bench.pressures = [.valid(.megapascals(6), age: .zero)]
        let trusted = bench.power
        bench.estimates[0].mechanicalChannel = .distrusted
        let lying = bench.power
        // The model says 5 MPa: for the floor that is worse, for the ceiling the reading is.
        #expect(lying.discharge.sixtySeconds.current < trusted.discharge.sixtySeconds.current)
        #expect(lying.discharge.sixtySeconds.cause == .pressure)
        #expect(lying.charge.sixtySeconds == trusted.charge.sixtySeconds)
    }
}
