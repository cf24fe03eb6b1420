#!/usr/bin/python3
"""The closed loop through device files: 16 cells, 16 temperatures and 4 pressures ten times a second.
Every hazard of a mission is met within its budget, from the simulated truth to the lines.

In virtual time, so that the budgets are those of the program and the wires and not of how busy this
machine happens to be.
"""

import os

from support import access, daemon, results, rig

SCENARIO = f"{daemon.REPOSITORY}/Tests/Kernel/scenarios/hazards.toml"
HAZARDS = [
    "overcurrentDischarging", "stackOverpressure", "cellVoltageMissing", "emergencyStop",
    "interlockOpen", "overtemperatureDischarging",
]
# EX_IOERR: with the rig gone there is no feedback to prove the contactors open.
NOT_PROVEN = 74


def judge_mission(simulated, running):
    """Every hazard of the simulated truth against what the lines did."""
    status = simulated.wait(400)
    results.equal(status, 0, "the mission ends and every hazard is met within its budget")
    results.note(simulated.said())
    events = simulated.report()["hazards"]
    for event in events:
        reaction = event.get("reaction_millisecond")
        results.figure(
            f"{event['diagnostic']} at {event['place']}",
            f"{reaction and round(reaction)} ms of {event['budget_millisecond']:.0f} ms")
    for hazard in HAZARDS:
        same = [event for event in events if event["diagnostic"] == hazard]
        # One that passes by itself within its budget is met as well, but proves no opening.
        results.check(
            any(event.get("reaction_millisecond") is not None for event in same)
            and all(event["is_met"] for event in same),
            f"{hazard} happened, opened the contactors and was met", events)
    results.check(
        "cell voltage missing (safety)" in running.said(), "lost cell voltages were seen",
        running.said())


def judge_daemon(running):
    """It has kept its time, and goes on without the rig."""
    results.check(running.is_alive(), "the daemon runs on without its rig", running.said())
    status = running.status()
    steps, uptime = float(status.get("steps", 0)), float(status.get("uptime_s", 0))
    results.figure("steps", f"{steps:.0f} in {uptime:.1f} s")
    results.check(abs(steps - 10 * uptime) < 10, "ten steps a second", (steps, uptime))
    for name, (median, _, thousandth, longest) in running.timings().items():
        results.figure(
            name, f"p50 {median:.2f}, p99.9 {thousandth:.2f}, max {longest:.2f} ms (wires only)")


def main():
    """One mission, from the daemon's start to its end."""
    results.plan(12)
    simulated = rig.Rig(
        SCENARIO, "--operator", "/run/solidbms/control.sock", "--until-mission-ends",
        report=f"{daemon.RESULTS}/report.json")
    log = f"{access.own_folder('/run/log')}/rig.sqlite"
    running = daemon.Daemon(log=log)
    results.check(running.wait_until_said("ready:"), "the daemon is ready", running.said())
    judge_mission(simulated, running)
    judge_daemon(running)
    status, _ = running.stop()
    results.equal(
        status, NOT_PROVEN, "told to end, it says that the contactors are not proven open")
    with open(f"{daemon.RESULTS}/daemon.log", "w", encoding="utf-8") as file:
        file.write(running.said())
    results.figure("log", f"{os.path.getsize(log) / 1e6:.1f} MB")
    results.finish()


main()
