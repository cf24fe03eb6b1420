#!/usr/bin/python3
"""The daemon's lines on a simulated GPIO chip: who holds them, the levels it drives, feedback,
interlock and emergency stop, and the watchdog's edges."""

import os
import subprocess
import time

from support import daemon, lines, results, rig, waiting


def library():
    """Which libgpiod the daemon was linked with."""
    linked = subprocess.run(
        ["ldd", f"{daemon.programs()}/solidbmsd"], capture_output=True, text=True, check=True,
        env=daemon.environment("/run")).stdout
    version = "2" if "libgpiod.so.3" in linked else "1" if "libgpiod.so.2" in linked else "none"
    results.figure("libgpiod of the daemon", version)
    results.equal(
        version, "2" if "libraries" in os.environ else "1", "the daemon has the wanted libgpiod")


def start(*words):
    """A daemon in standby."""
    running = daemon.Daemon(*words)
    if not running.wait_until_said("standby"):
        raise RuntimeError(running.said())
    return running


def edges(simulated, line, seconds):
    """How often a line changes its level."""
    count, before = 0, simulated.chip.level(line)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        level = simulated.chip.level(line)
        count += level != before
        before = level
        time.sleep(0.004)
    return count


def dry_run(simulated):
    """Nothing is driven, and the outputs are not even taken."""
    running = start("--dry-run")
    held = lines.HeldLine(simulated.chip, "BMS_CONT_POS_EN", "another")
    results.check(True, "a dry run leaves the contactors' lines to others")
    held.release()
    reply = running.ask("close nowait")
    time.sleep(1)
    results.check(not any(simulated.commands()), "and closes nothing", reply)
    running.stop()


def closing(simulated):
    """Close and open, seen from the wiring."""
    running = start()
    results.equal(simulated.commands(), [0, 0, 0], "standby drives no contactor")
    changes = edges(simulated, "BMS_WDI", 3)
    results.figure("edges of the watchdog line in 3 s", changes)
    results.check(20 <= changes <= 40, "the watchdog's line toggles once a step", changes)
    reply = running.control("close")
    results.equal(reply.returncode, 0, "close is accepted and ends operating")
    results.equal(simulated.commands(), [1, 1, 0], "positive and negative are driven")
    results.equal(
        simulated.chip.levels(lines.FEEDBACKS), [1, 1, 0], "and the feedback follows")
    reply = running.control("open")
    results.equal(reply.returncode, 0, "open is accepted and proven")
    results.equal(simulated.commands(), [0, 0, 0], "nothing is driven any more")
    return running


def close(simulated, running, name):
    """A closed pack, without which an opening proves nothing."""
    # Refused for a moment after an opening.
    if not waiting.until(lambda: running.accepts("close"), 10, period=0.25):
        raise RuntimeError(f"close is not accepted:\n{running.said()}")
    results.equal(simulated.commands(), [1, 1, 0], f"{name}: the contactors are driven before")


def tripped(simulated, running, name, line):
    """A low level on an input opens the contactors within a step."""
    close(simulated, running, name)
    since = len(running.said())
    began = time.monotonic()
    simulated.chip.pull(line, False)
    fell = simulated.wait_until_open(2)
    results.check(fell is not None, f"{name} opens the contactors", running.said())
    if fell is not None:
        results.figure(f"{name}, level to low lines", f"{1000 * (time.monotonic() - began):.0f} ms")
        # One step, one tick of this kernel's clock (10 ms) for the edge, and the poll.
        results.check(fell < 0.130, "within one step", fell)
    else:
        results.check(False, "within one step", "never")
    results.check(
        running.wait_until_said(name, 5, since)
        and running.wait_until_said("→ fault", 5, since),
        "and the journal says why", running.said()[since:])
    simulated.chip.pull(line, True)
    acknowledged = waiting.until(
        lambda: running.accepts("acknowledge"), 15, period=0.5)
    results.check(acknowledged, "which can be acknowledged when it is over", running.said())


def short_press(simulated, running):
    """A press of 20 ms, between two steps: seen by its edge."""
    close(simulated, running, "press of 20 ms")
    since = len(running.said())
    began = time.monotonic()
    simulated.chip.pull("BMS_ESTOP_N", False)
    time.sleep(0.02)
    simulated.chip.pull("BMS_ESTOP_N", True)
    fell = simulated.wait_until_open(2)
    span = time.monotonic() - began
    results.check(fell is not None, "a press of 20 ms is not lost", running.said())
    results.figure("press of 20 ms, level to low lines", f"{1000 * span:.0f} ms")
    results.check(span < 0.130, "and opens within one step", span)
    results.check(
        running.wait_until_said("emergency stop", 5, since)
        and running.wait_until_said("→ fault", 5, since),
        "and the journal says why", running.said()[since:])


def main():
    """From the library to the button."""
    results.plan(24)
    library()
    simulated = rig.Rig()
    dry_run(simulated)
    running = closing(simulated)
    tripped(simulated, running, "emergency stop", "BMS_ESTOP_N")
    tripped(simulated, running, "interlock", "BMS_INTERLOCK_N")
    short_press(simulated, running)
    running.stop()
    simulated.stop()
    results.finish()


main()
