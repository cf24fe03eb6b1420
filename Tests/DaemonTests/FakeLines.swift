import Glibc

@testable import LinuxHAL

/// One GPIO chip in memory with the lines of a pack; writes down every line that is taken.
final class FakeLines: GPIOCalls {
    let names: [String]
    /// Who holds all lines already; empty for nobody.
    var holder = ""
    /// Whether edges can be had.
    var hasInterrupts = true
    private(set) var taken: [(name: String, request: GPIORequest)] = []
    private(set) var changes = 0

    init(_ names: [String]) { self.names = names }

    func chipPaths() -> [String] { ["/dev/gpiochip0"] }

    func openChip(_ path: String, _ chip: inout OpaquePointer?) -> Int32 {
        chip = OpaquePointer(bitPattern: 1)
        return 0
    }

    func closeChip(_ chip: OpaquePointer) {}

    func chipInfo(_ chip: OpaquePointer, _ info: inout GPIOChipInfo) -> Int32 {
        info = GPIOChipInfo(
            name: "gpiochip0", label: "pinctrl-bcm2711", lineCount: names.count)
        return 0
    }

    func lineInfo(_ chip: OpaquePointer, _ offset: Int, _ info: inout GPIOLineInfo) -> Int32 {
        info.offset = offset
        info.name = names[offset]
        info.consumer = holder
        info.isUsed = !holder.isEmpty
        return 0
    }

    func request(
        _ chip: OpaquePointer, _ offset: Int, _ request: GPIORequest,
        _ line: inout OpaquePointer?
    ) -> Int32 {
        if request.hasEdges, !hasInterrupts { return -ENXIO }
        taken.append((names[offset], request))
        line = OpaquePointer(bitPattern: offset + 1)
        return 0
    }

    func release(_ line: OpaquePointer) {}
    func value(_ line: OpaquePointer) -> Int32 { 0 }
    func edges(_ line: OpaquePointer, _ last: inout Int64) -> Int32 { 0 }

    func setValue(_ line: OpaquePointer, _ value: Bool) -> Int32 {
        changes += 1
        return 0
    }
}
