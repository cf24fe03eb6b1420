import CellModel
import Testing

@testable import Estimation

/// A cell in a press that is cycled, seen through a load cell that may lie.
struct LoadCellRig {
    var guarded: GuardedCell
    var plant: MatchingPlant
    let cell: CellParameters
    let settings = EstimatorSettings()
    let load: StackLoad<Double>
    private(set) var time = 0.0
    private(set) var squares = 0.0
    private(set) var squaresWithoutPressure = 0.0
    private(set) var outside = 0
    private(set) var scored = 0
    private(set) var distrustedAfter: Double?

    init(cell: CellParameters, fixture: StackFixture, charge: Double, seed: UInt64) {
        self.cell = cell
        load = StackLoad(fixture: fixture, layerCount: cell.layerCount)
        plant = MatchingPlant(cell: cell, fixture: fixture, charge: charge, seed: seed)
        guarded = GuardedCell(
            parameters: cell, settings: settings, stateOfCharge: charge - 0.2, load: load)
    }

    /// Runs at a rate that turns round near empty and full; `reading` is what becomes of the true
    /// pressure on its way.
    mutating func run(
        seconds: Int, rate: Double = 0.5, reading: (Double, Double) -> Double = { $1 }
    ) {
        for _ in 0..<seconds {
            // Half an hour each way, with a pause of five minutes.
            let phase = Int(time) % 4200
            let sign = phase < 1800 ? -1.0 : phase < 2100 ? 0 : phase < 3900 ? 1 : 0
            var inputs = plant.step(current: sign * rate * cell.capacity / 3600)
            inputs.setPressure(reading(time, inputs.pressure))
            guarded.step(
                inputs: inputs, parameters: cell, settings: settings, load: load, interval: 1)
            time += 1
            if guarded.mechanics.trust.channel == .distrusted, distrustedAfter == nil {
                distrustedAfter = time
            }
            guard time > 900 else { continue }
            let error = guarded.filter.stateOfCharge - plant.charge
            let other = guarded.shadow.filter.stateOfCharge - plant.charge
            scored += 1
            squares += error * error
            squaresWithoutPressure += other * other
            if abs(error) > 3 * guarded.filter.deviation(0) { outside += 1 }
        }
    }

    var rootMeanSquare: Double { (squares / Double(scored)).squareRoot() }
    var rootMeanSquareWithoutPressure: Double {
        (squaresWithoutPressure / Double(scored)).squareRoot()
    }
}

@Suite struct MechanicalTrustTests {
    static let soft = StackFixture(preload: 0.5e6, stiffness: 5e10)

    static func rig(_ name: String, seed: UInt64 = 7) -> LoadCellRig {
        switch name {
        case "plateau":
            LoadCellRig(cell: ExampleCells.plateau, fixture: soft, charge: 0.8, seed: seed)
        case "graphite":
            LoadCellRig(cell: graphite, fixture: soft, charge: 0.8, seed: seed)
        case "dense":
            LoadCellRig(cell: dense, fixture: ExampleCells.rigid, charge: 0.8, seed: seed)
        default:
            LoadCellRig(
                cell: ExampleCells.lithiumSulfide, fixture: ExampleCells.rigid, charge: 0.8,
                seed: seed)
        }
    }

    /// Lithium metal that makes no voids.
    static let dense: CellParameters = {
        var cell = ExampleCells.lithiumSulfide
        cell.contact = .inactive
        cell.swelling.voidHeight = 0
        return cell
    }()

    /// A cell whose thickness turns round within its range, as graphite against LFP does.
    static let graphite: CellParameters = {
        var cell = ExampleCells.plateau
        cell.openCircuit = ExampleCells.lithiumSulfide.openCircuit
        cell.swelling = Swelling(
            anode: 3e-11, anodeShape: .graphite, cathode: 1.5e-11, voidHeight: 0)
        return cell
    }()

    @Test(arguments: ["sulfide", "dense", "plateau", "graphite"])
    func `an honest channel is trusted for hours`(name: String) {
        for seed in [1, 2, 3] as [UInt64] {
            var rig = Self.rig(name, seed: seed)
            // Within its specification: 1 % of gain, 5 kPa per hour, an offset.
            rig.run(seconds: 6 * 3600) { time, pressure in
                pressure * 1.01 + 20e3 + 5e3 * time / 3600
            }
            #expect(rig.distrustedAfter == nil)
            #expect(rig.guarded.mechanics.trust.channel == .trusted)
            #expect(rig.guarded.mechanics.trust.evidence > 1)
            #expect(rig.rootMeanSquare < max(0.02, rig.rootMeanSquareWithoutPressure + 0.02))
            #expect(Double(rig.outside) < 0.03 * Double(rig.scored))
        }
    }

    @Test(arguments: ["dense", "plateau"], [0.5, 1.6, 2, -1, 0])
    func `a channel of wrong scale is found within ten minutes and costs next to nothing`(
        name: String, scale: Double
    ) {
        var rig = Self.rig(name)
        let preload = rig.load.othersPressure
        rig.run(seconds: 2 * 3600) { preload + ($1 - preload) * scale }
        #expect((rig.distrustedAfter ?? .infinity) <= 600)
        #expect(rig.guarded.mechanics.trust.channel == .distrusted)
        #expect(rig.rootMeanSquare < rig.rootMeanSquareWithoutPressure + 0.005)
    }

    /// Voids raise the pressure while lithium is stripped, against the swelling, and the law of the
    /// voids is known to 40 %. Graphite is flat for a third of its range.
    @Test(
        arguments: [
            ("sulfide", 0.5), ("sulfide", 1.6), ("sulfide", 2), ("sulfide", -1), ("sulfide", 0),
            ("graphite", 2), ("graphite", -1), ("graphite", 0),
        ])
    func `with voids or a flat curve it takes more charge, and costs no more`(
        name: String, scale: Double
    ) {
        var rig = Self.rig(name)
        let preload = rig.load.othersPressure
        rig.run(seconds: 3 * 3600) { preload + ($1 - preload) * scale }
        #expect((rig.distrustedAfter ?? .infinity) <= 3600)
        #expect(rig.guarded.mechanics.trust.channel == .distrusted)
        #expect(rig.rootMeanSquare < rig.rootMeanSquareWithoutPressure + 0.005)
    }

    @Test func `a channel is not distrusted while no charge moves`() {
        var rig = Self.rig("sulfide")
        rig.run(seconds: 3600, rate: 0) { 0.5 * $1 }
        #expect(rig.distrustedAfter == nil)
        #expect(abs(rig.guarded.mechanics.trust.evidence - 1) < 0.2)
    }

    @Test func `a channel that freezes is found when the charge has moved on`() {
        var rig = Self.rig("dense")
        rig.run(seconds: 1200)
        #expect(rig.distrustedAfter == nil)
        var frozen: Double?
        rig.run(seconds: 3600) {
            frozen = frozen ?? $1
            return frozen ?? $1
        }
        #expect(rig.guarded.mechanics.trust.channel == .distrusted)
        #expect(rig.rootMeanSquare < rig.rootMeanSquareWithoutPressure + 0.005)
    }

    @Test func `a channel that drifts by its range within hours is found`() {
        var rig = Self.rig("dense")
        rig.run(seconds: 2 * 3600) { $1 + 2.6e6 * $0 / 3600 }
        #expect(rig.guarded.mechanics.trust.channel == .distrusted)
        #expect(rig.rootMeanSquare < rig.rootMeanSquareWithoutPressure + 0.005)
    }

    @Test func `trust comes back after a repair, later than it went`() {
        var rig = Self.rig("dense")
        rig.run(seconds: 3600) { 0.5 * $1 }
        #expect(rig.guarded.mechanics.trust.channel == .distrusted)
        rig.run(seconds: 900)
        #expect(rig.guarded.mechanics.trust.channel == .distrusted)
        rig.run(seconds: 8 * 3600)
        #expect(rig.guarded.mechanics.trust.channel == .trusted)
    }

    @Test func `nothing measured is not the same as distrusted`() {
        var rig = Self.rig("sulfide")
        rig.run(seconds: 600) { _, _ in .nan }
        #expect(rig.guarded.mechanics.trust.channel == .notMeasured)
        rig.run(seconds: 600)
        #expect(rig.guarded.mechanics.trust.channel == .trusted)
        rig.run(seconds: 600) { _, _ in .nan }
        #expect(rig.guarded.mechanics.trust.channel == .notMeasured)
    }

    @Test func `the same readings give the same bits`() {
        func result() -> [Double] {
            var rig = Self.rig("plateau")
            rig.run(seconds: 900) { 0.6 * $1 }
            return [
                rig.guarded.filter.stateOfCharge, rig.guarded.mechanics.trust.evidence,
                rig.guarded.filter.covariance[0, 0],
            ]
        }
        #expect(result() == result())
    }
}
