import CellModel
import Protection
import Quantities
import Testing

@testable import Configuration

@Suite struct ShippedFilesTests {
    @Test func `the reference cell composes its materials`() throws {
        let cell = try CellDescription(contentsOf: ShippedFiles.cell)
        #expect(cell.kind == .composed)
        #expect((cell.parameters.capacity - 0.75 * 3600).magnitude < 1e-6)
        // 30 um over 2 mS/cm = 1.5 ohm cm2.
        let electrolyte = cell.parameters.resistance.electrolyte
        let conductivity = electrolyte.conductivity.value(at: 298.15)
        #expect((electrolyte.resistance(conductivity: conductivity) - 1.5e-4).magnitude < 1e-9)
        // 4.85 - 0.53 = 4.32 um per mAh/cm2.
        #expect((cell.parameters.swelling.perCharge - 4.32e-6 / 3.6e4).magnitude < 1e-16)
        // 0.325 eV = 31.36 kJ/mol.
        guard case .arrhenius(_, let energy) = electrolyte.conductivity else {
            Issue.record("A sulfide conducts by the law of Arrhenius.")
            return
        }
        #expect((energy - 31_358).magnitude < 1)
        #expect(cell.physics?.cathode == .nmc811)
        #expect(cell.physics?.anode == .lithium)
        #expect(cell.voltageRange == .volts(2.8) ... .volts(4.2))
    }

    @Test func `slow polarisation of the reference cell falls as heat speeds diffusion`() throws {
        let parameters = try CellDescription(contentsOf: ShippedFiles.cell).parameters
        let cold = parameters.polarisation.slowResistance.value(
            stateOfCharge: 0.5, temperature: 293.15)
        let warm = parameters.polarisation.slowResistance.value(
            stateOfCharge: 0.5, temperature: 333.15)
        let expected =
            Arrhenius.resistanceFactor(activationEnergy: 30e3, temperature: 333.15)
            / Arrhenius.resistanceFactor(activationEnergy: 30e3, temperature: 293.15)
        #expect((warm / cold - expected).magnitude < 1e-6)
    }

    @Test func `contact of the reference cell sustains what its comment says`() throws {
        let contact = try CellDescription(contentsOf: ShippedFiles.cell).parameters.contact
        let cold = contact.sustainableCurrent(pressure: 5e6, temperature: 298.15)
        let warm = contact.sustainableCurrent(pressure: 5e6, temperature: 333.15)
        #expect((cold / 10 - 0.50).magnitude < 0.01)
        #expect((warm / 10 - 1.63).magnitude < 0.02)
    }

    @Test func `the measured cell has its maps`() throws {
        let cell = try CellDescription(contentsOf: ShippedFiles.measuredCell)
        #expect(cell.kind == .measured)
        #expect(cell.physics == nil)
        #expect(cell.parameters.contact == .inactive)
        let resistance = cell.parameters.resistance.measured.value(
            stateOfCharge: 1, temperature: 298.15)
        #expect((resistance - 0.024).magnitude < 1e-12)
    }

    @Test func `a cell file that the fit wrote loads`() throws {
        let cell = try CellDescription(
            contentsOf: ShippedFiles.root + "/Configs/Cells/lg-18650hg2.toml")
        #expect(cell.name == "lg-18650hg2")
        #expect(cell.parameters.openCircuit.temperatureShift?.rows.count == 5)
        #expect(cell.kind == .measured)
        #expect((cell.parameters.capacity / 3600 - 2.8).magnitude < 0.2)
    }

    @Test func `the list of tests behind it loads`() throws {
        let list = try FitDescription(
            contentsOf: ShippedFiles.root + "/Configs/Fits/lg-18650hg2.toml")
        #expect(list.name == "lg-18650hg2")
        // At most two drive cycles per temperature are fitted.
        for temperature in ["m10C", "0C", "10C", "25C", "40C"] {
            let named = list.tests.filter { $0.file.hasPrefix("lg_18650hg2/\(temperature)_") }
            #expect(named.count { $0.kind == .drive } <= 2)
            #expect(named.count { $0.kind == .slowDischarge } == 1)
            #expect(named.count { $0.kind == .pulses } == 1)
        }
    }

    @Test func `the demonstration pack has its cells, stacks and chips`() throws {
        let pack = try PackDescription(contentsOf: ShippedFiles.pack)
        #expect(pack.cellCount == 16)
        #expect(pack.stacks.map(\.cells) == [0..<4, 4..<8, 8..<12, 12..<16])
        #expect(pack.allDevices.count == 24)
        #expect(pack.devices.temperatureSensors[7].channel == 1)
        #expect(pack.devices.temperatureSensors[7].address == 0x4B)
        #expect(pack.stackIndex(ofCell: 7) == 1)
        #expect(pack.loopPeriod == .milliseconds(100))
        #expect(pack.lines.emergencyStop == LineDescription(name: "BMS_ESTOP_N", isActiveLow: true))
    }

    @Test func `a stack of the demonstration pack breathes as its comment says`() throws {
        let pack = try PackDescription(contentsOf: ShippedFiles.pack)
        let cell = pack.cell.parameters
        let growth =
            4 * cell.layerCount
            * cell.swelling.thickness(
                stateOfCharge: 1, arealCapacity: cell.arealCapacity, contactFraction: 1)
        #expect((growth - 518.4e-6).magnitude < 1e-9)
        let swing = growth * pack.stacks[0].fixture.mechanics.stiffness
        #expect((swing - 2.33e6).magnitude < 0.01e6)
    }

    @Test func `the demonstration pack limits everything and its rules are sound`() throws {
        let rules = try PackDescription(contentsOf: ShippedFiles.pack).rules
        #expect(Rule.check(rules).isEmpty)
        for diagnostic in Diagnostic.allCases {
            #expect(rules.contains { $0.diagnostic == diagnostic }, "\(diagnostic)")
        }
        let discharge = rules.first {
            $0.diagnostic == .overcurrentDischarging && $0.grade == .safety
        }
        #expect(discharge?.setThreshold == -1.2)
        #expect(discharge?.comparison == .below)
        #expect(discharge?.confirm == .zero)
        #expect(discharge?.openDelay == .zero)
    }

    /// Latency of the sensor, one step until it is read, and the steps of confirmation. The shunt
    /// converter averages over 26 ms, of which two may pass before a change shows in full; the cell
    /// monitor and the bridges need 130 ms; a thermometer is read every 400 ms.
    @Test(arguments: [
        (Diagnostic.overcurrentCharging, 0.052, 0.2),
        (.overcurrentDischarging, 0.052, 0.2),
        (.cellOvervoltage, 0.13, 0.4),
        (.cellUndervoltage, 0.13, 0.4),
        (.stackOverpressure, 0.13, 0.5),
        (.cellVoltageMissing, 0.25, 0.5),
        (.overtemperatureDischarging, 0.525, 2),
        (.overtemperatureCharging, 0.525, 2),
    ])
    func `safety limits leave room for sensor and loop`(
        diagnostic: Diagnostic, latency: Double, budget: Double
    ) throws {
        let pack = try PackDescription(contentsOf: ShippedFiles.pack)
        let period = pack.loopPeriod.inSeconds
        let found = pack.rules.first { $0.diagnostic == diagnostic && $0.grade == .safety }
        let rule = try #require(found)
        let steps = (rule.confirm.inSeconds / period).rounded(.up)
        let delay = try #require(rule.openDelay)
        #expect(latency + period + steps * period + delay.inSeconds <= budget)
    }

    @Test func `the demonstration pack bleeds what its comment says`() throws {
        let pack = try PackDescription(contentsOf: ShippedFiles.pack)
        let balancing = try #require(pack.balancing)
        let resistance = 28 + balancing.seriesResistance.ohms
        let current = 4.15 / resistance
        #expect((current - 0.061).magnitude < 0.0005)
        let capacity = pack.cell.parameters.capacity
        #expect((0.01 * capacity / current / 60 - 7.5).magnitude < 0.2)
        let heat = Double(balancing.settings.cellsAtOnce) * current * current * 28
        #expect((heat - 0.42).magnitude < 0.01)
        // What one time on takes is less than what lies between the differences.
        let share = current * balancing.settings.onTime.inSeconds / capacity
        #expect((share - 0.0014).magnitude < 0.0001)
        #expect(balancing.timeOut == .seconds(20))
        #expect(balancing.settings.startDifference == .millivolts(8))
    }

    @Test func `a pack without the table balances nothing`() throws {
        let text = try FileText.read(ShippedFiles.pack)
        let begin = try #require(text.firstRange(of: "[balancing]"))
        let end = try #require(text.firstRange(of: "# --- Permitted current"))
        let pack = try PackDescription(
            contentsOf: ShippedFiles.pack,
            problems: ShippedFiles.context([
                ShippedFiles.Edit(
                    file: ShippedFiles.pack,
                    old: String(text[begin.lowerBound..<end.lowerBound]), new: "")
            ]))
        #expect(pack.balancing == nil)
    }

    @Test(arguments: ShippedFiles.scenarios)
    func `a shipped scenario loads`(name: String) throws {
        let scenario = try ScenarioDescription(contentsOf: ShippedFiles.scenario(name))
        #expect(scenario.name == name)
        #expect(!scenario.expectations.isEmpty)
    }

    @Test func `the demonstration mission says what happens`() throws {
        let scenario = try ScenarioDescription(
            contentsOf: ShippedFiles.scenario("demo-mission"))
        #expect(scenario.mission.map(\.name).first == "close")
        #expect(scenario.mission[0].until == [.state(.operating)])
        guard
            case .constantCurrentConstantVoltage(let current, let voltage) =
                scenario.mission[1].action
        else {
            Issue.record("The second step is not a charge.")
            return
        }
        #expect((current.amperes - 0.333 * 0.75).magnitude < 1e-9)
        #expect(voltage == .volts(4.15))
        guard case .profile(let profile, let continues) = scenario.mission[3].action else {
            Issue.record("The fourth step is not a profile.")
            return
        }
        #expect(!continues)
        #expect(profile.duration == .seconds(2400))
        #expect(profile.amperes.min() == -0.6)
        #expect(
            scenario.faults[1].kind
                == .addedPressure(stack: 1, pressure: .megapascals(7)))
        #expect(scenario.initial.estimatorStateOfCharge == .percent(65))
    }
}
