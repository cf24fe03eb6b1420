#!/usr/bin/python3
"""The closed loop through device files, in real time: 16 cells, 16 temperatures and 4 pressures ten
times a second; every hazard of a mission met within its budget; what it costs."""

import os
import re
import time

from support import access, daemon, results, rig

SCENARIO = f"{daemon.REPOSITORY}/Tests/Kernel/scenarios/hazards.toml"
HAZARDS = 6


def measure_idle(running, seconds):
    """Processor time of the daemon in standby, as shares of the time that passed."""
    own, kernel = running.processor_seconds()
    began = time.monotonic()
    time.sleep(seconds)
    span = time.monotonic() - began
    own_after, kernel_after = running.processor_seconds()
    return (own_after - own) / span, (kernel_after - kernel) / span


def main():
    """Costs first, then the mission."""
    results.plan(8)
    report = f"{daemon.RESULTS}/report.json"
    simulated = rig.Rig(
        SCENARIO, "--operator", "/run/solidbms/control.sock", "--until-mission-ends",
        report=report)
    log = f"{access.own_folder('/run/log')}/rig.sqlite"
    running = daemon.Daemon(log=log)
    results.check(
        running.wait_until_said("ready:"), "the daemon is ready", running.said())
    own, kernel = measure_idle(running, 30)
    results.below(100 * own, 5, "processor, the program itself", "%")
    results.below(100 * (own + kernel), 5, "processor, with the kernel on its behalf", "%")
    status = simulated.wait(240)
    results.equal(status, 0, "the mission ends and every hazard is met within its budget")
    results.note(simulated.said())
    events = simulated.report()["hazards"]
    for event in events:
        results.figure(f"hazard {event['diagnostic']}", event)
    results.check(len(events) >= HAZARDS, f"there were at least {HAZARDS} hazards", events)
    results.below(running.memory_kilobytes("VmHWM") / 1024, 40, "memory at most", "MB")
    results.check(running.is_alive(), "the daemon runs on without its rig", running.said())
    running.stop()
    text = running.said()
    with open(f"{daemon.RESULTS}/daemon.log", "w", encoding="utf-8") as file:
        file.write(text)
    missed = re.search(r"deadlines missed.*", text)
    results.check(not missed, "no deadline was missed", missed and missed.group(0))
    results.figure("log", f"{os.path.getsize(log) / 1e6:.1f} MB")
    results.finish()


main()
