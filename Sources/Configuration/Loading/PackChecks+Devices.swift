import Protection

/// Checks on the list of devices.
extension PackChecks {
    /// Names and addresses are unique where they must be, channels have a multiplexer, and every
    /// limit has a device that measures it.
    func check(_ devices: [DeviceEntry], stacks: [StackEntry], limits: [LimitEntry]) {
        for (index, entry) in devices.enumerated() {
            for earlier in devices[..<index] { compare(entry, earlier) }
            checkChannel(entry, devices)
        }
        let cellCount = stacks.map(\.cellCount).reduce(0, +)
        checkMeasured(.cellMonitor, devices, count: 1, limits)
        checkMeasured(.current, devices, count: 1, limits)
        checkMeasured(.temperature, devices, count: cellCount, limits)
        checkMeasured(.pressure, devices, count: stacks.count, limits)
    }

    /// A lane switches the supply to bring its bus back, so no two may have the same one.
    func checkSupply(of buses: [BusDescription], _ devices: [DeviceEntry]) {
        let supplied = buses.map(\.name).filter { name in
            let roles = devices.filter { $0.device.bus == name }.map(\.role)
            return !roles.isEmpty && !roles.contains(.cellMonitor)
        }
        guard supplied.count > 1 else { return }
        root.add(
            "gpio.sensor_power", "supplies the chips of more than one bus",
            found: supplied.map { "\"\($0)\"" }.joined(separator: ", "),
            allowed: "one bus besides that of the cell monitor")
    }

    private func compare(_ entry: DeviceEntry, _ earlier: DeviceEntry) {
        let (device, other) = (entry.device, earlier.device)
        if device.name == other.name, !device.name.isEmpty {
            entry.reader.add("name", "two devices share one name", found: "\"\(device.name)\"")
        }
        let isOneOfAKind = entry.role != .multiplexer && entry.role != .memory
        if entry.role == earlier.role && entry.target == earlier.target {
            let what = isOneOfAKind ? "measures the same as" : "plays the same role as"
            entry.reader.add("role", "\(what) \"\(other.name)\"", found: entry.role.rawValue)
        }
        guard device.bus == other.bus, device.address == other.address else { return }
        // An open channel is electrically one bus with the root.
        if device.channel == nil || other.channel == nil || device.channel == other.channel {
            entry.reader.add(
                "address", "shares its address with \"\(other.name)\"",
                found: hexText(Int(device.address)) + " on bus \"\(device.bus)\""
                    + (device.channel.map { ", channel \($0)" } ?? ""))
        }
    }

    private func checkChannel(_ entry: DeviceEntry, _ devices: [DeviceEntry]) {
        guard entry.device.channel != nil else { return }
        if entry.role == .multiplexer {
            entry.reader.add("channel", "a multiplexer cannot sit behind a channel")
        } else if !devices.contains(where: {
            $0.role == .multiplexer && $0.device.bus == entry.device.bus
        }) {
            entry.reader.add(
                "channel", "there is no multiplexer on bus \"\(entry.device.bus)\"")
        }
    }

    /// Complains once per role, at the first limit that cannot be watched.
    private func checkMeasured(
        _ role: DeviceEntry.Role, _ devices: [DeviceEntry], count: Int, _ limits: [LimitEntry]
    ) {
        let missing = (0..<count).filter { target in
            !devices.contains { $0.role == role && $0.target == target }
        }
        guard !missing.isEmpty,
            let limit = limits.first(where: { limit in
                limit.schema.devices.contains { $0.rawValue == role.rawValue }
            })
        else {
            return
        }
        let places = missing.map { "\($0 + 1)" }.joined(separator: ", ")
        let scope =
            switch role {
            case .temperature: " of cell \(places)"
            case .pressure: " of stack \(places)"
            case .cellMonitor, .current, .multiplexer, .memory: ""
            }
        root.add(
            "limits.\(limit.schema.key)", "no device measures this\(scope)",
            allowed: "a device with role = \"\(role.rawValue)\"")
    }
}
