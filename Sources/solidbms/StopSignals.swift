@preconcurrency import Dispatch
import Foundation
import Synchronization

/// INT and TERM as a flag: the first asks for an orderly end, the second ends the process.
final class StopSignals: Sendable {
    private let count = Atomic<Int>(0)
    private let sources: [any DispatchSourceSignal]

    init() {
        let queue = DispatchQueue(label: "signals")
        sources = [SIGINT, SIGTERM].map {
            signal($0, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: $0, queue: queue)
        }
        for source in sources {
            source.setEventHandler { [self] in
                if count.add(1, ordering: .relaxed).newValue > 1 { exit(130) }
            }
            source.resume()
        }
    }

    /// Whether someone asked for the end.
    var isStopping: Bool { count.load(ordering: .relaxed) > 0 }
}
