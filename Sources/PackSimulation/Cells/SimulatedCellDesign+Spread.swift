import CellModel
import Configuration

extension SimulatedCellDesign {
    /// The design as manufactured: every figure off by a little, drawn from a seed.
    ///
    /// Figures are drawn in a fixed order whatever their deviations, so that widening one leaves
    /// the others as they were.
    func spread(_ variation: CellVariation, _ stream: inout RandomStream) -> SimulatedCellDesign {
        func factor(_ deviation: Double) -> Double {
            1 + deviation * stream.normal().clamped(-2.5, 2.5)
        }
        var cell = self
        cell.capacity *= factor(variation.capacity)
        cell.electrolyte.thickness *= factor(variation.resistance)
        cell.interface.referenceResistance *= factor(variation.interfaceResistance)
        cell.cathodeResistance.referenceResistance *= factor(variation.resistance)
        cell.swelling.perCharge *= factor(variation.swelling)
        let voidHeight = factor(variation.voidHeight)
        cell.contact.voidHeight *= voidHeight
        cell.swelling.voidHeight *= voidHeight
        let diffusivity = factor(variation.diffusivity)
        cell.physics.particle?.diffusivity *= diffusivity
        let radius = factor(variation.particleRadius)
        cell.physics.particle?.radius *= radius
        cell.thermal.heatCapacity *= factor(variation.thermal)
        cell.thermal.conductanceToAmbient *= factor(variation.thermal)
        return cell
    }
}
