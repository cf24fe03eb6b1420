/// A cell's heat: a core that makes it and a surface that gives it away.
///
/// Estimators see one mass; a simulated pack gives core and surface a temperature each.
public struct CellThermal: Sendable, Equatable {
    /// Heat capacity of the whole cell, J/K.
    public var heatCapacity: Double
    /// Conductance of the surface to the ambient, W/K.
    public var conductanceToAmbient: Double
    /// Conductance from core to surface, W/K.
    public var coreToSurfaceConductance: Double
    /// Share of the heat capacity that sits at the surface, 0 to 1, both excluded.
    public var surfaceShare: Double
    /// Whether the cell's tables were measured against the temperature of its surface, not core.
    public var tablesFollowSurface: Bool

    /// - Parameters:
    ///   - heatCapacity: J/K.
    ///   - conductanceToAmbient: W/K.
    ///   - coreToSurfaceConductance: W/K; without one ``assumedBiotNumber`` gives it.
    ///   - surfaceShare: Without one ``assumedSurfaceShare``.
    ///   - tablesFollowSurface: True of cells measured as a whole.
    public init(
        heatCapacity: Double, conductanceToAmbient: Double,
        coreToSurfaceConductance: Double? = nil, surfaceShare: Double? = nil,
        tablesFollowSurface: Bool = false
    ) {
        self.heatCapacity = heatCapacity
        self.conductanceToAmbient = conductanceToAmbient
        self.coreToSurfaceConductance =
            coreToSurfaceConductance ?? conductanceToAmbient / Self.assumedBiotNumber
        self.surfaceShare = surfaceShare ?? Self.assumedSurfaceShare
        self.tablesFollowSurface = tablesFollowSurface
    }

    /// Conductance to the ambient over that from core to surface: cells a few millimetres thick, of
    /// 0.3 to 1.5 W/(m K) across their layers, cool from outside. Assumed.
    public static let assumedBiotNumber = 0.1
    /// Current collectors at the faces and the pouch. Assumed.
    public static let assumedSurfaceShare = 0.1

    /// Heat capacity of the core, J/K.
    public var coreHeatCapacity: Double { heatCapacity * (1 - surfaceShare) }
    /// Heat capacity of the surface, J/K.
    public var surfaceHeatCapacity: Double { heatCapacity * surfaceShare }
}
