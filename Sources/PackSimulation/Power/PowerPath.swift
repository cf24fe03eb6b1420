import CellModel

/// Everything between the pack's terminals and the outside: contactors, precharge resistor, the
/// capacitance of the bus, and a source or sink of current.
public struct PowerPath: Sendable {
    /// Precharge resistor, Ω.
    public let prechargeResistance: Double
    /// Capacitance on the load side, F.
    public let busCapacitance: Double
    /// Discharges the bus when nothing feeds it, Ω.
    public let bleedResistance: Double

    /// Voltage on the load side of the contactors, V.
    public private(set) var busVoltage = 0.0
    /// Current through the pack, A, positive charges.
    public private(set) var current = 0.0

    /// Main contacts as they are, whatever was commanded.
    public struct Contacts: Sendable, Equatable {
        public var negative = false
        public var precharge = false
        public var positive = false

        public init() {}

        /// Whether current can flow without the precharge resistor.
        var isConnected: Bool { negative && positive }
    }

    public init(
        prechargeResistance: Double, busCapacitance: Double, bleedResistance: Double = 10_000
    ) {
        self.prechargeResistance = prechargeResistance
        self.busCapacitance = busCapacitance
        self.bleedResistance = bleedResistance
    }

    /// Lets `interval` seconds pass and settles the pack current.
    ///
    /// Capacitor and resistor are solved exactly over the interval; the current given back is the
    /// mean over it, so charge is conserved between pack and bus.
    ///
    /// - Parameters:
    ///   - packVoltage: Open-circuit side of the pack, V.
    ///   - packResistance: Ω.
    ///   - demand: What source or load asks for, A, positive charges the battery.
    public mutating func advance(
        interval: Double, packVoltage: Double, packResistance: Double, contacts: Contacts,
        demand: Double
    ) {
        let before = busVoltage
        if contacts.isConnected {
            let target = packVoltage + demand * packResistance
            busVoltage = settled(
                from: before, to: target, resistance: packResistance, interval: interval)
            current = demand - busCapacitance * (busVoltage - before) / interval
        } else if contacts.negative && contacts.precharge {
            // The capacitor sees both resistors; what comes through the first is its mean drop.
            let resistance = prechargeResistance + packResistance
            let target = packVoltage * bleedResistance / (bleedResistance + resistance)
            let parallel = resistance * bleedResistance / (bleedResistance + resistance)
            busVoltage = settled(
                from: before, to: target, resistance: parallel, interval: interval)
            let mean =
                target - parallel * busCapacitance * (busVoltage - before) / interval
            current = -(packVoltage - mean) / resistance
        } else {
            busVoltage = settled(
                from: before, to: 0, resistance: bleedResistance, interval: interval)
            current = 0
        }
    }

    private func settled(
        from start: Double, to target: Double, resistance: Double, interval: Double
    ) -> Double {
        target + (start - target) * Double.exp(-interval / (resistance * busCapacitance))
    }
}
