import Configuration
import Control
import HAL
import Protection

/// What the parts of a rig are called by people at the bench, where the loop has numbers.
struct HardwareNames: Sendable {
    private let pack: PackDescription?

    /// Those of a pack; without one, numbers.
    init(_ pack: PackDescription? = nil) { self.pack = pack }

    /// "bus main (/dev/i2c-1)"
    func bus(_ index: Int) -> String {
        guard let bus = description(ofBus: index) else { return "bus \(index + 1)" }
        return "bus \(bus.name) (\(bus.deviceFile))"
    }

    /// The bus as the pack file describes it.
    func description(ofBus index: Int) -> BusDescription? {
        guard let pack, pack.buses.indices.contains(index) else { return nil }
        return pack.buses[index]
    }

    /// "temperature-6 (TMP117 at 0x49, channel 1 of main, /dev/i2c-1)"
    func device(_ role: DeviceRole) -> String {
        guard let device = description(of: role) else { return "\(role)" }
        let file = pack?.buses.first { $0.name == device.bus }?.deviceFile
        let place = device.channel.map { "channel \($0) of \(device.bus)" } ?? device.bus
        return "\(device.name) (\(device.part.rawValue) at \(I2CAddress(device.address)), \(place)"
            + (file.map { ", \($0)" } ?? "") + ")"
    }

    private func description(of role: DeviceRole) -> DeviceDescription? {
        guard let pack else { return nil }
        switch role {
        case .cellMonitor: return pack.devices.cellMonitor.device
        case .currentSensor: return pack.devices.currentSensor.device
        case .temperatureSensor(let cell): return pack.devices.temperatureSensors[cell]
        case .bridgeSensor(let stack): return pack.stacks[stack].pressureSensor
        case .otherDevice(let index):
            // As they are assembled.
            let others = [pack.devices.multiplexer, pack.devices.settingsMemory].compactMap { $0 }
            return others.indices.contains(index) ? others[index] : nil
        }
    }

    /// The chips on one branch of a bus, by name.
    func devices(onBus index: Int, channel: Int) -> [String] {
        guard let pack, let bus = description(ofBus: index) else { return [] }
        return pack.allDevices.filter { $0.bus == bus.name && $0.channel == channel }.map(\.name)
    }

    /// "BMS_INTERLOCK_N"
    func line(_ role: LineRole) -> String {
        guard let lines = pack?.lines else { return "\(role)" }
        switch role {
        case .interlock: return lines.interlock.name
        case .emergencyStop: return lines.emergencyStop.name
        case .watchdog: return lines.watchdog.name
        case .coil(.positive): return lines.positiveContactor.name
        case .coil(.negative): return lines.negativeContactor.name
        case .coil: return lines.prechargeContactor.name
        case .feedback(.positive): return lines.positiveFeedback.name
        case .feedback(.negative): return lines.negativeFeedback.name
        case .feedback: return lines.prechargeFeedback.name
        }
    }
}
