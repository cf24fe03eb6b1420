import CellModel
import Testing

@testable import PackSimulation

struct CellEquilibriumTests {
    private static let cathodes: [HalfCell] = [.nmc811, .nmc622, .nmc532, .lfp, .lco]
    private static let anodes: [HalfCell] = [.lithium, .lithiumIndium, .graphite, .silicon, .lto]

    private func physics(_ cathode: HalfCell, _ anode: HalfCell) -> CellPhysics {
        var physics = CellBench.design.physics
        physics.cathode = cathode
        physics.cathodeFractionEmpty = cathode.window.upperBound
        physics.cathodeFractionFull = cathode.window.lowerBound
        physics.anode = anode
        physics.anodeFractionEmpty = anode.window.lowerBound
        physics.anodeFractionFull = anode.window.upperBound
        return physics
    }

    @Test(arguments: Self.cathodes, Self.anodes)
    func `the table is the half cells within a millivolt`(cathode: HalfCell, anode: HalfCell) {
        let physics = physics(cathode, anode)
        let equilibrium = CellEquilibrium(physics)
        var worst = 0.0
        for index in 0...1_000 {
            let z = (Double(index) + 0.37) / 1_001
            let xc =
                physics.cathodeFractionEmpty
                + z * (physics.cathodeFractionFull - physics.cathodeFractionEmpty)
            let xa =
                physics.anodeFractionEmpty
                + z * (physics.anodeFractionFull - physics.anodeFractionEmpty)
            let entropic = cathode.entropicCoefficient(xc) - anode.entropicCoefficient(xa)
            let expected =
                cathode.potential(xc) - anode.potential(xa) + 20 * entropic
                + 0.5 * anode.hysteresisHalfGap(xa)
            let found = equilibrium.voltage(
                stateOfCharge: z, surface: z, temperature: 318.15, branch: 0.5)
            worst = max(worst, (found - expected).magnitude)
        }
        #expect(worst < 1e-3, "\(worst) V")
    }

    @Test(arguments: [-0.4, -0.2, 0.0, 0.301, 0.9, 1.2, 1.6])
    func `the energy is the integral of the enthalpy potential`(z: Double) {
        let equilibrium = CellBench.design.equilibrium
        func enthalpy(_ z: Double) -> Double {
            // H = U − T dU/dT, from voltages at two temperatures.
            let cold = equilibrium.voltage(
                stateOfCharge: z, surface: z, temperature: 290, branch: 0)
            let warm = equilibrium.voltage(
                stateOfCharge: z, surface: z, temperature: 330, branch: 0)
            return cold - 290 * (warm - cold) / 40
        }
        // Exact for straight pieces, as nodes lie 1/1024 apart.
        let count = 64 * 1_024
        var sum = 0.0
        for index in 0..<count {
            let middle = z * (Double(index) + 0.5) / Double(count)
            sum += enthalpy(middle) * z / Double(count)
        }
        #expect((equilibrium.energy(stateOfCharge: z) - sum).magnitude < 1e-6)
    }

    @Test(arguments: Self.cathodes)
    func `an empty cell's voltage falls away and a full one's rises`(cathode: HalfCell) {
        let equilibrium = CellEquilibrium(physics(cathode, .lithium))
        func voltage(_ z: Double) -> Double {
            equilibrium.voltage(stateOfCharge: z, surface: z, temperature: 298.15, branch: 0)
        }
        #expect(voltage(-0.06) < voltage(0) - 2)
        var last = -Double.infinity
        for index in -50...0 {
            let present = voltage(Double(index) / 100)
            #expect(present > last && present.isFinite)
            last = present
        }
        #expect(voltage(1.2) > voltage(1) - 1e-9 && voltage(1.2).isFinite)
    }

    @Test func `other half cells are other tables, other grains are not`() {
        var design = CellBench.design
        let table = design.equilibrium
        design.physics.particle = nil
        #expect(design.equilibrium === table)
        design.physics.anode = .lithiumIndium
        #expect(design.equilibrium !== table && design.equilibrium != table)
    }
}
