import CellModel
import Testing

struct StackMechanicsTests {
    /// LiIn | LGPS | LCO in a constant-gap jig: 1.2 MPa lost over 110 h from about 62 MPa with
    /// 0.26 MPa/µm (Zhang et al. 2017).
    @Test func `a rigid jig loses the pressure that was recorded in 110 hours`() {
        let settled = Settling.zhang2017.displacement(
            pressure: 61.8e6, stiffness: 2.6e11, interval: 110 * 3600)
        #expect((settled * 2.6e11 / 1.2e6 - 1).magnitude < 0.01)
    }

    @Test(arguments: [0.0, 0.5, 1.0, 2.0, 6.6])
    func `one long step settles as far as many short ones`(exponent: Double) {
        let settling = Settling(rate: 1e-11, referencePressure: 60e6, exponent: exponent)
        let whole = settling.displacement(pressure: 62e6, stiffness: 2.6e11, interval: 1e7)
        var parts = 0.0
        for _ in 0..<100_000 {
            parts += settling.displacement(
                pressure: 62e6 - 2.6e11 * parts, stiffness: 2.6e11, interval: 100)
        }
        #expect(whole > 2e-5, "A good part of the pressure is gone.")
        #expect((parts / whole - 1).magnitude < 1e-9)
    }

    @Test(arguments: [0.0, 0.5, 1.0, 3.0])
    func `the closed solution agrees with small steps of the rate itself`(exponent: Double) {
        let settling = Settling(rate: 1e-9, referencePressure: 5e6, exponent: exponent)
        let whole = settling.displacement(pressure: 10e6, stiffness: 1e11, interval: 3e4)
        var small = 0.0
        let step = 0.3
        for _ in 0..<100_000 {
            // The midpoint rule, second order in the step.
            func rate(_ settled: Double) -> Double {
                1e-9 * Double.pow((10e6 - 1e11 * settled) / 5e6, exponent)
            }
            small += step * rate(small + step / 2 * rate(small))
        }
        #expect((small / whole - 1).magnitude < 1e-6)
    }

    @Test func `a press that keeps its pressure lets the stack settle at a constant rate`() {
        let settling = Settling(rate: 2e-12, referencePressure: 5e6, exponent: 3)
        let settled = settling.displacement(pressure: 10e6, stiffness: 0, interval: 1_000)
        #expect((settled / (2e-12 * 8 * 1_000) - 1).magnitude < 1e-12)
    }

    @Test(arguments: [0.5, 1.0, 4.0])
    func `a stack never settles further than its press follows`(exponent: Double) {
        let settling = Settling(rate: 1e-9, referencePressure: 5e6, exponent: exponent)
        let settled = settling.displacement(pressure: 5e6, stiffness: 1e11, interval: 1e12)
        #expect(settled <= 5e6 / 1e11 * (1 + 1e-12))
        #expect(settled > 0.9 * 5e6 / 1e11)
    }

    @Test func `nothing settles without pressure, without time, or at no rate`() {
        let settling = Settling.zhang2017
        #expect(settling.displacement(pressure: 0, stiffness: 1e11, interval: 10) == 0)
        #expect(settling.displacement(pressure: -1, stiffness: 1e11, interval: 10) == 0)
        #expect(settling.displacement(pressure: 1e6, stiffness: 1e11, interval: 0) == 0)
        #expect(Settling.none.displacement(pressure: 1e6, stiffness: 1e11, interval: 10) == 0)
    }

    /// p = p_pre + K_f (Σ N Δh + α_T ΔT − u_creep − u_perm) + p_external, by hand.
    @Test func `every term of the pressure has its sign`() {
        let mechanics = StackMechanics(
            fixture: StackFixture(kind: .spring, preload: 5e6, stiffness: 4e9),
            thermalExpansion: 2e-7, settling: .none)
        let pressure = mechanics.pressure(
            thickness: 1e-4, warming: 20, settled: 1e-5, permanentSet: 2e-5, external: 1e5)
        #expect((pressure - (5e6 + 4e9 * (1e-4 + 4e-6 - 3e-5) + 1e5)).magnitude < 1e-6)
        #expect(mechanics.pressure(thickness: -1, warming: 0) == 0)
    }

    @Test func `constant pressure is constant whatever the stack does`() {
        let mechanics = StackMechanics(.constantPressure(2e6))
        #expect(mechanics.fixture.kind == .constantPressure)
        #expect(mechanics.pressure(thickness: 1e-3, warming: 50, settled: 1e-4) == 2e6)
        let stiff = StackFixture(kind: .constantPressure, preload: 2e6, stiffness: 1e11)
        #expect(stiff.stiffness == 0)
    }
}

struct SwellingTests {
    private let curved = Swelling(perCharge: 3.2e-11, voidHeight: 0, shape: .graphite)
    private let capacity = 108_000.0

    @Test func `graphite is as thick as published at every published fraction`() {
        for (fraction, percent) in [
            (0.1, 1.8), (0.3, 5.0), (0.5, 5.2), (0.7, 7.0), (0.9, 9.0), (1.0, 10.9),
        ] {
            let share: Double = SwellingShape.graphite.value(at: fraction).value
            #expect((share * 10.9 - percent).magnitude < 1e-9)
        }
    }

    @Test(arguments: [0.03, 0.17, 0.26, 0.44, 0.58, 0.95])
    func `the slope is the derivative of the thickness`(stateOfCharge: Double) {
        func thickness(_ z: Double) -> Double {
            curved.thickness(stateOfCharge: z, arealCapacity: capacity, contactFraction: 1)
        }
        let difference = (thickness(stateOfCharge + 1e-6) - thickness(stateOfCharge - 1e-6)) / 2e-6
        let slope: Double = curved.slope(stateOfCharge: stateOfCharge, arealCapacity: capacity)
        #expect((difference / slope - 1).magnitude < 1e-6)
    }

    @Test func `a straight line is the same with a shape and without`() {
        let plain = Swelling(perCharge: 1.2e-10, voidHeight: 1e-5)
        let shaped = Swelling(perCharge: 1.2e-10, voidHeight: 1e-5, shape: .line)
        for z in [-0.1, 0, 0.05, 0.33, 0.7, 1, 1.1] {
            let one = plain.thickness(
                stateOfCharge: z, arealCapacity: capacity, contactFraction: 0.9)
            let other = shaped.thickness(
                stateOfCharge: z, arealCapacity: capacity, contactFraction: 0.9)
            #expect((one - other).magnitude < 1e-18)
        }
    }

    @Test func `lanes are the scalar bit for bit`() {
        let positions = SIMD8<Double>(-0.2, 0, 0.1, 0.35, 0.5, 0.99, 1, 1.3)
        let lanes: (value: SIMD8<Double>, slope: SIMD8<Double>) = SwellingShape.graphite
            .value(at: positions)
        for lane in 0..<8 {
            let one: (value: Double, slope: Double) = SwellingShape.graphite
                .value(at: positions[lane])
            #expect(lanes.value[lane] == one.value)
            #expect(lanes.slope[lane] == one.slope)
        }
    }

    @Test func `a cell that uses part of a host sees that part of its curve`() {
        let part = SwellingShape(.graphite, empty: 0.1, full: 0.9)
        let middle: Double = part.value(at: 0.5).value
        #expect((middle - (5.2 - 1.8) / (9.0 - 1.8)).magnitude < 1e-12)
        let ends: (Double, Double) = (part.value(at: 0).value, part.value(at: 1).value)
        #expect(ends == (0, 1))
    }

    @Test func `an anode's curve and a cathode's line add up`() {
        let cell = Swelling(
            anode: 3.2e-11, anodeShape: .graphite, cathode: 1.5e-11, voidHeight: 0)
        #expect((cell.perCharge - 1.7e-11).magnitude < 1e-24)
        let thickness: Double = cell.thickness(
            stateOfCharge: 0.3, arealCapacity: capacity, contactFraction: 1)
        let expected = (3.2e-11 * 5 / 10.9 - 1.5e-11 * 0.3) * capacity
        #expect((thickness / expected - 1).magnitude < 1e-12)
    }
}
