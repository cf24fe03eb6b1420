import CLinuxHAL
import Glibc

/// The library calls under GPIO lines, one function each: the line at which tests take over.
///
/// Results are 0 or more, or a negated errno; pointers are the library's.
protocol GPIOCalls {
    /// The chips' device nodes, in order of their number.
    func chipPaths() -> [String]
    func openChip(_ path: String, _ chip: inout OpaquePointer?) -> Int32
    func closeChip(_ chip: OpaquePointer)
    func chipInfo(_ chip: OpaquePointer, _ info: inout GPIOChipInfo) -> Int32
    func lineInfo(_ chip: OpaquePointer, _ offset: Int, _ info: inout GPIOLineInfo) -> Int32
    func request(
        _ chip: OpaquePointer, _ offset: Int, _ request: GPIORequest,
        _ line: inout OpaquePointer?
    ) -> Int32
    func release(_ line: OpaquePointer)
    func value(_ line: OpaquePointer) -> Int32
    func setValue(_ line: OpaquePointer, _ value: Bool) -> Int32
    /// Takes edges that came since the last call, at most `edgeLimit`; `last` becomes the time of
    /// the last one, in nanoseconds of the monotonic clock.
    func edges(_ line: OpaquePointer, _ last: inout Int64) -> Int32
}

extension GPIOCalls {
    /// How many edges one call takes.
    static var edgeLimit: Int { Int(hal_gpio_edge_limit) }
}

/// What a chip says about itself.
struct GPIOChipInfo {
    var name = ""
    var label = ""
    var lineCount = 0
}

/// How a line is asked for.
struct GPIORequest: Equatable {
    var isOutput: Bool
    var isActiveLow: Bool
    var bias: GPIOBias
    var initialValue: Bool
    /// Whether an input keeps its edges.
    var hasEdges = false
}

/// The real calls, into libgpiod 1.x or 2.x.
struct KernelGPIOCalls: GPIOCalls {
    /// What other programs see as the holder of our lines.
    static let consumer = "solidbmsd"

    func chipPaths() -> [String] {
        let prefix = "gpiochip"
        guard let directory = opendir("/dev") else { return [] }
        defer { closedir(directory) }
        var numbers: [Int] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { text(in: $0) }
            // Raspberry Pi OS keeps an old number alive as a symbolic link to the same chip.
            guard name.hasPrefix(prefix), entry.pointee.d_type != UInt8(DT_LNK),
                let number = Int(name.dropFirst(prefix.count))
            else { continue }
            numbers.append(number)
        }
        return numbers.sorted().map { "/dev/\(prefix)\($0)" }
    }

    func openChip(_ path: String, _ chip: inout OpaquePointer?) -> Int32 {
        hal_gpio_chip_open(path, &chip)
    }

    func closeChip(_ chip: OpaquePointer) { hal_gpio_chip_close(chip) }

    func chipInfo(_ chip: OpaquePointer, _ info: inout GPIOChipInfo) -> Int32 {
        var found = hal_gpio_chip_info()
        let returned = hal_gpio_chip_info(chip, &found)
        info = GPIOChipInfo(
            name: withUnsafeBytes(of: found.name) { text(in: $0) },
            label: withUnsafeBytes(of: found.label) { text(in: $0) },
            lineCount: Int(found.line_count))
        return returned
    }

    func lineInfo(_ chip: OpaquePointer, _ offset: Int, _ info: inout GPIOLineInfo) -> Int32 {
        var found = hal_gpio_line_info()
        let returned = hal_gpio_line_info(chip, UInt32(offset), &found)
        info = GPIOLineInfo(
            offset: offset,
            name: withUnsafeBytes(of: found.name) { text(in: $0) },
            consumer: withUnsafeBytes(of: found.consumer) { text(in: $0) },
            isUsed: found.is_used)
        return returned
    }

    func request(
        _ chip: OpaquePointer, _ offset: Int, _ request: GPIORequest,
        _ line: inout OpaquePointer?
    ) -> Int32 {
        Self.consumer.withCString { consumer in
            let request = hal_gpio_request(
                consumer: consumer, bias: bias(request.bias), is_output: request.isOutput,
                is_active_low: request.isActiveLow, has_edges: request.hasEdges,
                initial_value: request.initialValue)
            return hal_gpio_line_request(chip, UInt32(offset), request, &line)
        }
    }

    func release(_ line: OpaquePointer) { hal_gpio_line_release(line) }
    func value(_ line: OpaquePointer) -> Int32 { hal_gpio_line_get(line) }

    func setValue(_ line: OpaquePointer, _ value: Bool) -> Int32 {
        hal_gpio_line_set(line, value)
    }

    func edges(_ line: OpaquePointer, _ last: inout Int64) -> Int32 {
        hal_gpio_line_edges(line, &last)
    }

    private func bias(_ bias: GPIOBias) -> Int32 {
        switch bias {
        case .asIs: Int32(hal_gpio_bias_as_is)
        case .disabled: Int32(hal_gpio_bias_disabled)
        case .pullUp: Int32(hal_gpio_bias_pull_up)
        case .pullDown: Int32(hal_gpio_bias_pull_down)
        }
    }
}

/// A fixed-size, zero-terminated C array as a string.
private func text(in bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
}
