import OperatorChannel
import Protection

/// What the loop is asked to do, small enough to be handed over in one word.
enum OperatorCommand: Equatable {
    case request(OperatorRequests)
    /// One stack from 0, or all.
    case tare(stack: Int?)
    /// These are new.
    case contactorReplaced(ContactorSet)

    /// The command a request stands for; `nil` when the loop has no part in it.
    init?(_ request: OperatorRequest) {
        switch request {
        case .status, .cells: return nil
        case .close: self = .request(.close)
        case .open: self = .request(.open)
        case .acknowledge: self = .request(.acknowledge)
        case .acknowledgeAfterInspection: self = .request(.acknowledgeAfterInspection)
        case .enterService: self = .request(.enterService)
        case .leaveService: self = .request(.leaveService)
        case .tare(let stack): self = .tare(stack: stack)
        case .contactorReplaced(.positive): self = .contactorReplaced(.positive)
        case .contactorReplaced(.negative): self = .contactorReplaced(.negative)
        case .contactorReplaced(.precharge): self = .contactorReplaced(.precharge)
        }
    }

    /// Whether it disconnects the pack: nothing takes its place, and it takes the place of others.
    var isOpening: Bool { self == .request(.open) }

    /// Sixteen bits, never all zero: requests in the low byte, new contactors there with a mark, or
    /// the stack counted from 1 with 0 for all, with another mark.
    var code: UInt16 {
        switch self {
        case .request(let requests): UInt16(requests.rawValue)
        case .contactorReplaced(let which): 0x4000 | UInt16(which.rawValue)
        case .tare(let stack): 0x8000 | UInt16(stack.map { $0 + 1 } ?? 0)
        }
    }

    init(code: UInt16) {
        if code & 0xC000 == 0x4000 {
            self = .contactorReplaced(ContactorSet(rawValue: UInt8(truncatingIfNeeded: code)))
        } else if code & 0x8000 == 0 {
            self = .request(OperatorRequests(rawValue: UInt8(truncatingIfNeeded: code)))
        } else {
            let stack = Int(code & 0x7FFF)
            self = .tare(stack: stack == 0 ? nil : stack - 1)
        }
    }
}
