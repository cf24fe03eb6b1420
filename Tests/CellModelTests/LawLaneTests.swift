import CellModel
import Testing

/// Every law gives eight cells at once the bits of each alone, and a microcontroller's single
/// precision the same to six digits.
@Suite struct LawLaneTests {
    typealias Eight = SIMD8<Double>

    static let temperatures = Eight(253, 273.15, 298.15, 310, 328, 333.15, 353.15, 393)

    func agrees(
        _ values: Eight, toSingle tolerance: Double = 1e-5,
        _ eight: (Eight) -> Eight, _ one: (Double) -> Double, _ single: (Float) -> Float
    ) {
        let together = eight(values)
        for lane in 0..<8 {
            let alone = one(values[lane])
            #expect(together[lane].bitPattern == alone.bitPattern)
            let short = Double(single(Float(values[lane])))
            #expect(abs(short - alone) <= tolerance * max(abs(alone), 1e-30))
        }
    }

    @Test func `conductivity agrees in every lane`() {
        for law in [
            ConductivityLawTests.argyrodite, ConductivityLawTests.garnet,
            ConductivityLawTests.polymer,
        ] {
            agrees(
                Self.temperatures, toSingle: 5e-5, { law.value(at: $0) }, { law.value(at: $0) },
                { law.value(at: $0) })
        }
    }

    @Test func `potentials of every host agree in every lane`() {
        let fractions = Eight(0.2, 0.31, 0.4, 0.5, 0.55, 0.65, 0.76, 0.88)
        for host in HalfCell.formulas {
            agrees(
                fractions, toSingle: 2e-4, { host.potential($0) }, { host.potential($0) },
                { host.potential($0) })
        }
    }

    @Test func `creep and intrusion agree in every lane`() {
        let pressures = Eight(0.1e6, 0.2e6, 0.6e6, 1e6, 5e6, 10e6, 25e6, 75e6)
        let creep = LithiumCreepTests.lithium
        agrees(
            pressures, toSingle: 1e-4,
            { creep.strainRate(stress: $0, temperature: Eight(repeating: 310)) },
            { creep.strainRate(stress: $0, temperature: 310) },
            { creep.strainRate(stress: $0, temperature: 310) })
        let intrusion = LithiumIntrusionTests.argyrodite
        agrees(
            pressures, { intrusion.rate(pressure: $0) }, { intrusion.rate(pressure: $0) },
            { intrusion.rate(pressure: $0) })
    }

    @Test func `interphase and calendar ageing agree in every lane`() {
        let interphase = InterphaseGrowthTests.argyrodite
        agrees(
            Self.temperatures,
            {
                interphase.advanced(
                    resistance: Eight(repeating: 1e-4), temperature: $0, interval: 86_400)
            },
            { interphase.advanced(resistance: 1e-4, temperature: $0, interval: 86_400) },
            { interphase.advanced(resistance: 1e-4, temperature: $0, interval: 86_400) })
        let ageing = AgeingLawTests.cell
        agrees(
            Self.temperatures,
            {
                ageing.calendarLoss(
                    after: Eight(repeating: 0.01), temperature: $0, interval: 86_400)
            },
            { ageing.calendarLoss(after: 0.01, temperature: $0, interval: 86_400) },
            { ageing.calendarLoss(after: 0.01, temperature: $0, interval: 86_400) })
    }

    @Test func `plating limit and hysteresis agree in every lane`() {
        let densities = Eight(-30, -1, 0, 1, 5, 19, 20, 35)
        let limit = PlatingLimitTests.argyrodite
        agrees(
            densities, toSingle: 1e-4,
            {
                limit.shortRate(
                    currentDensity: $0, contactFraction: Eight(repeating: 0.9),
                    platedCharge: Eight(repeating: 1e4), temperature: Eight(repeating: 310))
            },
            {
                limit.shortRate(
                    currentDensity: $0, contactFraction: 0.9, platedCharge: 1e4, temperature: 310)
            },
            {
                limit.shortRate(
                    currentDensity: $0, contactFraction: 0.9, platedCharge: 1e4, temperature: 310)
            })
        let hysteresis = VoltageHysteresisTests.silicon
        agrees(
            densities * Eight(repeating: 0.001),
            { hysteresis.advanced(state: Eight(repeating: 0.3), charge: $0) },
            { hysteresis.advanced(state: 0.3, charge: $0) },
            { hysteresis.advanced(state: 0.3, charge: $0) })
    }
}
