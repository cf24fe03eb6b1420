import CellModel
public import Configuration
public import Estimation
import PackSimulation
import Quantities

/// One cell of a sweep under one seed, with two estimators that see the same readings but for the
/// pressure.
public struct SweepRun {
    private let sweep: SweepDescription
    private let cell: SweepCell
    private let index: Int
    private let seed: UInt64
    private let selection: MismatchSelection
    private let interval: Double
    private var pack: SimulatedPack
    private var sensors: SensorRow
    private var first: Tracker
    private var second: Tracker
    private var contactRange: ClosedRange<Double> = 1...1
    private var pressureRange: ClosedRange<Double> = 0...0

    /// - Parameters:
    ///   - index: Of the cell in the sweep.
    ///   - settings: Of both estimators, but for the use of pressure.
    public init(
        _ sweep: SweepDescription, cell index: Int, seed: UInt64,
        selection: MismatchSelection = .all, settings: EstimatorSettings = EstimatorSettings()
    ) {
        self.sweep = sweep
        self.index = index
        self.seed = seed
        self.selection = selection
        interval = sweep.interval.inSeconds
        let cell = sweep.cells[index]
        self.cell = cell
        let plant = PlantDraw(
            cell, index: index, perturbations: sweep.perturbations, selection: selection,
            seed: seed)
        var start = RandomStream(seed: seed, name: "sweep start", index: index)
        let sign: Double = start.uniform() < 0.5 ? -1 : 1
        let loss = start.normal().magnitude * sweep.start.contactLoss
        let isWrong = selection.hasWrongStart
        let hasContact = cell.cell.parameters.contact.isActive
        pack = Self.prepare(plant, cell, sweep.start, contact: isWrong && hasContact ? 1 - loss : 1)
        sensors = SensorRow(
            selection.hasSensorErrors ? sweep.sensors : nil, cell: cell, seed: seed, index: index)
        let error = isWrong ? sign * sweep.start.estimateError : 0
        let guess = (pack.cells[0].stateOfCharge + error).clamped(0, 1)
        first = Tracker(cell, settings: settings, usesPressure: true, guess: guess)
        second = Tracker(cell, settings: settings, usesPressure: false, guess: guess)
    }

    /// The cell, charged from part charge to full and rested: its hysteresis, its contact and its
    /// press have a past that the estimator knows nothing of.
    private static func prepare(
        _ plant: PlantDraw, _ cell: SweepCell, _ start: SweepStart, contact: Double
    ) -> SimulatedPack {
        let temperature = cell.temperature
        let from = InitialState(
            stateOfCharge: start.preparationFrom, contactFraction: contact.clamped(0.5, 1),
            temperature: temperature, estimatorStateOfCharge: start.preparationFrom)
        var pack = SimulatedPack(
            design: plant.design, stackOfPosition: [0], parallelCount: 1,
            mechanics: [plant.mechanics], thermal: [StackThermal()], initial: from,
            variation: .none, seed: 0)
        let upper = cell.cell.voltageRange.upperBound.volts
        let step = 10.0
        var time = 0.0
        while time < 86_400, pack.cells[0].stateOfCharge < start.preparationTo.fraction,
            pack.cells[0].terminalVoltage < upper
        {
            pack.advance(
                interval: step, current: cell.chargeCurrent.amperes,
                ambient: temperature.kelvins)
            time += step
        }
        for _ in 0..<Int(start.rest.inSeconds / step) {
            pack.advance(interval: step, current: 0, ambient: temperature.kelvins)
        }
        return pack
    }

    /// Drives the whole mission.
    ///
    /// - Parameter visit: Called with every moment.
    /// - Throws: ``SweepFailure`` when it ends within the warm-up.
    public mutating func run(
        visit: (SweepMoment) -> Void = { _ in }
    ) throws(SweepFailure) -> SweepOutcome {
        let firstCharge = pack.cells[0].stateOfCharge
        let warmUp = sweep.warmUp.inSeconds
        var mission = MissionPlayer(cell, steps: sweep.mission, interval: interval)
        var time = 0.0
        contactRange = pack.cells[0].contactFraction...pack.cells[0].contactFraction
        pressureRange = pack.pressure(stack: 0)...pack.pressure(stack: 0)
        while let current = mission.current(
            stateOfCharge: pack.cells[0].stateOfCharge, voltage: pack.cells[0].terminalVoltage)
        {
            pack.advance(
                interval: interval, current: current, ambient: cell.temperature.kelvins)
            time += interval
            let row = sensors.read(pack, current: current, interval: interval)
            first.step(row, interval: interval)
            second.step(row, interval: interval)
            let isScored = time > warmUp
            first.score(pack.cells[0], time: time, isScored: isScored)
            second.score(pack.cells[0], time: time, isScored: isScored)
            note()
            visit(moment(time))
        }
        return try outcome(duration: time, firstCharge: firstCharge)
    }

    private mutating func note() {
        let contact = pack.cells[0].contactFraction
        contactRange =
            min(contactRange.lowerBound, contact)...max(contactRange.upperBound, contact)
        let pressure = pack.pressure(stack: 0)
        pressureRange =
            min(pressureRange.lowerBound, pressure)...max(pressureRange.upperBound, pressure)
    }

    private func moment(_ time: Double) -> SweepMoment {
        SweepMoment(
            time: time, stateOfCharge: pack.cells[0].stateOfCharge,
            contactFraction: pack.cells[0].contactFraction,
            seriesResistance: pack.cells[0].seriesResistance, pressure: pack.pressure(stack: 0),
            withPressure: first.belief, withoutPressure: second.belief)
    }

    private func outcome(
        duration: Double, firstCharge: Double
    ) throws(SweepFailure) -> SweepOutcome {
        guard let with = first.result, let without = second.result else {
            throw SweepFailure(
                cell: cell.label, seed: seed, duration: duration,
                warmUp: sweep.warmUp.inSeconds)
        }
        return SweepOutcome(
            seed: seed, withPressure: with, withoutPressure: without, duration: duration,
            firstCharge: firstCharge, lastCharge: pack.cells[0].stateOfCharge,
            contactMinimum: contactRange.lowerBound, contactMaximum: contactRange.upperBound,
            pressureMinimum: pressureRange.lowerBound, pressureMaximum: pressureRange.upperBound)
    }
}

extension CellVariation {
    /// Every cell as its design: the sweep draws its own.
    fileprivate static let none = CellVariation(
        capacity: 0, resistance: 0, stateOfCharge: 0, swelling: 0, voidHeight: 0, diffusivity: 0)
}
