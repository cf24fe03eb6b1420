"""Simulated GPIO lines of the kernel (gpio-sim): what the board's wiring would do and see."""

import fcntl
import os
import struct

_CONFIG = "/sys/kernel/config/gpio-sim"
PACK_LABEL = "pinctrl-bcm2711"

OUTPUTS = ["BMS_CONT_POS_EN", "BMS_CONT_NEG_EN", "BMS_PRECHG_EN", "BMS_WDI", "BMS_MUX_RST_N"]
INPUTS = [
    "BMS_CONT_POS_FB", "BMS_CONT_NEG_FB", "BMS_PRECHG_FB", "BMS_INTERLOCK_N", "BMS_ESTOP_N",
]
CONTACTORS = OUTPUTS[:3]
FEEDBACKS = INPUTS[:3]


def write(path, text):
    """Writes a setting of the kernel's."""
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def read(path):
    """Reads a setting of the kernel's, without the line's end."""
    with open(path, encoding="ascii") as file:
        return file.read().strip()


class SimulatedChip:
    """One GPIO chip with named lines."""

    def __init__(self, name="rig", label=PACK_LABEL, lines=None):
        self.lines = (OUTPUTS + INPUTS) if lines is None else lines
        self.config = f"{_CONFIG}/{name}"
        bank = f"{self.config}/bank0"
        os.makedirs(bank)
        write(f"{bank}/num_lines", str(len(self.lines)))
        write(f"{bank}/label", label)
        for offset, line in enumerate(self.lines):
            os.mkdir(f"{bank}/line{offset}")
            write(f"{bank}/line{offset}/name", line)
        write(f"{self.config}/live", "1")
        chip = read(f"{bank}/chip_name")
        self.device = f"/dev/{chip}"
        self.folder = f"/sys/devices/platform/{read(self.config + '/dev_name')}/{chip}"

    @classmethod
    def found(cls, name, lines=None):
        """A chip that somebody else has made."""
        chip = cls.__new__(cls)
        bank = f"{_CONFIG}/{name}/bank0"
        chip.config = f"{_CONFIG}/{name}"
        chip.lines = []
        for offset in range(int(read(f"{bank}/num_lines"))):
            line = f"{bank}/line{offset}/name"
            chip.lines.append(read(line) if os.path.exists(line) else "")
        number = read(f"{bank}/chip_name")
        chip.device = f"/dev/{number}"
        chip.folder = f"/sys/devices/platform/{read(chip.config + '/dev_name')}/{number}"
        return chip

    def remove(self):
        """Unplugs the chip."""
        write(f"{self.config}/live", "0")

    def _path(self, line, attribute):
        return f"{self.folder}/sim_gpio{self.lines.index(line)}/{attribute}"

    def level(self, line):
        """The voltage on a line: what its owner drives, or its pull."""
        return int(read(self._path(line, "value")))

    def levels(self, lines):
        """Several levels, in order."""
        return [self.level(line) for line in lines]

    def pull(self, line, high):
        """What the wiring does to an input."""
        write(self._path(line, "pull"), "pull-up" if high else "pull-down")


_REQUEST = struct.Struct("=64I32sQI20x240xII20xi")
_GET_LINE = 3 << 30 | _REQUEST.size << 16 | 0xB4 << 8 | 0x07
_INPUT = 1 << 2


class HeldLine:
    """A line that another program has taken, as an input."""

    def __init__(self, chip, line, consumer):
        offsets = [chip.lines.index(line)] + [0] * 63
        request = bytearray(
            _REQUEST.pack(*offsets, consumer.encode(), _INPUT, 0, 1, 0, -1))
        device = os.open(chip.device, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.ioctl(device, _GET_LINE, request)
        finally:
            os.close(device)
        self._descriptor = _REQUEST.unpack(request)[-1]

    def release(self):
        """Gives it back."""
        os.close(self._descriptor)
