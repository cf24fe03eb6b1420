public import Configuration
public import Quantities

/// When each injected fault is active, and how strongly.
public struct FaultSchedule: Sendable {
    /// One fault in time.
    public struct Entry: Sendable {
        public let fault: InjectedFault
        /// When it began; `nil` before.
        public internal(set) var began: Instant?
        /// When it ended; `nil` before.
        public internal(set) var ended: Instant?
        /// 0 while inactive, 1 at full size, between on a ramp.
        public internal(set) var size = 0.0
        /// Whether ``size`` changed in the last update.
        public internal(set) var hasChanged = false
    }

    public private(set) var entries: [Entry]

    init(faults: [InjectedFault]) {
        entries = faults.map { Entry(fault: $0) }
    }

    /// Moves to a new time.
    ///
    /// - Parameters:
    ///   - origin: What faults count from that name no step.
    ///   - stepBegan: When a mission step began, by name; `nil` before.
    mutating func update(
        now: Instant, origin: Instant = .start, stepBegan: (String) -> Instant?
    ) {
        for index in entries.indices where entries[index].ended == nil {
            let fault = entries[index].fault
            if entries[index].began == nil {
                let origin = fault.step.map(stepBegan) ?? origin
                guard let origin, now >= origin + fault.after else { continue }
                entries[index].began = now
            }
            guard let began = entries[index].began else { continue }
            let size = Self.size(of: fault, at: now - began)
            entries[index].hasChanged = size != entries[index].size
            entries[index].size = size
            if let duration = fault.duration, now - began >= duration {
                entries[index].ended = now
                entries[index].size = 0
                entries[index].hasChanged = true
            }
        }
    }

    /// Marks changes as applied.
    mutating func acknowledgeChanges() {
        for index in entries.indices { entries[index].hasChanged = false }
    }

    private static func size(of fault: InjectedFault, at time: Duration) -> Double {
        var size = 1.0
        if fault.ramp > .zero {
            size = min(size, time.inSeconds / fault.ramp.inSeconds)
            if let duration = fault.duration {
                size = min(size, (duration - time).inSeconds / fault.ramp.inSeconds)
            }
        }
        return max(0, size)
    }
}
