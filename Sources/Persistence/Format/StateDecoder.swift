import Control
import Estimation
import Protection
import Quantities

/// Reads a copy of the state, whatever a file holds.
enum StateDecoder {
    /// What a file can hold.
    enum Content: Equatable {
        case state(StoredState)
        /// Intact, in a version that this program does not know.
        case otherVersion(UInt32)
    }

    /// - Throws: What is wrong with it; it is then not known what it held.
    static func decode(_ file: [UInt8]) throws(StateDamage) -> Content {
        if file.allSatisfy({ $0 == 0 }) { throw .empty }
        let shortest = StateFormat.headerByteCount + StateFormat.checkByteCount
        guard file.count >= StateFormat.sequenceOffset else {
            throw .truncated(byteCount: file.count)
        }
        // A closure that throws a type of its own is beyond the compiler in `withUnsafeBytes`.
        let result: Result<Content, StateDamage> = file.withUnsafeBytes { bytes in
            do throws(StateDamage) {
                return .success(try decode(bytes, shortest: shortest))
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    private static func decode(
        _ file: UnsafeRawBufferPointer, shortest: Int
    ) throws(StateDamage) -> Content {
        let isMagic = StateFormat.magic.withUTF8Buffer { magic in
            file.prefix(magic.count).elementsEqual(magic)
        }
        guard isMagic else { throw .notAState }
        var reader = ByteReader(file, offset: StateFormat.versionOffset)
        let version = try reader.read(UInt32.self)
        let length = Int(try reader.read(UInt32.self))
        guard length >= StateFormat.sequenceOffset + StateFormat.checkByteCount,
            length <= StateFormat.byteCountMaximum
        else { throw .length(length) }
        guard length <= file.count else { throw .truncated(byteCount: file.count) }
        let end = length - StateFormat.checkByteCount
        let body = UnsafeRawBufferPointer(rebasing: file[..<end])
        var check = ByteReader(file, offset: end)
        guard try check.read(UInt32.self) == CRC32.of(body) else { throw .checksum }
        guard version == StateFormat.version else { return .otherVersion(version) }
        guard length >= shortest else { throw .length(length) }
        return .state(try decodeState(body))
    }

    private static func decodeState(
        _ body: UnsafeRawBufferPointer
    ) throws(StateDamage) -> StoredState {
        var reader = ByteReader(body, offset: StateFormat.sequenceOffset)
        let sequence = try reader.read(UInt64.self)
        let unix = try reader.read(Int64.self)
        let boot = BootIdentity(high: try reader.read(), low: try reader.read())
        let sinceBoot = try reader.read(Int64.self)
        let bits = try reader.read(UInt8.self)
        guard sequence <= StateFormat.sequenceMaximum, sinceBoot >= 0 else {
            throw .content("its number or its time cannot be")
        }
        let moment = WallMoment(
            unixNanoseconds: unix, boot: boot, bootNanoseconds: sinceBoot,
            isSynchronised: bits & StateFormat.synchronisedBit != 0)
        let cellCount = Int(try reader.read(UInt16.self))
        let stackCount = Int(try reader.read(UInt16.self))
        let identity = StateIdentity(
            packName: try reader.readText(), cellCount: cellCount, stackCount: stackCount,
            layoutDigest: try reader.readText(), configurationDigest: try reader.readText(),
            programVersion: try reader.readText())
        var state = DurableState(cellCount: cellCount, stackCount: stackCount, flagLimit: 0)
        state.isOrderly = bits & StateFormat.orderlyBit != 0
        state.cycles = ContactorCycles(
            negative: try reader.read(), precharge: try reader.read(),
            positive: try reader.read())
        state.chargedThroughput = .coulombs(try reader.readDouble())
        state.dischargedThroughput = .coulombs(try reader.readDouble())
        for index in 0..<stackCount { state.stacks[index] = try decodeStack(&reader) }
        for index in 0..<cellCount { state.cells[index] = try decodeCell(&reader) }
        for _ in 0..<(try reader.read(UInt16.self)) { state.flags.append(try decodeFlag(&reader)) }
        guard reader.isAtEnd else { throw .content("goes on after its end") }
        guard state.chargedThroughput.coulombs >= 0, state.dischargedThroughput.coulombs >= 0,
            state.chargedThroughput.coulombs.isFinite,
            state.dischargedThroughput.coulombs.isFinite
        else { throw .content("throughput is not a charge") }
        return StoredState(sequence: sequence, moment: moment, identity: identity, state: state)
    }

    private static func decodeStack(
        _ reader: inout ByteReader
    ) throws(StateDamage) -> DurableStack {
        var stack = DurableStack()
        stack.highestPressure = .pascals(try reader.readDouble())
        let tare = try reader.readDouble()
        let taken = try reader.read(Int64.self)
        if tare.isFinite {
            stack.tare = StackTare(
                zeroRatio: tare, takenUnixSeconds: taken == StateFormat.unknownTime ? nil : taken)
        }
        stack.isDistrusted = try reader.read(UInt8.self) & StateFormat.distrustedBit != 0
        return stack
    }

    private static func decodeCell(_ reader: inout ByteReader) throws(StateDamage) -> LastingCell {
        var cell = LastingCell()
        for position in 0..<7 { cell.values[position] = try reader.readDouble() }
        for position in 0..<28 { cell.covariance[position] = try reader.readDouble() }
        cell.unrecoverable = try reader.readDouble()
        cell.branch = try reader.readDouble()
        cell.branchDeviation = try reader.readDouble()
        cell.isMeasured = try reader.read(UInt8.self) & StateFormat.measuredBit != 0
        return cell
    }

    /// A flag that this program does not know is as good as damage: nobody could say what is lost.
    private static func decodeFlag(_ reader: inout ByteReader) throws(StateDamage) -> StoredFlag {
        let number = try reader.read(UInt16.self)
        let gradeNumber = try reader.read(UInt8.self)
        let directions = try reader.read(UInt8.self)
        let scopeNumber = try reader.read(UInt8.self)
        let index = try reader.read(UInt16.self)
        let value = try reader.readDouble()
        guard let diagnostic = Diagnostic(rawValue: number) else {
            throw .content("there is no diagnostic \(number)")
        }
        guard let grade = Grade(rawValue: gradeNumber),
            let scope = Place.Scope(rawValue: scopeNumber)
        else { throw .content("a flag has no grade or no place") }
        return StoredFlag(
            diagnostic: diagnostic, grade: grade,
            directions: CurrentDirections(rawValue: directions), place: Place(scope, index),
            value: value)
    }
}
