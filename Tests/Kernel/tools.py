#!/usr/bin/python3
"""i2cdetect, i2cget, i2ctransfer and smbus2 see the same rig as the daemon, at the same time."""

import re
import subprocess
import time

import smbus2

from support import access, daemon, results, rig

# What a busy machine does to a loop, and no tool can help: information, never a reaction.
TRIES = 3
LATE = ("step overran", "step deadline missed")
MUX, CURRENT, MEMORY, TEMPERATURE, MONITOR = 0x70, 0x40, 0x50, 0x48, 0x08


def tool(*words):
    """Runs a tool as the daemon's user; what it prints."""
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=30, check=False, **access.as_daemon())
    return (done.stdout + done.stderr).strip()


def addresses(text):
    """Addresses at which i2cdetect found somebody."""
    rows = re.findall(r"^[0-7]0: (.*)$", text, re.MULTILINE)
    return [int(word, 16) for row in rows for word in row.split() if word not in ("--", "UU")]


def alone():
    """The tools without the daemon, channel by channel."""
    results.equal(
        addresses(tool("i2cdetect", "-y", "1")), [CURRENT, MEMORY, MUX],
        "i2cdetect finds the chips in front of the multiplexer")
    tool("i2cset", "-y", "1", hex(MUX), "0x02")
    found = addresses(tool("i2cdetect", "-y", "1"))
    results.equal(
        found, [0x2A, CURRENT, 0x48, 0x49, 0x4A, 0x4B, MEMORY, MUX],
        "and those behind a channel once i2cset has chosen it")
    results.equal(
        tool("i2cget", "-y", "1", hex(TEMPERATURE), "0x0f", "w"), "0x1701",
        "i2cget reads a sensor's identity behind the channel")
    tool("i2cset", "-y", "1", hex(MUX), "0x00")
    results.equal(
        addresses(tool("i2cdetect", "-y", "11")), [MONITOR],
        "i2cdetect finds the cell monitor on its own bus")
    functions = tool("i2cdetect", "-F", "1")
    results.check(
        re.search(r"^I2C\s+yes$", functions, re.MULTILINE)
        and re.search(r"^SMBus Quick Command\s+yes$", functions, re.MULTILINE),
        "i2cdetect -F shows plain I2C and SMBus", functions)
    results.check(
        "Error" in tool("i2cget", "-y", "1", "0x33", "0x00"), "nobody answers at another address")


def identities():
    """The same facts by three tools, as one tuple each."""
    maker = tool("i2cget", "-y", "1", hex(CURRENT), "0x3e", "w")
    by_get = int(maker, 16) if maker.startswith("0x") else None
    transfer = tool("i2ctransfer", "-y", "1", f"w1@{CURRENT:#x}", "0x3e", "r2")
    by_transfer = bytes(int(word, 16) for word in transfer.split()) if "0x" in transfer else b""
    with smbus2.SMBus("/dev/i2c-1") as bus:
        by_word = bus.read_word_data(CURRENT, 0x3E)
        write, read = smbus2.i2c_msg.write(MEMORY, [0xFA]), smbus2.i2c_msg.read(MEMORY, 6)
        bus.i2c_rdwr(write, read)
        by_messages = bytes(list(read))
        by_block = bytes(bus.read_i2c_block_data(MEMORY, 0xFA, 6))
    return by_get, by_transfer, by_word, by_messages, by_block


def is_right(seen):
    """Texas Instruments' number, low byte first for SMBus; an address of Microchip's."""
    by_get, by_transfer, by_word, by_messages, by_block = seen
    return (by_get == by_word == 0x4954 and by_transfer == b"TI"
            and by_messages == by_block and by_messages[:3] == b"\x00\x04\xa3")


class Together:
    """The daemon's loop runs on while the tools ask."""

    SECONDS = 12

    def __init__(self):
        running = daemon.Daemon()
        self.is_ready = running.wait_until_said("standby")
        self.wrong, self.rounds = 0, 0
        end = time.monotonic() + self.SECONDS
        while time.monotonic() < end:
            self.rounds += 1
            self.wrong += not is_right(identities())
        said = running.said()
        self.has_stayed = said.count("→") == 1 and not [
            line for line in said.splitlines()
            if "raised" in line and not any(flag in line for flag in LATE)]
        self.has_closed = running.accepts("close") and running.accepts("open")
        self.status = running.stop()[0]
        self.said = running.said()

    @property
    def is_undisturbed(self):
        """Whether it did everything it does alone."""
        return self.is_ready and self.has_stayed and self.has_closed and self.status == 0

    def judge(self):
        """What must be so of the last try."""
        results.check(self.is_ready, "the daemon starts on it", self.said)
        results.equal(self.wrong, 0, "the tools read the same as before while it runs")
        results.figure("rounds of five tools beside the daemon", self.rounds)
        results.check(self.rounds >= 5, "often enough to meet", self.rounds)
        results.check(self.has_stayed, "it stays in standby, and at most comes late", self.said)
        results.check(self.has_closed, "it closes the contactors and opens them", self.said)
        results.equal(self.status, 0, "it ends with status 0")


def together():
    """As often as a busy machine makes necessary; what the tools disturb, they disturb each time."""
    for number in range(1, TRIES + 1):
        tried = Together()
        if tried.wrong or tried.is_undisturbed:
            break
    results.figure("tries", number)
    tried.judge()


def main():
    """First the tools alone, then beside the daemon."""
    results.plan(13)
    simulated = rig.Rig()
    alone()
    results.check(is_right(identities()), "three tools agree on two chips", identities())
    together()
    simulated.stop()
    results.finish()


main()
