import Foundation

/// A line on standard error that shows how far a run is; silent when that is no terminal.
struct ProgressBar {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let clock = ContinuousClock()
    private let began: ContinuousClock.Instant
    private var lastDrawn: ContinuousClock.Instant?
    private static let width = 28

    init() { began = clock.now }

    /// Wall time since the bar was made.
    var elapsed: Duration { clock.now - began }

    /// Draws the bar, at most ten times a second.
    ///
    /// - Parameters:
    ///   - fraction: 0 to 1.
    ///   - label: What is going on.
    mutating func update(fraction: Double, label: @autoclosure () -> String) {
        guard isTerminal else { return }
        let now = clock.now
        if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
        lastDrawn = now
        let filled = Int((min(max(fraction, 0), 1) * Double(Self.width)).rounded())
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: Self.width - filled)
        let percent = Int((fraction * 100).rounded())
        // A line that wraps cannot be drawn over.
        let line = "\(bar) \(percent) %  \(label())".prefix(Self.columns - 1)
        write("\r\u{1B}[K\(line)")
    }

    /// How wide the terminal is; 80 if it does not say.
    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Takes the bar away.
    func clear() { if isTerminal { write("\r\u{1B}[K") } }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
