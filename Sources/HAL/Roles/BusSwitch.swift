/// Puts branches of a bus on its wires, one at a time: a multiplexer.
public protocol BusSwitch: Device {
    /// How many branches it has.
    var channelCount: Int { get }

    /// Selections that did not read back, since the beginning.
    var misselectionCount: Int { get }

    /// Puts one branch on the wires in place of any other, and makes sure that it is there.
    func open(channel: Int) throws(DeviceError)

    /// Takes all branches off the wires.
    func deselect() throws(DeviceError)

    /// Forgets which branch is on the wires; after its reset line was pulsed or its supply was off.
    func forgetSelection()
}
