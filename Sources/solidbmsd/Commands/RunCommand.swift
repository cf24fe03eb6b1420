import ArgumentParser
import Assembly
import Configuration
import Control
import Glibc
import HAL
import LinuxHAL
import Logging
import OperatorChannel
import Protection
import Quantities
import Recording

/// Runs the control loop on the rig until TERM or INT.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the control loop on the rig until TERM or INT.",
        discussion: """
            Starts only when every chip is identified and every line is there and free, and stays \
            in standby until an operator asks for closed contactors: "solidbms ctl" talks to the \
            daemon over a socket, which root, the daemon's user and the socket's group may use. \
            TERM and INT open the contactors, confirm that by \
            feedback, flush the log, tell the service manager and end; a second signal does not \
            cut that short. USR1 writes how punctual the loop has been. Limits change by restart. \
            With --dry-run everything happens but the outputs: contactor and watchdog lines are \
            not even taken, and the board's watchdog is left alone.
            """)

    @OptionGroup var options: PackOptions

    @Option(
        name: .customLong("log"),
        help: "Where to write the log (SQLite); a new run is added to an existing log.")
    var logPath: String?

    @Option(
        name: .customLong("control"),
        help: """
            The socket for operators; its folder must not be writable by others. Left out: \
            control.sock in the service's runtime directory, or in /run/solidbms if there is one.
            """)
    var controlPath: String?

    @Flag(name: .customLong("no-control"), help: "Listen to no operator.")
    var isUncontrolled = false

    @OptionGroup var stateOptions: StateOptions

    @Flag(help: "Drive no output.")
    var dryRun = false

    @Option(
        name: .customLong("realtime"), defaultAsFlag: RealTimeMode.preferred.rawValue,
        help: """
            Run the loop at a real-time priority and keep memory from being paged out; \
            without the privilege it goes on with a warning, with --realtime=required it does \
            not. A priority that the service manager has set is kept.
            """)
    var realTimeText: String?

    @Option(
        name: .customLong("watchdog"),
        help: "The board's watchdog, fed by completed steps only: /dev/watchdog.")
    var watchdogPath: String?

    /// Read as text, because the parser takes a flag with a value it does not know for the flag.
    var realTime: RealTimeMode? { realTimeText.flatMap { RealTimeMode(rawValue: $0) } }

    func validate() throws {
        if realTimeText != nil, realTime == nil {
            throw ValidationError("--realtime is preferred or required, after a pack file or '='.")
        }
        if watchdogPath?.isEmpty == true {
            throw ValidationError("--watchdog is the path of a device.")
        }
        if logPath?.isEmpty == true { throw ValidationError("--log is the path of a file.") }
        if controlPath != nil, isUncontrolled {
            throw ValidationError("--control and --no-control exclude each other.")
        }
    }

    func run() throws {
        // Before any thread starts: threads inherit which signals are blocked.
        let signals = try orExit(ExitStatus.inputOutput) { () throws(LinuxHALError) in
            try OperatorSignals()
        }
        let ending = try runUntilStopped(signals)
        if ending.isHung { throw ExitStatus.internalError }
        if !ending.isProvenOpen || !ending.isRecorded { throw ExitStatus.inputOutput }
    }

    /// Whatever is held here is let go on return: lines fall to their safe levels.
    private func runUntilStopped(_ signals: OperatorSignals) throws -> DaemonLoop.Ending {
        let pack = try options.load()
        let clock = MonotonicClock()
        let log = Logger.standardError(clock: clock)
        let digest = EffectiveConfiguration(pack).digestText
        log.notice(
            "solidbmsd \(ProgramVersion.current), \(pack.name), configuration \(digest)\(mode)")
        let socket = try openSocket(log)
        var ports = try openPorts(pack, log)
        let cutter = dryRun ? nil : CoilCutter(&ports, period: pack.loopPeriod)
        let service = try orExit(ExitStatus.inputOutput) { () throws(LinuxHALError) in
            try ServiceManager()
        }
        let recorder = try openRecorder(pack, digest: digest, clock: clock, log)
        let scheduling = try RealTimeMode.prepare(realTime, log)
        let control = PackAssembly.controlLoop(
            for: pack, ports: ports, laneRunner: ThreadedLaneRunner())
        let state = try StatePost.open(
            directory: stateOptions.directory, pack: pack, digest: digest, isDryRun: dryRun,
            control: control, log)
        let seat = OperatorSeat()
        let bulletin = StatusBulletin()
        let loop = try orExit(ExitStatus.inputOutput) { () throws(LinuxHALError) in
            try DaemonLoop(
                control: control, openingLimit: Self.openingLimit(pack),
                surroundings: DaemonLoop.Surroundings(
                    ticks: try KernelTicks(period: pack.loopPeriod, clock: clock),
                    signals: signals, service: service, store: recorder, log: log,
                    board: try openWatchdog(log), followers: followers(seat, state),
                    bulletin: bulletin, names: HardwareNames(pack), cutter: cutter,
                    scheduling: scheduling, now: { clock.now }))
        }
        var facts = StatusFacts(pack, isDryRun: dryRun)
        facts.more = [
            { recorder?.status.fields ?? [.init("log_snapshots", "none")] }, { bulletin.fields },
            { state?.fields ?? [.init("state_copies", "none")] },
        ]
        let desk = OperatorDesk(
            seat: seat, board: loop.link.latest, facts: facts, log: log, now: { clock.now })
        let operators = try socket.map { socket in
            try orExit(ExitStatus.inputOutput) { () throws(OperatorChannelError) in
                try OperatorServerThread(try OperatorServer(socket: socket, service: desk))
            }
        }
        defer { operators?.stop() }
        var ending = try orExit(ExitStatus.inputOutput) { () throws(LinuxHALError) in
            try loop.run()
        }
        // A loop that hangs still owns what it knows.
        if let state, !ending.isHung {
            ending.isRecorded = state.finish(control) && ending.isRecorded
        }
        return ending
    }

    private func followers(_ seat: OperatorSeat, _ state: StatePost?) -> [any StepFollower] {
        var followers: [any StepFollower] = [seat]
        if let state { followers.append(state) }
        if let alarm = SupplyAlarm() { followers.append(SupplyWatch(alarm)) }
        return followers
    }

    private var mode: String { dryRun ? ", dry run: nothing is driven" : "" }

    /// Everything the pack names, or a list of what is missing and exit 69.
    private func openPorts(_ pack: PackDescription, _ log: Logger) throws -> Ports {
        let hardware = KernelHardware.open(pack)
        let survey = hardware.survey()
        guard survey.isComplete else {
            for problem in survey.problems { log.critical("\(problem)") }
            log.critical("not started: \(survey.summary)")
            throw ExitStatus.hardwareAbsent
        }
        log.notice("\(survey.summary)")
        return try orExit(ExitStatus.hardwareAbsent) { () throws(LinuxHALError) in
            try hardware.ports(drivesOutputs: !dryRun) { log.warning("\($0)") }
        }
    }

    /// Before the hardware: a second daemon on one rig ends here, before it disturbs the first.
    private func openSocket(_ log: Logger) throws -> OperatorSocket? {
        if isUncontrolled { return nil }
        let place = OperatorPath(
            option: controlPath,
            runtimeDirectory: getenv("RUNTIME_DIRECTORY").map { String(cString: $0) })
        do throws(OperatorChannelError) {
            let socket = try OperatorSocket(path: place.path)
            log.notice("operators: listening at \(place.path)")
            return socket
        } catch {
            if case .alreadyServed = error {
                complain("\(error)")
                throw ExitStatus.hardwareAbsent
            }
            guard place.isRequired || !error.isAboutMissingFolder else {
                log.warning("operators: nobody is listened to: \(error)")
                return nil
            }
            complain("\(error)")
            throw ExitStatus.inputOutput
        }
    }

    /// Armed from here on: whatever keeps the loop from stepping resets the board.
    private func openWatchdog(_ log: Logger) throws(LinuxHALError) -> Watchdog? {
        guard let watchdogPath, !dryRun else { return nil }
        let watchdog = try Watchdog(path: watchdogPath, timeout: Self.watchdogTimeout)
        log.notice("watchdog: \(watchdogPath) armed, \(spanText(watchdog.timeout))")
        return watchdog
    }

    /// What the slowest board known grants: Raspberry Pi, 1 to 15 s.
    private static let watchdogTimeout = Duration.seconds(15)

    private func openRecorder(
        _ pack: PackDescription, digest: String, clock: MonotonicClock, _ log: Logger
    ) throws -> Recorder? {
        guard let logPath else {
            log.warning("nothing is recorded: no --log")
            return nil
        }
        let description = RunDescription(
            startedUnixNanoseconds: unixNanoseconds() - clock.now.nanoseconds,
            programVersion: ProgramVersion.current, packName: pack.name,
            configurationDigest: digest,
            cells: (0..<pack.cellCount).map {
                RunDescription.Cell(name: "cell\($0 + 1)", stack: pack.stackIndex(ofCell: $0))
            },
            stackNames: pack.stacks.map(\.name))
        return try orExit(ExitStatus.inputOutput) { () throws(RecordingError) in
            let recorder = try Recorder(path: logPath, run: description, options: .realTime)
            if let place = recorder.setAside {
                log.error("the log was damaged: it is \(place) now, and another begins")
            }
            log.notice("recording run \(recorder.run) in \(logPath)")
            return recorder
        }
    }

    /// What an orderly opening may take: the wait for the current to fall, three contactors one
    /// after the other, and half a second for the steps between.
    static func openingLimit(_ pack: PackDescription) -> Duration {
        let settings = pack.contactors.settings
        return settings.currentFallTime + settings.confirmTime * 3 + pack.loopPeriod * 5
            + .milliseconds(500)
    }
}

/// The wall clock, for the log's start only.
private func unixNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
