#!/usr/bin/python3
"""Faults at the kernel's edge: the bus file goes and comes back, the disk fills up. The daemon
reports, opens, and goes on; it does not end."""

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
    # The lines are the kernel's and stayed; the contactors they command have fallen open.
    for line in lines.FEEDBACKS:
        simulated.chip.pull(line, False)
    again = rig.Rig(gpio="none")
    time.sleep(5)
    results.check(
        running.is_alive() and not running.accepts("acknowledge"),
        "the bus comes back: the daemon has the old one and stays in fault", running.said())
    results.equal(running.stop()[0], 0, "and ends with status 0, the contactors proven open")
    fresh = daemon.Daemon()
    results.check(
        fresh.wait_until_said("→ standby"), "a restart finds the bus again", fresh.said())
    fresh.stop()
    again.stop()
    simulated.chip.remove()


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
    results.plan(14)
    bus_goes_and_comes_back()
    disk_fills_up()
    results.finish()


main()
