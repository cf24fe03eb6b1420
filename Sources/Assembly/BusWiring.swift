import Configuration
import Control
import Drivers
import HAL

/// Which bus a device hangs on: one of the ports, or a channel of the switch on one of them.
struct BusWiring {
    let multiplexer: TCA9548A?
    /// The ports' buses, as the loop watches them.
    private let buses: [WatchedBus]
    private let names: [String]
    /// One view per channel, made once: a driver keeps its bus.
    private let channels: [any I2CBus]

    init(pack: PackDescription, ports: Ports) {
        // One transfer may still be under way: a quarter of the period at most, as the kernel's
        // buses are told. What is left is for the rest of the step.
        let timeLimit = pack.loopPeriod * 7 / 10
        buses = ports.buses.map { WatchedBus($0, timeLimit: timeLimit, now: ports.now) }
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

    /// Every bus with what there is to bring it back.
    func hardware(of pack: PackDescription, ports: Ports) -> [BusHardware] {
        pack.buses.indices.map { index in
            let name = names[index]
            let hasSwitch = pack.devices.multiplexer?.bus == name
            let hasMonitor = pack.devices.cellMonitor.device.bus == name
            let isSupplied = pack.allDevices.contains { $0.bus == name } && !hasMonitor
            return BusHardware(
                name: name, bus: buses[index],
                unusedAddress: Self.unusedAddress(on: name, of: pack),
                busSwitch: hasSwitch ? multiplexer : nil,
                switchReset: hasSwitch ? ports.multiplexerReset : nil,
                power: isSupplied ? ports.sensorPower : nil)
        }
    }

    /// An address that no chip of the pack has on this bus, and no common chip besides.
    private static func unusedAddress(on bus: String, of pack: PackDescription) -> I2CAddress {
        let taken = pack.allDevices.filter { $0.bus == bus }.map(\.address)
        let candidates: [UInt8] = [0x0F, 0x17, 0x1F, 0x2F, 0x37, 0x3F, 0x5F, 0x6F]
        return I2CAddress(candidates.first { !taken.contains($0) } ?? 0x67)
    }

    /// Where a device hangs.
    func place(of device: DeviceDescription) -> DevicePlace {
        guard let index = names.firstIndex(of: device.bus) else {
            preconditionFailure("A checked pack names only buses it has.")
        }
        return DevicePlace(bus: index, channel: device.channel)
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
