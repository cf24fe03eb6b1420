public import Estimation
public import Protection

/// What the pack can give and take, and for how long, as one step of the loop found it.
public struct OutlookSnapshot: Sendable, Equatable {
    /// The largest currents for 2, 10 and 60 s; each is the lesser of what protection permits and
    /// what is predicted.
    public var charge: HorizonReports
    public var discharge: HorizonReports
    public var energy: EnergyOutlook

    public init(charge: HorizonReports, discharge: HorizonReports, energy: EnergyOutlook) {
        self.charge = charge
        self.discharge = discharge
        self.energy = energy
    }
}

/// A limit of current for a while, and the power it stands for.
public struct HorizonReport: Sendable, Equatable {
    public var limit: CurrentLimit
    /// W, the magnitude, at the lowest voltage of the pack meanwhile.
    public var power: Double

    public init(limit: CurrentLimit, power: Double) {
        self.limit = limit
        self.power = power
    }
}

/// One report per horizon.
public struct HorizonReports: Sendable, Equatable {
    public var twoSeconds: HorizonReport
    public var tenSeconds: HorizonReport
    public var sixtySeconds: HorizonReport

    /// The same report for every horizon.
    public init(_ report: HorizonReport) {
        twoSeconds = report
        tenSeconds = report
        sixtySeconds = report
    }

    /// The report of a horizon.
    public subscript(_ horizon: PowerHorizon) -> HorizonReport {
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
}
