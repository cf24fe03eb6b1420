import LinuxHAL
import Quantities

/// Feeds everything that waits for completed steps: the service manager, and the board's own
/// watchdog. Whoever owns it calls it after a completed step and for nothing less.
struct WatchdogFeeder {
    /// Feedings that the board's watchdog refused.
    private(set) var errorCount: UInt64 = 0

    private let service: any ServiceListener
    private let board: (any BoardWatchdog)?
    private let servicePeriod: Duration?
    private let boardPeriod: Duration?
    private var nextService: Instant = .start
    private var nextBoard: Instant = .start

    init(service: any ServiceListener, board: (any BoardWatchdog)? = nil) {
        self.service = service
        self.board = board
        // Twice as often as the half that sd_watchdog_enabled(3) asks for.
        servicePeriod = service.watchdogInterval.map { $0 / 4 }
        boardPeriod = board.map { $0.timeout / 8 }
    }

    /// A step is complete.
    mutating func feed(now: Instant) {
        if let servicePeriod, now >= nextService {
            nextService = now + servicePeriod
            service.feedWatchdog()
        }
        if let board, let boardPeriod, now >= nextBoard {
            nextBoard = now + boardPeriod
            do throws(LinuxHALError) { try board.feed() } catch {
                // The next step tries again.
                nextBoard = now
                errorCount += 1
            }
        }
    }
}
