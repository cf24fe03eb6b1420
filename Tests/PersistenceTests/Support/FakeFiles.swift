@testable import Persistence

/// Two files in memory, with what can happen to them.
final class FakeFiles: StateFiles {
    /// What is in each slot; `nil` when there is no such file.
    var contents: [[UInt8]?] = [nil, nil]
    /// Errors of the next calls.
    var writeErrors: [Int32] = []
    var readErrors: [StateSlot: Int32] = [:]
    /// Bytes that the next write puts down before the power fails, which nobody hears of.
    var tearsAfter: Int?
    private(set) var written: [StateSlot] = []
    private(set) var setAsideSlots: [StateSlot] = []

    subscript(slot: StateSlot) -> [UInt8]? {
        get { contents[slot.rawValue] }
        set { contents[slot.rawValue] = newValue }
    }

    func path(of slot: StateSlot) -> String { "state/\(slot.fileName)" }

    func read(_ slot: StateSlot) throws(StateFileError) -> [UInt8]? {
        if let code = readErrors[slot] { throw StateFileError(operation: "read", code: code) }
        return self[slot]
    }

    func write(
        _ slot: StateSlot, _ copy: UnsafeRawBufferPointer, capacity: Int
    ) throws(StateFileError) {
        if !writeErrors.isEmpty {
            let code = writeErrors.removeFirst()
            if code != 0 { throw StateFileError(operation: "write", code: code) }
        }
        written.append(slot)
        var file = self[slot] ?? []
        if file.count < capacity { file += [UInt8](repeating: 0, count: capacity - file.count) }
        let count = min(copy.count, tearsAfter ?? copy.count)
        tearsAfter = nil
        file.replaceSubrange(..<count, with: copy[..<count])
        self[slot] = file
    }

    func setAside(_ slot: StateSlot) throws(StateFileError) {
        setAsideSlots.append(slot)
        self[slot] = nil
    }
}
