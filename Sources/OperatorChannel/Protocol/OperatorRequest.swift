/// What an operator can ask the daemon for, and how it is written: one line of words.
public enum OperatorRequest: Sendable, Equatable {
    /// What the daemon measures, believes and does.
    case status
    /// What it measures and believes of each cell and stack.
    case cells
    /// Connect the pack.
    case close
    /// Disconnect the pack.
    case open
    /// What was wrong has been seen: clears latched flags whose condition is gone.
    case acknowledge
    /// The pack has been inspected too: clears persistent flags as well.
    case acknowledgeAfterInspection
    /// Into the state for calibration and tare.
    case enterService
    /// Back to standby.
    case leaveService
    /// A contactor is a new one; its closings count from 0 again.
    case contactorReplaced(OperatorContactor)
    /// Take what the load cells read now as no force; one stack, counted from 0, or all.
    case tare(stack: Int?)

    /// Whether the daemon takes longer than a step over it, so that a reply can be waited for.
    public var takesTime: Bool {
        switch self {
        case .close, .open, .tare: true
        case .status, .cells, .acknowledge, .acknowledgeAfterInspection, .enterService,
            .leaveService,
            .contactorReplaced:
            false
        }
    }
}

extension OperatorRequest {
    /// The request as it is sent, without the end of the line. Stacks count from 1 there.
    public var line: String {
        switch self {
        case .status: "status"
        case .cells: "cells"
        case .close: "close"
        case .open: "open"
        case .acknowledge: "acknowledge"
        case .acknowledgeAfterInspection: "acknowledge inspected"
        case .enterService: "service enter"
        case .leaveService: "service leave"
        case .contactorReplaced(let which): "service contactor-replaced \(which.rawValue)"
        case .tare(let stack?): "tare \(stack + 1)"
        case .tare(nil): "tare all"
        }
    }

    /// Reads the words of a request; `nil` when they are none.
    init?(words: ArraySlice<Substring>) {
        switch words {
        case ["status"]: self = .status
        case ["cells"]: self = .cells
        case ["close"]: self = .close
        case ["open"]: self = .open
        case ["acknowledge"]: self = .acknowledge
        case ["acknowledge", "inspected"]: self = .acknowledgeAfterInspection
        case ["service", "enter"]: self = .enterService
        case ["service", "leave"]: self = .leaveService
        case ["tare", "all"]: self = .tare(stack: nil)
        case _ where words.count == 3 && words.starts(with: ["service", "contactor-replaced"]):
            guard let which = words.last.flatMap({ OperatorContactor(rawValue: String($0)) }) else {
                return nil
            }
            self = .contactorReplaced(which)
        default:
            guard words.count == 2, words.first == "tare", let last = words.last,
                last.utf8.count <= 3, last.utf8.allSatisfy({ (48...57).contains($0) }),
                let number = Int(last), number >= 1
            else { return nil }
            self = .tare(stack: number - 1)
        }
    }
}
