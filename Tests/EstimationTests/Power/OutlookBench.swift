import CellModel
import Quantities

@testable import Estimation

/// A small pack in a known state, and what its outlook says of it.
struct OutlookBench {
    var cells: [CellParameters]
    var estimates: [CellEstimate]
    var stackOfCell: [Int]
    var fixtures: [StackFixture]
    var limits = OutlookBench.wideLimits
    var settings = PredictionSettings()
    var temperature: Reading<Temperature> = .valid(.celsius(25), age: .zero)
    var pressures: [Reading<Pressure>]

    /// One cell whose estimate is exact: no deviations, everything observed.
    init(
        cell: CellParameters = OutlookBench.cell, charge: Double = 0.5, kelvins: Double = 298.15,
        fixture: StackFixture = .constantPressure(5e6)
    ) {
        cells = [cell]
        stackOfCell = [0]
        fixtures = [fixture]
        pressures = [.valid(.pascals(5e6), age: .zero)]
        temperature = .valid(.kelvins(kelvins), age: .zero)
        estimates = [Self.exact(cell, charge: charge, kelvins: kelvins)]
        settings = Self.certain
    }

    /// The cell of the tests without contact loss, at 1 Ω exactly and without polarisation; what a
    /// test needs it adds.
    static let cell: CellParameters = {
        var cell = ExampleCells.lithiumSulfide
        cell.contact = .inactive
        cell.swelling.voidHeight = 0
        return cell
    }()

    /// Limits that nothing reaches but what a test narrows.
    static let wideLimits = OperatingLimits(
        voltage: 0...10, chargingTemperature: 0...1000, dischargingTemperature: 0...1000,
        chargeCurrent: 100, dischargeCurrent: 100)

    /// Everything taken at its word.
    static let certain: PredictionSettings = {
        var settings = PredictionSettings()
        settings.deviations = 0
        return settings
    }()

    static func exact(
        _ cell: CellParameters, charge: Double, contact: Double = 1, kelvins: Double = 298.15,
        pressure: Double = 5e6
    ) -> CellEstimate {
        let circuit = EquivalentCircuit<Double>(
            parameters: cell, stateOfCharge: charge, contactFraction: contact,
            interphaseResistance: 0, temperature: kelvins, pressure: pressure,
            highestPressure: pressure)
        var estimate = CellEstimate()
        estimate.stateOfCharge = charge
        estimate.stateOfChargeDeviation = 0
        estimate.contactFraction = contact
        estimate.capacity = cell.capacity
        estimate.coreTemperature = kelvins
        estimate.seriesResistance = circuit.seriesResistance
        estimate.interfaceResistance = circuit.interfaceResistance
        estimate.openCircuitVoltage = circuit.openCircuitVoltage
        estimate.observed = [
            .charge, .contact, .resistance, .capacity, .currentBias, .pressureBias,
        ]
        return estimate
    }

    /// A second cell in the same stack or another.
    mutating func add(_ estimate: CellEstimate, stack: Int = 0) {
        cells.append(cells[0])
        estimates.append(estimate)
        stackOfCell.append(stack)
        while fixtures.count <= stack {
            fixtures.append(fixtures[0])
            pressures.append(pressures[0])
        }
    }

    /// An outlook that has taken `steps` steps of a second at one current.
    func outlook(current: Double = 0, steps: Int = 1) -> PackOutlook {
        var outlook = PackOutlook(
            cells: cells, stackOfCell: stackOfCell, fixtures: fixtures, limits: limits,
            settings: settings)
        for _ in 0..<steps { step(&outlook, current: current) }
        return outlook
    }

    func step(_ outlook: inout PackOutlook, current: Double) {
        for stack in fixtures.indices {
            outlook.setStack(
                stack, pressure: pressures[stack],
                expected: .pascals(fixtures[stack].preload))
        }
        for cell in cells.indices {
            outlook.setCell(cell, estimate: estimates[cell], temperature: temperature)
        }
        outlook.step(current: .valid(.amperes(current), age: .zero), interval: 1)
    }

    var power: PowerLimits { outlook().power }
}

/// Numbers that look random and are the same in every run.
struct Sequence64 {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next(_ range: ClosedRange<Double>) -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let unit = Double(state >> 11) / 9_007_199_254_740_992
        return range.lowerBound + unit * (range.upperBound - range.lowerBound)
    }
}
