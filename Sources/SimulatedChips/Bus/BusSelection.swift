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

    /// The bytes of all devices, wired AND.
    func send(isLast: Bool) -> UInt8 {
        guard let first else { return 0xFF }
        var byte = first.send(isLast: isLast)
        guard hasConflict else { return byte }
        for device in others { byte &= device.send(isLast: isLast) }
        return byte
    }

    func stop() {
        first?.stop()
        guard hasConflict else { return }
        for device in others { device.stop() }
    }
}
