import Assembly
import Configuration
import Control
import HAL
import LinuxHAL

/// The kernel's devices that a pack names, opened as far as they are there.
struct KernelHardware {
    /// Attempts to identify a chip: one glitch on the wire is not an absent chip.
    private static let attempts = 3
    /// What our own lines are called by the kernel.
    private static let consumer = "solidbmsd"

    let pack: PackDescription
    let buses: [BusAccess]
    let lines: Result<GPIOLines, LinuxHALError>

    /// Opens buses and GPIO chips; takes no line and moves no byte.
    static func open(_ pack: PackDescription) -> KernelHardware {
        let lines: Result<GPIOLines, LinuxHALError>
        do throws(LinuxHALError) {
            lines = .success(try GPIOLines())
        } catch {
            lines = .failure(error)
        }
        return KernelHardware(
            pack: pack,
            buses: pack.buses.map {
                BusAccess(opening: $0, transferLimit: transferLimit(of: pack))
            }, lines: lines)
    }

    /// Two transfers that run into their deadline, after which a step gives a bus up, leave it
    /// nearly half of its time.
    private static func transferLimit(of pack: PackDescription) -> Duration {
        pack.loopPeriod / 4
    }

    // MARK: - Survey

    /// Identifies every chip and finds every line; drives nothing.
    func survey() -> HardwareSurvey {
        let found = pack.lines.all.map(find)
        let isDaemonRunning = found.contains { finding in
            finding.problem?.problem == .lineHeld(consumer: Self.consumer)
        }
        let answers =
            isDaemonRunning
            ? pack.allDevices.map {
                HardwareSurvey.DeviceFinding(
                    device: $0, answer: .failed("not asked, a daemon is running"))
            } : identify()
        return HardwareSurvey(buses: buses, devices: answers, lines: found)
    }

    private func find(_ line: LineDescription) -> HardwareSurvey.LineFinding {
        do throws(LinuxHALError) {
            let place = try lines.get().locate(named: line.name, onChipLabelled: chipLabel)
            let text = "line \(place.line.offset) of \(place.chip.path)"
            let problem =
                place.line.isUsed
                ? LinuxHALError(
                    resource: .gpioLine, name: line.name,
                    problem: .lineHeld(consumer: place.line.consumer)) : nil
            return .init(line: line, place: text, problem: problem)
        } catch {
            return .init(line: line, place: "", problem: error)
        }
    }

    private var chipLabel: String? {
        pack.lines.chipLabel.isEmpty ? nil : pack.lines.chipLabel
    }

    private func identify() -> [HardwareSurvey.DeviceFinding] {
        let line = AbsentLine()
        let ports = Ports(
            buses: openBuses, positiveContactor: line, negativeContactor: line,
            prechargeContactor: line, positiveFeedback: line, negativeFeedback: line,
            prechargeFeedback: line, interlock: line, emergencyStop: line, watchdog: line)
        return PackAssembly.devices(of: pack, ports: ports).map { description, device in
            HardwareSurvey.DeviceFinding(
                device: description, answer: answer(of: device, description))
        }
    }

    private var openBuses: [any I2CBus] { buses.map { $0.bus ?? AbsentBus() } }

    private func answer(
        of device: any Device, _ description: DeviceDescription
    ) -> HardwareSurvey.DeviceFinding.Answer {
        guard let bus = buses.first(where: { $0.description.name == description.bus }),
            bus.bus != nil
        else { return .failed("bus not open") }
        if let owner = bus.ownership(I2CAddress(description.address)) {
            return .failed("\(owner)")
        }
        var reason = ""
        for _ in 0..<Self.attempts {
            do throws(DeviceError) {
                return .identified(try device.identify())
            } catch {
                reason = error.words
            }
        }
        return .failed(reason)
    }

    // MARK: - Ports

    /// Takes the lines the loop needs.
    ///
    /// - Parameters:
    ///   - drivesOutputs: Otherwise outputs are only remembered, and their lines not taken.
    ///   - warn: Is told of each line that does not do all that is asked of it.
    func ports(
        drivesOutputs: Bool, warn: (String) -> Void = { _ in }
    ) throws(LinuxHALError) -> Ports {
        let lines = try lines.get()
        func output(
            _ line: LineDescription, safeLevel: Bool = false
        ) throws(LinuxHALError) -> any DigitalOutput {
            guard drivesOutputs else { return RememberedOutput() }
            return try lines.output(
                named: line.name, onChipLabelled: chipLabel, safeLevel: safeLevel,
                isActiveLow: line.isActiveLow)
        }
        func input(
            _ line: LineDescription, keepsEdges: Bool = false
        ) throws(LinuxHALError) -> any DigitalInput {
            let input = try lines.input(
                named: line.name, onChipLabelled: chipLabel, isActiveLow: line.isActiveLow,
                keepsEdges: keepsEdges)
            if keepsEdges, !input.keepsEdges {
                warn(
                    "\(line.name): the kernel does not note the edges of this line; "
                        + "a pulse between two steps is not seen")
            }
            return input
        }
        func optional(
            _ line: LineDescription?, safeLevel: Bool
        ) throws(LinuxHALError) -> (any DigitalOutput)? {
            guard drivesOutputs, let line else { return nil }
            return try output(line, safeLevel: safeLevel)
        }
        let names = pack.lines
        var ports = Ports(
            buses: openBuses, positiveContactor: try output(names.positiveContactor),
            negativeContactor: try output(names.negativeContactor),
            prechargeContactor: try output(names.prechargeContactor),
            positiveFeedback: try input(names.positiveFeedback),
            negativeFeedback: try input(names.negativeFeedback),
            prechargeFeedback: try input(names.prechargeFeedback),
            // A stop that is pressed and let go between two steps is a stop.
            interlock: try input(names.interlock, keepsEdges: true),
            emergencyStop: try input(names.emergencyStop, keepsEdges: true),
            watchdog: try output(names.watchdog),
            // Not in a dry run: a ladder whose rungs do nothing must not seem to be climbed.
            multiplexerReset: try optional(names.multiplexerReset, safeLevel: false),
            sensorPower: try optional(names.sensorPower, safeLevel: true))
        let clock = MonotonicClock()
        ports.now = { clock.now }
        return ports
    }
}
