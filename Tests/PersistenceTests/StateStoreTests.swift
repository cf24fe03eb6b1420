import Control
import Protection
import Quantities
import Testing

@testable import Persistence

struct StateStoreTests {
    private func store(_ files: FakeFiles) throws(PersistenceError) -> StateStore {
        try StateStore(files: files, identity: Samples.identity)
    }

    /// Files after three copies: the third in the first slot, the second in the second.
    private func keptThrice() throws -> FakeFiles {
        let files = FakeFiles()
        let store = try store(files)
        for number in 1...3 { try store.keep(Samples.state(number)) }
        return files
    }

    @Test func `nothing at all is a first start and no damage`() throws {
        let finding = try store(FakeFiles()).finding
        #expect(finding.isFirstStart && !finding.isLost && finding.damages.isEmpty)
        let reserved = FakeFiles()
        reserved.contents = [[UInt8](repeating: 0, count: 900), nil]
        #expect(try store(reserved).finding.isFirstStart)
    }

    @Test func `copies go to the two files in turn and the newest counts`() throws {
        let files = FakeFiles()
        let first = try store(files)
        for number in 1...5 {
            try first.keep(Samples.state(number))
            let finding = try store(files).finding
            #expect(finding.stored?.sequence == UInt64(number))
            #expect(finding.stored?.state == Samples.state(number))
            #expect(finding.damages.isEmpty)
        }
        #expect(files.written == [.first, .second, .first, .second, .first])
    }

    @Test func `a run goes on counting where the one before stopped`() throws {
        let files = try keptThrice()
        let next = try store(files)
        try next.keep(Samples.state(4))
        #expect(files.written.last == .second)
        #expect(try store(files).finding.stored?.sequence == 4)
    }

    @Test func `any flipped byte of the newest copy costs that copy only, and is repaired`() throws
    {
        let intact = try keptThrice()
        let length = Samples.copy().count
        for index in stride(from: 0, to: length, by: 7) {
            let files = FakeFiles()
            files.contents = intact.contents
            files[.first]?[index] ^= 0x10
            let finding = try store(files).finding
            #expect(finding.stored?.state == Samples.state(2), "byte \(index)")
            #expect(finding.damages.map(\.slot) == [.first])
            #expect(finding.repairFailure == nil)
            #expect(files.written == [.first])
            let repaired = try store(files).finding
            #expect(repaired.damages.isEmpty && repaired.stored?.sequence == 2)
        }
    }

    @Test func `a write torn anywhere leaves the copy before it`() throws {
        let length = Samples.copy().count
        for tear in Array(stride(from: 0, to: length, by: 11)) + [length] {
            let files = try keptThrice()
            let writer = try store(files)
            files.tearsAfter = tear
            try writer.keep(Samples.state(4))
            let finding = try store(files).finding
            // Nothing written leaves the second copy, all of it the fourth.
            #expect(finding.stored?.sequence == (tear == length ? 4 : 3), "\(tear) bytes")
            #expect(finding.damages.isEmpty == (tear == length || tear <= 12))
        }
    }

    @Test func `both copies damaged are lost, said so and set aside`() throws {
        let files = try keptThrice()
        files[.first]?[100] ^= 1
        files[.second] = files[.second].map { Array($0[..<50]) }
        let finding = try store(files).finding
        #expect(finding.isLost && !finding.isFirstStart && finding.stored == nil)
        #expect(finding.damages.map(\.what) == [.checksum, .truncated(byteCount: 50)])
        #expect(files.setAsideSlots == [.first, .second])
        #expect(
            finding.damages.map(\.words) == [
                "state/state-a fails its checksum", "state/state-b is cut off after 50 bytes",
            ])
    }

    @Test func `a copy that vanished or was emptied is damage once there had been two`() throws {
        let vanished = try keptThrice()
        vanished[.second] = nil
        #expect(try store(vanished).finding.damages.map(\.what) == [.missing])
        let emptied = try keptThrice()
        emptied[.second] = []
        #expect(try store(emptied).finding.damages.map(\.what) == [.empty])
        #expect(emptied.written.last == .second)
        let single = FakeFiles()
        try store(single).keep(Samples.state())
        #expect(try store(single).finding.damages.isEmpty)
    }

    @Test func `exchanged files and an older backup change nothing about who is newest`() throws {
        let files = try keptThrice()
        files.contents.swapAt(0, 1)
        #expect(try store(files).finding.stored?.sequence == 3)
        files[.first] = Samples.copy(of: Samples.state(9), sequence: 1)
        let finding = try store(files).finding
        #expect(finding.stored?.sequence == 3 && finding.damages.isEmpty)
        try store(files).keep(Samples.state(4))
        #expect(files.written.last == .first)
    }

    @Test func `one number on two contents is damage`() throws {
        let files = try keptThrice()
        files[.first] = Samples.copy(of: Samples.state(7), sequence: 2)
        let finding = try store(files).finding
        #expect(finding.damages.map(\.what) == [.sameSequence])
        #expect(try store(files).finding.damages.isEmpty)
    }

    @Test(arguments: ["packName", "cellCount", "stackCount", "layoutDigest"])
    func `the state of another pack is refused by name and left alone`(part: String) throws {
        var other = Samples.identity
        switch part {
        case "packName": other.packName = "rig-left"
        case "cellCount": other.cellCount = 16
        case "stackCount": other.stackCount = 4
        default: other.layoutDigest = "aaaaaaaaaaaaaaaa/2x1"
        }
        let files = try keptThrice()
        let before = files.contents
        do {
            _ = try StateStore(files: files, identity: other)
            Issue.record("It is refused.")
        } catch {
            let text = "\(error)"
            #expect(text.contains("state/state-a: the state of another pack: pack rig-2s1"))
            #expect(text.contains("this is \(other.words)"))
        }
        #expect(files.contents == before)
    }

    @Test func `another configuration of the same pack is not another pack`() throws {
        var other = Samples.identity
        other.configurationDigest = "0000000000000000"
        other.programVersion = "9.9"
        let store = try StateStore(files: try keptThrice(), identity: other)
        #expect(store.finding.stored?.identity == Samples.identity)
    }

    @Test func `another version is refused by number and left alone`() throws {
        let files = try keptThrice()
        var copy = Samples.copy()
        copy[8] = 7
        copy.withUnsafeMutableBytes { StateEncoder.seal($0, sequence: 9) }
        files[.second] = copy
        let before = files.contents
        #expect(throws: PersistenceError.otherVersion(path: "state/state-b", version: 7)) {
            try store(files)
        }
        #expect(files.contents == before)
    }

    @Test func `a full disk is reported, tried again in the same file, and spares the other`()
        throws
    {
        let files = try keptThrice()
        let writer = try store(files)
        let newest = files[.first]
        files.writeErrors = [28, 28]
        for _ in 0..<2 {
            #expect(
                throws: PersistenceError.cannot("write", path: "state/state-b", code: 28)
            ) { try writer.keep(Samples.state(4)) }
            #expect(files[.first] == newest)
        }
        try writer.keep(Samples.state(5))
        #expect(files[.first] == newest)
        #expect(try store(files).finding.stored?.state == Samples.state(5))
        #expect(try store(files).finding.stored?.sequence == 4)
    }

    @Test func `a file that cannot be read counts as damaged`() throws {
        let files = try keptThrice()
        files.readErrors[.second] = 5
        let finding = try store(files).finding
        #expect(finding.stored?.sequence == 3)
        #expect(finding.damages.map(\.what) == [.unreadable(code: 5)])
        #expect(finding.damages.first?.words.contains("Input/output error") == true)
    }

    @Test func `a repair that fails is said and leaves the intact copy`() throws {
        let files = try keptThrice()
        files[.second]?[60] ^= 4
        files.writeErrors = [30]
        let finding = try store(files).finding
        #expect(finding.stored?.sequence == 3)
        #expect(finding.repairFailure == .cannot("write", path: "state/state-b", code: 30))
    }
}
