import CellModel
import Testing

@testable import PackSimulation

struct SimulatedCellTests {
    private func cell(
        _ design: SimulatedCellDesign = CellBench.design, at stateOfCharge: Double = 0.5,
        temperature: Double = 333.15, contact: Double = 1
    ) -> SimulatedCell {
        SimulatedCell(
            design: design, stateOfCharge: stateOfCharge, contactFraction: contact,
            temperature: temperature)
    }

    private func advance(
        _ cell: inout SimulatedCell, _ interval: Double, _ current: Double,
        pressure: Double = 5e6, _ exchange: HeatExchange = .thermostat, times: Int = 1
    ) {
        for _ in 0..<times {
            cell.advance(
                interval: interval, current: current, pressure: pressure,
                highestPressure: max(pressure, 5e6), exchange: exchange)
        }
    }

    @Test(arguments: [0.25, -0.25], [10, 60.0])
    func `a charge or discharge at C over 3 does not depend on the step`(
        current: Double, interval: Double
    ) {
        var fine = cell(at: current > 0 ? 0.1 : 0.9)
        var coarse = fine
        for _ in 0..<Int(8_000 / interval) {
            advance(&fine, 0.1, current, .chamber(333.15), times: Int(interval * 10))
            advance(&coarse, interval, current, .chamber(333.15))
            #expect((fine.terminalVoltage - coarse.terminalVoltage).magnitude < 1e-3)
        }
        #expect((fine.stateOfCharge - coarse.stateOfCharge).magnitude < 1e-11)
        #expect((fine.temperature - coarse.temperature).magnitude < 0.02)
    }

    @Test(arguments: [25.0, 60])
    func `contact is lost and found alike in steps of a minute and of a tenth of a second`(
        celsius: Double
    ) {
        var fine = cell(at: 0.9, temperature: celsius + 273.15)
        var coarse = fine
        // Ten times what contact sustains, then a charge, then a rest.
        for (current, minutes) in [(-1.25, 20), (0.6, 20), (0, 120)] {
            for _ in 0..<minutes {
                advance(&fine, 0.1, current, pressure: 1e6, times: 600)
                advance(&coarse, 60, current, pressure: 1e6)
                #expect((fine.contactFraction - coarse.contactFraction).magnitude < 2e-3)
                #expect((0.02...1).contains(coarse.contactFraction))
            }
        }
        let difference = fine.unrecoverableFraction - coarse.unrecoverableFraction
        #expect(fine.unrecoverableFraction > 1e-3 && difference.magnitude < 1e-3)
    }

    @Test func `the lithium in a cathode without grains follows the charge`() {
        var design = CellBench.design
        design.physics.particle = nil
        var cell = SimulatedCell(
            design: design, stateOfCharge: 0.2, contactFraction: 1, temperature: 330)
        let before = cell.meanLithiumFraction
        cell.advance(
            interval: 360, current: design.capacity / 3600, pressure: 5e6, highestPressure: 5e6,
            exchange: .thermostat)
        let span = design.physics.cathodeFractionFull - design.physics.cathodeFractionEmpty
        #expect((cell.meanLithiumFraction - before - 0.1 * span).magnitude < 1e-9)
        #expect(cell.surfaceLithiumFraction == cell.meanLithiumFraction)
    }

    @Test func `contact stays in range however hard and long it is stripped`() {
        for interval in [60.0, 3_600] {
            var cell = cell(at: 0.9, temperature: 263)
            for current in [-50, 50, 0, -0.1, 20] {
                advance(&cell, interval, current, pressure: 1e4)
                let upper = 1 - cell.unrecoverableFraction
                #expect(cell.contactFraction >= 0.02 && cell.contactFraction <= upper)
                #expect((0...1).contains(cell.unrecoverableFraction))
            }
        }
    }

    @Test func `a rest of hours may be one step`() {
        var design = CellBench.design
        design.physics.ageing = AgeingLaw(
            calendarLoss: 1e-5, calendarActivationEnergy: 5e4, cycleLoss: 0, resistanceGrowth: 0)
        var fine = cell(design, at: 0.7, temperature: 310, contact: 0.6)
        advance(&fine, 10, -0.5, times: 60)
        var coarse = fine
        fine.temperature = 310
        coarse.temperature = 310
        advance(&fine, 1, 0, .chamber(310), times: 36_000)
        advance(&coarse, 36_000, 0, .chamber(310))
        #expect((fine.contactFraction - coarse.contactFraction).magnitude < 2e-3)
        #expect((fine.terminalVoltage - coarse.terminalVoltage).magnitude < 1e-6)
        #expect((fine.interphaseResistance / coarse.interphaseResistance - 1).magnitude < 1e-9)
        #expect((fine.capacity / coarse.capacity - 1).magnitude < 1e-12)
        #expect(coarse.capacity < design.capacity)
    }

    @Test func `a hot cell that cools in one long step ages as in many short ones`() {
        var design = CellBench.design
        design.physics.ageing = AgeingLaw(
            calendarLoss: 1e-5, calendarActivationEnergy: 6e4, cycleLoss: 0, resistanceGrowth: 0)
        var fine = cell(design, at: 0.7, temperature: 350, contact: 0.7)
        var coarse = fine
        advance(&fine, 0.5, 0, .chamber(290), times: 7_200)
        advance(&coarse, 3_600, 0, .chamber(290))
        #expect((fine.temperature - coarse.temperature).magnitude < 1e-3)
        #expect((fine.calendarLoss / coarse.calendarLoss - 1).magnitude < 0.03)
        #expect((fine.interphaseResistance / coarse.interphaseResistance - 1).magnitude < 0.03)
        #expect((fine.contactFraction - coarse.contactFraction).magnitude < 2e-3)
    }

    @Test func `a chamber takes a cell to its temperature, adiabatic cells keep their heat`() {
        var cooled = cell(temperature: 350)
        advance(&cooled, 60, 0, .chamber(300))
        let thermal = cooled.design.thermal
        let time = thermal.heatCapacity / thermal.conductanceToAmbient
        let expected = 300 + 50 * Double.exp(-60 / time)
        #expect((cooled.temperature - expected).magnitude < 1e-9)
        advance(&cooled, 1e6, 0, .chamber(300))
        #expect((cooled.temperature - 300).magnitude < 1e-9)

        var adiabatic = cell(temperature: 320)
        advance(&adiabatic, 10, -0.4, .power(0), times: 100)
        let gained = (adiabatic.temperature - 320) * adiabatic.design.thermal.heatCapacity
        #expect(gained > 1 && adiabatic.ledger.heatOut == 0)
    }

    @Test func `silicon rests higher after charging than after discharging`() {
        var design = CellBench.design
        design.contact = .inactive
        design.physics.anode = .silicon
        design.physics.anodeFractionEmpty = 0.05
        design.physics.anodeFractionFull = 0.75
        design.physics.hysteresis = VoltageHysteresis(rate: 20)
        func rest(after current: Double) -> SimulatedCell {
            var cell = cell(design, at: current > 0 ? 0.2 : 0.8)
            let time = 0.3 * design.capacity / current.magnitude
            advance(&cell, time / 100, current, times: 100)
            advance(&cell, 36_000, 0)
            return cell
        }
        let charged = rest(after: 0.25)
        let discharged = rest(after: -0.25)
        #expect((charged.stateOfCharge - discharged.stateOfCharge).magnitude < 1e-9)
        #expect(charged.branch > 0.99 && discharged.branch < -0.99)
        // The gap of the branches at x = 0.4, from PHYSICS: 0.24 V at 0.5, 0.33 V at 0.2.
        let gap = charged.terminalVoltage - discharged.terminalVoltage
        #expect((0.24...0.33).contains(gap), "\(gap)")
        // Both ways heat: the loop is paid for.
        #expect(charged.ledger.heatOut > 0 && discharged.ledger.heatOut > 0)
    }

    @Test func `a polymer polarises with L squared over D`() {
        var design = CellBench.design
        design.physics.concentration = ConcentrationPolarisation(
            transferenceNumber: 0.25, saltDiffusivity: 1e-12)
        var cell = cell(design)
        let time = design.electrolyte.thickness * design.electrolyte.thickness / 1e-12
        let resistance =
            design.electrolyte.resistance(
                conductivity: design.electrolyte.conductivity.value(at: 333.15))
            / design.totalArea
        advance(&cell, time / 10, 0.3, times: 10)
        let steady = 0.3 * resistance * 3
        #expect((cell.concentrationVoltage / (steady * 0.6321205588) - 1).magnitude < 1e-9)
        advance(&cell, time * 40, 0)
        #expect(cell.concentrationVoltage.magnitude < 1e-12)
    }

    @Test func `capacity fades with the root of time and with cycles, and resistance grows`() {
        var design = CellBench.design
        design.physics.ageing = AgeingLaw(
            calendarLoss: 2e-5, calendarActivationEnergy: 0, cycleLoss: 1e-3,
            resistanceGrowth: 0.1)
        var stored = cell(design, at: 0.5, temperature: 298.15)
        advance(&stored, 3_600, 0, times: 24 * 100)
        let month = 2e-5 * (3_600 * 2_400.0).squareRoot()
        #expect((stored.stateOfHealth - (1 - month)).magnitude < 1e-12)
        #expect(stored.stateOfCharge == 0.5)
        let lost = stored.ledger.chargeLost
        #expect((lost - 0.5 * month * design.capacity).magnitude < 1e-9)

        var cycled = cell(design, at: 0.5)
        let before = cycled.seriesResistance - cycled.interfaceResistance
        for _ in 0..<10 {
            advance(&cycled, 20, 0.375, times: 120)
            advance(&cycled, 20, -0.375, times: 120)
        }
        let cycles = 10 * 2 * 900 / (2 * design.capacity)
        #expect((cycled.equivalentFullCycles - cycles).magnitude < 1e-9)
        #expect((1 - cycled.calendarLoss - 1e-3 * cycles - cycled.stateOfHealth).magnitude < 1e-12)
        let cathode = design.cathodeResistance.fullContactResistance(
            pressure: 5e6, highestPressure: 5e6, temperature: 333.15)
        let after = cycled.seriesResistance - cycled.interfaceResistance
        let growth = (after - before) * design.totalArea / cathode
        #expect((growth - 0.1 * cycles).magnitude < 1e-9)
    }

    @Test func `without grains the surface is the mean`() {
        var design = CellBench.design
        design.physics.particle = nil
        var cell = cell(design)
        advance(&cell, 60, -0.5, times: 20)
        #expect(cell.surfaceStateOfCharge == cell.stateOfCharge)
        let grained = SimulatedCell(
            design: CellBench.design, stateOfCharge: cell.stateOfCharge, contactFraction: 1,
            temperature: 333.15)
        #expect((cell.sourceVoltage - grained.sourceVoltage).magnitude < 1e-12)
    }

    @Test func `the voltage for a current is source voltage and terminal resistance`() {
        var cell = cell()
        cell.leakageCurrent = 0.05
        advance(&cell, 1, 0.3)
        #expect(
            (cell.sourceVoltage + 0.3 * cell.terminalResistance - cell.terminalVoltage).magnitude
                < 1e-12)
        cell.updateTerminals(current: -0.2, pressure: 5e6, highestPressure: 5e6)
        #expect(
            (cell.sourceVoltage - 0.2 * cell.terminalResistance - cell.terminalVoltage).magnitude
                < 1e-12)
    }
}
