public import Quantities

/// The buses and lines of one rig, before any driver: what a board offers, real or simulated.
public struct Ports {
    /// In the order of the pack file's buses.
    public var buses: [any I2CBus]
    public var positiveContactor: any DigitalOutput
    public var negativeContactor: any DigitalOutput
    public var prechargeContactor: any DigitalOutput
    public var positiveFeedback: any DigitalInput
    public var negativeFeedback: any DigitalInput
    public var prechargeFeedback: any DigitalInput
    /// Active while the interlock loop is open.
    public var interlock: any DigitalInput
    /// Active while the emergency stop is pressed.
    public var emergencyStop: any DigitalInput
    /// Toggled by every completed step.
    public var watchdog: any DigitalOutput
    /// Holds the multiplexer in reset while active.
    public var multiplexerReset: (any DigitalOutput)?
    /// Supplies, while active, the chips on every bus but that of the cell monitor, which lives on
    /// the cells. Its safe level is active.
    public var sensorPower: (any DigitalOutput)?
    /// The time by which transfers are measured. It stands still where they take none, in a
    /// simulation.
    public var now: @Sendable () -> Instant = { .start }

    public init(
        buses: [any I2CBus], positiveContactor: any DigitalOutput,
        negativeContactor: any DigitalOutput, prechargeContactor: any DigitalOutput,
        positiveFeedback: any DigitalInput, negativeFeedback: any DigitalInput,
        prechargeFeedback: any DigitalInput, interlock: any DigitalInput,
        emergencyStop: any DigitalInput, watchdog: any DigitalOutput,
        multiplexerReset: (any DigitalOutput)? = nil, sensorPower: (any DigitalOutput)? = nil
    ) {
        self.buses = buses
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
}
