import Quantities

/// The devices that acknowledged the current address: nearly always one, more on a conflict.
struct BusSelection {
    /// What the selected devices did with a byte, taken together.
    struct Answer {
        private(set) var isAcknowledged = false
        private(set) var stretchedNanoseconds: Int64 = 0

        init() {}

        init(_ answer: Acknowledge) { add(answer) }

        /// One acknowledging device suffices; stretches follow each other.
        mutating func add(_ answer: Acknowledge) {
            switch answer {
            case .acknowledged: isAcknowledged = true
            case .notAcknowledged: break
            case .stretched(let time):
                isAcknowledged = true
                stretchedNanoseconds += time.inNanoseconds
            }
        }
    }

    private var first: (any SimulatedDevice)?
    private var others: [any SimulatedDevice] = []
    /// Whether `others` holds any: asked for every byte, where the array would count references.
    private var hasConflict = false

    var isEmpty: Bool { first == nil }

    mutating func add(_ device: any SimulatedDevice) {
        if first == nil {
            first = device
        } else {
            others.append(device)
            hasConflict = true
        }
    }

    mutating func clear() {
        first = nil
        if hasConflict { others.removeAll() }
        hasConflict = false
    }

    func receive(_ byte: UInt8) -> Answer {
        guard let first else { return Answer() }
        var answer = Answer(first.receive(byte))
        guard hasConflict else { return answer }
        for device in others { answer.add(device.receive(byte)) }
        return answer
    }

    /// The bytes of all devices, wired AND, until the controller has as many as it wants.
    ///
    /// Whole transfers, so that references are counted once and not for every byte.
    func send(into bytes: inout MutableSpan<UInt8>, afterEach passTime: () -> Void) {
        let first = first
        for index in bytes.indices {
            let isLast = index == bytes.count - 1
            bytes[index] = first?.send(isLast: isLast) ?? 0xFF
            if hasConflict { for device in others { bytes[index] &= device.send(isLast: isLast) } }
            passTime()
        }
    }

    func stop() {
        first?.stop()
        guard hasConflict else { return }
        for device in others { device.stop() }
    }
}
