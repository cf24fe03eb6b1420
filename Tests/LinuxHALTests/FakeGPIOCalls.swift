import Glibc

@testable import LinuxHAL

/// Chips and lines in memory, in place of libgpiod.
final class FakeGPIOCalls: GPIOCalls {
    struct Chip {
        var label: String
        var names: [String]
        var openAnswer: Int32 = 0
    }

    var chips: [Chip]
    /// Every change to a line or chip, in words.
    private(set) var log: [String] = []
    private(set) var requests: [GPIORequest] = []
    var requestAnswer: Int32 = 0
    /// Answer to requests with edges, where it differs.
    var edgeRequestAnswer: Int32 = 0
    /// Edges that wait: their times in nanoseconds.
    var waitingEdges: [Int64] = []
    var edgeAnswer: Int32 = 0
    var lineAnswer: Int32 = 0
    var consumer = ""
    /// What an input reads.
    var level: Int32 = 0

    init(_ chips: [Chip]) { self.chips = chips }

    /// A pointer that is never followed: the number of a chip or line, plus one.
    private func pointer(_ number: Int) -> OpaquePointer? { OpaquePointer(bitPattern: number + 1) }
    private func number(_ pointer: OpaquePointer) -> Int { Int(bitPattern: pointer) - 1 }

    func chipPaths() -> [String] { chips.indices.map { "/dev/gpiochip\($0)" } }

    func openChip(_ path: String, _ chip: inout OpaquePointer?) -> Int32 {
        let index = chipPaths().firstIndex(of: path) ?? 0
        if chips[index].openAnswer == 0 { chip = pointer(index) }
        return chips[index].openAnswer
    }

    func closeChip(_ chip: OpaquePointer) { log.append("close chip \(number(chip))") }

    func chipInfo(_ chip: OpaquePointer, _ info: inout GPIOChipInfo) -> Int32 {
        let found = chips[number(chip)]
        info = GPIOChipInfo(
            name: "gpiochip\(number(chip))", label: found.label, lineCount: found.names.count)
        return 0
    }

    func lineInfo(_ chip: OpaquePointer, _ offset: Int, _ info: inout GPIOLineInfo) -> Int32 {
        info.offset = offset
        info.name = chips[number(chip)].names[offset]
        info.consumer = consumer
        return 0
    }

    func request(
        _ chip: OpaquePointer, _ offset: Int, _ request: GPIORequest,
        _ line: inout OpaquePointer?
    ) -> Int32 {
        if request.hasEdges, edgeRequestAnswer < 0 { return edgeRequestAnswer }
        if requestAnswer == 0 {
            line = pointer(offset)
            requests.append(request)
            log.append("take \(number(chip)).\(offset)")
        }
        return requestAnswer
    }

    func release(_ line: OpaquePointer) { log.append("release \(number(line))") }
    func value(_ line: OpaquePointer) -> Int32 { lineAnswer < 0 ? lineAnswer : level }

    func setValue(_ line: OpaquePointer, _ value: Bool) -> Int32 {
        log.append("set \(number(line)) \(value)")
        return lineAnswer
    }

    func edges(_ line: OpaquePointer, _ last: inout Int64) -> Int32 {
        log.append("edges \(number(line))")
        if edgeAnswer < 0 { return edgeAnswer }
        let batch = waitingEdges.prefix(Self.edgeLimit)
        if let time = batch.last { last = time }
        waitingEdges.removeFirst(batch.count)
        return Int32(batch.count)
    }
}
