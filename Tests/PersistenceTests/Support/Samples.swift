import Control
import Estimation
import Protection
import Quantities

@testable import Persistence

/// States that have something in every place.
enum Samples {
    static let identity = StateIdentity(
        packName: "rig-2s1", cellCount: 2, stackCount: 1, layoutDigest: "0123456789abcdef/2x1",
        configurationDigest: "fedcba9876543210", programVersion: "0.1.0")

    static let moment = WallMoment(
        unixNanoseconds: 1_800_000_000_123_456_789, boot: BootIdentity(high: 7, low: 9),
        bootNanoseconds: 55_000_000_000, isSynchronised: true)

    /// - Parameter number: Tells states apart.
    static func state(_ number: Int = 1) -> DurableState {
        var state = DurableState(cellCount: 2, stackCount: 1, flagLimit: 8)
        for cell in 0..<2 {
            for index in 0..<7 {
                state.cells[cell].values[index] = 0.1 + Double(index) / 100 + Double(cell) / 7
            }
            for kind in LastingCell.State.allCases {
                state.cells[cell][kind, kind] = 0.01 * Double(kind.rawValue + number)
            }
            state.cells[cell][.charge, .capacity] = -0.001
            state.cells[cell].unrecoverable = 0.03
            state.cells[cell].branch = -0.4
            state.cells[cell].branchDeviation = 0.2
            state.cells[cell].isMeasured = cell == 0
        }
        state.stacks[0].highestPressure = .megapascals(7.25)
        state.stacks[0].isDistrusted = true
        state.stacks[0].tare = StackTare(zeroRatio: -1.25e-5, takenUnixSeconds: 1_790_000_000)
        state.flags = [
            StoredFlag(
                diagnostic: .cellDeepDischarge, grade: .safety, directions: .all, place: .cell(1),
                value: 2.71),
            StoredFlag(
                diagnostic: .stackOverpressure, grade: .safety, directions: [.charging],
                place: .stack(0), value: 12.5e6),
        ]
        state.cycles = ContactorCycles(negative: 11, precharge: 13, positive: UInt64(number))
        state.chargedThroughput = .coulombs(123_456.789)
        state.dischargedThroughput = .coulombs(98_765.4321)
        return state
    }

    /// A whole copy with its check.
    static func copy(
        of state: DurableState = state(), sequence: UInt64 = 1,
        identity: StateIdentity = identity, moment: WallMoment = moment
    ) -> [UInt8] {
        let encoder = StateEncoder(identity: identity, flagLimit: state.flags.count)
        var bytes = [UInt8](repeating: 0, count: encoder.capacity)
        bytes.withUnsafeMutableBytes { memory in
            let length = encoder.encode(state, moment: moment, into: memory)
            StateEncoder.seal(
                UnsafeMutableRawBufferPointer(rebasing: memory[..<length]), sequence: sequence)
        }
        return bytes
    }
}

extension StateStore {
    /// Writes a state as the keeper's thread would.
    func keep(
        _ state: DurableState, identity: StateIdentity = Samples.identity
    ) throws(PersistenceError) {
        let encoder = StateEncoder(identity: identity, flagLimit: 8)
        var bytes = [UInt8](repeating: 0, count: encoder.capacity)
        let result: Result<Void, PersistenceError> = bytes.withUnsafeMutableBytes { memory in
            let length = encoder.encode(state, moment: Samples.moment, into: memory)
            let copy = UnsafeMutableRawBufferPointer(rebasing: memory[..<length])
            do throws(PersistenceError) {
                return .success(try write(copy, capacity: memory.count))
            } catch { return .failure(error) }
        }
        try result.get()
    }
}
