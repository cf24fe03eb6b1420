import Glibc

/// All GPIO lines of the machine, found by their names in the device tree.
public final class GPIOLines {
    /// The chips that could be opened, in order of their number.
    public let chips: [GPIOChip]

    /// Why the others could not. Harmless while every line the pack needs is found.
    public let problems: [LinuxHALError]

    private let calls: any GPIOCalls

    /// Opens every chip; takes and changes no line.
    ///
    /// - Throws: when there is no chip, or none can be opened.
    public convenience init() throws(LinuxHALError) {
        try self.init(calls: KernelGPIOCalls())
    }

    init(calls: any GPIOCalls) throws(LinuxHALError) {
        var chips: [GPIOChip] = []
        var problems: [LinuxHALError] = []
        for path in calls.chipPaths() {
            do throws(LinuxHALError) {
                chips.append(try GPIOChip(path: path, calls: calls))
            } catch {
                problems.append(error)
            }
        }
        if chips.isEmpty {
            throw problems.first
                ?? LinuxHALError(resource: .gpioChip, name: "/dev", problem: .noChips)
        }
        self.chips = chips
        self.problems = problems
        self.calls = calls
    }

    /// Takes a line and drives it to its safe level.
    ///
    /// - Parameters:
    ///   - name: The name in the device tree.
    ///   - chip: The label of the chip, needed only where a name occurs twice.
    ///   - safeLevel: The level at which the line does no harm; `true` is active as wired.
    ///   - isActiveLow: Whether a low voltage is the active level.
    public func output(
        named name: String, onChipLabelled chip: String? = nil, safeLevel: Bool = false,
        isActiveLow: Bool = false
    ) throws(LinuxHALError) -> GPIOOutputLine {
        let request = GPIORequest(
            isOutput: true, isActiveLow: isActiveLow, bias: .asIs, initialValue: safeLevel)
        return GPIOOutputLine(name, safeLevel: safeLevel, try hold(name, chip, request))
    }

    /// Takes a line for reading.
    ///
    /// - Parameters:
    ///   - name: The name in the device tree.
    ///   - chip: The label of the chip, needed only where a name occurs twice.
    ///   - isActiveLow: Whether a low voltage is the active level.
    ///   - bias: The pull resistor inside the chip.
    ///   - keepsEdges: Whether pulses between two reads are kept. A controller that has no
    ///     interrupts gives the line without them: see ``GPIOInputLine/keepsEdges``.
    public func input(
        named name: String, onChipLabelled chip: String? = nil, isActiveLow: Bool = false,
        bias: GPIOBias = .asIs, keepsEdges: Bool = false
    ) throws(LinuxHALError) -> GPIOInputLine {
        var request = GPIORequest(
            isOutput: false, isActiveLow: isActiveLow, bias: bias, initialValue: false,
            hasEdges: keepsEdges)
        guard keepsEdges else {
            return GPIOInputLine(name, try hold(name, chip, request), keepsEdges: false)
        }
        do throws(LinuxHALError) {
            return GPIOInputLine(name, try hold(name, chip, request), keepsEdges: true)
        } catch {
            guard Self.lacksInterrupts(error) else { throw error }
            request.hasEdges = false
            return GPIOInputLine(name, try hold(name, chip, request), keepsEdges: false)
        }
    }

    /// Whether a line was refused because its edges cannot be had.
    private static func lacksInterrupts(_ error: LinuxHALError) -> Bool {
        // No interrupt for the line, none left, or none that reports both edges.
        [ENXIO, ENODEV, EINVAL, EOPNOTSUPP, ENOSPC].contains(error.errno)
    }

    /// Where a line is and who holds it; takes and changes nothing.
    ///
    /// - Parameters:
    ///   - name: The name in the device tree.
    ///   - chip: The label of the chip, needed only where a name occurs twice.
    /// - Throws: when no line, or more than one, has the name.
    public func locate(
        named name: String, onChipLabelled chip: String? = nil
    ) throws(LinuxHALError) -> (chip: GPIOChip, line: GPIOLineInfo) {
        precondition(!name.isEmpty, "A GPIO line is found by its name.")
        var found: [(chip: GPIOChip, line: GPIOLineInfo)] = []
        for candidate in chips where chip == nil || candidate.label == chip {
            for line in candidate.lines where line.name == name {
                found.append((candidate, line))
            }
        }
        guard let place = found.first else { throw notFound(name) }
        if found.count > 1 {
            let places = found.map {
                "line \($0.line.offset) of \($0.chip.path) (\($0.chip.label))"
            }
            throw LinuxHALError(
                resource: .gpioLine, name: name, problem: .lineAmbiguous(places: places))
        }
        return place
    }

    private func hold(
        _ name: String, _ label: String?, _ request: GPIORequest
    ) throws(LinuxHALError) -> HeldLine {
        let place = try locate(named: name, onChipLabelled: label)
        return try HeldLine(name, at: place.line.offset, on: place.chip, request, calls: calls)
    }

    private func notFound(_ name: String) -> LinuxHALError {
        let known = chips.flatMap { $0.lines.map(\.name) }.filter { !$0.isEmpty }
        return LinuxHALError(
            resource: .gpioLine, name: name, problem: .lineNotFound(known: known))
    }
}
