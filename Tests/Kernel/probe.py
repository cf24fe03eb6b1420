#!/usr/bin/python3
"""What the daemon says of lines and buses before it drives anything: found by name and label, held
by another program, not allowed, absent, twice; and of a chip that a kernel driver has taken."""

import re

from support import access, daemon, lines, results, stub

EX_UNAVAILABLE = 69


def probe(as_user=None):
    """`solidbmsd probe` of the demonstration pack."""
    found = daemon.run("probe", daemon.PACK, as_user=as_user)
    return found.returncode, found.stdout + found.stderr


def lines_are_found(rig):
    """By name, on the chip with the pack's label, whatever its number."""
    status, text = probe()
    places = dict(re.findall(r"^ *(BMS_\w+) +line (\d+) of \S+$", text, re.MULTILINE))
    wanted = {name: str(rig.lines.index(name)) for name in rig.lines}
    results.equal(places, wanted, "every line is found by its name")
    results.check(rig.device in text, f"and on the chip with the pack's label, {rig.device}", text)
    results.equal(status, EX_UNAVAILABLE, "absent buses and chips: exit status 69")
    results.check(
        re.search(r"/dev/i2c-11: cannot open.*load the module i2c-dev", text),
        "an absent bus is named with a hint", text)
    results.equal(rig.levels(lines.CONTACTORS), [0, 0, 0], "probe drives no contactor")


def held_line_is_named(rig):
    """A line has one owner."""
    held = lines.HeldLine(rig, "BMS_ESTOP_N", "other-program")
    message = r'BMS_ESTOP_N: the GPIO line is in use by "other-program"'
    _, text = probe()
    results.check(re.search(message, text), "probe names who holds a line", text)
    refused = daemon.run("run", daemon.PACK)
    results.equal(refused.returncode, EX_UNAVAILABLE, "run does not start then: exit status 69")
    results.check(re.search(message, refused.stderr), "and says the same", refused.stderr)
    held.release()
    _, text = probe()
    results.check(not re.search(message, text), "a line given back is free", text)


def strangers_are_told(rig):
    """Without the groups: which file, and which group."""
    status, text = probe(access.as_stranger())
    results.check(
        re.search(r"/dev/gpiochip\d+: cannot .*EACCES.*group gpio|"
                  r"/dev/gpiochip\d+: cannot .*[Pp]ermission.*group gpio", text),
        "no permission for the lines: the group is named", text)
    results.equal(status, EX_UNAVAILABLE, "and the exit status is 69")
    results.equal(rig.levels(lines.CONTACTORS), [0, 0, 0], "and nothing moves")


def taken_chip_is_named(bus):
    """A kernel driver on one of our chips: EBUSY becomes its name."""
    bus.set_word(0x48, 0x0F, 0x0117)
    results.check(bus.bind("tmp117", 0x48), "the kernel's tmp117 takes address 0x48")
    with open(daemon.PACK, encoding="utf-8") as file:
        text = file.read().replace("/dev/i2c-1\"", f"{bus.path}\"")
    text = text.replace("../", f"{daemon.REPOSITORY}/Configs/")
    pack = f"{access.own_folder('/run/packs')}/stub.toml"
    with open(pack, "w", encoding="utf-8") as file:
        file.write(text)
    found = daemon.run("probe", pack)
    results.check(
        re.search(r"0x48.*held by the kernel driver tmp117", found.stdout),
        "the daemon names the driver that holds a chip", found.stdout)
    results.check(
        "Remove the chip's device-tree node, or unbind it" in found.stdout,
        "and says what to do", found.stdout)
    bus.release(0x48)
    found = daemon.run("probe", pack)
    results.check(
        "held by the kernel driver" not in found.stdout, "a chip given back is asked again",
        found.stdout)


def main():
    """All of it, on one machine without a rig."""
    results.plan(16)
    # First, so that the rig does not get number 0: numbers change, names do not.
    lines.SimulatedChip("other", label="other-board", lines=["BMS_ESTOP_N", "OTHER"])
    rig = lines.SimulatedChip()
    bus = stub.StubBus(0x40, 0x48, 0x50, 0x70)
    access.arrange_devices()
    lines_are_found(rig)
    held_line_is_named(rig)
    strangers_are_told(rig)
    taken_chip_is_named(bus)
    results.finish()


main()
