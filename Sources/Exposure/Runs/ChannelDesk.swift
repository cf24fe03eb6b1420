import Glibc
public import OperatorChannel
import PackSimulation
public import Protection
import Quantities
import Synchronization

/// An operator's desk that talks to a daemon over its socket, from a thread of its own: the daemon
/// may be waiting for our buses when we want to know something of it.
public final class ChannelDesk: OperatorDesk, Sendable {
    private struct Shared {
        var pending: OperatorRequests = []
        var news: OperatorNews?
        var hasAnswered = false
        var isStopping = false
        var problems: [String] = []
    }

    private let shared = Mutex(Shared())
    private let client: OperatorClient
    private let period: Duration

    /// Begins to ask the daemon for its status.
    ///
    /// - Parameters:
    ///   - path: Of the socket; the daemon need not be there yet.
    ///   - period: How often to ask.
    public init(path: String, period: Duration) throws(OperatorChannelError) {
        client = try OperatorClient(path: path, patience: .seconds(10))
        self.period = period
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        let returned = pthread_create(
            &thread, nil,
            { @Sendable context in
                guard let context else { return nil }
                Unmanaged<ChannelDesk>.fromOpaque(context).takeRetainedValue().work()
                return nil
            }, context)
        precondition(returned == 0, "A program has room for one more thread.")
        pthread_detach(thread)
    }

    public var isConnected: Bool { shared.withLock { $0.hasAnswered } }

    public func post(_ requests: OperatorRequests) {
        shared.withLock { $0.pending.formUnion(requests) }
    }

    public func news() -> OperatorNews? {
        shared.withLock { shared in
            defer { shared.news = nil }
            return shared.news
        }
    }

    public func stop() { shared.withLock { $0.isStopping = true } }

    /// Requests that the daemon refused and replies that were none; at most 100 are kept.
    public var problems: [String] { shared.withLock { $0.problems } }

    // MARK: - The thread

    private func work() {
        while !shared.withLock({ $0.isStopping }) {
            let pending = shared.withLock { shared in
                defer { shared.pending = [] }
                return shared.hasAnswered ? shared.pending : []
            }
            for request in pending.inOrder {
                if let reply = send(request), let reason = reply.reason {
                    note("\(request.line): \(reason)")
                }
            }
            if let reply = send(.status), reply.isAccepted, let news = OperatorNews(reply) {
                shared.withLock { shared in
                    shared.news = news
                    shared.hasAnswered = true
                }
            }
            sleep()
        }
    }

    private func send(_ request: OperatorRequest) -> OperatorReply? {
        do throws(OperatorChannelError) {
            return try client.send(request, waits: false)
        } catch {
            // Before the daemon is up nobody answers, and that is no problem.
            if isConnected { note("\(request.line): \(error)") }
            return nil
        }
    }

    private func note(_ problem: String) {
        shared.withLock { if $0.problems.count < 100 { $0.problems.append(problem) } }
    }

    private func sleep() {
        let nanoseconds = period.inNanoseconds
        var pause = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        nanosleep(&pause, nil)
    }
}

extension OperatorNews {
    /// What a status says; `nil` when it says no state.
    init?(_ reply: OperatorReply) {
        guard let word = reply["state"],
            let state = ContactorState.allCases.first(where: { "\($0)" == word })
        else { return nil }
        var flags: [Diagnostic] = []
        for field in reply.fields
        where field.key.hasPrefix("flag.") && field.key.hasSuffix(".number") {
            guard let number = UInt16(field.value), let flag = Diagnostic(rawValue: number) else {
                continue
            }
            if !flags.contains(flag) { flags.append(flag) }
        }
        func limit(_ key: String) -> Current { .amperes(reply[key].flatMap(Double.init) ?? 0) }
        self.init(
            loop: WorldRun.LoopView(
                state: state, chargeLimit: limit("charge_limit_ampere"),
                dischargeLimit: limit("discharge_limit_ampere")),
            flags: flags)
    }
}

extension OperatorRequests {
    /// One after the other, what opens first.
    fileprivate var inOrder: [OperatorRequest] {
        var all: [OperatorRequest] = []
        if contains(.open) { all.append(.open) }
        if contains(.acknowledge) { all.append(.acknowledge) }
        if contains(.close) { all.append(.close) }
        return all
    }
}
