/// A current over time, to be driven through a cell: seconds and amperes, positive for charging.
public struct SampledCurrent: Sendable, Equatable {
    /// What the current does between two samples.
    public enum Interpolation: String, Sendable, CaseIterable {
        /// A sample holds until the next, as a firmware counts.
        case hold
        /// The current runs straight from sample to sample.
        case linear
    }

    /// A part of a run short enough for one step of a model.
    public struct Step: Sendable, Equatable {
        /// When the step ends, s of the profile.
        public var end: Double
        /// How long it lasts, s, > 0.
        public var interval: Double
        /// Mean over the step, A: what moves the charge.
        public var meanCurrent: Double
        /// At the end of the step, A: what meets the resistance there.
        public var endCurrent: Double
    }

    /// s, rising.
    public let times: [Double]
    /// A, positive charges.
    public let currents: [Double]

    /// - Precondition: at least two samples, as many times as currents, times rising.
    public init(times: [Double], currents: [Double]) {
        precondition(
            times.count >= 2 && times.count == currents.count
                && zip(times, times.dropFirst()).allSatisfy { $0 < $1 },
            "A profile needs two samples or more, in the order of time.")
        self.times = times
        self.currents = currents
    }

    /// Σ I Δt of the whole profile, C.
    public func charge(_ interpolation: Interpolation) -> Double {
        var sum = 0.0
        for index in 1..<times.count {
            let interval = times[index] - times[index - 1]
            switch interpolation {
            case .hold: sum += currents[index - 1] * interval
            case .linear: sum += (currents[index - 1] + currents[index]) / 2 * interval
            }
        }
        return sum
    }

    /// How many steps ``forEachStep(_:longest:_:)`` takes; infinite where they cannot be counted.
    public func stepCount(longest: Double) -> Double {
        zip(times, times.dropFirst()).reduce(0) { $0 + Self.parts($1.1 - $1.0, longest) }
    }

    /// Walks through the profile. Every distance between two samples is divided into equal steps,
    /// so that no step reaches over a sample.
    ///
    /// - Parameter longest: No step takes longer, s, > 0.
    public func forEachStep(
        _ interpolation: Interpolation, longest: Double, _ body: (Step) -> Void
    ) {
        precondition(longest > 0, "A step takes time.")
        for index in 1..<times.count {
            let (from, to) = (times[index - 1], times[index])
            let (first, last) = (currents[index - 1], currents[index])
            let count = Int(Self.parts(to - from, longest))
            let interval = (to - from) / Double(count)
            let slope = interpolation == .linear ? (last - first) / Double(count) : 0
            for part in 1...count {
                let end = first + slope * Double(part)
                body(
                    Step(
                        end: part == count ? to : from + interval * Double(part),
                        interval: interval, meanCurrent: end - slope / 2, endCurrent: end))
            }
        }
    }

    /// Equal parts of an interval, none longer than `longest` but for rounding of the times.
    private static func parts(_ interval: Double, _ longest: Double) -> Double {
        max(1, (interval / longest * (1 - 1e-9)).rounded(.up))
    }
}
