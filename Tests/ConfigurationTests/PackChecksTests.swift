import Configuration
import Testing

/// Every cross-check of a pack fires, and says this, on the shipped pack with one thing changed.
@Suite struct PackChecksTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var keyPath: String
        var message: String
        var found: String?
        var allowed: String?

        var testDescription: String { message }
    }

    static let limits: [Case] = [
        Case(
            old: "set = \"4.23 V\"", new: "set = \"4.28 V\"",
            keyPath: "limits.cell_overvoltage.safety.set",
            message: "not beyond the threshold of limits.cell_overvoltage.warning"),
        Case(
            old: "set = \"4.21 V\", release = \"4.19 V\"",
            new: "set = \"4.21 V\", release = \"4.22 V\"",
            keyPath: "limits.cell_overvoltage.operating.release",
            message: "the release threshold lies beyond the set threshold"),
        Case(
            old: "set = \"12 MPa\", release = \"9.5 MPa\", confirm = \"80 ms\", clear = \"2 s\", "
                + "reaction = \"open\", open_delay = \"0 ms\"",
            new: "set = \"12 MPa\", release = \"9.5 MPa\", confirm = \"80 ms\", clear = \"2 s\", "
                + "reaction = \"derate\"",
            keyPath: "limits.stack_overpressure.safety.reaction",
            message: "a limit of safety grade must open the contactors"),
        Case(
            old: "operating = { confirm = \"500 ms\"", new: "operating = { confirm = \"6 s\"",
            keyPath: "limits.temperature_missing.warning.confirm",
            message: "not longer than that of the grade below", found: "5000 ms",
            allowed: "above 6000 ms"),
        Case(
            old: "set = \"4.26 V\"", new: "set = \"4.50 V\"",
            keyPath: "limits.cell_overvoltage.safety.set",
            message: "the open-circuit voltage of the cell does not span this limit",
            found: "4.5 V"),
        Case(
            old: "set = \"3.20 V\"", new: "set = \"2.9 V\"",
            keyPath: "limits.cell_undervoltage.safety.set",
            message: "the open-circuit voltage of the cell does not span this limit",
            found: "2.9 V"),
        Case(
            old: "set = \"12 MPa\"", new: "set = \"17 MPa\"",
            keyPath: "limits.stack_overpressure.safety.set",
            message: "outside the calibrated range of the load cell of \"stack-1\"",
            found: "17 MPa", allowed: "0.2 to 16 MPa"),
        Case(
            old: "full_scale = { value = 4.0,", new: "full_scale = { value = 1.0,",
            keyPath: "limits.overcurrent_discharging.safety.set",
            message: "beyond the full scale of the current sensor", found: "1.2 A",
            allowed: "up to 1 A"),
        Case(
            old: "calibrated_maximum = { value = 16,", new: "calibrated_maximum = { value = 25,",
            keyPath: "load_cell.calibrated_maximum",
            message: "beyond the load cell's rated force", found: "25 MPa",
            allowed: "up to 20 MPa"),
        Case(
            old: "[limits.cell_deep_discharge]", new: "[limits.cell_deep_dischrage]",
            keyPath: "limits.cell_deep_dischrage",
            message: "unknown key; did you mean \"cell_deep_discharge\"?"),
        Case(
            old: "[limits.cell_deep_discharge]", new: "[limits.cell_deep_dischrage]",
            keyPath: "limits.cell_deep_discharge", message: "missing key", allowed: "a table"),
    ]

    static let hardware: [Case] = [
        Case(
            old: "wired_cells = 16", new: "wired_cells = 15",
            keyPath: "cell_monitor.wired_cells", message: "not the number of cells in the stacks",
            found: "15", allowed: "16"),
        Case(
            // 4.30 V is not a whole number of steps of 50.6 mV: the chip holds 84 of them.
            old: "overvoltage = \"4.31 V\"", new: "overvoltage = \"4.30 V\"",
            keyPath: "cell_monitor.overvoltage",
            message: "not beyond the safety limit of the program",
            found: "4.2504 V in steps of the chip",
            allowed: "above 4.26 V"),
        Case(
            old: "undervoltage = \"3.0 V\"", new: "undervoltage = \"3.25 V\"",
            keyPath: "cell_monitor.undervoltage",
            message: "not beyond the safety limit of the program",
            found: "3.289 V in steps of the chip",
            allowed: "below 3.2 V"),
        Case(
            old: "overcurrent_charge = \"1.0 A\"", new: "overcurrent_charge = \"0.5 A\"",
            keyPath: "cell_monitor.overcurrent_charge",
            message: "not beyond the safety limit of the program",
            found: "0.5 A in steps of the chip",
            allowed: "above 0.6 A"),
        Case(
            old: "overcurrent_discharge = \"1.6 A\"", new: "overcurrent_discharge = \"50 A\"",
            keyPath: "cell_monitor.overcurrent_discharge", message: "out of range",
            found: "50 A", allowed: "0.4 to 20 A"),
        Case(
            old: "precharge_timeout = \"3 s\"", new: "precharge_timeout = \"0.5 s\"",
            keyPath: "contactors.precharge_timeout",
            message: "shorter than five time constants of resistor and bus capacitance",
            found: "0.5 s", allowed: "from 0.75 s"),
        Case(
            old: "fault_hold_time = \"1 s\"", new: "fault_hold_time = \"50 ms\"",
            keyPath: "contactors.fault_hold_time",
            message: "not longer than the confirm times of the contactor limits",
            found: "50 ms", allowed: "above 50 ms"),
        Case(
            old: "discharge_rating = \"0.65 A\"", new: "discharge_rating = \"0.8 A\"",
            keyPath: "derating.discharge_rating",
            message: "above the operating limit of the current", found: "0.8 A",
            allowed: "up to 0.7 A"),
        Case(
            old: "kind = \"spring\"", new: "kind = \"constant-pressure\"",
            keyPath: "fixture.stiffness", message: "a constant pressure has no stiffness",
            found: "0.0045 MPa/um"),
        Case(
            old: "stiffness = { value = 0.0045,", new: "stiffness = { value = 0,",
            keyPath: "fixture.stiffness", message: "a press of this kind is stiff",
            found: "0 MPa/um"),
        Case(
            old: "stiffness = { value = 0.0045,", new: "stiffness = { value = 0.01,",
            keyPath: "limits.stack_overpressure.operating.set",
            message: "a full stack \"stack-1\" presses harder than this", found: "9 MPa",
            allowed: "from 10.184 MPa"),
        Case(
            old: "preload = { value = 5.0,", new: "preload = { value = 2.9,",
            keyPath: "limits.stack_underpressure.operating.set",
            message: "an empty stack \"stack-1\" presses less than this", found: "3 MPa",
            allowed: "up to 2.9 MPa"),
        Case(
            old: "cell_voltage = \"250 ms\"", new: "cell_voltage = \"50 ms\"",
            keyPath: "age_budgets.cell_voltage", message: "shorter than the period of the loop",
            found: "50 ms", allowed: "from 100 ms"),
        Case(
            old: "full_scale = { value = 4.0,", new: "full_scale = { value = 40.0,",
            keyPath: "current_sensor.full_scale",
            message: "beyond what this shunt lets the INA228 measure", found: "40 A",
            allowed: "up to 16.384 A"),
        Case(
            old: "line = \"BMS_CONT_NEG_EN\"", new: "line = \"BMS_CONT_POS_EN\"",
            keyPath: "gpio", message: "two lines share one name",
            found: "\"BMS_CONT_POS_EN\""),
    ]

    static let balancing: [Case] = [
        Case(
            old: "stop_difference = { value = 4,", new: "stop_difference = { value = 8,",
            keyPath: "balancing.stop_difference", message: "not below the start difference",
            found: "8 mV", allowed: "below 8 mV"),
        Case(
            old: "refresh_period = { value = 5,", new: "refresh_period = { value = 11,",
            keyPath: "balancing.refresh_period",
            message: "longer than half the time-out of the cell monitor", found: "11000 ms",
            allowed: "up to 10000 ms"),
        Case(
            old: "cell_voltage_minimum = { value = 3.9,",
            new: "cell_voltage_minimum = { value = 3.44,",
            keyPath: "balancing.cell_voltage_minimum",
            message: "a cell may be bled into the operating limit of under-voltage",
            found: "3.44 V", allowed: "from 3.45 V"),
        Case(
            old: "cell_voltage_minimum = { value = 3.9,",
            new: "cell_voltage_minimum = { value = 4.21,",
            keyPath: "balancing.cell_voltage_minimum",
            message: "not below the operating limit of over-voltage, so nothing is ever bled",
            found: "4.21 V", allowed: "below 4.21 V"),
        Case(
            old: "temperature_maximum = { value = 65,", new: "temperature_maximum = { value = 67,",
            keyPath: "balancing.temperature_maximum",
            message: "above an operating limit of the temperature", found: "67 degC",
            allowed: "up to 66 degC"),
        Case(
            old: "pause_time = { value = 5, unit = \"s\"",
            new: "pause_time = { value = 1, unit = \"s\"",
            keyPath: "balancing.pause_time", message: "out of range"),
        Case(
            old: "time_out = { value = 20,", new: "time_out = { value = 256,",
            keyPath: "balancing.time_out", message: "out of range"),
        Case(
            old: "cells_at_once = 4", new: "cells_at_once = 9",
            keyPath: "balancing.cells_at_once", message: "out of range", found: "9",
            allowed: "1 to 8"),
        Case(
            old: "cells_at_once = 4", new: "", keyPath: "balancing.cells_at_once",
            message: "missing key"),
        Case(
            old: "[balancing]\n", new: "[balancing]\ncells_at_ones = 4\n",
            keyPath: "balancing.cells_at_ones",
            message: "unknown key; did you mean \"cells_at_once\"?"),
    ]

    @Test(arguments: limits + hardware + balancing)
    func `a contradiction is found`(example: Case) {
        let problems = ShippedFiles.packProblems((old: example.old, new: example.new))
        #expect(
            problems.contains {
                $0.keyPath == example.keyPath && $0.message == example.message
                    && (example.found == nil || $0.found == example.found)
                    && (example.allowed == nil || $0.allowed == example.allowed)
            }, "\(problems)")
    }

    private func device(_ name: String, _ role: String, _ rest: String) -> String {
        "name = \"\(name)\"\nrole = \"\(role)\"\n\(rest)"
    }

    @Test(arguments: [true, false])
    func `a supply line of the sensors serves one bus`(hasLine: Bool) {
        let line = hasLine ? "sensor_power = { line = \"BMS_SENS_PWR_EN\" }\n" : ""
        let problems = ShippedFiles.packProblems(
            (
                old: "[gpio]\n",
                new: "[buses.third]\ndevice_file = \"/dev/i2c-3\"\nclock = \"400 kHz\"\n\n"
                    + "[gpio]\n" + line
            ),
            (
                old: "part = \"INA228\"\nbus = \"main\"",
                new: "part = \"INA228\"\nbus = \"third\""
            ))
        #expect(
            problems.map(\.message)
                == (hasLine ? ["supplies the chips of more than one bus"] : []))
        #expect(problems.map(\.keyPath) == (hasLine ? ["gpio.sensor_power"] : []))
    }

    @Test func `two chips of one address on the root are refused`() {
        let problems = ShippedFiles.packProblems(
            (
                old: "part = \"24AA025E48\"\nbus = \"main\"\naddress = 0x50",
                new: "part = \"24AA025E48\"\nbus = \"main\"\naddress = 0x70"
            ))
        #expect(problems.map(\.message) == ["not an address of a 24AA025E48"])
        #expect(problems.map(\.allowed) == ["0x50 to 0x57"])
        #expect(problems.map(\.keyPath) == ["devices[3].address"])
    }

    @Test func `a chip on the root may not share its address with one behind a channel`() {
        let problems = ShippedFiles.packProblems(
            (
                old: "part = \"INA228\"\nbus = \"main\"\naddress = 0x40",
                new: "part = \"INA228\"\nbus = \"main\"\naddress = 0x49"
            ))
        #expect(problems.count == 4)
        #expect(
            problems.first
                == ConfigurationProblem(
                    file: ShippedFiles.pack, position: .scanned(line: 133),
                    keyPath: "devices[7].address", message: "shares its address with \"current\"",
                    found: "0x49 on bus \"main\", channel 0"))
    }

    @Test func `two chips of one address behind one channel are refused`() {
        let problems = ShippedFiles.packProblems(
            (
                old: device(
                    "temperature-2", "temperature",
                    "cell = 2\npart = \"TMP117\"\nbus = \"main\"\nchannel = 0\naddress = 0x49"),
                new: device(
                    "temperature-2", "temperature",
                    "cell = 2\npart = \"TMP117\"\nbus = \"main\"\nchannel = 0\naddress = 0x48")
            ))
        #expect(problems.map(\.message) == ["shares its address with \"temperature-1\""])
    }

    @Test func `a cell without a thermometer leaves its limits unwatched`() {
        let problems = ShippedFiles.packProblems(
            (
                old: device("temperature-2", "temperature", "cell = 2"),
                new: device("temperature-2", "temperature", "cell = 1")
            ))
        #expect(
            problems.map(\.message) == [
                "measures the same as \"temperature-1\"",
                "no device measures this of cell 2",
            ])
        #expect(problems.last?.keyPath == "limits.overtemperature_charging")
        #expect(problems.last?.allowed == "a device with role = \"temperature\"")
    }

    @Test func `a stack without a load-cell converter leaves its limits unwatched`() {
        let problems = ShippedFiles.packProblems(
            (
                old: device("pressure-4", "pressure", "stack = 4"),
                new: device("pressure-4", "pressure", "stack = 3")
            ))
        #expect(
            problems.map(\.message) == [
                "measures the same as \"pressure-3\"",
                "no device measures this of stack 4",
            ])
    }

    @Test func `a channel needs a multiplexer on its bus`() {
        let problems = ShippedFiles.packProblems(
            (
                old: device("multiplexer", "multiplexer", "part = \"TCA9548A\"\nbus = \"main\""),
                new: device("multiplexer", "multiplexer", "part = \"TCA9548A\"\nbus = \"cells\"")
            ))
        #expect(problems.count == 20)
        #expect(problems.allSatisfy { $0.message == "there is no multiplexer on bus \"main\"" })
    }

    @Test func `a part that does not play the role is refused`() {
        let problems = ShippedFiles.packProblems(
            (old: "role = \"current\"", new: "role = \"memory\""))
        #expect(
            problems.contains {
                $0.message == "this part does not play the role \"memory\"" && $0.found == "INA228"
                    && $0.allowed == "24AA025E48"
            })
        #expect(
            problems.contains {
                $0.keyPath == "limits.overcurrent_charging"
                    && $0.message == "no device measures this"
            })
    }

    @Test func `two devices of one name are refused`() {
        let problems = ShippedFiles.packProblems(
            (old: "name = \"temperature-2\"", new: "name = \"temperature-1\""))
        #expect(problems.map(\.message) == ["two devices share one name"])
    }

    @Test func `a bus that is not described is refused with a guess`() {
        let problems = ShippedFiles.packProblems(
            (old: "part = \"INA228\"\nbus = \"main\"", new: "part = \"INA228\"\nbus = \"mian\""))
        #expect(
            problems.contains {
                $0.message == "unknown word; did you mean \"main\"?"
                    && $0.allowed == "\"cells\", \"main\""
            })
    }
}
