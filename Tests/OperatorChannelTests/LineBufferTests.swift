import Testing

@testable import OperatorChannel

@Suite struct LineBufferTests {
    @Test func `a line comes out when its end is there, whatever it ends with`() {
        var buffer = LineBuffer()
        buffer.append(Array("sta".utf8))
        #expect(buffer.next() == nil)
        buffer.append(Array("tus\r\nopen\n".utf8))
        #expect(buffer.hasLine)
        #expect(buffer.next() == .text("status"))
        #expect(buffer.next() == .text("open"))
        #expect(!buffer.hasLine)
        #expect(buffer.next() == nil)
    }

    @Test func `more than a line without an end is too long, once`() {
        var buffer = LineBuffer()
        buffer.append([UInt8](repeating: 97, count: buffer.room))
        #expect(buffer.room == 0)
        #expect(buffer.hasLine)
        #expect(buffer.next() == .tooLong)
        #expect(buffer.next() == nil)
    }

    @Test func `however lines are cut into pieces, the same lines come out`() {
        var numbers = SeededNumbers(seed: 5)
        for _ in 0..<300 {
            let lines = (0..<4).map { _ in
                String(repeating: "x", count: numbers.below(OperatorProtocol.requestLengthLimit))
            }
            var bytes = Array((lines.joined(separator: "\n") + "\n").utf8)[...]
            var buffer = LineBuffer()
            var found: [String] = []
            while !bytes.isEmpty {
                let count = min(bytes.count, min(buffer.room, 1 + numbers.below(40)))
                buffer.append(bytes.prefix(count))
                bytes = bytes.dropFirst(count)
                while case .text(let line)? = buffer.next() { found.append(line) }
            }
            #expect(found == lines)
        }
    }
}
