import SimulatedChips

/// The wired chain that supplies the contactor coils: each coil needs its enable line *and* the
/// chain, so software can only take permission away.
final class CoilSupply {
    private var isInterlockOpen = false
    private var isStopPressed = false
    private var coils: [(enable: SimulatedLine, contactor: SimulatedContactor)] = []

    /// Adds a coil.
    ///
    /// - Returns: Its enable line.
    func line(for contactor: SimulatedContactor) -> SimulatedLine {
        let enable = SimulatedLine(name: contactor.name + " enable")
        enable.onChange = { [unowned self, unowned contactor] isActive in
            contactor.coil.drive(isActive && isSupplied)
        }
        coils.append((enable, contactor))
        return enable
    }

    func set(interlockOpen: Bool) {
        isInterlockOpen = interlockOpen
        update()
    }

    func set(emergencyStop: Bool) {
        isStopPressed = emergencyStop
        update()
    }

    private var isSupplied: Bool { !isInterlockOpen && !isStopPressed }

    private func update() {
        for coil in coils { coil.contactor.coil.drive(coil.enable.isActive && isSupplied) }
    }
}
