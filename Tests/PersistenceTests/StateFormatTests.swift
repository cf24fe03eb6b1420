import Control
import Estimation
import Protection
import Quantities
import Testing

@testable import Persistence

struct StateFormatTests {
    @Test func `the check of the digits one to nine is that of the standard`() {
        let check = Array("123456789".utf8).withUnsafeBytes { CRC32.of($0) }
        #expect(check == 0xCBF4_3926)
        #expect(CRC32.of(UnsafeRawBufferPointer(start: nil, count: 0)) == 0)
    }

    @Test func `a state comes back bit for bit`() throws {
        var state = Samples.state()
        state.isOrderly = true
        let content = try StateDecoder.decode(Samples.copy(of: state, sequence: 42))
        let expected = StoredState(
            sequence: 42, moment: Samples.moment, identity: Samples.identity, state: state)
        #expect(content == .state(expected))
    }

    @Test func `a stack without a tare and a tare without a time come back as such`() throws {
        var state = Samples.state()
        state.stacks[0].tare = nil
        guard case .state(let bare) = try StateDecoder.decode(Samples.copy(of: state)) else {
            Issue.record("It is a state.")
            return
        }
        #expect(bare.state.stacks[0].tare == nil)
        state.stacks[0].tare = StackTare(zeroRatio: 0, takenUnixSeconds: nil)
        guard case .state(let timeless) = try StateDecoder.decode(Samples.copy(of: state)) else {
            Issue.record("It is a state.")
            return
        }
        #expect(timeless.state == state)
    }

    /// The first bytes are fixed for ever: another version must be told from damage by them.
    @Test func `the header is where the format says`() {
        let copy = Samples.copy(sequence: 0x0102_0304_0506_0708)
        #expect(Array(copy[..<8]) == Array("SBMSTATE".utf8))
        #expect(Array(copy[8..<12]) == [1, 0, 0, 0])
        let length = StateFormat.byteCount(identity: Samples.identity, flags: 2)
        #expect(Int(copy[12]) + Int(copy[13]) << 8 == length && copy[14] == 0 && copy[15] == 0)
        #expect(copy.count == length)
        #expect(Array(copy[16..<24]) == [8, 7, 6, 5, 4, 3, 2, 1])
    }

    @Test func `no flipped byte goes unseen, whichever and however`() {
        let copy = Samples.copy()
        for index in copy.indices {
            for mask: UInt8 in [0x01, 0x80, 0xFF] {
                var damaged = copy
                damaged[index] ^= mask
                #expect(throws: StateDamage.self, "byte \(index)") {
                    try StateDecoder.decode(damaged)
                }
            }
        }
    }

    @Test func `no copy that is cut off passes, wherever it is cut`() {
        let copy = Samples.copy()
        for count in copy.indices {
            #expect(throws: StateDamage.self, "\(count) bytes") {
                try StateDecoder.decode(Array(copy[..<count]))
            }
        }
    }

    @Test func `what a file holds beyond its copy does not matter`() throws {
        let copy = Samples.copy()
        let one = try StateDecoder.decode(copy)
        #expect(try StateDecoder.decode(copy + [1, 2, 3]) == one)
    }

    @Test func `an intact copy of another version is told from damage`() throws {
        var copy = Samples.copy()
        copy[8] = 2
        copy.withUnsafeMutableBytes { StateEncoder.seal($0, sequence: 1) }
        #expect(try StateDecoder.decode(copy) == .otherVersion(2))
        copy[40] ^= 1
        #expect(throws: StateDamage.checksum) { try StateDecoder.decode(copy) }
    }

    @Test(arguments: [true, false])
    func `whether the calendar was synchronised comes back`(isSynchronised: Bool) throws {
        var moment = Samples.moment
        moment.isSynchronised = isSynchronised
        guard case .state(let stored) = try StateDecoder.decode(Samples.copy(moment: moment)) else {
            Issue.record("It is a state.")
            return
        }
        #expect(stored.moment == moment)
    }

    @Test func `a number or a time that nobody could go on counting from is damage`() {
        let impossible = StateDamage.content("its number or its time cannot be")
        #expect(throws: impossible) { try StateDecoder.decode(Samples.copy(sequence: .max)) }
        var moment = Samples.moment
        moment.bootNanoseconds = .min
        #expect(throws: impossible) { try StateDecoder.decode(Samples.copy(moment: moment)) }
    }

    @Test func `what passes its check and contradicts itself is damage`() {
        func sealed(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
            var copy = Samples.copy()
            change(&copy)
            copy.withUnsafeMutableBytes { StateEncoder.seal($0, sequence: 1) }
            return copy
        }
        // The last flag's number is 15 bytes before the check.
        let flag = Samples.copy().count - StateFormat.checkByteCount - StateFormat.bytesPerFlag
        #expect(throws: StateDamage.content("there is no diagnostic 65535")) {
            try StateDecoder.decode(
                sealed {
                    $0[flag] = 0xFF
                    $0[flag + 1] = 0xFF
                })
        }
        #expect(throws: StateDamage.content("a flag has no grade or no place")) {
            try StateDecoder.decode(sealed { $0[flag + 2] = 9 })
        }
        #expect(throws: StateDamage.content("ends too early")) {
            try StateDecoder.decode(sealed { $0[57] = 200 })
        }
        #expect(throws: StateDamage.content("goes on after its end")) {
            // One flag fewer than there are.
            try StateDecoder.decode(sealed { $0[flag - StateFormat.bytesPerFlag - 2] = 1 })
        }
    }

    @Test func `zeros are an empty file and other bytes are no state`() {
        #expect(throws: StateDamage.empty) { try StateDecoder.decode([]) }
        #expect(throws: StateDamage.empty) {
            try StateDecoder.decode([UInt8](repeating: 0, count: 4096))
        }
        #expect(throws: StateDamage.notAState) {
            try StateDecoder.decode(Array("{ \"charge\": 0.5, \"cells\": [] }".utf8))
        }
        var endless = Samples.copy()
        for index in 12..<16 { endless[index] = 0xFF }
        #expect(throws: StateDamage.length(0xFFFF_FFFF)) { try StateDecoder.decode(endless) }
    }

    @Test func `a lasting cell knows what no filter can have believed`() {
        let cell = Samples.state().cells[0]
        #expect(cell.isUsable)
        func isUsable(_ change: (inout LastingCell) -> Void) -> Bool {
            var changed = cell
            change(&changed)
            return changed.isUsable
        }
        #expect(!isUsable { $0[.charge] = .nan })
        #expect(!isUsable { $0[.charge] = 1.2 })
        #expect(!isUsable { $0[.contact] = 0 })
        #expect(!isUsable { $0[.charge, .charge] = -1e-6 })
        #expect(!isUsable { $0[.charge, .contact] = 10 })
        #expect(!isUsable { $0.branch = 1.5 })
        #expect(!isUsable { $0[.interphase, .interphase] = .infinity })
    }
}
