import Configuration
import Foundation
import Testing

/// What the folder Hardware says of the demonstration pack, held against the pack file.
struct HardwareFolderTests {
    let pack: PackDescription
    let pins: [HardwareFolder.Pin]

    init() throws {
        pack = try PackDescription(contentsOf: ShippedFiles.pack)
        pins = try HardwareFolder.pins()
    }

    // MARK: - Bill of materials

    @Test(arguments: DeviceDescription.Part.allCases)
    func `the bill of materials has as many of each chip as the pack`(
        part: DeviceDescription.Part
    ) throws {
        let devices = pack.allDevices.filter { $0.part == part }
        let item = try #require(try HardwareFolder.bill().first { $0["item"] == part.rawValue })
        #expect(item["quantity"] == "\(devices.count)")
        #expect(item["manufacturer_number"]?.hasPrefix(part.rawValue) == true)
        for device in devices {
            let bus = try #require(pack.buses.first { $0.name == device.bus })
            let place = item["place"]?.split { $0 == " " || $0 == "," }
            #expect(place?.contains(bus.deviceFile.dropFirst("/dev/".count)) == true)
        }
        let lowest = try #require(devices.map(\.address).min())
        #expect(item["place"]?.hasPrefix(HardwareFolder.hexadecimal(lowest)) == true)
    }

    @Test func `there is a converter, a load cell and a cut-out for what the pack measures`() throws
    {
        let bill = try HardwareFolder.bill()
        func quantity(_ item: String) -> String? {
            bill.first { $0["item"] == item }?["quantity"]
        }
        #expect(quantity("Load cell") == "\(pack.stacks.count)")
        #expect(quantity("Thermal cut-out") == "\(pack.stacks.count)")
        #expect(quantity("Sense fuse") == "\(pack.cellCount + 1)")
        #expect(quantity("Line resistors") == "\(pins.count)")
    }

    @Test func `every row of the bill of materials is whole`() throws {
        let bill = try HardwareFolder.bill()
        #expect(bill.count > 20)
        for row in bill {
            #expect(["A", "B", "C", "D", "E"].contains(row["price_class"]), "\(row)")
            #expect(
                ["vendor document", "from memory", "none chosen"].contains(row["number_checked"]),
                "\(row)")
            #expect(row["purpose"]?.isEmpty == false && row["place"]?.isEmpty == false, "\(row)")
        }
    }

    // MARK: - Bring-up

    @Test func `the bring-up quotes what check-config says of the pack`() throws {
        let line =
            "\(pack.name): \(pack.cellCount) cells in \(pack.stacks.count) stacks, "
            + "\(pack.allDevices.count) chips on \(pack.buses.count) buses, "
            + "\(pack.lines.all.count) lines, \(pack.rules.count) limits; no problems"
        #expect(try HardwareFolder.text("Hardware/BringUp.md").contains("\n\(line)\n"))
    }

    // MARK: - Pin table

    @Test func `the pin table has every line of the pack with its active level`() {
        for line in pack.lines.all {
            let pin = pins.first { $0.name == line.name }
            #expect(pin != nil, "\(line.name) is missing.")
            #expect(pin?.isActiveLow == line.isActiveLow, "\(line.name)")
            #expect(line.name.hasSuffix("_N") == line.isActiveLow, "\(line.name)")
        }
    }

    @Test func `no two lines share a pin, and each pin is that of its GPIO`() {
        for pin in pins {
            #expect(pins.count { $0.gpio == pin.gpio } == 1, "\(pin)")
            #expect(HardwareFolder.headerPins[pin.gpio] == pin.pin, "\(pin)")
        }
    }

    @Test func `the pin table has every address of the pack`() throws {
        let rows = try HardwareFolder.addresses()
        for device in pack.allDevices {
            let bus = try #require(pack.buses.first { $0.name == device.bus })
            let row = rows.first {
                $0.part == device.part.rawValue && $0.addresses.contains(device.address)
                    && $0.bus == bus.deviceFile.dropFirst("/dev/".count)
                    && $0.isBehindSwitch == (device.channel != nil)
            }
            #expect(row != nil, "\(device)")
        }
    }

    // MARK: - Device tree

    @Test(arguments: HardwareFolder.overlays)
    func `the overlay names the lines as the pin table does`(
        overlay: HardwareFolder.Overlay
    ) throws {
        let names = try HardwareFolder.lineNames(overlay)
        // A shorter table would leave the board's last lines without a name.
        #expect(names.count == overlay.lineCount)
        for pin in pins { #expect(names[pin.gpio] == pin.name) }
        for (gpio, name) in names.enumerated() where name.hasPrefix("BMS_") {
            let isOfTheBus = [23: "BMS_CELLS_SDA", 24: "BMS_CELLS_SCL"][gpio] == name
            #expect(isOfTheBus || pins.contains { $0.gpio == gpio && $0.name == name }, "\(name)")
        }
    }

    @Test(arguments: HardwareFolder.overlays)
    func `the overlay sets up the buses of the pack`(overlay: HardwareFolder.Overlay) throws {
        let text = try HardwareFolder.text(overlay.path)
        let main = try #require(pack.buses.first { $0.name == "main" })
        let cells = try #require(pack.buses.first { $0.name == "cells" })
        #expect(text.contains("clock-frequency = <\(Int(main.clock))>;"))
        let number = cells.deviceFile.dropFirst("/dev/i2c-".count)
        #expect(text.contains("i2c\(number) = \"/i2c-gpio-cells\";"))
        // Two microseconds stand for about 100 kHz.
        #expect(cells.clock == 100_000 && text.contains("i2c-gpio,delay-us = <2>;"))
        #expect(text.contains("sda-gpios = <&gpio 23 6>;"))
        #expect(text.contains("scl-gpios = <&gpio 24 6>;"))
    }

    @Test(arguments: HardwareFolder.overlays)
    func `the overlay pulls each line to its safe level`(
        overlay: HardwareFolder.Overlay
    ) throws {
        let config = try HardwareFolder.text("Hardware/DeviceTree/config.txt")
        for isHigh in [false, true] {
            let gpios = pins.filter { $0.isSafeHigh == isHigh }.map(\.gpio).sorted()
            let found = try HardwareFolder.pulledPins(overlay, isHigh: isHigh)
            #expect(found == gpios)
            let list = gpios.map(String.init).joined(separator: ",")
            #expect(config.contains("gpio=\(list)=ip,\(isHigh ? "pu" : "pd")\n"))
        }
    }

    @Test(arguments: HardwareFolder.overlays)
    func `the overlay gives the kernel no chip of the daemon`(
        overlay: HardwareFolder.Overlay
    ) throws {
        let text = try HardwareFolder.text(overlay.path)
        let drivers = text.split(separator: "\n").filter { $0.contains("compatible = ") }
        #expect(drivers.count == 2)
        #expect(drivers.allSatisfy { $0.contains("\"brcm,") || $0.contains("\"i2c-gpio\"") })
    }

    @Test(.enabled(if: HardwareFolder.compiler != nil), arguments: HardwareFolder.overlays)
    func `the overlay compiles without a warning`(overlay: HardwareFolder.Overlay) throws {
        let result = try HardwareFolder.compile(overlay)
        #expect(result.status == 0)
        #expect(result.messages.isEmpty, "\(result.messages)")
        #expect(result.size > 1_000)
    }

    // MARK: - Drawings

    @Test(.enabled(if: HardwareFolder.interpreter != nil))
    func `the drawings are what their script draws from the pin table`() throws {
        let interpreter = try #require(HardwareFolder.interpreter)
        let result = try HardwareFolder.run(
            interpreter, [ShippedFiles.root + "/Hardware/Wiring/draw", "--check"])
        #expect(result.status == 0, "\(result.messages)")
    }

    @Test func `the wiring drawing shows every line and every chip`() throws {
        let drawing = try HardwareFolder.text("Hardware/Wiring/Wiring.svg")
        for pin in pins {
            #expect(drawing.contains(">\(pin.name)<"), "\(pin.name)")
        }
        for device in pack.allDevices {
            #expect(drawing.contains(device.part.rawValue), "\(device.part)")
            let address = HardwareFolder.hexadecimal(device.address)
            #expect(drawing.contains(address), "\(device)")
        }
    }

    @Test func `the safety drawing shows every input of the coil supply`() throws {
        let drawing = try HardwareFolder.text("Hardware/Wiring/SafetyChain.svg")
        let inputs = [
            "BMS_WDI", "BMS_CONT_POS_EN", "BMS_CONT_NEG_EN", "BMS_PRECHG_EN", "BMS_ESTOP_N",
            "BMS_INTERLOCK_N", "DDSG", "DCHG",
        ]
        for input in inputs { #expect(drawing.contains(input), "\(input)") }
    }
}
