extension CellParameters {
    /// Equal cells side by side, seen from outside as one cell with that many times the layers.
    ///
    /// Values per area stay; those of a whole cell, its RC pairs and a measured resistance among
    /// them, scale.
    ///
    /// - Parameter count: 1 or more.
    public func parallel(_ count: Int) -> CellParameters {
        precondition(count >= 1, "A group has at least one cell.")
        guard count > 1 else { return self }
        let factor = Double(count)
        var group = self
        group.capacity *= factor
        group.layerCount *= factor
        group.thermal.heatCapacity *= factor
        group.thermal.conductanceToAmbient *= factor
        group.thermal.coreToSurfaceConductance *= factor
        group.resistance.measured = resistance.measured.scaled(by: 1 / factor)
        group.polarisation.fastResistance = polarisation.fastResistance.scaled(by: 1 / factor)
        group.polarisation.slowResistance = polarisation.slowResistance.scaled(by: 1 / factor)
        return group
    }
}
