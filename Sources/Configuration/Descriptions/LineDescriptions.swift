/// One GPIO line, found by its name on the chip with the given label.
public struct LineDescription: Sendable, Equatable {
    public var name: String
    /// Whether the active level is the low one.
    public var isActiveLow: Bool

    public init(name: String, isActiveLow: Bool) {
        self.name = name
        self.isActiveLow = isActiveLow
    }
}

/// The GPIO lines of the pack.
public struct LineDescriptions: Sendable, Equatable {
    /// Label of the GPIO chip: "pinctrl-bcm2711".
    public var chipLabel: String
    public var positiveContactor: LineDescription
    public var negativeContactor: LineDescription
    public var prechargeContactor: LineDescription
    public var positiveFeedback: LineDescription
    public var negativeFeedback: LineDescription
    public var prechargeFeedback: LineDescription
    /// Active while the interlock loop is open.
    public var interlock: LineDescription
    /// Active while the emergency stop is pressed.
    public var emergencyStop: LineDescription
    /// Input of the external window watchdog.
    public var watchdog: LineDescription
    public var multiplexerReset: LineDescription?
    /// Supply of all chips but the cell monitor; active supplies.
    public var sensorPower: LineDescription?

    public init(
        chipLabel: String, positiveContactor: LineDescription,
        negativeContactor: LineDescription, prechargeContactor: LineDescription,
        positiveFeedback: LineDescription, negativeFeedback: LineDescription,
        prechargeFeedback: LineDescription, interlock: LineDescription,
        emergencyStop: LineDescription, watchdog: LineDescription,
        multiplexerReset: LineDescription?, sensorPower: LineDescription? = nil
    ) {
        self.chipLabel = chipLabel
        self.positiveContactor = positiveContactor
        self.negativeContactor = negativeContactor
        self.prechargeContactor = prechargeContactor
        self.positiveFeedback = positiveFeedback
        self.negativeFeedback = negativeFeedback
        self.prechargeFeedback = prechargeFeedback
        self.interlock = interlock
        self.emergencyStop = emergencyStop
        self.watchdog = watchdog
        self.multiplexerReset = multiplexerReset
        self.sensorPower = sensorPower
    }

    /// All lines in a fixed order.
    public var all: [LineDescription] {
        [
            positiveContactor, negativeContactor, prechargeContactor, positiveFeedback,
            negativeFeedback, prechargeFeedback, interlock, emergencyStop, watchdog,
        ] + [multiplexerReset, sensorPower].compactMap(\.self)
    }
}
