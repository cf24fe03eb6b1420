import Protection
import Quantities

/// Injected faults: `[[faults]]` tables.
extension ScenarioFile {
    private enum Word: String, CaseIterable {
        case deviceSilent = "device-silent"
        case deviceFrozen = "device-frozen"
        case deviceReset = "device-reset"
        case busErrors = "bus-errors"
        case busStuck = "bus-stuck"
        case multiplexerChannelStuck = "multiplexer-channel-stuck"
        case multiplexerStuck = "multiplexer-stuck"
        case openWire = "open-wire"
        case addedPressure = "added-pressure"
        case heating
        case temperatureOffset = "temperature-offset"
        case softShort = "soft-short"
        case contactorWelded = "contactor-welded"
        case contactorStaysOpen = "contactor-stays-open"
        case emergencyStop = "emergency-stop"
        case interlockOpen = "interlock-open"
        case addedCurrent = "added-current"
    }

    func readFaults(_ pack: PackDescription?, steps: [String]) -> [InjectedFault] {
        var names: [String] = []
        return root.tables("faults").compactMap { reader in
            let name = reader.text("name")
            if names.contains(name), !name.isEmpty {
                reader.add("name", "two faults share one name", found: "\"\(name)\"")
            }
            names.append(name)
            let word: Word? = reader.choice("kind")
            let kind = word.flatMap { readKind(reader, $0, pack) }
            let step =
                reader.has("step")
                ? reader.choice("step", steps.map { ($0, $0) }) : nil
            _ = reader.node("step")
            let after = reader.duration("after")
            let duration = reader.optionalDuration("duration")
            let ramp = reader.optionalDuration("ramp") ?? .zero
            if let duration, duration < ramp * 2 {
                reader.add(
                    "duration", "shorter than its two ramps",
                    found: "\(shortText(duration.inSeconds)) s",
                    allowed: "from \(shortText(ramp.inSeconds * 2)) s")
            }
            return kind.map {
                InjectedFault(
                    name: name, kind: $0, step: step, after: after, duration: duration, ramp: ramp)
            }
        }
    }

    private func readKind(
        _ reader: TableReader, _ word: Word, _ pack: PackDescription?
    ) -> InjectedFault.Kind? {
        switch word {
        case .deviceSilent: readDevice(reader, pack).map { .deviceSilent(device: $0) }
        case .deviceFrozen: readDevice(reader, pack).map { .deviceFrozen(device: $0) }
        case .deviceReset: readDevice(reader, pack).map { .deviceReset(device: $0) }
        case .busErrors: readBusErrors(reader, pack)
        case .busStuck: readBus(reader, pack).map { .busStuck(bus: $0) }
        case .multiplexerChannelStuck:
            reader.integer("channel", in: 0...7).map { .multiplexerChannelStuck(channel: $0) }
        case .multiplexerStuck: .multiplexerStuck
        case .openWire: readCell(reader, pack).map { .openWire(cell: $0) }
        case .addedPressure: readAddedPressure(reader, pack)
        case .heating, .temperatureOffset, .softShort: readCellFault(reader, word, pack)
        case .contactorWelded: reader.choice("contactor").map { .contactorWelded($0) }
        case .contactorStaysOpen: reader.choice("contactor").map { .contactorStaysOpen($0) }
        case .emergencyStop: .emergencyStop
        case .interlockOpen: .interlockOpen
        case .addedCurrent:
            .addedCurrent(.amperes(reader.value("current", .current, in: -1e5...1e5)))
        }
    }

    private func readCellFault(
        _ reader: TableReader, _ word: Word, _ pack: PackDescription?
    ) -> InjectedFault.Kind? {
        let cell = readCell(reader, pack)
        switch word {
        case .heating:
            let power = reader.value("power", .power, in: 0...1e4)
            return cell.map { .heating(cell: $0, power: power) }
        case .temperatureOffset:
            let offset = reader.value("offset", .temperatureDifference, in: -400...400)
            return cell.map { .temperatureOffset(cell: $0, offset: .kelvins(offset)) }
        default:
            let resistance = reader.value("resistance", .resistance, in: 1e-4...1e6)
            return cell.map { .softShort(cell: $0, resistance: .ohms(resistance)) }
        }
    }

    private func readAddedPressure(
        _ reader: TableReader, _ pack: PackDescription?
    ) -> InjectedFault.Kind? {
        let stack = reader.integer("stack", in: 1...(pack?.stacks.count ?? 64))
        let pressure = reader.value("pressure", .pressure, in: -1e9...1e9)
        return stack.map { .addedPressure(stack: $0 - 1, pressure: .pascals(pressure)) }
    }

    private func readBusErrors(
        _ reader: TableReader, _ pack: PackDescription?
    ) -> InjectedFault.Kind? {
        let bus = readBus(reader, pack)
        let rate = reader.value("rate", .ratio, in: 0...1)
        return bus.map { .busErrors(bus: $0, rate: rate) }
    }

    private func readCell(_ reader: TableReader, _ pack: PackDescription?) -> Int? {
        reader.integer("cell", in: 1...(pack?.cellCount ?? 1024)).map { $0 - 1 }
    }

    private func readDevice(_ reader: TableReader, _ pack: PackDescription?) -> String? {
        guard let pack else { return reader.text("device") }
        return reader.choice("device", pack.allDevices.map { ($0.name, $0.name) })
    }

    private func readBus(_ reader: TableReader, _ pack: PackDescription?) -> String? {
        guard let pack else { return reader.text("bus") }
        return reader.choice("bus", pack.buses.map { ($0.name, $0.name) })
    }
}
