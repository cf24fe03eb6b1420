"""The simulated rig behind device files: `solidbms expose` as root, its buses and its lines."""

import glob
import json
import os
import signal
import subprocess
import time

from . import access, daemon, lines, waiting

SCENARIOS = f"{daemon.REPOSITORY}/Configs/Scenarios"
BUSES = ["/dev/i2c-1", "/dev/i2c-11"]


class Rig:
    """One run of `solidbms expose`, with everything the demonstration pack names."""

    _runs = 0

    def __init__(self, scenario=f"{SCENARIOS}/calm.toml", *options, report=None,
                 gpio="configfs"):
        Rig._runs += 1
        self.output = f"/run/expose-{Rig._runs}"
        self.report_path = report
        words = [
            f"{daemon.programs()}/solidbms", "expose", scenario, "--gpio", gpio, *options,
        ]
        if report is not None:
            words += ["--report", report]
        with open(self.output, "wb") as output:
            # The caller ends it; a context manager would wait for it.
            # pylint: disable-next=consider-using-with
            self.process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        waiting.until(lambda: self._is_there() or not self.is_alive(), 30)
        if not self._is_there():
            raise RuntimeError(f"the rig does not come up:\n{self.said()}")
        self.chip = lines.SimulatedChip.found(self._chip_name())
        access.arrange_devices()

    @staticmethod
    def _chip_name():
        names = [
            name for name in os.listdir("/sys/kernel/config/gpio-sim")
            if lines.read(f"/sys/kernel/config/gpio-sim/{name}/bank0/label") == lines.PACK_LABEL]
        return names[0] if names else None

    def _is_there(self):
        if self.process.poll() is not None:
            return False
        if not all(os.path.exists(path) for path in BUSES):
            return False
        name = self._chip_name()
        return name is not None and lines.read(f"/sys/kernel/config/gpio-sim/{name}/live") == "1"

    def said(self):
        """Everything it has printed."""
        with open(self.output, encoding="utf-8", errors="replace") as file:
            return file.read()

    def is_alive(self):
        """Whether it runs."""
        return self.process.poll() is None

    def stop(self, number=signal.SIGTERM, seconds=30):
        """Ends it; returns its exit status."""
        if self.is_alive():
            self.process.send_signal(number)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None

    def wait(self, seconds):
        """Waits until it ends by itself; its exit status, or None."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def report(self):
        """What it wrote about hazards, once it has ended."""
        with open(self.report_path, encoding="utf-8") as file:
            return json.load(file)

    # What an engineer at the bench can see and do

    def commands(self):
        """Levels of the three contactor lines."""
        return self.chip.levels(lines.CONTACTORS)

    def press_emergency_stop(self, is_pressed):
        """The button's own line, which is low when pressed."""
        self.chip.pull("BMS_ESTOP_N", not is_pressed)

    def open_interlock(self, is_open):
        """The interlock's line, which is low when open."""
        self.chip.pull("BMS_INTERLOCK_N", not is_open)

    def wait_until_open(self, seconds=2.0):
        """Waits until every contactor line is low.

        Returns how long it took, or None.
        """
        began = time.monotonic()
        if waiting.until(lambda: not any(self.commands()), seconds, period=0.001):
            return time.monotonic() - began
        return None

    def wait_until_feedback_open(self, seconds=2.0):
        """The same for the contactors themselves, by their auxiliary contacts."""
        began = time.monotonic()
        is_open = waiting.until(
            lambda: not any(self.chip.levels(lines.FEEDBACKS)), seconds, period=0.001)
        return time.monotonic() - began if is_open else None


def leftover_nodes():
    """Device files of buses that are there."""
    return sorted(glob.glob("/dev/i2c-*"))
