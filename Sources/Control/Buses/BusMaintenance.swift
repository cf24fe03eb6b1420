import HAL
import Quantities

/// Does what ``BusRecovery`` decides, on the wires of one bus. Every action is a few short
/// transfers or a change of a line; none waits.
struct BusMaintenance {
    private let hardware: BusHardware

    init(_ hardware: BusHardware) { self.hardware = hardware }

    func perform(_ action: BusRecovery.Action) -> BusRecovery.Outcome {
        switch action {
        case .read, .wait: .free
        case .addressUnused: addressNobody()
        case .resetSwitch: resetSwitch()
        case .tryChannel(let channel): open(channel)
        case .clear: clear()
        case .cutPower: switchPower(on: false)
        case .restorePower: switchPower(on: true)
        }
    }

    private func addressNobody() -> BusRecovery.Outcome {
        do throws(I2CError) {
            _ = try hardware.bus.receiveByte(from: hardware.unusedAddress)
            // A held data line is what an acknowledge looks like.
            return .held
        } catch {
            return Self.outcome(of: error)
        }
    }

    /// What the failure to address nobody says of the lines.
    private static func outcome(of error: I2CError) -> BusRecovery.Outcome {
        switch error {
        case .addressNotAcknowledged: .free
        case .adapterGone: .gone
        default: .held
        }
    }

    private func resetSwitch() -> BusRecovery.Outcome {
        guard let busSwitch = hardware.busSwitch else { return .impossible }
        busSwitch.forgetSelection()
        if let line = hardware.switchReset {
            // At least 6 ns are needed; two system calls are a microsecond apart.
            do throws(LineError) {
                try line.set(true)
                try line.set(false)
            } catch { return .impossible }
        } else {
            // Without a line for it, the order to let go of all channels may still get through.
            do throws(DeviceError) { try busSwitch.deselect() } catch {
                if case .bus(.adapterGone) = error { return .gone }
                return .held
            }
        }
        return addressNobody()
    }

    private func open(_ channel: Int) -> BusRecovery.Outcome {
        guard let busSwitch = hardware.busSwitch else { return .impossible }
        var isSelected = true
        do throws(DeviceError) { try busSwitch.open(channel: channel) } catch {
            isSelected = false
        }
        let outcome = addressNobody()
        return outcome == .free && !isSelected ? .refused : outcome
    }

    private func clear() -> BusRecovery.Outcome {
        do throws(I2CError) {
            try hardware.bus.clear(addressing: hardware.unusedAddress)
            return .free
        } catch {
            return error == .unsupported ? .impossible : Self.outcome(of: error)
        }
    }

    private func switchPower(on isOn: Bool) -> BusRecovery.Outcome {
        guard let line = hardware.power else { return .impossible }
        hardware.busSwitch?.forgetSelection()
        do throws(LineError) {
            try line.set(isOn)
            return .free
        } catch { return .impossible }
    }
}

extension BusRecovery.Means {
    /// What a bus has.
    init(_ hardware: BusHardware) {
        self.init(
            channelCount: hardware.busSwitch?.channelCount ?? 0,
            canCutPower: hardware.power != nil)
    }
}
