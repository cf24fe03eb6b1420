public import Quantities

/// Something that goes wrong on purpose.
public struct InjectedFault: Sendable, Equatable {
    /// Unique in the scenario; expectations refer to it.
    public var name: String
    public var kind: Kind
    /// The mission step it counts from; nil counts from the start of the run.
    public var step: String?
    /// Time after the beginning of that step, or of the run.
    public var after: Duration
    /// How long it lasts, the ramps included; nil for ever.
    public var duration: Duration?
    /// Time to grow to full size and, at the end, to shrink again; only for kinds with a size.
    public var ramp: Duration

    public init(
        name: String, kind: Kind, step: String?, after: Duration, duration: Duration?,
        ramp: Duration
    ) {
        self.name = name
        self.kind = kind
        self.step = step
        self.after = after
        self.duration = duration
        self.ramp = ramp
    }

    /// Which of the three.
    public enum Contactor: String, Sendable, CaseIterable {
        case positive
        case negative
        case precharge
    }

    /// What goes wrong. Devices and buses go by name, cells and stacks by index from 0.
    public enum Kind: Sendable, Equatable {
        /// The chip acknowledges nothing.
        case deviceSilent(device: String)
        /// The chip repeats its last conversion.
        case deviceFrozen(device: String)
        /// The chip loses its registers, once.
        case deviceReset(device: String)
        /// Each transfer fails with this probability.
        case busErrors(bus: String, rate: Double)
        /// Data held low.
        case busStuck(bus: String)
        /// Data held low behind one channel of the multiplexer, from 0.
        case multiplexerChannelStuck(channel: Int)
        /// The multiplexer acknowledges selections and does not take them.
        case multiplexerStuck
        /// The sense wire on the positive side of the cell breaks.
        case openWire(cell: Int)
        /// Pressure pushed onto the stack from outside.
        case addedPressure(stack: Int, pressure: Pressure)
        /// Heat put into a cell, W.
        case heating(cell: Int, power: Double)
        /// Added to what the temperature sensor of the cell sees.
        case temperatureOffset(cell: Int, offset: TemperatureDifference)
        /// A resistance across the cell's terminals.
        case softShort(cell: Int, resistance: Resistance)
        case contactorWelded(Contactor)
        case contactorStaysOpen(Contactor)
        case emergencyStop
        case interlockOpen
        /// A load current beyond what the mission asks for; positive charges.
        case addedCurrent(Current)
    }
}
