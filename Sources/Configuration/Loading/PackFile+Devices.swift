import Quantities

/// A device of the pack file with what it measures.
struct DeviceEntry {
    /// What a device is for.
    enum Role: String, CaseIterable {
        case cellMonitor = "cell-monitor"
        case current
        case temperature
        case pressure
        case multiplexer
        case memory

        /// Parts with a driver that plays the role.
        var part: DeviceDescription.Part {
            switch self {
            case .cellMonitor: .bq76952
            case .current: .ina228
            case .temperature: .tmp117
            case .pressure: .nau7802
            case .multiplexer: .tca9548a
            case .memory: .eeprom24AA025E48
            }
        }
    }

    var device: DeviceDescription
    var role: Role
    /// The cell or stack it measures, from 0; 0 for other roles.
    var target: Int
    /// Key path of the entry: `devices[3]`.
    var reader: TableReader
}

extension DeviceDescription.Part {
    /// Addresses its straps can give it.
    var addresses: ClosedRange<Int> {
        switch self {
        case .bq76952: 0x08...0x08
        case .ina228: 0x40...0x4F
        case .tmp117: 0x48...0x4B
        case .nau7802: 0x2A...0x2A
        case .tca9548a: 0x70...0x77
        case .eeprom24AA025E48: 0x50...0x57
        }
    }
}

/// An address as engineers write it: "0x4a".
func hexText(_ address: Int) -> String {
    "0x" + (address < 16 ? "0" : "") + String(address, radix: 16)
}

/// Buses, devices and lines.
extension PackFile {
    func readBuses() -> [BusDescription] {
        let table = root.table("buses")
        if table.keys.isEmpty, root.has("buses") { root.add("buses", "no bus is described") }
        return table.keys.map { name in
            let bus = table.table(name)
            return BusDescription(
                name: name, deviceFile: bus.text("device_file"),
                clock: bus.value("clock", .frequency, in: 1e4...1e6))
        }
    }

    func readDevices(buses: [BusDescription], stacks: [StackEntry]) -> [DeviceEntry] {
        let cellCount = stacks.map(\.cellCount).reduce(0, +)
        if !root.has("devices") {
            root.add("devices", "missing key", allowed: "an array of tables")
        }
        return root.tables("devices").compactMap { reader in
            let name = reader.text("name")
            let role: DeviceEntry.Role? = reader.choice("role")
            let part: DeviceDescription.Part? = reader.choice("part")
            let bus = reader.choice("bus", buses.map { ($0.name, $0.name) })
            var target = 1
            var isTargetKnown = true
            if role == .temperature {
                let cell = reader.integer("cell", in: 1...max(1, cellCount))
                isTargetKnown = cell != nil
                target = cell ?? 1
            } else if role == .pressure {
                let stack = reader.integer("stack", in: 1...max(1, stacks.count))
                isTargetKnown = stack != nil
                target = stack ?? 1
            }
            let channel = reader.has("channel") ? reader.integer("channel", in: 0...7) : nil
            _ = reader.node("channel")
            let address = readAddress(reader, part)
            guard let role, let part, let bus, let address, isTargetKnown else { return nil }
            if part != role.part {
                reader.add(
                    "part", "this part does not play the role \"\(role.rawValue)\"",
                    found: part.rawValue, allowed: role.part.rawValue)
            }
            return DeviceEntry(
                device: DeviceDescription(
                    name: name, part: part, bus: bus, address: UInt8(address), channel: channel),
                role: role, target: target - 1, reader: reader)
        }
    }

    private func readAddress(_ reader: TableReader, _ part: DeviceDescription.Part?) -> Int? {
        let range = part?.addresses ?? 0x08...0x77
        let allowed =
            range.count == 1
            ? hexText(range.lowerBound)
            : "\(hexText(range.lowerBound)) to \(hexText(range.upperBound))"
        guard let node = reader.required("address", allowed) else { return nil }
        guard case .integer(let address) = node else {
            reader.addWrongType("address", node, allowed)
            return nil
        }
        guard range.contains(address) else {
            let owner = part.map { "of a \($0.rawValue)" } ?? "of a device"
            reader.add(
                "address", "not an address \(owner)", found: hexText(address), allowed: allowed)
            return nil
        }
        document.record(reader.keyPath("address"), hexText(address))
        return address
    }

    func readLines() -> LineDescriptions? {
        let table = root.table("gpio")
        let label = table.text("chip_label")
        func line(_ key: String) -> LineDescription {
            let line = table.table(key)
            return LineDescription(
                name: line.text("line"), isActiveLow: line.boolean("active_low", default: false))
        }
        let lines = LineDescriptions(
            chipLabel: label, positiveContactor: line("positive_contactor"),
            negativeContactor: line("negative_contactor"),
            prechargeContactor: line("precharge_contactor"),
            positiveFeedback: line("positive_feedback"),
            negativeFeedback: line("negative_feedback"),
            prechargeFeedback: line("precharge_feedback"), interlock: line("interlock"),
            emergencyStop: line("emergency_stop"), watchdog: line("watchdog"),
            multiplexerReset: table.has("multiplexer_reset") ? line("multiplexer_reset") : nil,
            sensorPower: table.has("sensor_power") ? line("sensor_power") : nil)
        let names = lines.all.map(\.name)
        for (index, name) in names.enumerated()
        where !name.isEmpty && names.firstIndex(of: name) != index {
            table.add("", "two lines share one name", found: "\"\(name)\"")
        }
        return lines
    }

    func readCurrentSensor() -> (shunt: Double, fullScale: Double) {
        let table = root.table("current_sensor")
        let shunt = table.value("shunt", .resistance, in: 1e-5...1)
        let fullScale = table.value("full_scale", .current, in: 1e-2...1e4)
        // The widest input range of the INA228 is ±163.84 mV.
        let limit = 0.16384 / shunt
        if fullScale > limit {
            table.add(
                "full_scale", "beyond what this shunt lets the INA228 measure",
                found: "\(shortText(fullScale)) A", allowed: "up to \(shortText(limit)) A")
        }
        return (shunt, fullScale)
    }
}
