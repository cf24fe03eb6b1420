import Configuration
import Control
import Estimation
import Foundation
import Protection
import Quantities
import Testing

@testable import PackSimulation

/// Every composed cell through the whole loop: ten minutes of charge, rest and discharge at a
/// third of its capacity, from chips to contactors and back.
struct EveryCellTests {
    /// Cells that the cell monitor cannot guard: its lowest threshold of under-voltage is 1.012 V.
    static let refused = [
        "Systems/fe3s4-li7p3s11-li", "Systems/li-llzo-sb-sym", "Systems/li-llzto-mgf2-sym",
        "Systems/li-llzto-plss-sym", "Systems/li2sp2s5-3dsi", "Systems/lilto-garnet-sym",
        "Systems/llzao-si-film", "Symmetric/li-artificial-sei-sym", "Symmetric/li-llzo-li",
        "Symmetric/li-lpscl-li", "Symmetric/li-lpscl-li-first-compression",
        "Symmetric/li-seeded-sym",
    ]

    /// Cells whose predicted limits may lie below a third of their capacity per hour: there that
    /// is more than 70 % of the critical current on the contact that is sure, or, for lithium-air,
    /// more than the voltage leaves at the resistance that is sure.
    static let predicted = [
        "reference-b": "charge criticalCurrent", "reference-d": "charge criticalCurrent",
        "Systems/ni83-peo-mg-al": "charge criticalCurrent",
        "Systems/li-o2-lagp-pvdfhfp": "discharge voltage",
    ]

    @Test func `no cell is left out`() {
        let names = EveryCell.all.map(\.name)
        #expect(names.count { $0.hasPrefix("reference-") } == 7)
        #expect(names.count { $0.hasPrefix("Systems/") } == 22)
        #expect(names.count { $0.hasPrefix("Symmetric/") } == 5)
        for name in Self.refused { #expect(names.contains(name)) }
    }

    @Test(arguments: EveryCell.all.filter { !refused.contains($0.name) })
    func `a healthy cell is charged and discharged and nothing is raised`(_ cell: EveryCell) throws
    {
        let run = Scenarios.run(try cell.scenario())
        let storedAtStart = run.rig.pack.cells.map(\.storedCharge)
        var log = EveryCellLog()
        while !run.isOver { log.add(run.step(), run) }

        #expect(run.failures.isEmpty)
        #expect(run.hazards.hazards.isEmpty)
        for verdict in run.verdicts { #expect(verdict.isMet, "\(verdict)") }

        #expect(log.closedSteps > 5_350, "Nine minutes of current, less the ramps.")
        #expect(log.stepsWithoutPath == 0, "No current but through closed contactors.")
        #expect(run.rig.board.contacts == PowerPath.Contacts(), "Open at the end.")

        // What a prediction took away is named; nothing else may.
        #expect(log.predicted.allSatisfy { $0 == Self.predicted[cell.name] }, "\(log.predicted)")
        // 240 s of charge and 300 s of discharge, less the moments of switching.
        if log.predicted.isEmpty {
            #expect((log.charge + EveryCell.capacity / 3 * 60).magnitude < 0.5)
        }
        // The ammeter may be off by 2 mA and 0.05 %.
        let allowed = 2.2e-3 * run.now.seconds
        #expect((log.chargeThroughput - log.charge).magnitude < allowed)
        for (stored, now) in zip(storedAtStart, run.rig.pack.cells) {
            let lost = now.ledger.chargeLost + now.ledger.chargeLeaked
            #expect((now.storedCharge - stored + lost - log.charge).magnitude < 1e-6)
        }
        #expect(log.contactError < 0.01)
        #expect(run.estimateError.honesty > 0.99)
        let file = cell.name.split(separator: "/").joined(separator: "-") + ".txt"
        Attachment.record(log.row(cell.name, run), named: file)
    }

    /// Flat curves do not show their charge in ten minutes, and silicon shows it on two branches;
    /// no filter may claim otherwise.
    @Test(arguments: [
        "reference-a", "reference-c", "Systems/gpe-glc-lpscl", "Systems/lfp-pvdf-peo-llzto-simof",
        "Systems/nmc811-lpscl-si-bipolar",
    ])
    func `a start that is 20 % off is corrected or admitted`(_ name: String) throws {
        let run = Scenarios.run(try EveryCell(name: name).scenario(guess: 0.35))
        while !run.isOver { _ = run.step() }
        #expect(run.failures.isEmpty)
        #expect(run.flags.entries.isEmpty)
        #expect(run.estimateError.stateOfChargeMaximum > 0.05, "The start is off.")
        #expect(run.estimateError.honesty > 0.99)
    }

    @Test(arguments: EveryCell.all.filter { refused.contains($0.name) })
    func `a cell below what the cell monitor can guard is refused by name`(_ cell: EveryCell) throws
    {
        let error = #expect(throws: ConfigurationError.self) { try cell.scenario() }
        let problem = error?.problems.first { $0.keyPath == "cell_monitor.undervoltage" }
        #expect(problem?.message == "out of range")
        #expect(problem?.allowed == "1.012 to 4.554 V")
        // Nothing but that the voltage is too low stands against it.
        for problem in error?.problems ?? [] {
            let path = problem.keyPath
            #expect(path.hasPrefix("cell_monitor.") || path.hasPrefix("balancing."), "\(problem)")
        }
    }
}

/// What a run of one cell showed.
struct EveryCellLog {
    /// Steps of charging and discharging with closed contactors.
    var closedSteps = 0
    /// Charge that truly went through the pack, C, and what the loop counted.
    var charge = 0.0
    var chargeThroughput = 0.0
    var contactError = 0.0
    var lowestContact = 1.0
    /// Steps in which a current flowed although the contactors were open.
    var stepsWithoutPath = 0
    /// Why predictions kept a current below the one that was asked for.
    var predicted: [String] = []
    private var lastStep = Instant.start

    mutating func add(_ snapshot: borrowing Snapshot, _ run: SimulationRun) {
        addLimit(snapshot, run.rig.power.current)
        charge += run.rig.power.current * (snapshot.now - lastStep).inSeconds
        lastStep = snapshot.now
        chargeThroughput = snapshot.chargeThroughput.coulombs
        if run.rig.power.current.magnitude > 0.1 {
            if run.rig.board.contacts.isConnected {
                closedSteps += 1
            } else {
                stepsWithoutPath += 1
            }
        }
        guard snapshot.now.seconds > 5 else { return }
        for index in snapshot.cells.indices {
            let contact = run.rig.pack.contactFraction(position: index)
            let estimate = snapshot.cells[index].estimate
            contactError = max(contactError, (estimate.contactFraction - contact).magnitude)
            lowestContact = min(lowestContact, contact)
        }
    }

    /// A limit that leaves less than a third of the capacity, while a current flows that way.
    private mutating func addLimit(_ snapshot: borrowing Snapshot, _ current: Double) {
        guard let limits = snapshot.limits, current.magnitude > 0.05 else { return }
        let (name, limit) =
            current > 0 ? ("charge", limits.charge) : ("discharge", limits.discharge)
        guard case .prediction(let quantity) = limit.cause,
            limit.current.amperes < EveryCell.capacity / 3
        else { return }
        let words = "\(name) \(quantity)"
        if !predicted.contains(words) { predicted.append(words) }
    }

    /// One line of a table.
    func row(_ name: String, _ run: SimulationRun) -> String {
        func text(_ value: Double, _ digits: Int) -> String {
            String(format: "%.\(digits)f", value)
        }
        let error = run.estimateError
        let pack = run.rig.pack
        return """
            \(name): charge error \(text(100 * error.stateOfChargeMaximum, 2)) % at most, \
            \(text(100 * error.stateOfChargeRMSE, 2)) % RMS; contact error \
            \(text(contactError, 4)), contact \(text(lowestContact, 4)) at least; count off by \
            \(text(chargeThroughput - charge, 3)) C; ends at \
            \(text(pack.voltage(position: 0), 3)) V, \
            \(text(pack.pressure(stack: 0) / 1e6, 3)) MPa, \
            \(text(pack.sensedTemperature(position: 0) - 273.15, 1)) degC
            """
    }
}
