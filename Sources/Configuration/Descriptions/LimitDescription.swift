public import Protection

/// The limit on one quantity as the pack file states it, grade by grade.
public struct LimitDescription: Sendable, Equatable {
    /// What a raised grade does.
    public enum Reaction: String, Sendable, CaseIterable {
        case inform
        case derate
        case open
    }

    /// How a raised grade goes away.
    public enum Clearing: String, Sendable, CaseIterable {
        case selfClearing = "self-clearing"
        case latched
        case persistent
    }

    /// Threshold and times of one grade. Values are in the SI unit of the watched quantity (kelvin
    /// for temperatures); a yes-or-no quantity is 1 for yes.
    public struct GradeLimit: Sendable, Equatable {
        public var grade: Grade
        /// Raised once the value has been beyond this for `confirm`.
        public var set: Double
        /// Cleared once the value has been inside this for `clear`.
        public var release: Double
        public var confirm: Duration
        public var clear: Duration
        public var reaction: Reaction
        /// Time the load has to ramp down before contactors open; zero for reactions other than open.
        public var openDelay: Duration
        public var clearing: Clearing

        public init(
            grade: Grade, set: Double, release: Double, confirm: Duration, clear: Duration,
            reaction: Reaction, openDelay: Duration, clearing: Clearing
        ) {
            self.grade = grade
            self.set = set
            self.release = release
            self.confirm = confirm
            self.clear = clear
            self.reaction = reaction
            self.openDelay = openDelay
            self.clearing = clearing
        }
    }

    /// The flag the limit raises.
    public var diagnostic: Diagnostic
    /// In the order operating, warning, safety; a grade the file leaves out is missing.
    public var grades: [GradeLimit]

    public init(diagnostic: Diagnostic, grades: [GradeLimit]) {
        self.diagnostic = diagnostic
        self.grades = grades
    }

    /// The limit of one grade.
    public subscript(grade: Grade) -> GradeLimit? {
        grades.first { $0.grade == grade }
    }
}
