import Control
import Estimation
import Quantities

@testable import Dashboard
// For the limits of current, which only the limiter makes.
@testable import Protection

/// A pack of two cells on one stack, with a reading missing; every number is made up here.
enum SamplePack {
    static let outline = PackOutline(
        name: "two \"cells\"", source: "simulation",
        stacks: [PackOutline.Stack(name: "press", cells: 0..<2)],
        rules: [
            Rule(
                diagnostic: .stackOverpressure, signal: .stackPressure, grade: .warning,
                comparison: .above, setThreshold: 5e6, releaseThreshold: 4.8e6,
                confirm: .seconds(1), clear: .seconds(1), reaction: .derate),
            Rule(
                .interlockOpen, grade: .safety, confirm: .zero, clear: .zero,
                reaction: .open(after: .zero)),
        ])

    static func snapshot(_ sequence: UInt64 = 41) -> Snapshot {
        var snapshot = Snapshot(cellCount: 2, stackCount: 1)
        snapshot.sequence = sequence
        snapshot.now = Instant(nanoseconds: 4_200_000_000)
        snapshot.state = .operating
        snapshot.commanded = [.negative, .positive]
        snapshot.feedback = [.negative]
        snapshot.current = .valid(.amperes(-0.25), age: .milliseconds(5))
        snapshot.currentOfCellMonitor = .missing(.timeout)
        snapshot.packVoltage = .valid(.volts(7.5), age: .milliseconds(20))
        snapshot.busVoltage = .missing(.noResponse)
        snapshot.interlockIsClosed = true
        snapshot.cells[0].voltage = .valid(.volts(3.75), age: .milliseconds(20))
        snapshot.cells[0].temperature = .valid(.kelvins(298.15), age: .seconds(1))
        snapshot.cells[0].estimate = estimate(0.5)
        snapshot.cells[0].isBalancing = true
        snapshot.cells[1].voltage = .missing(.deviceFault)
        snapshot.cells[1].temperature = .missing(.stale)
        snapshot.cells[1].estimate = estimate(0.625)
        snapshot.stacks[0].pressure = .valid(.megapascals(5.25), age: .milliseconds(100))
        snapshot.stacks[0].pressureExpected = .megapascals(5)
        snapshot.stacks[0].pressureRate = -1500
        snapshot.activeFlags = [
            FlagEvent(
                kind: .raised, diagnostic: .stackOverpressure, grade: .warning, place: .stack(0),
                value: 5.25e6, threshold: 5e6, time: Instant(nanoseconds: 4_000_000_000),
                since: Instant(nanoseconds: 3_000_000_000))
        ]
        snapshot.droppedEvents = 2
        snapshot.transferErrors = 3
        snapshot.limits = CurrentLimits(
            charge: CurrentLimit(
                current: .amperes(0.125), cause: .curve(.stackPressure), place: .stack(0),
                value: 5.25e6, isRecovering: false),
            discharge: CurrentLimit(
                current: .amperes(0.5), cause: .rating, place: .pack, value: 0,
                isRecovering: true))
        snapshot.chargeThroughput = .ampereHours(-0.5)
        snapshot.outlook = outlook
        snapshot.cells[0].health.capacity = HealthFigure(
            ratio: 0.875, deviation: 0.0625, isObserved: true)
        snapshot.cells[0].health.resistance = HealthFigure(
            ratio: 1.25, deviation: 0.125, isObserved: true)
        return snapshot
    }

    /// Charging is kept down by the pressure of a stack; discharging by a cell for a minute.
    private static var outlook: OutlookSnapshot {
        let pressure = CurrentLimit(
            current: .amperes(0.125), cause: .prediction(.pressure), place: .stack(0),
            value: 5.25e6, isRecovering: false, threshold: 5.5e6)
        let rating = CurrentLimit(
            current: .amperes(0.5), cause: .rating, place: .pack, value: 0, isRecovering: false)
        var discharge = HorizonReports(HorizonReport(limit: rating, power: 3.75))
        discharge.sixtySeconds = HorizonReport(
            limit: CurrentLimit(
                current: .zero, cause: .prediction(.contactFraction), place: .cell(1),
                value: 0.5, isRecovering: false, threshold: 0.625), power: 0)
        var energy = EnergyOutlook()
        energy.meanCurrent = -0.25
        energy.chargeToEmpty = BoundedValue(value: 3600, low: 1800, high: 5400)
        energy.energyToEmpty = BoundedValue(value: 27_000, low: 13_500, high: 40_500)
        energy.timeToEmpty = BoundedValue(value: 14_400, low: 7_200, high: 21_600)
        return OutlookSnapshot(
            charge: HorizonReports(HorizonReport(limit: pressure, power: 1)),
            discharge: discharge, energy: energy)
    }

    static func frame() -> PublishedFrame {
        var frame = PublishedFrame(cellCount: 2, stackCount: 1)
        frame.take(snapshot())
        frame.droppedFrames = 1
        return frame
    }

    private static func estimate(_ stateOfCharge: Double) -> CellEstimate {
        var estimate = CellEstimate()
        estimate.stateOfCharge = stateOfCharge
        estimate.stateOfChargeDeviation = 0.0625
        estimate.contactFraction = 0.875
        estimate.contactFractionDeviation = 0.03125
        estimate.interfaceResistance = 0.25
        estimate.interfaceResistanceDeviation = 0.125
        estimate.seriesResistance = 0.75
        estimate.openCircuitVoltage = 3.875
        estimate.pressureBias = -2000
        estimate.isConsistent = true
        return estimate
    }
}
