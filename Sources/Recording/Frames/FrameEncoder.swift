import Control
import Estimation
import Protection
import Quantities

/// Writes the lists of a snapshot into memory it is lent, in the layout of ``FrameFormat``.
/// Allocates nothing.
struct FrameEncoder {
    private let base: UnsafeMutableRawPointer
    private var offset = 0

    /// Encodes into `memory`, which must hold the body of a full snapshot; returns the bytes used.
    static func encode(
        _ snapshot: borrowing Snapshot, into memory: UnsafeMutableRawPointer
    ) -> Int {
        var encoder = FrameEncoder(base: memory)
        let flagCount = min(snapshot.activeFlags.count, Snapshot.flagLimit)
        encoder.put(FrameFormat.version)
        encoder.put(UInt8(flagCount))
        encoder.put(UInt16(snapshot.cells.count))
        encoder.put(UInt16(snapshot.stacks.count))
        encoder.putCells(snapshot)
        encoder.putStacks(snapshot)
        encoder.putOutlook(snapshot)
        for index in 0..<flagCount { encoder.put(snapshot.activeFlags[index]) }
        return encoder.offset
    }

    private init(base: UnsafeMutableRawPointer) {
        self.base = base
    }

    private mutating func putCells(_ snapshot: borrowing Snapshot) {
        let cells = snapshot.cells.indices
        for index in cells { put(snapshot.cells[index].voltage.value?.volts ?? .nan) }
        for index in cells { put(age(of: snapshot.cells[index].voltage)) }
        for index in cells { put(snapshot.cells[index].temperature.value?.kelvins ?? .nan) }
        for index in cells { put(age(of: snapshot.cells[index].temperature)) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.stateOfCharge) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.stateOfChargeDeviation) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.contactFraction) }
        for index in cells {
            put(estimate: snapshot.cells[index].estimate.contactFractionDeviation)
        }
        for index in cells { put(estimate: snapshot.cells[index].estimate.interfaceResistance) }
        for index in cells {
            put(estimate: snapshot.cells[index].estimate.interfaceResistanceDeviation)
        }
        for index in cells { put(estimate: snapshot.cells[index].estimate.seriesResistance) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.pressureBias) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.pressureBiasDeviation) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.openCircuitVoltage) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.voltageInnovation) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.pressureInnovation) }
        putSlowEstimates(snapshot)
        putHealth(snapshot)
        for index in cells { put(status(of: snapshot.cells[index].voltage)) }
        for index in cells { put(status(of: snapshot.cells[index].temperature)) }
        for index in cells {
            put(
                (snapshot.cells[index].isBalancing ? FrameFormat.balancingBit : 0)
                    | (snapshot.cells[index].estimate.isConsistent ? FrameFormat.consistentBit : 0))
        }
        for index in cells { put(snapshot.cells[index].estimate.observed.rawValue) }
        for index in cells { put(snapshot.cells[index].estimate.mechanicalChannel.rawValue) }
        for index in cells {
            let health = snapshot.cells[index].health
            put(
                (health.capacity.isObserved ? 1 : 0) | (health.resistance.isObserved ? 2 : 0)
                    | (health.interface.isObserved ? 4 : UInt8(0)))
        }
    }

    private mutating func putSlowEstimates(_ snapshot: borrowing Snapshot) {
        let cells = snapshot.cells.indices
        for index in cells {
            put(estimate: snapshot.cells[index].estimate.seriesResistanceDeviation)
        }
        for index in cells { put(estimate: snapshot.cells[index].estimate.fastVoltage) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.slowVoltage) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.branch) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.coreTemperature) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.capacity) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.capacityDeviation) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.currentBias) }
        for index in cells { put(estimate: snapshot.cells[index].estimate.currentBiasDeviation) }
    }

    private mutating func putHealth(_ snapshot: borrowing Snapshot) {
        let cells = snapshot.cells.indices
        for index in cells { put(estimate: snapshot.cells[index].health.capacity.ratio) }
        for index in cells { put(estimate: snapshot.cells[index].health.capacity.deviation) }
        for index in cells { put(estimate: snapshot.cells[index].health.resistance.ratio) }
        for index in cells { put(estimate: snapshot.cells[index].health.resistance.deviation) }
        for index in cells { put(estimate: snapshot.cells[index].health.interface.ratio) }
        for index in cells { put(estimate: snapshot.cells[index].health.interface.deviation) }
    }

    private mutating func putStacks(_ snapshot: borrowing Snapshot) {
        let stacks = snapshot.stacks.indices
        for index in stacks { put(snapshot.stacks[index].pressure.value?.pascals ?? .nan) }
        for index in stacks { put(age(of: snapshot.stacks[index].pressure)) }
        for index in stacks { put(snapshot.stacks[index].pressureExpected.pascals) }
        for index in stacks { put(snapshot.stacks[index].pressureRate) }
        for index in stacks { put(status(of: snapshot.stacks[index].pressure)) }
    }

    private mutating func put(_ flag: FlagEvent) {
        put(flag.diagnostic.rawValue)
        put(flag.kind.rawValue)
        put(flag.grade.rawValue)
        put(flag.place.scope.rawValue)
        put(flag.place.index)
        put(flag.value)
        put(flag.threshold)
        put(flag.time.nanoseconds)
        put(flag.since.nanoseconds)
    }

    mutating func put<Word: FixedWidthInteger & BitwiseCopyable>(_ value: Word) {
        base.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Word.self)
        offset += MemoryLayout<Word>.size
    }

    mutating func put(_ value: Double) { put(value.bitPattern) }

    private mutating func put(estimate: Double) { put(Float(estimate).bitPattern) }

    private func status<Value>(of reading: Reading<Value>) -> UInt8 {
        switch reading {
        case .valid: FrameFormat.readingIsValid
        case .missing(let reason): reason.rawValue
        }
    }

    private func age<Value>(of reading: Reading<Value>) -> Int64 {
        switch reading {
        case .valid(_, let age): age.inNanoseconds
        case .missing: 0
        }
    }
}
