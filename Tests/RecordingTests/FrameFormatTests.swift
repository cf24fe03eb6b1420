import Control
import Estimation
import Protection
import Quantities
import Testing

@testable import Recording

@Suite struct FrameFormatTests {
    private func encoded(_ snapshot: Snapshot) -> [UInt8] {
        let size = FrameFormat.byteCount(
            cells: snapshot.cells.count, stacks: snapshot.stacks.count, flags: Snapshot.flagLimit)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            if let base = buffer.baseAddress {
                count = FrameEncoder.encode(snapshot, into: UnsafeMutableRawPointer(base))
            }
        }
    }

    private func decoded(_ bytes: [UInt8], like snapshot: Snapshot) throws -> Snapshot {
        var result = Snapshot(
            cellCount: snapshot.cells.count, stackCount: snapshot.stacks.count)
        try bytes.withUnsafeBytes { try FrameDecoder.decode($0, into: &result) }
        return result
    }

    @Test func `lists come back as they were, estimates as Float32`() throws {
        let snapshot = SampleRun.snapshot(3)
        let result = try decoded(encoded(snapshot), like: snapshot)
        #expect(result.cells == SampleRun.asRecorded(snapshot).cells)
        #expect(result.cells != snapshot.cells)
        #expect(result.stacks == snapshot.stacks)
        #expect(result.activeFlags == snapshot.activeFlags)
        #expect(result.limits == snapshot.limits)
        #expect(result.outlook == snapshot.outlook)
    }

    @Test func `a snapshot without limits or an outlook comes back without`() throws {
        var snapshot = SampleRun.snapshot(3)
        snapshot.limits = nil
        #expect(try decoded(encoded(snapshot), like: snapshot).limits == nil)
        snapshot.outlook = nil
        let result = try decoded(encoded(snapshot), like: snapshot)
        #expect(result.outlook == nil && result.stacks == snapshot.stacks)
    }

    /// A body of version 1, made from one of version 2 by leaving out what came to it.
    @Test func `a frame of version 1 is still read`() throws {
        let snapshot = SampleRun.snapshot(3)
        let new = encoded(snapshot)
        let columns = 6 + 3 * (32 + 48)
        var old = Array(new[0..<columns])
        old[0] = 1
        let status = columns + 3 * 15 * 4
        old += new[status..<status + 9]
        let stacks = status + 18
        old += new[stacks..<stacks + 33]
        old += new.suffix(39)
        let result = try decoded(old, like: snapshot)
        let recorded = SampleRun.asRecorded(snapshot)
        #expect(result.stacks == snapshot.stacks)
        #expect(result.activeFlags == snapshot.activeFlags)
        #expect(result.limits == nil && result.outlook == nil)
        for cell in 0..<3 {
            #expect(result.cells[cell].voltage == recorded.cells[cell].voltage)
            #expect(result.cells[cell].isBalancing == recorded.cells[cell].isBalancing)
            for path in EstimateColumns.paths.prefix(12) {
                let expected = recorded.cells[cell].estimate[keyPath: path]
                #expect(result.cells[cell].estimate[keyPath: path] == expected)
            }
            #expect(result.cells[cell].estimate.observed == [])
            #expect(result.cells[cell].estimate.capacity == 0)
            #expect(result.cells[cell].health.capacity.isObserved == false)
        }
    }

    @Test(arguments: MissingReason.allCases)
    func `a missing reading comes back with its reason`(_ reason: MissingReason) throws {
        var snapshot = SampleRun.snapshot(0)
        snapshot.cells[1].voltage = .missing(reason)
        snapshot.cells[2].temperature = .missing(reason)
        snapshot.stacks[0].pressure = .missing(reason)
        let result = try decoded(encoded(snapshot), like: snapshot)
        #expect(result.cells == SampleRun.asRecorded(snapshot).cells)
        #expect(result.stacks == snapshot.stacks)
    }

    @Test func `a valid not-a-number stays apart from a missing reading`() throws {
        var snapshot = SampleRun.snapshot(0)
        snapshot.cells[0].voltage = .valid(.volts(.nan), age: .seconds(4))
        let result = try decoded(encoded(snapshot), like: snapshot)
        #expect(result.cells[0].voltage.value?.volts.isNaN == true)
    }

    @Test func `version 2 starts with its numbers and has the length its table says`() {
        let bytes = encoded(SampleRun.snapshot(0))
        #expect(bytes.prefix(6) == [2, 1, 3, 0, 1, 0])
        #expect(bytes.count == 6 + 3 * 146 + 1 * 33 + 441 + 1 * 39)
        // 3.61 V of the first cell, little-endian.
        #expect(Array(bytes[6..<14]) == withUnsafeBytes(of: (3.6 + 0.01).bitPattern) { Array($0) })
    }

    @Test func `the longest list of flags fits its slot`() throws {
        var snapshot = SampleRun.snapshot(0)
        let flag = SampleRun.flag(.cellOvervoltage, .raised, at: .start)
        snapshot.activeFlags = Array(repeating: flag, count: Snapshot.flagLimit)
        let result = try decoded(encoded(snapshot), like: snapshot)
        #expect(result.activeFlags == snapshot.activeFlags)
    }

    @Test func `a damaged body is refused by what is wrong with it`() {
        let snapshot = SampleRun.snapshot(0)
        let good = encoded(snapshot)
        var newer = good
        newer[0] = 3
        var odd = good
        odd[odd.count - 39 - 441 - 1] = 200  // the status of the only stack's pressure
        var lost = good
        lost[lost.count - 39 - 441 + 1 + 8] = 9  // the cause of the charge limit
        let cases: [([UInt8], String)] = [
            (lost, "a limit has an unknown cause or scope"),
            ([], "a frame of 0 bytes has no header"),
            (newer, "frame format 3 is not known"),
            (good.dropLast(), "a frame has 956 bytes instead of 957"),
            (odd, "reason 200 for a missing reading is not known"),
        ]
        for (bytes, message) in cases {
            let error = #expect(throws: FrameDecoder.Damage.self) {
                try decoded(bytes, like: snapshot)
            }
            #expect(error?.what == message)
        }
    }
}
