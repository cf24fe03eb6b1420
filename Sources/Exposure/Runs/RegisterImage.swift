public import Configuration
import HAL
import PackSimulation
import Quantities
import SimulatedChips

/// What a simulated chip answers at a scenario's start, register by register, read through its bus;
/// and the physical values behind it. Material for oracles such as the kernel's own drivers.
public struct RegisterImage: Sendable {
    /// One register as it came over the wires.
    public struct Register: Sendable, Equatable {
        public let address: UInt8
        /// In the order of the wires.
        public let bytes: [UInt8]
    }

    public let device: DeviceDescription
    public let registers: [Register]
    /// Name with its unit, and value, as the chip's physics face holds it.
    public let physics: [(name: String, value: Double)]

    /// Reads a chip of the scenario's rig.
    ///
    /// - Parameters:
    ///   - feelings: What the chip feels instead of the scenario's values.
    ///   - settling: The world runs for so long first, so that conversions complete.
    public init(
        _ name: String, of scenario: ScenarioDescription,
        feeling feelings: [(name: String, value: Double)] = [], settling: Duration = .seconds(2)
    ) throws(ExposureError) {
        let devices = scenario.pack.allDevices
        guard let device = devices.first(where: { $0.name == name }) else {
            throw .noChip(name, known: devices.map(\.name))
        }
        self.device = device
        let run = WorldRun(scenario)
        run.isMissionHeld = true
        _ = run.advance(to: run.now + settling)
        let board = run.rig.board
        for feeling in feelings where !board.feel(feeling.name, feeling.value, by: device) {
            throw .noFeeling(feeling.name, chip: name)
        }
        // Conversions of what the sensors see now, which the next move of the world would change.
        for bus in board.buses { bus.advance(to: bus.now + settling) }
        let index = scenario.pack.buses.firstIndex { $0.name == device.bus } ?? 0
        let bus = board.buses[index]
        if let channel = device.channel, let mux = scenario.pack.devices.multiplexer {
            var select = [BusMessage(writing: [1 << UInt8(channel)], to: I2CAddress(mux.address))]
            try Self.move(bus, &select, name)
        }
        registers = try Self.read(device, bus)
        physics = board.physics(of: device)
    }

    private static func read(
        _ device: DeviceDescription, _ bus: SimulatedI2CBus
    ) throws(ExposureError) -> [Register] {
        let address = I2CAddress(device.address)
        var registers: [Register] = []
        for (register, count) in layout(of: device.part) {
            var messages = [
                BusMessage(writing: [register], to: address),
                BusMessage(reading: count, from: address),
            ]
            try move(bus, &messages, device.name)
            registers.append(Register(address: register, bytes: messages[1].bytes))
        }
        return registers
    }

    private static func move(
        _ bus: SimulatedI2CBus, _ messages: inout [BusMessage], _ name: String
    ) throws(ExposureError) {
        do throws(I2CError) { try bus.transfer(&messages) } catch {
            throw .device(name, errno: AdapterKind.standard.errno(of: error))
        }
    }

    /// Registers that may be read without side effects that matter, and their widths in bytes.
    private static func layout(of part: DeviceDescription.Part) -> [(UInt8, Int)] {
        switch part {
        case .tmp117:
            [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0F].map { ($0, 2) }
        case .ina228:
            [
                (0x00, 2), (0x01, 2), (0x02, 2), (0x03, 2), (0x04, 3), (0x05, 3), (0x06, 2),
                (0x07, 3), (0x08, 3), (0x09, 5), (0x0A, 5), (0x0B, 2), (0x0C, 2), (0x0D, 2),
                (0x0E, 2), (0x0F, 2), (0x10, 2), (0x11, 2), (0x3E, 2), (0x3F, 2),
            ]
        case .nau7802:
            ([0x00, 0x01, 0x02] as [UInt8]).map { ($0, 1) }
                + [(0x03, 3), (0x06, 4), (0x11, 1), (0x12, 3), (0x15, 1), (0x1F, 1)]
        case .bq76952:
            // Cell voltages, stack, pack and load pin, current, temperatures; low byte first.
            stride(from: 0x14, through: 0x3A, by: 2).map { (UInt8($0), 2) } + [
                (0x68, 2), (0x70, 2),
            ]
        case .eeprom24AA025E48:
            stride(from: 0, to: 256, by: 16).map { (UInt8($0), 16) }
        case .tca9548a:
            []
        }
    }
}
