import CellModel
import Configuration
import Estimation
import PackSimulation
import Quantities

/// One estimator and the errors it made.
struct Tracker {
    private var estimator: PackEstimator
    private let hasContact: Bool
    private var estimate = CellEstimate()
    private var charge = ErrorTally()
    private var contact = ErrorTally()
    private var resistance = ErrorTally()
    private var interface = ErrorTally()
    private var settlingTime = 0.0

    /// An estimator that knows cell and press as their files have them.
    init(
        _ cell: SweepCell, settings: EstimatorSettings, usesPressure: Bool, guess: Double
    ) {
        var settings = settings
        settings.usesPressure = usesPressure
        estimator = PackEstimator(
            cells: [cell.cell.parameters], stackOfCell: [0], fixtures: [cell.fixture.mechanics],
            settings: settings, initialStateOfCharge: guess)
        hasContact = cell.cell.parameters.contact.isActive
    }

    mutating func step(_ readings: SweepReadings, interval: Double) {
        estimator.setVoltage(.valid(.volts(readings.voltage), age: .zero), cell: 0)
        estimator.setTemperature(.valid(.kelvins(readings.temperature), age: .zero), cell: 0)
        estimator.setPressure(.valid(.pascals(readings.pressure), age: .zero), stack: 0)
        estimator.step(
            current: .valid(.amperes(readings.current), age: .zero), interval: interval)
        estimate = estimator.estimate(cell: 0)
    }

    mutating func score(_ truth: SimulatedCell, time: Double, isScored: Bool) {
        let error = estimate.stateOfCharge - truth.stateOfCharge
        if error.magnitude > 0.03 { settlingTime = time }
        guard isScored else { return }
        charge.add(error, deviation: estimate.stateOfChargeDeviation)
        if hasContact {
            contact.add(
                estimate.contactFraction - truth.contactFraction,
                deviation: estimate.contactFractionDeviation)
        }
        let whole = truth.seriesResistance
        resistance.add(
            (estimate.seriesResistance - whole) / whole,
            deviation: estimate.seriesResistanceDeviation / whole)
        interface.add(
            (estimate.interfaceResistance - truth.interfaceResistance) / whole,
            deviation: estimate.interfaceResistanceDeviation / whole)
    }

    /// Nil before anything was scored.
    var result: EstimatorScore? {
        guard let charge = charge.score, let resistance = resistance.score,
            let interface = interface.score
        else { return nil }
        return EstimatorScore(
            charge: charge, contact: contact.score, resistance: resistance, interface: interface,
            settlingTime: settlingTime, resetCount: Int(estimate.resetCount))
    }

    var belief: SweepMoment.Belief {
        SweepMoment.Belief(
            stateOfCharge: estimate.stateOfCharge,
            stateOfChargeDeviation: estimate.stateOfChargeDeviation,
            contactFraction: estimate.contactFraction,
            contactFractionDeviation: estimate.contactFractionDeviation,
            seriesResistance: estimate.seriesResistance)
    }
}
