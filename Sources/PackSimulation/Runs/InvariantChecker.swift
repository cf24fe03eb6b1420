import Configuration
import Control
import Estimation
import Protection
import Quantities
import SimulatedChips

/// What must hold in every step of every run, whatever goes wrong. Reads the simulated truth.
struct InvariantChecker: Sendable {
    /// What did not hold, with its time; at most 50 are kept.
    private(set) var violations: [String] = []

    private let mayWeld: Bool
    private let settleTime: Duration
    private let inrushLimit: Double
    private let bleedTimeOut: Duration
    private var shouldBeOpenSince: Instant?
    private var mustNotBleedSince: Instant?

    init(scenario: ScenarioDescription) {
        mayWeld = scenario.faults.contains { fault in
            if case .contactorWelded = fault.kind { true } else { false }
        }
        let contactors = scenario.pack.contactors
        settleTime = contactors.settings.confirmTime + scenario.pack.loopPeriod * 2
        // The chip's own time-out, if no command gets through.
        bleedTimeOut = (scenario.pack.balancing?.timeOut ?? .zero) + scenario.pack.loopPeriod
        inrushLimit = 2 * contactors.settings.prechargeVoltageDifference.volts
    }

    mutating func check(_ snapshot: borrowing Snapshot, rig: SimulatedRig) {
        checkNumbers(snapshot)
        checkContactors(snapshot, rig: rig)
        checkBleeding(snapshot, rig: rig)
    }

    /// After the world moved: closing onto an uncharged bus would weld a real contactor.
    mutating func checkInrush(_ rig: SimulatedRig) {
        guard let difference = rig.closingDifference, difference > inrushLimit else { return }
        note("closed onto a bus \(difference) V apart", rig.now)
    }

    private mutating func checkNumbers(_ snapshot: borrowing Snapshot) {
        var isFinite =
            snapshot.current.isFinite && snapshot.currentOfCellMonitor.isFinite
            && snapshot.busVoltage.isFinite
            && snapshot.packVoltage.isFinite && snapshot.chargeThroughput.isFinite
        for index in snapshot.cells.indices {
            isFinite =
                isFinite && snapshot.cells[index].voltage.isFinite
                && (snapshot.cells[index].temperature.value?.isFinite ?? true)
                && snapshot.cells[index].estimate.isFinite
        }
        for index in snapshot.stacks.indices {
            isFinite =
                isFinite && snapshot.stacks[index].pressure.isFinite
                && snapshot.stacks[index].pressureExpected.isFinite
                && snapshot.stacks[index].pressureRate.isFinite
        }
        for event in snapshot.events { isFinite = isFinite && event.value.isFinite }
        for flag in snapshot.activeFlags { isFinite = isFinite && flag.value.isFinite }
        if !isFinite { note("a number is not finite", snapshot.now) }
    }

    private mutating func checkContactors(_ snapshot: borrowing Snapshot, rig: SimulatedRig) {
        let contacts = rig.board.contacts
        let mustBeOpen: Bool
        switch snapshot.state {
        case .initialising, .standby, .fault, .service: mustBeOpen = true
        case .precharging, .operating, .opening: mustBeOpen = false
        }
        guard mustBeOpen else {
            shouldBeOpenSince = nil
            return
        }
        let since = shouldBeOpenSince ?? snapshot.now
        shouldBeOpenSince = since
        let isAnyClosed = contacts.negative || contacts.precharge || contacts.positive
        if isAnyClosed, !mayWeld, snapshot.now - since > settleTime {
            note("a contactor is closed although the pack is in \(snapshot.state)", snapshot.now)
        }
        if !snapshot.commanded.isEmpty {
            note("a coil is commanded on although the pack is in \(snapshot.state)", snapshot.now)
        }
    }

    /// Never neighbours; and not while contactors move or a fatal flag is active, for longer than
    /// the cell monitor itself allows when its host cannot reach it.
    private mutating func checkBleeding(_ snapshot: borrowing Snapshot, rig: SimulatedRig) {
        let inputs = rig.board.cellMonitor.bleedingInputs
        if inputs & inputs << 1 != 0 { note("neighbouring cells are bled", snapshot.now) }
        let mayBleed = snapshot.state == .standby || snapshot.state == .operating
        guard inputs != 0, !mayBleed || snapshot.timeToOpen != nil else {
            mustNotBleedSince = nil
            return
        }
        let since = mustNotBleedSince ?? snapshot.now
        mustNotBleedSince = since
        if snapshot.now - since > bleedTimeOut {
            note("cells are bled although the pack is in \(snapshot.state)", snapshot.now)
        }
    }

    private mutating func note(_ text: String, _ now: Instant) {
        if violations.count < 50 { violations.append("at \(now.seconds) s: \(text)") }
    }
}

extension Reading where Value: Quantity {
    fileprivate var isFinite: Bool { value?.isFinite ?? true }
}

extension CellEstimate {
    fileprivate var isFinite: Bool {
        stateOfCharge.isFinite && stateOfChargeDeviation.isFinite && contactFraction.isFinite
            && contactFractionDeviation.isFinite && interfaceResistance.isFinite
            && interfaceResistanceDeviation.isFinite && seriesResistance.isFinite
            && pressureBias.isFinite && pressureBiasDeviation.isFinite
            && openCircuitVoltage.isFinite && voltageInnovation.isFinite
            && pressureInnovation.isFinite
    }
}
