public import Quantities

/// How far a limit of current looks ahead.
@frozen
public enum PowerHorizon: Int, Sendable, CaseIterable {
    case twoSeconds = 0
    case tenSeconds
    case sixtySeconds

    /// τ, s.
    @inlinable public var seconds: Double {
        switch self {
        case .twoSeconds: 2
        case .tenSeconds: 10
        case .sixtySeconds: 60
        }
    }
}

/// Where a predicted limit binds; indices count from 0.
@frozen
public enum PowerPlace: Sendable, Equatable {
    case pack
    case cell(Int)
    case stack(Int)
}

/// The largest constant current in one direction that crosses no limit within a horizon.
public struct PowerLimit: Sendable, Equatable {
    /// A, the magnitude; 0 or more, never not-a-number.
    public var current: Double
    /// What the pack gives or takes at least all that time at that current, W, the magnitude.
    public var power = 0.0
    /// What binds.
    public var cause = LimitingQuantity.rating
    public var place = PowerPlace.pack
    /// The binding quantity as it is now, at its confidence bound, and the limit it would reach, in
    /// the SI unit of the cause. A limit that has been crossed already leaves no current.
    public var value = 0.0
    public var threshold = 0.0

    /// Nothing but the rating binds.
    public init(rating: Double) { current = rating }

    /// Lowers the limit if this one is lower; what is not a number is zero.
    @inline(__always)
    mutating func lower(
        to other: Double, _ cause: LimitingQuantity, _ place: PowerPlace, value: Double,
        threshold: Double
    ) {
        if other >= current { return }
        current = other > 0 ? other : 0
        self.cause = other.isNaN ? .unknownState : cause
        self.place = place
        self.value = value
        self.threshold = threshold
    }
}

/// Limits in both directions for the three horizons; a longer one is never above a shorter one.
public struct PowerLimits: Sendable, Equatable {
    public internal(set) var charge: HorizonLimits
    public internal(set) var discharge: HorizonLimits

    /// No current, because nothing is known.
    public static let unknown: PowerLimits = {
        var none = PowerLimit(rating: 0)
        none.cause = .unknownState
        return PowerLimits(charge: HorizonLimits(none), discharge: HorizonLimits(none))
    }()
}

/// One limit per horizon.
public struct HorizonLimits: Sendable, Equatable {
    public var twoSeconds: PowerLimit
    public var tenSeconds: PowerLimit
    public var sixtySeconds: PowerLimit

    /// The same limit for every horizon.
    public init(_ limit: PowerLimit) {
        twoSeconds = limit
        tenSeconds = limit
        sixtySeconds = limit
    }

    /// The limit of a horizon.
    @inlinable
    public subscript(_ horizon: PowerHorizon) -> PowerLimit {
        get {
            switch horizon {
            case .twoSeconds: twoSeconds
            case .tenSeconds: tenSeconds
            case .sixtySeconds: sixtySeconds
            }
        }
        set {
            switch horizon {
            case .twoSeconds: twoSeconds = newValue
            case .tenSeconds: tenSeconds = newValue
            case .sixtySeconds: sixtySeconds = newValue
            }
        }
    }

    /// Sees to it that whatever a short horizon forbids a longer one forbids as well.
    mutating func keepDescending() {
        if tenSeconds.current > twoSeconds.current { tenSeconds = twoSeconds }
        if sixtySeconds.current > tenSeconds.current { sixtySeconds = tenSeconds }
    }
}
