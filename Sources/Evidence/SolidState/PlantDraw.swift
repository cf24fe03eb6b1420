public import CellModel
public import Configuration
public import PackSimulation

/// One simulated cell and its press as a seed draws them, away from what the estimator knows.
///
/// Every parameter has a random stream of its own, named for it: switching one off leaves the
/// others as they were.
public struct PlantDraw: Sendable {
    /// The cell as it is.
    public private(set) var design: SimulatedCellDesign
    /// The press as it is.
    public private(set) var mechanics: StackMechanics
    /// What was drawn, in the order of the sweep: factors, or volts, or for the stoichiometry the
    /// first of its four shares.
    public private(set) var values: [(parameter: SweepParameter, value: Double)] = []

    private let seed: UInt64
    private let index: Int

    /// - Parameters:
    ///   - cell: What the estimator knows.
    ///   - index: Of the cell in the sweep.
    ///   - perturbations: How figures are drawn.
    ///   - selection: Which of them.
    public init(
        _ cell: SweepCell, index: Int, perturbations: [SweepPerturbation],
        selection: MismatchSelection, seed: UInt64
    ) {
        design = Self.nominal(cell.cell)
        mechanics = cell.fixture.stackMechanics
        self.seed = seed
        self.index = index
        for perturbation in perturbations
        where selection.parameters.contains(perturbation.parameter) {
            apply(perturbation)
        }
    }

    /// The cell of a file without ageing and without shorts, which come by chance and pass every
    /// sensor: those are faults, not mismatch.
    private static func nominal(_ cell: CellDescription) -> SimulatedCellDesign {
        var design = SimulatedCellDesign(cell)
        design.physics.ageing = .none
        design.physics.plating.rateAtLimit = 0
        design.physics.intrusion = .none
        return design
    }

    private mutating func apply(_ perturbation: SweepPerturbation) {
        let parameter = perturbation.parameter
        var stream = RandomStream(
            seed: seed, name: "sweep " + parameter.rawValue, index: index)
        if parameter == .stoichiometry || parameter.isVoltage {
            guard case .normal(let deviation) = perturbation.spread else { return }
            shift(parameter, by: deviation, &stream)
            return
        }
        let factor = Self.factor(perturbation.spread, &stream)
        values.append((parameter, factor))
        multiply(parameter, by: factor)
        if parameter == .thermal {
            design.thermal.conductanceToAmbient *= Self.factor(perturbation.spread, &stream)
        }
    }

    /// A normal number within 2.5 σ.
    private static func normal(_ stream: inout RandomStream) -> Double {
        min(max(stream.normal(), -2.5), 2.5)
    }

    /// e to a normal or to a uniform number: never below zero, and as likely twice as half.
    private static func factor(
        _ spread: SweepPerturbation.Spread, _ stream: inout RandomStream
    ) -> Double {
        switch spread {
        case .normal(let deviation): Double.exp(deviation * normal(&stream))
        case .factor(let range):
            Double.exp(
                stream.uniform(Double.log(range.lowerBound), Double.log(range.upperBound)))
        }
    }

    // MARK: - What is shifted

    private mutating func shift(
        _ parameter: SweepParameter, by deviation: Double, _ stream: inout RandomStream
    ) {
        let first = deviation * Self.normal(&stream)
        values.append((parameter, first))
        switch parameter {
        case .curveOffset: design.equilibriumDeviation.offset = first
        case .curveTilt: design.equilibriumDeviation.tilt = first
        default:
            let physics = design.physics
            let cathode = physics.cathodeFractionFull - physics.cathodeFractionEmpty
            let anode = physics.anodeFractionFull - physics.anodeFractionEmpty
            var shifted = physics
            shifted.cathodeFractionEmpty += first * cathode
            shifted.cathodeFractionFull += deviation * Self.normal(&stream) * cathode
            shifted.anodeFractionEmpty += deviation * Self.normal(&stream) * anode
            shifted.anodeFractionFull += deviation * Self.normal(&stream) * anode
            design.physics = shifted
        }
    }

    // MARK: - What is multiplied

    private mutating func multiply(_ parameter: SweepParameter, by factor: Double) {
        switch parameter {
        case .capacity: design.capacity *= factor
        case .conductivity: scaleConductivity(by: factor)
        case .interfaceResistance: design.interface.referenceResistance *= factor
        case .cathodeResistance: design.cathodeResistance.referenceResistance *= factor
        case .strippingLimit: design.contact.sustainableCurrent *= factor
        case .voidHeight:
            design.contact.voidHeight *= factor
            design.swelling.voidHeight *= factor
        case .swelling: design.swelling.perCharge *= factor
        case .hysteresisGap: design.equilibriumDeviation.gapFactor = factor
        case .thermal: design.thermal.heatCapacity *= factor
        case .preload, .stiffness, .settling, .thermalExpansion: press(parameter, by: factor)
        default: inside(parameter, by: factor)
        }
    }

    private mutating func scaleConductivity(by factor: Double) {
        switch design.electrolyte.conductivity {
        case .arrhenius(let reference, let energy):
            design.electrolyte.conductivity = .arrhenius(
                reference: reference * factor, activationEnergy: energy)
        case .vogel(let prefactor, let slope, let zero, let knee, let energy):
            design.electrolyte.conductivity = .vogel(
                prefactor: prefactor * factor, slope: slope, zero: zero, kneeTemperature: knee,
                kneeEnergy: energy)
        }
    }

    private mutating func inside(_ parameter: SweepParameter, by factor: Double) {
        var physics = design.physics
        switch parameter {
        case .hysteresisRate: physics.hysteresis.rate *= factor
        case .diffusivity: physics.particle?.diffusivity *= factor
        case .particleRadius: physics.particle?.radius *= factor
        case .transference:
            physics.concentration.transferenceNumber = min(
                physics.concentration.transferenceNumber * factor, 1)
        default:
            switch physics.interphase.law {
            case .parabolic(let rate): physics.interphase.law = .parabolic(rate: rate * factor)
            case .linear(let rate): physics.interphase.law = .linear(rate: rate * factor)
            }
        }
        design.physics = physics
    }

    private mutating func press(_ parameter: SweepParameter, by factor: Double) {
        switch parameter {
        case .preload: mechanics.fixture.preload *= factor
        case .stiffness: mechanics.fixture.stiffness *= factor
        case .settling: mechanics.settling.rate *= factor
        default: mechanics.thermalExpansion *= factor
        }
    }
}
