import Control
import Estimation
import Protection
import Quantities

/// Writes a state into memory in ``StateFormat``. Allocates nothing, so that the control thread may
/// do it.
struct StateEncoder {
    let identity: StateIdentity
    /// Bytes that the largest state of this identity takes.
    let capacity: Int

    init(identity: StateIdentity, flagLimit: Int) {
        precondition(flagLimit <= Int(UInt16.max), "The number of flags has 16 bits.")
        precondition(
            identity.cellCount <= Int(UInt16.max) && identity.stackCount <= Int(UInt16.max),
            "Cells and stacks have 16-bit indices.")
        self.identity = identity
        capacity = StateFormat.byteCount(identity: identity, flags: flagLimit)
        precondition(
            capacity <= StateFormat.byteCountMaximum, "The state of one board fits its format.")
    }

    /// Everything but sequence number and check, which ``seal(_:sequence:)`` adds.
    ///
    /// - Returns: Bytes of the copy.
    func encode(
        _ state: borrowing DurableState, moment: WallMoment,
        into memory: UnsafeMutableRawBufferPointer
    ) -> Int {
        let length = StateFormat.byteCount(identity: identity, flags: state.flags.count)
        var writer = ByteWriter(memory)
        StateFormat.magic.withUTF8Buffer { bytes in for byte in bytes { writer.write(byte) } }
        writer.write(StateFormat.version)
        writer.write(UInt32(length))
        writer.write(UInt64(0))
        writer.write(moment.unixNanoseconds)
        writer.write(moment.boot.high)
        writer.write(moment.boot.low)
        writer.write(moment.bootNanoseconds)
        writer.write(
            (state.isOrderly ? StateFormat.orderlyBit : 0)
                | (moment.isSynchronised ? StateFormat.synchronisedBit : 0))
        writer.write(UInt16(identity.cellCount))
        writer.write(UInt16(identity.stackCount))
        writer.write(identity.packName)
        writer.write(identity.layoutDigest)
        writer.write(identity.configurationDigest)
        writer.write(identity.programVersion)
        encodeBody(state, into: &writer)
        precondition(
            writer.count + StateFormat.checkByteCount == length,
            "A state has the size that it was measured for.")
        return length
    }

    private func encodeBody(_ state: borrowing DurableState, into writer: inout ByteWriter) {
        writer.write(state.cycles.negative)
        writer.write(state.cycles.precharge)
        writer.write(state.cycles.positive)
        writer.write(state.chargedThroughput.coulombs)
        writer.write(state.dischargedThroughput.coulombs)
        for index in state.stacks.indices {
            writer.write(state.stacks[index].highestPressure.pascals)
            writer.write(state.stacks[index].tare?.zeroRatio ?? .nan)
            writer.write(state.stacks[index].tare?.takenUnixSeconds ?? StateFormat.unknownTime)
            writer.write(state.stacks[index].isDistrusted ? StateFormat.distrustedBit : 0)
        }
        for index in state.cells.indices {
            let cell = state.cells[index]
            for position in 0..<7 { writer.write(cell.values[position]) }
            for position in 0..<28 { writer.write(cell.covariance[position]) }
            writer.write(cell.unrecoverable)
            writer.write(cell.branch)
            writer.write(cell.branchDeviation)
            writer.write(cell.isMeasured ? StateFormat.measuredBit : 0)
        }
        writer.write(UInt16(state.flags.count))
        for index in state.flags.indices {
            let flag = state.flags[index]
            writer.write(flag.diagnostic.rawValue)
            writer.write(flag.grade.rawValue)
            writer.write(flag.directions.rawValue)
            writer.write(flag.place.scope.rawValue)
            writer.write(flag.place.index)
            writer.write(flag.value)
        }
    }

    /// Numbers an encoded copy and adds its check.
    static func seal(_ copy: UnsafeMutableRawBufferPointer, sequence: UInt64) {
        copy.storeBytes(
            of: sequence.littleEndian, toByteOffset: StateFormat.sequenceOffset, as: UInt64.self)
        let end = copy.count - StateFormat.checkByteCount
        let check = CRC32.of(UnsafeRawBufferPointer(rebasing: copy[..<end]))
        copy.storeBytes(of: check.littleEndian, toByteOffset: end, as: UInt32.self)
    }
}
