import Configuration
import Control
import OperatorChannel
import Quantities

extension StatusFields {
    /// Of a text with names of the pack file's, which may be of any length where a reply may not.
    private static var lengthLimit: Int { 200 }

    /// What became of every bus.
    static func buses(_ snapshot: Snapshot, _ names: HardwareNames) -> [OperatorReply.Field] {
        var fields = FieldList()
        for (index, bus) in snapshot.buses.enumerated() {
            func add(_ key: String, _ value: String) {
                fields.addText("bus.\(index + 1).\(key)", String(value.prefix(lengthLimit)))
            }
            if let description = names.description(ofBus: index) {
                add("name", description.name)
                add("device_file", description.deviceFile)
            }
            add("state", bus.stateWords)
            add("transfers", "\(bus.transferCount)")
            add("failed_transfers", "\(bus.errorCount)")
            add("recoveries", "\(bus.recoveryCount)")
            let stuck = (0..<8).filter { bus.stuckChannels >> UInt8($0) & 1 == 1 }
            if !stuck.isEmpty {
                add("channels_left_out", stuck.map { "\($0)" }.joined(separator: " "))
            }
            if let failure = bus.lastFailure {
                add("last_failure", "\(names.device(failure.device)): \(failure.error.words)")
                add(
                    "last_failure_age_s",
                    fixedDecimals((snapshot.now - failure.time).inSeconds, 1))
            }
        }
        return fields.all
    }
}

extension BusSnapshot {
    fileprivate var stateWords: String {
        if isGone { return "adapter gone" }
        if isHeld { return "line held" }
        if switchRefuses { return "multiplexer refuses" }
        return rung == .normal ? "normal" : "being brought back"
    }
}
