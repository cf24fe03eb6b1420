import CellModel

/// Heat on its way from the cores of cells through their surfaces to the air.
///
/// A chain per stack: core to surface to ambient for each cell, surface to surface between
/// neighbours, and an end plate at ambient temperature beyond each end cell. Cores are
/// integrated by the cells themselves, which take what flows out of them as cooling.
///
/// A step solves both nodes of every cell at its end (backward Euler, a tridiagonal system), with
/// the heat that the cores made in the step before; then each flow is taken from one node and given
/// to another, so that energy is conserved to rounding for every length of the step.
struct ThermalNetwork: Sendable {
    private struct Node {
        /// J/K.
        var coreCapacity: Double
        var surfaceCapacity: Double
        /// W/K, core to surface, and surface to ambient with its end plates.
        var coreConductance: Double
        var ambientConductance: Double
        /// W/K to the next cell; 0 at the end of a stack.
        var nextConductance: Double
    }

    private let nodes: [Node]
    /// Temperature of each surface, K.
    private(set) var surfaces: [Double]
    /// Heat put into each surface from outside, W.
    var surfaceHeats: [Double]
    /// Mean flow from each core to its surface in the last step, W.
    private(set) var coolings: [Double]
    /// Heat given to the ambient since the start, J.
    private(set) var heatToAmbient = 0.0

    /// Of the elimination, per cell: factor of the next unknown, and right-hand side, K.
    private var factors: [Double]
    private var excesses: [Double]

    /// - Parameters:
    ///   - cells: With the heat capacity of the whole cell.
    ///   - stackOfCell: Ascending.
    ///   - temperature: Of everything at the start, K.
    init(
        cells: [CellThermal], stackOfCell: [Int], stacks: [StackThermal], temperature: Double
    ) {
        let last = cells.count - 1
        nodes = cells.indices.map { index in
            let cell = cells[index]
            let stack = stackOfCell[index]
            let isFirst = index == 0 || stackOfCell[index - 1] != stack
            let isLast = index == last || stackOfCell[index + 1] != stack
            let plates = (isFirst ? 1.0 : 0) + (isLast ? 1.0 : 0)
            return Node(
                coreCapacity: cell.coreHeatCapacity, surfaceCapacity: cell.surfaceHeatCapacity,
                coreConductance: cell.coreToSurfaceConductance,
                ambientConductance: cell.conductanceToAmbient
                    + plates * stacks[stack].endPlateConductance,
                nextConductance: isLast ? 0 : stacks[stack].neighbourConductance)
        }
        surfaces = Array(repeating: temperature, count: cells.count)
        surfaceHeats = Array(repeating: 0, count: cells.count)
        coolings = Array(repeating: 0, count: cells.count)
        factors = coolings
        excesses = coolings
    }

    /// Lets `interval` seconds pass at the surfaces and says what the cores lose.
    ///
    /// - Parameters:
    ///   - cells: With their temperatures at the beginning of the step.
    ///   - ambient: K.
    mutating func advance(interval: Double, ambient: Double, cells: [SimulatedCell]) {
        guard interval > 0 else { return }
        eliminate(interval: interval, ambient: ambient, cells: cells)
        var following = 0.0
        for index in nodes.indices.reversed() {
            following = excesses[index] + factors[index] * following
            excesses[index] = following
        }
        var fromBefore = 0.0
        for index in nodes.indices {
            let node = nodes[index]
            let core = coreExcess(
                node, cells[index], ambient: ambient, interval: interval,
                surface: excesses[index])
            coolings[index] = node.coreConductance * (core - excesses[index])
            let toAmbient = node.ambientConductance * excesses[index]
            // The last cell has a conductance of 0 to a next one, which may not exist.
            let next = index + 1 < nodes.count ? excesses[index + 1] : 0
            let toNext = node.nextConductance * (excesses[index] - next)
            let gain = coolings[index] + surfaceHeats[index] + fromBefore - toAmbient - toNext
            surfaces[index] += interval * gain / node.surfaceCapacity
            heatToAmbient += interval * toAmbient
            fromBefore = toNext
        }
    }

    /// Temperature of a core above ambient at the end of the step, given that of its surface.
    private func coreExcess(
        _ node: Node, _ cell: borrowing SimulatedCell, ambient: Double, interval: Double,
        surface: Double
    ) -> Double {
        let inertia = node.coreCapacity / interval
        let heat = cell.heat + cell.externalHeat
        return (inertia * (cell.temperature - ambient) + heat + node.coreConductance * surface)
            / (inertia + node.coreConductance)
    }

    /// Forward elimination over the chain of surfaces; the cores are eliminated cell by cell.
    private mutating func eliminate(interval: Double, ambient: Double, cells: [SimulatedCell]) {
        var before = 0.0
        var factor = 0.0
        var excess = 0.0
        for index in nodes.indices {
            let node = nodes[index]
            let inertia = node.surfaceCapacity / interval
            let coreInertia = node.coreCapacity / interval
            let free = coreExcess(
                node, cells[index], ambient: ambient, interval: interval, surface: 0)
            let coupled =
                node.coreConductance * coreInertia / (coreInertia + node.coreConductance)
            let diagonal =
                inertia + coupled + node.ambientConductance + node.nextConductance
                + before * (1 - factor)
            let known =
                inertia * (surfaces[index] - ambient) + surfaceHeats[index]
                + node.coreConductance * free + before * excess
            factor = node.nextConductance / diagonal
            excess = known / diagonal
            factors[index] = factor
            excesses[index] = excess
            before = node.nextConductance
        }
    }

    /// Heat stored in the surfaces above a temperature, J.
    func surfaceEnergy(above temperature: Double) -> Double {
        var sum = 0.0
        for index in nodes.indices {
            sum += nodes[index].surfaceCapacity * (surfaces[index] - temperature)
        }
        return sum
    }
}
