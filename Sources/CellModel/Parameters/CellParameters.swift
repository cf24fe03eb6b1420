/// Everything the equations need to know of one cell design. SI units throughout; per area means
/// per area of one layer.
///
/// Values come from data files with unit and source (`Configuration`), never from code.
public struct CellParameters: Sendable, Equatable {
    /// Capacity of the cell, C.
    public var capacity: Double
    /// Electrode area of one layer, m².
    public var electrodeArea: Double
    /// Layers stacked on one another and connected in parallel, N ≥ 1.
    public var layerCount: Double
    public var openCircuit: OpenCircuitVoltage
    public var resistance: SeriesResistance
    /// Slow polarisation, two RC pairs.
    public var polarisation: Polarisation
    public var contact: ContactDynamics
    public var swelling: Swelling
    public var thermal: CellThermal

    public init(
        capacity: Double, electrodeArea: Double, layerCount: Double,
        openCircuit: OpenCircuitVoltage, resistance: SeriesResistance,
        polarisation: Polarisation, contact: ContactDynamics, swelling: Swelling,
        thermal: CellThermal
    ) {
        precondition(
            capacity > 0 && electrodeArea > 0 && layerCount >= 1,
            "A cell needs a positive capacity and area and at least one layer.")
        self.capacity = capacity
        self.electrodeArea = electrodeArea
        self.layerCount = layerCount
        self.openCircuit = openCircuit
        self.resistance = resistance
        self.polarisation = polarisation
        self.contact = contact
        self.swelling = swelling
        self.thermal = thermal
    }

    /// Area of all layers together, m².
    @inlinable public var totalArea: Double { electrodeArea * layerCount }

    /// q, C/m².
    @inlinable public var arealCapacity: Double { capacity / totalArea }
}

/// Two RC pairs in series, each a resistance in ohms of the cell and a time constant in seconds
/// over state of charge and temperature.
public struct Polarisation: Sendable, Equatable {
    /// R₁, Ω, and τ₁, s: the pair that settles first; then R₂ and τ₂.
    public var fastResistance: StateMap
    public var fastTimeConstant: StateMap
    public var slowResistance: StateMap
    public var slowTimeConstant: StateMap

    public init(
        fastResistance: StateMap, fastTimeConstant: StateMap, slowResistance: StateMap,
        slowTimeConstant: StateMap
    ) {
        self.fastResistance = fastResistance
        self.fastTimeConstant = fastTimeConstant
        self.slowResistance = slowResistance
        self.slowTimeConstant = slowTimeConstant
    }
}
