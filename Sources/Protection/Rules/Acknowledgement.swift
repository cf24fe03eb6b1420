/// Who acknowledges, and so which flags may clear.
public enum Acknowledgement: UInt8, Sendable {
    /// An operator at the rig: latched flags.
    case routine = 0
    /// Someone who has inspected the pack: latched and persistent flags.
    case service = 1

    func suffices(_ persistence: Rule.Persistence) -> Bool {
        switch persistence {
        case .selfClearing, .latched: true
        case .persistent: self == .service
        }
    }
}
