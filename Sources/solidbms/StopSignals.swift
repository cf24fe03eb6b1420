@preconcurrency import Dispatch
import Foundation
import Synchronization

/// INT and TERM as a flag: the first asks for an orderly end, another one later ends the process.
final class StopSignals: Sendable {
    private let isAsked = Atomic<Bool>(false)
    /// When the first one came, nanoseconds of uptime.
    private let askedAt = Atomic<UInt64>(0)

    /// Shells and `timeout` may send one signal twice; what comes within this is the same one.
    private static let repetition: UInt64 = 500_000_000
    private let sources: [any DispatchSourceSignal]

    init() {
        let queue = DispatchQueue(label: "signals")
        sources = [SIGINT, SIGTERM].map {
            signal($0, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: $0, queue: queue)
        }
        for source in sources {
            source.setEventHandler { [self] in
                let now = DispatchTime.now().uptimeNanoseconds
                if !isAsked.exchange(true, ordering: .relaxed) {
                    askedAt.store(now, ordering: .relaxed)
                } else if now - askedAt.load(ordering: .relaxed) > Self.repetition {
                    exit(130)
                }
            }
            source.resume()
        }
    }

    /// Whether someone asked for the end.
    var isStopping: Bool { isAsked.load(ordering: .relaxed) }
}
