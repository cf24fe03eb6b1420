#!/usr/bin/python3
"""i2cdetect, i2cget, i2ctransfer and smbus2 see the same rig as the daemon, at the same time."""

import re
import subprocess
import time

import smbus2

from support import access, daemon, results, rig

ROUNDS = 100
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


def together():
    """The daemon's loop runs on while the tools ask.

    Time is virtual, so that a busy machine does not make the loop late; transfers take theirs, a
    round begins at every phase of the loop, and so the tools' come between the daemon's.
    """
    running = daemon.Daemon()
    results.check(running.wait_until_said("standby"), "the daemon starts on it", running.said())
    wrong = 0
    for number in range(ROUNDS):
        time.sleep(0.001 * (1 + 37 * number % 100))
        wrong += not is_right(identities())
    results.equal(wrong, 0, "the tools read the same as before while it runs")
    step = running.timings()["step"][0]
    results.figure(
        f"a step of the loop while {ROUNDS} rounds of five tools ran", f"{step:.0f} of 100 ms")
    results.check(step > 10, "long enough for the transfers to meet", step)
    results.check(running.accepts("close"), "it closes the contactors", running.said())
    results.check(running.accepts("open"), "and opens them", running.said())
    text = running.said()
    results.check(
        "transfers to devices fail" not in text and "raised" not in text,
        "and it does not mind", text)
    results.equal(running.stop()[0], 0, "the daemon ends with status 0")


def main():
    """First the tools alone, then beside the daemon."""
    results.plan(14)
    simulated = rig.Rig()
    alone()
    results.check(is_right(identities()), "three tools agree on two chips", identities())
    together()
    simulated.stop()
    results.finish()


main()
