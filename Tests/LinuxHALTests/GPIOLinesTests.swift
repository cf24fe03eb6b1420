import Glibc
import HAL
import Testing

@testable import LinuxHAL

struct GPIOLinesTests {
    private let calls = FakeGPIOCalls([
        .init(label: "pinctrl-bcm2711", names: ["ID_SDA", "", "BMS_CONT_POS_EN"]),
        .init(label: "raspberrypi-exp-gpio", names: ["BT_ON", "BMS_ESTOP_N"]),
    ])

    @Test func `a line is found by its name on any chip`() throws {
        let lines = try GPIOLines(calls: calls)
        _ = try lines.input(named: "BMS_ESTOP_N", isActiveLow: true, bias: .pullUp)
        #expect(calls.log.first == "take 1.1")
        #expect(
            calls.requests == [
                GPIORequest(isOutput: false, isActiveLow: true, bias: .pullUp, initialValue: false)
            ])
    }

    @Test(arguments: [false, true])
    func `an output begins at its safe level in the request itself`(safeLevel: Bool) throws {
        let lines = try GPIOLines(calls: calls)
        let output = try lines.output(named: "BMS_CONT_POS_EN", safeLevel: safeLevel)
        #expect(output.safeLevel == safeLevel)
        #expect(calls.log == ["take 0.2"])
        #expect(calls.requests.map(\.initialValue) == [safeLevel])
        #expect(calls.requests.map(\.isOutput) == [true])
    }

    @Test func `an output returns to its safe level and is released when it goes`() throws {
        do {
            let lines = try GPIOLines(calls: calls)
            let output = try lines.output(named: "BMS_CONT_POS_EN", safeLevel: false)
            try output.set(true)
        }
        #expect(calls.log.prefix(4) == ["take 0.2", "set 2 true", "set 2 false", "release 2"])
        #expect(Set(calls.log.dropFirst(4)) == ["close chip 0", "close chip 1"])
    }

    @Test func `a held line keeps its chip open when the survey is gone`() throws {
        let output: GPIOOutputLine
        do {
            let lines = try GPIOLines(calls: calls)
            output = try lines.output(named: "BMS_CONT_POS_EN")
        }
        #expect(calls.log == ["take 0.2", "close chip 1"])
        try output.set(true)
        #expect(calls.log.last == "set 2 true")
    }

    @Test func `an input reads its level as wired`() throws {
        let input = try GPIOLines(calls: calls).input(named: "BMS_ESTOP_N")
        #expect(try input.read() == false)
        calls.level = 1
        #expect(try input.read() == true)
    }

    @Test(arguments: [
        (ENODEV, LineError.unavailable), (EBUSY, .unavailable), (EIO, .system(EIO)),
    ])
    func `a line that fails later throws its kind of error`(
        number: Int32, expected: LineError
    ) throws {
        let lines = try GPIOLines(calls: calls)
        let input = try lines.input(named: "BMS_ESTOP_N")
        let output = try lines.output(named: "BMS_CONT_POS_EN")
        calls.lineAnswer = -number
        #expect(throws: expected) { try input.read() }
        #expect(throws: expected) { try output.set(true) }
    }

    @Test func `a name that is not there is answered with the names that are`() throws {
        let lines = try GPIOLines(calls: calls)
        let expected = LinuxHALError(
            resource: .gpioLine, name: "BMS_CONT_POS",
            problem: .lineNotFound(
                known: ["ID_SDA", "BMS_CONT_POS_EN", "BT_ON", "BMS_ESTOP_N"]))
        #expect(throws: expected) { try lines.output(named: "BMS_CONT_POS") }
        #expect(
            expected.description.hasPrefix(
                "BMS_CONT_POS: no GPIO line has this name; "
                    + "there are ID_SDA, BMS_CONT_POS_EN, BT_ON, BMS_ESTOP_N. "))
    }

    @Test func `a name that occurs twice needs the chip's label`() throws {
        calls.chips[1].names[0] = "BMS_CONT_POS_EN"
        let lines = try GPIOLines(calls: calls)
        let expected = LinuxHALError(
            resource: .gpioLine, name: "BMS_CONT_POS_EN",
            problem: .lineAmbiguous(places: [
                "line 2 of /dev/gpiochip0 (pinctrl-bcm2711)",
                "line 0 of /dev/gpiochip1 (raspberrypi-exp-gpio)",
            ]))
        #expect(throws: expected) { try lines.output(named: "BMS_CONT_POS_EN") }
        _ = try lines.output(
            named: "BMS_CONT_POS_EN", onChipLabelled: "raspberrypi-exp-gpio")
        #expect(calls.log.first == "take 1.0")
    }

    @Test func `a line that somebody else holds names the holder`() throws {
        let lines = try GPIOLines(calls: calls)
        calls.requestAnswer = -EBUSY
        calls.consumer = "gpioset"
        let expected = LinuxHALError(
            resource: .gpioLine, name: "BMS_CONT_POS_EN",
            problem: .lineHeld(consumer: "gpioset"), errno: EBUSY)
        #expect(throws: expected) { try lines.output(named: "BMS_CONT_POS_EN") }
        #expect(expected.description.contains("in use by \"gpioset\""))
    }

    @Test func `a chip that may not be opened does not hide the others`() throws {
        calls.chips[1].openAnswer = -EACCES
        let lines = try GPIOLines(calls: calls)
        #expect(lines.chips.map(\.label) == ["pinctrl-bcm2711"])
        #expect(lines.problems.map(\.name) == ["/dev/gpiochip1"])
        #expect(lines.problems.map(\.errno) == [EACCES])
    }

    @Test func `a machine without chips says so`() {
        calls.chips = []
        let expected = LinuxHALError(resource: .gpioChip, name: "/dev", problem: .noChips)
        #expect(throws: expected) { try GPIOLines(calls: calls) }
    }

    @Test func `a chip that is not there fails with its path`() {
        do throws(LinuxHALError) {
            _ = try GPIOChip(path: "/dev/gpiochip4711")
            Issue.record("A device that is not there was opened.")
        } catch {
            #expect(
                error.description
                    == "/dev/gpiochip4711: cannot open the GPIO chip: "
                    + "No such file or directory (ENOENT, 2)")
        }
    }
}
