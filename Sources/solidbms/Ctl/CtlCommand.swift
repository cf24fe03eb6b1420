import ArgumentParser
import Control
import OperatorChannel

/// Talks to a running daemon over its socket.
struct CtlCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ctl",
        abstract: "Ask a running daemon for its status, or to do something.",
        discussion: """
            status         what it measures, believes, permits and does
            cells          the same cell by cell, with three standard deviations
            close          connect the pack; waits until it operates, or says why not
            open           disconnect the pack; waits for the proof
            acknowledge    clear latched flags whose condition is gone; leave fault;
                           with --inspected also flags that ask for an inspection
            service enter  for calibration and tare; contactors stay open
            service leave  back to standby, or to the fault that service interrupted
            service contactor-replaced positive|negative|precharge
                           in service: it is a new one, its closings count from 0
            tare           with --stack N or --all: take what the load cells read now as
                           no force; in service, with the stacks unloaded

            Root, the daemon's user and members of the socket's group may. Exit status: 0 \
            accepted, 64 usage, 69 no daemon, 74 error, 75 refused by the daemon, 77 not allowed.
            """)

    @Argument(
        help: ArgumentHelp(
            "status, cells, close, open, acknowledge, service enter, service leave, "
                + "service contactor-replaced or tare.",
            valueName: "request"))
    var words: [String]

    @Option(help: "The daemon's socket.")
    var socket = OperatorProtocol.defaultPath

    @Flag(help: "The pack has been inspected.")
    var inspected = false

    @Option(help: "The stack to tare, from 1.")
    var stack: Int?

    @Flag(help: "Tare all stacks.")
    var all = false

    @Flag(help: "Return as soon as the request has begun.")
    var noWait = false

    @Flag(help: "Print status or cells as JSON.")
    var json = false

    func validate() throws { _ = try request() }

    func run() throws {
        let request = try request()
        let reply: OperatorReply
        do throws(OperatorChannelError) {
            reply = try OperatorClient(path: socket).send(request, waits: !noWait)
        } catch {
            complain("\(error)")
            throw error.exitStatus
        }
        switch reply.outcome {
        case .accepted: say(text(of: reply, to: request))
        case .refused(let reason):
            complain("\(request.line): refused: \(reason)")
            throw ExitStatus.refused
        case .failed(let reason):
            complain("\(request.line): error: \(reason)")
            throw ExitStatus.inputOutput
        }
    }

    /// What the words and options ask for.
    func request() throws -> OperatorRequest {
        let request = try requestOfWords()
        if inspected, request != .acknowledgeAfterInspection {
            throw ValidationError("--inspected goes with acknowledge.")
        }
        if noWait, !request.takesTime {
            throw ValidationError("--no-wait goes with close, open and tare.")
        }
        if json, request != .status, request != .cells {
            throw ValidationError("--json goes with status and cells.")
        }
        guard case .tare = request else {
            if stack != nil || all { throw ValidationError("--stack and --all go with tare.") }
            return request
        }
        return request
    }

    private func requestOfWords() throws -> OperatorRequest {
        switch words {
        case ["status"]: return .status
        case ["cells"]: return .cells
        case ["close"]: return .close
        case ["open"]: return .open
        case ["acknowledge"]: return inspected ? .acknowledgeAfterInspection : .acknowledge
        case ["service", "enter"]: return .enterService
        case ["service", "leave"]: return .leaveService
        case let words
        where words.count == 3 && words.starts(with: ["service", "contactor-replaced"]):
            guard let which = OperatorContactor(rawValue: words[2]) else {
                throw ValidationError(
                    "\"\(words[2])\" is no contactor; there are positive, negative and precharge.")
            }
            return .contactorReplaced(which)
        case ["tare"]:
            switch (stack, all) {
            case (nil, true): return .tare(stack: nil)
            case (let number?, false) where (1...999).contains(number):
                return .tare(stack: number - 1)
            default: throw ValidationError("tare needs either --stack N, from 1, or --all.")
            }
        default:
            throw ValidationError(
                "\"\(words.joined(separator: " "))\" asks for nothing; there are "
                    + "status, cells, close, open, acknowledge, service enter, service leave, "
                    + "service contactor-replaced and tare.")
        }
    }

    private func text(of reply: OperatorReply, to request: OperatorRequest) -> String {
        let view = StatusView(reply.fields)
        switch request {
        case .status: return json ? StatusJSON(reply.fields).text : StatusTable(view).text
        case .cells:
            return json
                ? StatusJSON(reply.fields, kinds: ["cell", "stack"]).text : CellTable(view).text
        default: break
        }
        let begun = request.takesTime && noWait
        var text = "\(request.line): \(begun ? "begun" : "done")"
        if let state = view["state"] { text += ", now in \(state)" }
        if let count = view["active_flags"], count != "0" { text += ", \(count) flags active" }
        let closings = view.group("closings").map { field in
            "\(field.key.split(separator: "_").first ?? "?") \(field.value)"
        }
        if !closings.isEmpty { text += "\n  closings: " + closings.joined(separator: ", ") }
        for stack in view.stacks where !begun {
            guard let offset = stack.number("tare_offset_megapascal") else { continue }
            text += "\n  stack \(stack.number): \(fixedDecimals(offset, 4)) MPa taken away"
        }
        return text
    }
}

extension OperatorChannelError {
    /// How a command ends after it.
    var exitStatus: ExitCode {
        switch self {
        case .unusablePath: ExitCode.validationFailure
        case .noDaemon, .noAnswer, .hungUp: ExitStatus.unavailable
        case .notAllowed: ExitStatus.notPermitted
        case .notUnderstood, .cannot, .alreadyServed, .unsafePlace: ExitStatus.inputOutput
        }
    }
}
