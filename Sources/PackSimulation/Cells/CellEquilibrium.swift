import CellModel

/// The equilibrium of a cell over its charge: potentials, entropic coefficients and the energy
/// inside, tabulated once per design and shared by its cells.
///
/// The enthalpy potential H = U − T dU/dT of an open-circuit voltage that is linear in temperature
/// does not depend on temperature, so capacity × F(z) with F = ∫₀ᶻ H dz is the energy inside at any
/// temperature. H is linear between nodes and F its exact antiderivative.
///
/// Beyond 0 % charge hosts are full and the voltage falls steeply; fits made for a window do not
/// all say so, hence a tail. Where a fit leaves 0…1 it goes on straight.
public final class CellEquilibrium: Sendable, Equatable {
    /// Everything at one charge.
    struct Node {
        var cathodePotential = 0.0
        var cathodeEntropic = 0.0
        var anodePotential = 0.0
        var anodeEntropic = 0.0
        /// Half the distance of the branches after charging and after discharging, V.
        var halfGap = 0.0
        /// H, V, and F, V.
        var enthalpy = 0.0
        var energy = 0.0
    }

    /// Nodes from −25 % to 125 % charge.
    private let nodes: [Node]
    private let cathode: Electrode
    private let anode: Electrode
    private let deviation: EquilibriumDeviation

    private static let perCharge = 1024.0
    private static let first = -0.25
    private static let zero = 256
    private static let count = 1537
    /// The tail: 1 V this far below 0 %, as the square [A].
    private static let tailReach = 0.04

    init(_ physics: CellPhysics, deviation: EquilibriumDeviation = .none) {
        self.deviation = deviation
        cathode = Electrode(
            material: physics.cathode, empty: physics.cathodeFractionEmpty,
            full: physics.cathodeFractionFull)
        anode = Electrode(
            material: physics.anode, empty: physics.anodeFractionEmpty,
            full: physics.anodeFractionFull)
        var nodes: [Node] = []
        nodes.reserveCapacity(Self.count)
        for index in 0..<Self.count {
            let z = Self.first + Double(index) / Self.perCharge
            var node = Node()
            let below = (-z / Self.tailReach).positivePart
            node.cathodePotential =
                cathode.potential(z) - below * below + deviation.voltage(stateOfCharge: z)
            node.cathodeEntropic = cathode.entropicCoefficient(z)
            node.anodePotential = anode.potential(z)
            node.anodeEntropic = anode.entropicCoefficient(z)
            node.halfGap = (cathode.halfGap(z) + anode.halfGap(z)) * deviation.gapFactor
            node.enthalpy =
                node.cathodePotential - node.anodePotential
                - PhysicalConstants.referenceTemperature
                * (node.cathodeEntropic - node.anodeEntropic)
            nodes.append(node)
        }
        let half = 0.5 / Self.perCharge
        for index in Self.zero + 1..<Self.count {
            nodes[index].energy =
                nodes[index - 1].energy
                + half * (nodes[index - 1].enthalpy + nodes[index].enthalpy)
        }
        for index in (0..<Self.zero).reversed() {
            nodes[index].energy =
                nodes[index + 1].energy
                - half * (nodes[index].enthalpy + nodes[index + 1].enthalpy)
        }
        self.nodes = nodes
    }

    public static func == (left: CellEquilibrium, right: CellEquilibrium) -> Bool {
        left === right
            || left.cathode == right.cathode && left.anode == right.anode
                && left.deviation == right.deviation
    }

    /// Whether the tables are those of these half cells.
    func describes(_ physics: CellPhysics, deviation: EquilibriumDeviation) -> Bool {
        self.deviation == deviation
            && cathode
                == Electrode(
                    material: physics.cathode, empty: physics.cathodeFractionEmpty,
                    full: physics.cathodeFractionFull)
            && anode
                == Electrode(
                    material: physics.anode, empty: physics.anodeFractionEmpty,
                    full: physics.anodeFractionFull)
    }

    /// The voltage without current, V: the cathode at its surface, the anode as a whole.
    ///
    /// - Parameters:
    ///   - stateOfCharge: z, mean; beyond the tables their end segments go on.
    ///   - surface: z at the surface of the cathode's grains.
    ///   - branch: s of the hysteresis, −1 to 1.
    func voltage(
        stateOfCharge: Double, surface: Double, temperature: Double, branch: Double
    ) -> Double {
        let (bulkIndex, bulk) = Self.position(stateOfCharge)
        let (skinIndex, skin) = Self.position(surface)
        let warmth = temperature - PhysicalConstants.referenceTemperature
        let (left, right) = (nodes[bulkIndex], nodes[bulkIndex + 1])
        let (outerLeft, outerRight) = (nodes[skinIndex], nodes[skinIndex + 1])
        let cathode = Self.between(
            outerLeft.cathodePotential + warmth * outerLeft.cathodeEntropic,
            outerRight.cathodePotential + warmth * outerRight.cathodeEntropic, skin)
        let anode = Self.between(
            left.anodePotential + warmth * left.anodeEntropic - branch * left.halfGap,
            right.anodePotential + warmth * right.anodeEntropic - branch * right.halfGap, bulk)
        return cathode - anode
    }

    /// dU/dz at 25 °C, V.
    func slope(stateOfCharge: Double) -> Double {
        let (index, _) = Self.position(stateOfCharge)
        let (left, right) = (nodes[index], nodes[index + 1])
        return Self.perCharge
            * (right.cathodePotential - left.cathodePotential
                - (right.anodePotential - left.anodePotential))
    }

    /// F(z) = ∫₀ᶻ H dz, V: the energy inside per capacity, above that of the empty cell.
    func energy(stateOfCharge: Double) -> Double {
        let (index, part) = Self.position(stateOfCharge)
        let left = nodes[index]
        let step = part / Self.perCharge
        return left.energy
            + step * (left.enthalpy + 0.5 * part * (nodes[index + 1].enthalpy - left.enthalpy))
    }

    /// The node below, and how far beyond it as a part of the distance between nodes.
    private static func position(_ stateOfCharge: Double) -> (index: Int, part: Double) {
        let scaled = (stateOfCharge - first) * perCharge
        let bounded = scaled.clamped(0, Double(count - 2))
        let index = Int(bounded)
        return (index, scaled - Double(index))
    }

    private static func between(_ left: Double, _ right: Double, _ part: Double) -> Double {
        left + part * (right - left)
    }
}

/// A half cell between two lithium fractions, over the charge of the cell.
private struct Electrode: Sendable, Equatable {
    let material: HalfCell
    let empty: Double
    let full: Double

    func potential(_ z: Double) -> Double { continued(z) { material.potential($0) } }

    func entropicCoefficient(_ z: Double) -> Double {
        material.entropicCoefficient(fraction(z).clamped(0, 1))
    }

    func halfGap(_ z: Double) -> Double {
        material.hysteresisHalfGap(fraction(z).clamped(0, 1)).positivePart
    }

    private func fraction(_ z: Double) -> Double { empty + z * (full - empty) }

    /// `function` of the lithium fraction; outside 0…1 the tangent there.
    private func continued(_ z: Double, _ function: (Double) -> Double) -> Double {
        let x = fraction(z)
        let bounded = x.clamped(0, 1)
        guard x != bounded else { return function(x) }
        let inside = 1e-3
        let slope =
            x < 0
            ? (function(inside) - function(0)) / inside
            : (function(1) - function(1 - inside)) / inside
        return function(bounded) + (x - bounded) * slope
    }
}
