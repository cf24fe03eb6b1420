import Control
import LinuxHAL
import Quantities

/// How punctual and how quick the loop has been: one histogram for each question.
struct LoopTimings: Sendable {
    /// From the deadline to the start of a step.
    private(set) var jitter = DurationHistogram()
    /// From the start of a step to its end.
    private(set) var stepTime = DurationHistogram()
    /// From before the first byte was asked of a chip to after the last coil was commanded.
    private(set) var sampleToDecision = DurationHistogram()
    /// Beats that passed without a step.
    private(set) var missedCount: UInt64 = 0

    /// Counts a step.
    mutating func add(_ report: StepReport) {
        if let lateness = report.timing.lateness { jitter.add(lateness) }
        stepTime.add(report.duration)
        if let elapsed = report.sampleToDecision { sampleToDecision.add(elapsed) }
        missedCount += UInt64(report.missed)
    }

    /// One line per histogram, and one about the beats.
    var lines: [String] {
        [
            Self.line("wake-up after deadline", jitter),
            Self.line("step", stepTime),
            Self.line("sample to decision", sampleToDecision),
            "\(stepTime.count) steps, \(missedCount) deadlines missed",
        ]
    }

    private static func line(_ name: String, _ histogram: DurationHistogram) -> String {
        let parts = [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999)].map { name, fraction in
            "\(name) \(milliseconds(histogram.percentile(fraction)))"
        }
        return "\(name): \(parts.joined(separator: ", ")), "
            + "max \(milliseconds(histogram.maximum)) ms"
    }

    private static func milliseconds(_ duration: Duration) -> String {
        fixedDecimals(duration.inSeconds * 1e3, 3)
    }
}
