public import Quantities

/// How a stack's load cell is tared, and what became of the latest attempt.
public struct TareStatus: Sendable, Equatable {
    /// The tare in force; `nil` while that of the pack file is.
    public var tare: StackTare?
    /// Whether the pack file has one; otherwise zero is what the bridge shows at no ratio.
    public var isInFile = true
    /// What the tare in force takes away, compared with that of the pack file.
    public var offset: Pressure = .zero
    /// The latest attempt of this run; `nil` before the first.
    public var latest: TareOutcome?

    public init() {}
}

/// What became of an attempt to tare.
public enum TareOutcome: Sendable, Equatable {
    /// Readings are being taken.
    case measuring
    /// The mean of the readings is the tare in force.
    case stored
    /// The tare in force before stays.
    case refused(TareRefusal)
}

/// Why a tare was not taken.
public enum TareRefusal: UInt8, Sendable, CaseIterable {
    /// The pack is not in service, or left it meanwhile.
    case notInService = 0
    /// The contactors are not proven open.
    case notProvenOpen = 1
    /// The bridge could not be read often enough in time.
    case readingMissing = 2
    /// The converter is at the end of its range.
    case saturated = 3
    /// The readings scatter more than an unloaded bridge does.
    case readingNoisy = 4
    /// The mean is too far from the tare of the pack file: the stack is loaded, or the cell is bad.
    case offsetTooLarge = 5
}
