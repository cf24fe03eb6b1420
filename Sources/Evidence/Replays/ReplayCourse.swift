public import Identification

/// A replay thinned out for drawing: parts of equal time, a few numbers of each. The same replay
/// gives the same numbers.
public struct ReplayCourse: Sendable, Equatable {
    /// One part. State of charge and errors are fractions of capacity.
    public struct Part: Sendable, Equatable {
        /// s since the start, of the last row of the part.
        public var time: Double
        /// Of the last row.
        public var estimate: Double
        public var deviation: Double
        public var reference: Double
        /// Counting charge from the start of the estimator.
        public var counted: Double
        /// Counting charge from the true start.
        public var countedFromTruth: Double
        /// Estimate less reference: lowest and highest of the part, in the order they came.
        public var firstError: Double
        public var secondError: Double
    }

    public var parts: [Part] = []

    /// Keeps what is needed of a replay while it runs.
    public struct Recorder: Sendable {
        private var steps: [(Double, Part)] = []

        public init() {}

        /// Adds a row; rows without a reference cannot be drawn and are left out.
        public mutating func add(_ step: ReplayStep) {
            guard let reference = step.reference, let error = step.error else { return }
            let part = Part(
                time: step.elapsed, estimate: step.filter.stateOfCharge,
                deviation: step.filter.deviation, reference: reference, counted: step.counted,
                countedFromTruth: step.countedFromTruth, firstError: error, secondError: error)
            steps.append((error, part))
        }

        /// The replay in at most so many parts.
        public func course(partCount: Int = 240) -> ReplayCourse {
            guard let end = steps.last?.1.time, end > 0 else { return ReplayCourse() }
            var course = ReplayCourse()
            var begin = 0
            for index in 1...partCount {
                let limit = end * Double(index) / Double(partCount)
                var least = begin
                var greatest = begin
                var next = begin
                while next < steps.count, steps[next].1.time <= limit || index == partCount {
                    if steps[next].0 < steps[least].0 { least = next }
                    if steps[next].0 > steps[greatest].0 { greatest = next }
                    next += 1
                }
                guard next > begin else { continue }
                var part = steps[next - 1].1
                part.firstError = steps[min(least, greatest)].0
                part.secondError = steps[max(least, greatest)].0
                course.parts.append(part)
                begin = next
            }
            return course
        }
    }
}
