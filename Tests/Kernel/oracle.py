#!/usr/bin/python3
"""The kernel's own drivers as judges: what our simulated chips put into their registers must be the
same physical value to a driver that somebody else wrote.

i2c-stub keeps registers and has no behaviour. It is loaded with what `solidbms expose
--print-registers` prints of a simulated chip that feels a given temperature or voltage; a driver
binds and decodes; its value must be the physical one within half a step of the chip.
"""

import glob
import os
import subprocess

import smbus2

from support import daemon, results, rig, stub

SCENARIO = f"{rig.SCENARIOS}/calm.toml"

# Kelvins are no matter here: these are what the sensors feel, in degrees Celsius.
TEMPERATURES = [-55, -40, -0.5, -0.004, 0, 0.004, 21.37, 60, 85.5, 125, 150]
TEMPERATURE_STEP = 0.0078125

BUS_VOLTAGES = [0, 0.003, 3.3, 12.8, 48.001, 67.2, 85]
SHUNT_VOLTAGES = [-0.16384, -0.04096, -0.0075, -0.000005, 0, 0.000004, 0.003, 0.0409, 0.1638]
DIE_TEMPERATURES = [-40, -0.5, 0, 25, 125]
# The INA238 is the INA228 with 16 bits in place of 20, which are the upper ones.
BUS_STEP, SHUNT_STEP, DIE_STEP = 0.003125, 0.000005, 0.125


class Image:
    """Registers of a simulated chip, and the physical values behind them."""

    def __init__(self, chip, **physics):
        words = [
            word for name, value in physics.items()
            for word in ("--feel", f"{name}={value!r}")]
        text = subprocess.run(
            [f"{daemon.programs()}/solidbms", "expose", SCENARIO, "--print-registers", chip,
             *words], capture_output=True, text=True, check=True).stdout
        self.registers, self.physics = {}, {}
        for line in text.splitlines():
            fields = line.split()
            if fields[0] == "register":
                self.registers[int(fields[1], 16)] = bytes(int(word, 16) for word in fields[5:])
            elif fields[0] == "physics":
                self.physics[fields[1]] = float(fields[2])

    def word(self, register):
        """The first two bytes, the high one first."""
        return int.from_bytes(self.registers[register][:2], "big")


def compare(name, unit, pairs, bound):
    """Every decoded value within a bound of the physical one."""
    worst = max(abs(measured - true) for true, measured in pairs)
    table = "\n".join(f"{true:+.6f} {unit} decoded as {measured:+.6f}" for true, measured in pairs)
    results.note(f"{name}:")
    for line in table.splitlines():
        results.note(f"  {line}")
    results.figure(
        name, f"{len(pairs)} values from {min(pairs)[0]:g} to {max(pairs)[0]:g} {unit}, "
        f"worst {worst:.3g}, bound {bound:.3g}")
    return results.check(worst <= bound * 1.001, f"{name} is the physical value", table)


def tmp117(bus):
    """TMP117, driver tmp117 (iio)."""
    address = 0x48
    images = [Image("temperature-1", temperature_celsius=value) for value in TEMPERATURES]
    for register in images[0].registers:
        bus.set_word(address, register, images[0].word(register))
    folder = bus.bind("tmp117", address)
    results.check(folder, "the driver tmp117 binds by the identity that we simulate")
    scale = stub.attribute(folder, "iio:device*/in_temp_scale") / 1000
    pairs = []
    for image in images:
        bus.set_word(address, 0x00, image.word(0x00))
        raw = stub.attribute(folder, "iio:device*/in_temp_raw")
        pairs.append((image.physics["temperature_celsius"], raw * scale))
    compare("TMP117 temperature by tmp117", "degC", pairs, TEMPERATURE_STEP / 2)
    bus.release(address)


def ina228(bus):
    """INA228, driver ina238 (hwmon): 6.12 has none for the INA228 itself."""
    address = 0x40
    rest = Image("current")
    for register in rest.registers:
        bus.set_word(address, register, rest.word(register))
    folder = bus.bind("ina238", address)
    results.check(folder, "the driver ina238 binds")

    def series(name, register, attribute, values):
        pairs = []
        for value in values:
            image = Image("current", **{name: value})
            bus.set_word(address, register, image.word(register))
            pairs.append((image.physics[name],
                          stub.attribute(folder, f"hwmon/hwmon*/{attribute}") / 1000))
        return pairs

    # The INA238 has no lower bits to round with, and its driver cuts shunt voltages to 1 mV.
    compare("INA228 bus voltage by ina238", "V",
            series("bus_voltage_volt", 0x05, "in1_input", BUS_VOLTAGES), BUS_STEP)
    compare("INA228 shunt voltage by ina238", "V",
            series("shunt_voltage_volt", 0x04, "in0_input", SHUNT_VOLTAGES), 0.001 + SHUNT_STEP)
    compare("INA228 die temperature by ina238", "degC",
            series("die_temperature_celsius", 0x06, "temp1_input", DIE_TEMPERATURES), DIE_STEP)
    bus.release(address)


def eeprom(bus):
    """24AA025E48, driver at24: the whole memory, and the part's address of Microchip's."""
    address = 0x50
    image = Image("settings")
    for start, content in image.registers.items():
        for offset, byte in enumerate(content):
            bus.set_byte(address, start + offset, byte)
    folder = bus.bind("24c02", address)
    results.check(folder, "the driver at24 binds")
    with open(f"{folder}/eeprom", "rb") as file:
        content = file.read()
    wanted = b"".join(image.registers[start] for start in sorted(image.registers))
    results.check(content == wanted and len(content) == 256, "at24 reads the same 256 bytes")
    results.equal(content[-6:-3], b"\x00\x04\xa3", "with an address of Microchip's at the end")
    bus.release(address)


def multiplexer(bus):
    """TCA9548A, driver pca954x: eight buses; the selection is the byte that our driver sends."""
    address = 0x70
    # A byte that is sent moves the pointer of i2c-stub; a byte received comes from there.
    for channel in range(8):
        bus.set_byte(address, 1 << channel, 1 << channel)
    folder = bus.bind("pca9548", address)
    results.check(folder, "the driver pca954x binds")
    channels = sorted(
        glob.glob(f"{folder}/channel-*"), key=lambda path: int(path.rsplit("-", 1)[1]))
    results.equal(len(channels), 8, "and makes eight channels")
    seen = []
    for channel in channels:
        number = int(os.readlink(channel).rsplit("-", 1)[1])
        with smbus2.SMBus(number) as behind:
            behind.read_byte_data(0x50, 0)
        seen.append(bus.bus.read_byte(address, force=True))
    results.equal(
        seen, [1 << channel for channel in range(8)],
        "which it selects with the bit of the channel, as our driver does")
    bus.release(address)


def nau7802(bus):
    """NAU7802, driver nau7802 (iio): waits for bits that a chip sets by itself."""
    is_bound = bus.bind("nau7802", 0x2A) is not None
    results.figure("driver nau7802", "binds" if is_bound else "does not bind without behaviour")
    results.check(not is_bound, "nau7802 does not bind to registers without behaviour")
    bus.release(0x2A)


def pca9555(bus):
    """PCA9555, driver pca953x: the rig has none yet, so only whether one could be judged."""
    folder = bus.bind("pca9555", 0x20)
    chips = glob.glob(f"{folder}/gpiochip*") if folder else []
    results.check(chips, "pca953x binds to registers without behaviour and makes a GPIO chip")
    bus.release(0x20)


def drivers():
    """What this kernel offers for our chips."""
    offered = {
        name: os.path.exists(f"/sys/bus/i2c/drivers/{name}")
        for name in ("tmp117", "ina2xx", "ina238", "at24", "pca954x", "pca953x", "nau7802")}
    for name, is_there in offered.items():
        results.figure(f"driver {name}", "there" if is_there else "not in this kernel")
    results.check(all(offered.values()), "the kernel has the drivers that the tests name", offered)


def main():
    """Chip by chip."""
    results.plan(15)
    bus = stub.StubBus(0x20, 0x2A, 0x40, 0x48, 0x50, 0x70)
    drivers()
    tmp117(bus)
    ina228(bus)
    eeprom(bus)
    multiplexer(bus)
    nau7802(bus)
    pca9555(bus)
    results.finish()


main()
