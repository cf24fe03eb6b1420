import Control
import Estimation
import Protection
import Quantities

/// Reads a frame's body, in the layout of ``FrameFormat``, back into the lists of a snapshot.
struct FrameDecoder {
    /// What a body contradicts.
    struct Damage: Error {
        let what: String
    }

    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// Fills `cells`, `stacks` and `activeFlags` of `snapshot`, whose counts must be the run's.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, into snapshot: inout Snapshot
    ) throws(Damage) {
        var decoder = FrameDecoder(bytes: bytes)
        guard bytes.count >= FrameFormat.headerByteCount else {
            throw Damage(what: "a frame of \(bytes.count) bytes has no header")
        }
        let version: UInt8 = decoder.take()
        guard (1...FrameFormat.version).contains(version) else {
            throw Damage(what: "frame format \(version) is not known")
        }
        let flagCount: UInt8 = decoder.take()
        let cellCount: UInt16 = decoder.take()
        let stackCount: UInt16 = decoder.take()
        let expected = FrameFormat.byteCount(
            cells: Int(cellCount), stacks: Int(stackCount), flags: Int(flagCount),
            version: version)
        guard bytes.count == expected else {
            throw Damage(what: "a frame has \(bytes.count) bytes instead of \(expected)")
        }
        guard cellCount == snapshot.cells.count, stackCount == snapshot.stacks.count else {
            throw Damage(what: "a frame has another number of cells or stacks than its run")
        }
        try decoder.takeCells(into: &snapshot, version: version)
        try decoder.takeStacks(into: &snapshot)
        if version > 1 { try decoder.takeOutlook(into: &snapshot) }
        snapshot.activeFlags.removeAll(keepingCapacity: true)
        for _ in 0..<flagCount { snapshot.activeFlags.append(try decoder.takeFlag()) }
    }

    private init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private mutating func takeCells(
        into snapshot: inout Snapshot, version: UInt8
    ) throws(Damage) {
        let count = snapshot.cells.count
        let voltages = takeColumn(count) { $0.takeDouble() }
        let voltageAges: [Int64] = takeColumn(count) { $0.take() }
        let temperatures = takeColumn(count) { $0.takeDouble() }
        let temperatureAges: [Int64] = takeColumn(count) { $0.take() }
        for path in EstimateColumns.paths.prefix(version == 1 ? 12 : .max) {
            for index in 0..<count { snapshot.cells[index].estimate[keyPath: path] = takeFloat() }
        }
        if version > 1 { takeHealth(into: &snapshot) }
        for index in 0..<count {
            snapshot.cells[index].voltage = try reading(
                take(), .volts(voltages[index]), voltageAges[index])
        }
        for index in 0..<count {
            snapshot.cells[index].temperature = try reading(
                take(), .kelvins(temperatures[index]), temperatureAges[index])
        }
        for index in 0..<count {
            let bits: UInt8 = take()
            snapshot.cells[index].isBalancing = bits & FrameFormat.balancingBit != 0
            snapshot.cells[index].estimate.isConsistent = bits & FrameFormat.consistentBit != 0
        }
        if version > 1 { try takeObserved(into: &snapshot) }
    }

    private mutating func takeHealth(into snapshot: inout Snapshot) {
        for path in EstimateColumns.healths {
            for index in snapshot.cells.indices {
                snapshot.cells[index].health[keyPath: path].ratio = takeFloat()
            }
            for index in snapshot.cells.indices {
                snapshot.cells[index].health[keyPath: path].deviation = takeFloat()
            }
        }
    }

    private mutating func takeObserved(into snapshot: inout Snapshot) throws(Damage) {
        let cells = snapshot.cells.indices
        for index in cells {
            snapshot.cells[index].estimate.observed = Observability(rawValue: take())
        }
        for index in cells {
            guard let channel = MechanicalChannel(rawValue: take()) else {
                throw Damage(what: "a mechanical channel is neither trusted nor not")
            }
            snapshot.cells[index].estimate.mechanicalChannel = channel
        }
        for index in cells {
            let bits: UInt8 = take()
            for (bit, path) in EstimateColumns.healths.enumerated() {
                snapshot.cells[index].health[keyPath: path].isObserved = bits & 1 << bit != 0
            }
        }
    }

    private mutating func takeStacks(into snapshot: inout Snapshot) throws(Damage) {
        let count = snapshot.stacks.count
        let pressures = takeColumn(count) { $0.takeDouble() }
        let ages: [Int64] = takeColumn(count) { $0.take() }
        for index in 0..<count {
            snapshot.stacks[index].pressureExpected = .pascals(takeDouble())
        }
        for index in 0..<count { snapshot.stacks[index].pressureRate = takeDouble() }
        for index in 0..<count {
            snapshot.stacks[index].pressure = try reading(
                take(), .pascals(pressures[index]), ages[index])
        }
    }

    private mutating func takeFlag() throws(Damage) -> FlagEvent {
        let number: UInt16 = take()
        let kind: UInt8 = take()
        let grade: UInt8 = take()
        let scope: UInt8 = take()
        let index: UInt16 = take()
        guard let number = Diagnostic(rawValue: number), let grade = Grade(rawValue: grade),
            let kind = FlagEvent.Kind(rawValue: kind), let scope = Place.Scope(rawValue: scope)
        else {
            throw Damage(what: "an active flag has an unknown number, kind, grade or scope")
        }
        let value = takeDouble()
        let threshold = takeDouble()
        let time: Int64 = take()
        let since: Int64 = take()
        return FlagEvent(
            kind: kind, diagnostic: number, grade: grade, place: Place(scope, index), value: value,
            threshold: threshold, time: Instant(nanoseconds: time),
            since: Instant(nanoseconds: since))
    }

    private func reading<Value>(
        _ status: UInt8, _ value: Value, _ age: Int64
    ) throws(Damage) -> Reading<Value> {
        if status == FrameFormat.readingIsValid { return .valid(value, age: .nanoseconds(age)) }
        guard let reason = MissingReason(rawValue: status) else {
            throw Damage(what: "reason \(status) for a missing reading is not known")
        }
        return .missing(reason)
    }

    private mutating func takeColumn<Value>(
        _ count: Int, _ take: (inout FrameDecoder) -> Value
    ) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(take(&self)) }
        return values
    }

    mutating func take<Word: FixedWidthInteger & BitwiseCopyable>() -> Word {
        let value = bytes.loadUnaligned(fromByteOffset: offset, as: Word.self)
        offset += MemoryLayout<Word>.size
        return Word(littleEndian: value)
    }

    mutating func takeDouble() -> Double { Double(bitPattern: take()) }

    private mutating func takeFloat() -> Double { Double(Float(bitPattern: take())) }
}
