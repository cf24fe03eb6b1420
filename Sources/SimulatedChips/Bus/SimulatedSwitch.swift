/// What a bus needs to know of a bus switch: which of its channels are on the wires now.
public protocol SimulatedSwitch: AnyObject {
    /// Bit n is channel n. Changes at STOP, as in the chip.
    var connectedChannels: UInt8 { get }
}
