import Control
import Estimation
import Protection
import Quantities

@testable import Recording

/// A run of two cells on one stack, and a third that none presses; every number is made up here.
enum SampleRun {
    static let description = RunDescription(
        startedUnixNanoseconds: 1_767_225_600_250_000_000, programVersion: "0.1.0",
        packName: "Three \"cells\"", configurationDigest: "c0ffee",
        cells: [
            RunDescription.Cell(name: "A1", stack: 0), RunDescription.Cell(name: "A 2", stack: 0),
            RunDescription.Cell(name: "B1", stack: nil),
        ],
        stackNames: ["Press 1"], seed: .max, scenario: "preload-lost")

    /// A snapshot in which every field differs from its default and from its neighbours.
    static func snapshot(_ step: Int, period: Duration = .milliseconds(100)) -> Snapshot {
        var snapshot = Snapshot(cellCount: 3, stackCount: 1)
        let x = Double(step)
        snapshot.sequence = UInt64(step)
        snapshot.now = .start + period * step
        snapshot.state = .operating
        snapshot.commanded = [.negative, .positive]
        snapshot.feedback = [.negative]
        snapshot.current = .valid(.amperes(-1.5 + 0.1 * x), age: .microseconds(7))
        snapshot.currentOfCellMonitor = .valid(.amperes(-1.49), age: .nanoseconds(9))
        snapshot.packVoltage = .valid(.volts(11.1), age: .milliseconds(2))
        snapshot.busVoltage = .missing(.saturated)
        snapshot.interlockIsClosed = true
        snapshot.emergencyStopIsPressed = true
        snapshot.droppedEvents = 3
        snapshot.transferErrors = UInt64(step) + 40
        snapshot.timeToOpen = .milliseconds(150)
        snapshot.chargeThroughput = .coulombs(-360 * x)
        for cell in 0..<3 { snapshot.cells[cell] = Self.cell(cell, step: x) }
        snapshot.stacks[0].pressure = .valid(.megapascals(4.2 + 0.01 * x), age: .seconds(1))
        snapshot.stacks[0].pressureExpected = .megapascals(4.3)
        snapshot.stacks[0].pressureRate = -12.5
        snapshot.limits = CurrentLimits(
            charge: limit(1 + x, .missing(.stackPressure)), discharge: limit(2 + x, .stopRequest))
        var charge = HorizonReports(
            HorizonReport(limit: limit(3 + x, .prediction(.pressure)), power: 31))
        charge.tenSeconds.limit = limit(4, .curve(.cellVoltage))
        charge.sixtySeconds.power = 32
        var discharge = HorizonReports(HorizonReport(limit: limit(5, .rating), power: 33))
        discharge.twoSeconds.limit = limit(6, .deratingFlag)
        discharge.sixtySeconds.limit = limit(7, .fatalFlag)
        var energy = EnergyOutlook()
        energy.chargeToEmpty = BoundedValue(value: 8, low: 7, high: 9)
        energy.energyToEmpty = BoundedValue(value: 18, low: 17, high: 19)
        energy.timeToFull = BoundedValue(value: 28, low: 27, high: 29)
        energy.meanCurrent = -0.5
        snapshot.outlook = OutlookSnapshot(
            charge: charge, discharge: discharge, energy: energy)
        snapshot.activeFlags = [flag(.stackUnderpressure, .raised, at: snapshot.now)]
        return snapshot
    }

    private static func limit(_ amperes: Double, _ cause: LimitCause) -> CurrentLimit {
        CurrentLimit(
            current: .amperes(amperes), cause: cause, place: .cell(Int(amperes) % 3),
            value: amperes * 1.1, isRecovering: Int(amperes) % 2 == 0, threshold: amperes * 1.2)
    }

    static func flag(
        _ diagnostic: Diagnostic, _ kind: FlagEvent.Kind, at time: Instant
    ) -> FlagEvent {
        FlagEvent(
            kind: kind, diagnostic: diagnostic, grade: .warning, place: .stack(0), value: 4.9e6,
            threshold: 5e6, time: time, since: Instant(nanoseconds: 17))
    }

    /// A snapshot as the log gives it back: estimates rounded to Float32.
    static func asRecorded(_ snapshot: Snapshot) -> Snapshot {
        var result = snapshot
        for cell in result.cells.indices {
            for path in EstimateColumns.healths {
                let exact = snapshot.cells[cell].health[keyPath: path]
                result.cells[cell].health[keyPath: path].ratio = Double(Float(exact.ratio))
                result.cells[cell].health[keyPath: path].deviation = Double(
                    Float(exact.deviation))
            }
            for path in EstimateColumns.paths {
                let exact = snapshot.cells[cell].estimate[keyPath: path]
                result.cells[cell].estimate[keyPath: path] = Double(Float(exact))
            }
        }
        return result
    }

    static func readings(from log: LogReader, run number: Int64 = 1) throws -> [RecordedFrame] {
        let cursor = try log.frames(of: log.run(number))
        var frames: [RecordedFrame] = []
        while let frame = try cursor.next() { frames.append(frame) }
        return frames
    }

    private static func cell(_ index: Int, step: Double) -> CellSnapshot {
        var cell = CellSnapshot()
        let y = Double(index + 1)
        cell.voltage = .valid(.volts(3.6 + 0.001 * step + 0.01 * y), age: .microseconds(index + 1))
        cell.temperature = .valid(.celsius(25 + 0.1 * y), age: .milliseconds(index + 1))
        for (number, path) in EstimateColumns.paths.enumerated() {
            cell.estimate[keyPath: path] = (y + step / 10) / Double(number + 3)
        }
        cell.estimate.observed = index == 1 ? [.charge, .capacity] : [.resistance]
        cell.estimate.mechanicalChannel = index == 2 ? .distrusted : .trusted
        for (number, path) in EstimateColumns.healths.enumerated() {
            cell.health[keyPath: path] = HealthFigure(
                ratio: 1 / (y + Double(number) + 2), deviation: 0.1 / (y + Double(number) + 2),
                isObserved: index == number)
        }
        cell.estimate.isConsistent = index != 1
        cell.isBalancing = index == 1
        return cell
    }
}

extension Database {
    /// Every row of every table as text, in the order of the table names and the rows.
    func dump() throws -> String {
        var result = ""
        let tables = try prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", operation: "dump")
        while try tables.step() {
            let table = tables.text(0)
            let names = try text(
                "SELECT group_concat('quote(' || name || ')', '||'',''||') "
                    + "FROM pragma_table_info('\(table)')", operation: "dump")
            let rows = try prepare("SELECT \(names) FROM \(table)", operation: "dump")
            while try rows.step() { result += "\(table): \(rows.text(0))\n" }
        }
        return result
    }
}
