#!/usr/bin/python3
"""Faults at the kernel's edge: the bus file goes and comes back, the bus hangs, the GPIO chip is
removed, the disk fills up. The daemon reports, opens, and goes on; it does not end."""

import os
import signal
import subprocess
import time

from support import access, daemon, lines, results, rig


def operating():
    """A daemon with closed contactors."""
    running = daemon.Daemon()
    if not running.wait_until_said("standby"):
        raise RuntimeError(running.said())
    if not running.accepts("close"):
        raise RuntimeError(running.said())
    return running


def bus_goes_and_comes_back():
    """The adapter is unplugged under load: SIGKILL to whoever provides the bus files."""
    simulated = rig.Rig()
    running = operating()
    results.equal(simulated.commands(), [1, 1, 0], "contactors are closed")
    began = time.monotonic()
    simulated.stop(signal.SIGKILL)
    fell = simulated.wait_until_open(5)
    results.check(
        fell is not None, "the bus is gone: the contactors are switched off", running.said())
    results.figure("from the loss of both buses to low lines",
                   f"{1000 * (time.monotonic() - began):.0f} ms")
    time.sleep(3)
    results.check(running.is_alive(), "the daemon runs on", running.said())
    results.check("→ fault" in running.said(), "in fault, with the reason", running.said())
    results.check(
        "cell voltage missing" in running.said(), "which is the missing voltage", running.said())
    results.check(
        "the adapter is gone" in running.said() and "/dev/i2c-11" in running.said(),
        "and names the bus and its device file", running.said())
    results.check(
        running.ask("acknowledge").startswith("refused"), "which no acknowledgement ends",
        running.said())
    since = len(running.said())
    again = rig.Rig(gpio="existing")
    for path in rig.BUSES:
        results.check(
            running.wait_until_said(f"({path}): the adapter is back", 30, since=since),
            f"{path} comes back: the daemon opens it again", running.said())
    time.sleep(5)
    results.check(
        "state" in running.status() and running.status()["state"] == "fault"
        and again.commands() == [0, 0, 0],
        "it stays in fault, with low lines, until an operator acknowledges", running.said())
    results.check(running.accepts("acknowledge"), "who is heard now", running.said())
    results.check(
        running.wait_until_said("→ standby", 10, since=since), "standby", running.said())
    results.check(running.accepts("close"), "and the contactors can be closed", running.said())
    results.equal(again.commands(), [1, 1, 0], "and are")
    errors = int(running.status().get("transfer_errors", 0))
    time.sleep(5)
    results.equal(
        int(running.status().get("transfer_errors", 0)), errors, "no transfer fails any more")
    results.equal(running.stop()[0], 0, "it ends with status 0")
    again.stop()
    again.chip.remove()


def bus_hangs():
    """A call to the bus does not return: whoever provides it is stopped, and goes on later."""
    simulated = rig.Rig()
    running = operating()
    since = len(running.said())
    began = time.monotonic()
    simulated.process.send_signal(signal.SIGSTOP)
    fell = simulated.wait_until_open(5)
    span = time.monotonic() - began
    results.check(
        fell is not None and span < 1.0, "a bus hangs: the lines go low without the loop",
        f"{span:.3f} s\n{running.said()}")
    results.figure("from a hanging bus to low lines", f"{1000 * span:.0f} ms")
    results.check(
        running.wait_until_said("switched off without the loop", 5, since=since),
        "which is said", running.said())
    simulated.process.send_signal(signal.SIGCONT)
    results.check(
        running.wait_until_said("→ fault", 10, since=since) and not any(simulated.commands()),
        "the call returns: fault, and no line goes high again", running.said())
    time.sleep(5)
    results.check(
        not any(simulated.commands()) and running.accepts("acknowledge")
        and running.accepts("close") and simulated.commands() == [1, 1, 0],
        "after an acknowledgement the contactors can be closed", running.said())
    results.equal(running.stop()[0], 0, "and it ends with status 0")
    simulated.stop()


def lines_go():
    """The GPIO controller is taken away from its owner."""
    chip = lines.SimulatedChip()
    for line in ("BMS_INTERLOCK_N", "BMS_ESTOP_N"):
        chip.pull(line, True)
    simulated = rig.Rig(gpio="none")
    running = daemon.Daemon()
    if not running.wait_until_said("→ standby"):
        raise RuntimeError(running.said())
    chip.remove()
    results.check(
        running.wait_until_said("is gone with its chip", 10)
        and "restart solidbmsd" in running.said(),
        "the GPIO chip goes: the daemon names a line and asks for a restart", running.said())
    results.check(
        running.wait_until_said("→ fault", 10) and running.is_alive(),
        "in fault, and it runs on", running.said())
    lines.write(f"{chip.config}/live", "1")
    access.arrange_devices()
    time.sleep(5)
    results.check(
        running.ask("acknowledge").startswith("refused"),
        "the chip is back: its lines are not taken again", running.said())
    results.equal(
        running.stop()[0], 74, "and it ends with a status for contactors not proven open")
    simulated.stop()
    chip.remove()


def fill(path):
    """A file that takes all the space there is."""
    with open(path, "wb", buffering=0) as file:
        for size in (65536, 4096, 512):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass


def disk_fills_up():
    """Somebody else fills the file system of the log, and clears it again."""
    simulated = rig.Rig()
    folder = access.own_folder("/run/small")
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size=4m,uid={access.DAEMON_USER}", "none", folder],
        check=True)
    running = daemon.Daemon(log=f"{folder}/rig.sqlite")
    running.wait_until_said("standby")
    fill(f"{folder}/others")
    filled = running.wait_until_said("log cannot be written", 60)
    results.check(filled, "the full disk is reported", running.said())
    before = int(running.status().get("steps", 0))
    time.sleep(2)
    after = int(running.status().get("steps", 0))
    results.check(15 <= after - before <= 25, "the loop goes on", (before, after))
    results.check(
        "log_failure" in running.ask("status"),
        "and the status says why", running.ask("status"))
    os.remove(f"{folder}/others")
    results.check(
        running.wait_until_said("log can be written again", 30), "space again: it records again",
        running.said())
    results.equal(running.stop()[0], 0, "and ends with status 0")
    results.check(os.path.getsize(f"{folder}/rig.sqlite") > 0, "the log is there")
    simulated.stop()


def main():
    """One after the other."""
    results.plan(31)
    bus_goes_and_comes_back()
    bus_hangs()
    lines_go()
    disk_fills_up()
    results.finish()


main()
