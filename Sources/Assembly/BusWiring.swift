import Configuration
import Drivers
import HAL

/// Which bus a device hangs on: one of the ports, or a channel of the switch on one of them.
struct BusWiring {
    let multiplexer: TCA9548A?
    private let buses: [any I2CBus]
    private let names: [String]
    /// One view per channel, made once: a driver keeps its bus.
    private let channels: [any I2CBus]

    init(pack: PackDescription, ports: Ports) {
        buses = ports.buses
        names = pack.buses.map(\.name)
        guard let device = pack.devices.multiplexer,
            let index = names.firstIndex(of: device.bus)
        else {
            multiplexer = nil
            channels = []
            return
        }
        let multiplexer = TCA9548A(bus: buses[index], address: device.i2cAddress)
        self.multiplexer = multiplexer
        channels = (0..<8).map { multiplexer.channel($0) }
    }

    func bus(of device: DeviceDescription) -> any I2CBus {
        if let channel = device.channel {
            precondition(
                channels.indices.contains(channel), "A channel needs a multiplexer in the pack.")
            return channels[channel]
        }
        guard let index = names.firstIndex(of: device.bus) else {
            preconditionFailure("A checked pack names only buses it has.")
        }
        return buses[index]
    }
}

extension DeviceDescription {
    /// The address as the bus takes it.
    var i2cAddress: I2CAddress { I2CAddress(address) }
}
