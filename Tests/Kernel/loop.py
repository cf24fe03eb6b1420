#!/usr/bin/python3
"""The closed loop through device files, in real time: 16 cells, 16 temperatures and 4 pressures ten
times a second; every hazard of a mission met within its budget; what it costs."""

import os
import time

from support import access, daemon, results, rig

SCENARIO = f"{daemon.REPOSITORY}/Tests/Kernel/scenarios/hazards.toml"
HAZARDS = [
    "overcurrent", "stack overpressure", "emergency stop", "interlock", "overtemperature",
]
STANDBY_SECONDS = 30


def processor_share(running, seconds):
    """Processor time over some seconds as shares: of the program itself, and of the kernel."""
    own, kernel = running.processor_seconds()
    began = time.monotonic()
    time.sleep(seconds)
    span = time.monotonic() - began
    own_after, kernel_after = running.processor_seconds()
    return (own_after - own) / span, (kernel_after - kernel) / span


def call_cost():
    """What this kernel takes for the cheapest call, in microseconds: a real one needs 0.1."""
    began = time.monotonic()
    for _ in range(20000):
        os.getppid()
    return (time.monotonic() - began) / 20000 * 1e6


def start(report):
    """The rig with a mission that waits for the daemon, and the daemon in its first seconds."""
    simulated = rig.Rig(
        SCENARIO, "--operator", "/run/solidbms/control.sock", "--until-mission-ends",
        report=report)
    log = f"{access.own_folder('/run/log')}/rig.sqlite"
    running = daemon.Daemon(log=log)
    results.check(running.wait_until_said("ready:"), "the daemon is ready", running.said())
    return simulated, running, log


def judge_cost(running):
    """Processor, memory and punctuality while the mission runs."""
    own, kernel = processor_share(running, STANDBY_SECONDS)
    results.figure("one call of the kernel", f"{call_cost():.1f} us")
    results.below(100 * own, 5, "processor, the program itself", "%")
    results.figure("processor, the kernel on its behalf (UML: a call costs 20 to 50 times as much)",
                   f"{100 * kernel:.1f} %")


def judge_mission(simulated, running, report):
    """Every hazard of the simulated truth against what the lines did."""
    status = simulated.wait(240)
    results.equal(status, 0, "the mission ends and every hazard is met within its budget")
    results.note(simulated.said())
    events = simulated.report()["hazards"] if os.path.exists(report) else []
    for event in events:
        reaction = event.get("reactionMillisecond")
        results.figure(
            f"{event['diagnostic']} at {event['place']}",
            f"{reaction and round(reaction)} ms of {event['budgetMillisecond']:.0f} ms")
    text = running.said().lower()
    for hazard in HAZARDS:
        met = any(hazard in event["diagnostic"].lower() for event in events)
        results.check(met and hazard in text, f"{hazard}: happened, and was seen", events)
    results.check("cell voltage missing" in text, "lost cell voltages: seen", text)


def main():
    """Costs first, then the mission."""
    results.plan(13)
    report = f"{daemon.RESULTS}/report.json"
    simulated, running, log = start(report)
    judge_cost(running)
    judge_mission(simulated, running, report)
    for name, (median, _, thousandth, longest) in running.timings().items():
        results.figure(
            name, f"p50 {median:.2f}, p99.9 {thousandth:.2f}, max {longest:.2f} ms")
    results.below(running.memory_kilobytes("VmHWM") / 1024, 40, "memory at most", "MB")
    results.check(running.is_alive(), "the daemon runs on without its rig", running.said())
    steps, uptime = (float(running.status().get(key, 0)) for key in ("steps", "uptime_s"))
    results.figure("steps", f"{steps:.0f} in {uptime:.1f} s")
    results.check(steps > 9.5 * uptime, "ten steps a second", (steps, uptime))
    status, _ = running.stop()
    results.check(status is not None, "and it ends when it is told to", running.said())
    with open(f"{daemon.RESULTS}/daemon.log", "w", encoding="utf-8") as file:
        file.write(running.said())
    results.figure("log", f"{os.path.getsize(log) / 1e6:.1f} MB")
    results.finish()


main()
