"""Chips without behaviour behind i2c-stub, and the kernel's drivers on them."""

import glob
import os
import subprocess

import smbus2

from . import lines, waiting


class StubBus:
    """The bus of i2c-stub: registers that keep what is written to them."""

    def __init__(self, *addresses):
        numbers = ",".join(f"0x{address:02x}" for address in addresses)
        subprocess.run(
            ["insmod", "/run/kernel/i2c-stub.ko", f"chip_addr={numbers}"], check=True)
        names = glob.glob("/sys/bus/i2c/devices/i2c-*/name")
        self.number = next(
            int(name.split("/")[5][4:]) for name in names if "SMBus stub" in lines.read(name))
        self.path = f"/dev/i2c-{self.number}"
        self.bus = smbus2.SMBus(self.path)

    def set_word(self, address, register, word):
        """A register of two bytes, the high byte first on the wire as our chips have it."""
        self.bus.write_word_data(address, register, (word >> 8) | (word & 0xFF) << 8, force=True)

    def set_byte(self, address, register, byte):
        """A register of one byte."""
        self.bus.write_byte_data(address, register, byte, force=True)

    def bind(self, driver, address):
        """Lets a driver of the kernel take an address.

        Returns the device's folder, or None when it does not bind.
        """
        root = f"/sys/bus/i2c/devices/i2c-{self.number}"
        lines.write(f"{root}/new_device", f"{driver} 0x{address:02x}")
        folder = f"/sys/bus/i2c/devices/{self.number}-{address:04x}"
        is_bound = waiting.until(lambda: os.path.exists(f"{folder}/driver"), 0.5)
        return folder if is_bound else None

    def release(self, address):
        """Takes the device away again."""
        root = f"/sys/bus/i2c/devices/i2c-{self.number}"
        lines.write(f"{root}/delete_device", f"0x{address:02x}")


def attribute(folder, pattern):
    """The one attribute file below a device that a pattern names, as a number."""
    paths = glob.glob(f"{folder}/{pattern}")
    if len(paths) != 1:
        raise FileNotFoundError(f"{folder}/{pattern}: {paths}")
    return float(lines.read(paths[0]))
