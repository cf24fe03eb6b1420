#!/usr/bin/python3
"""A day of the unmodified daemon in minutes: the kernel's time is virtual and idle time is skipped.

No missed hazard, no growth of memory, no leaked descriptor, no drift of the steps, a bounded log.

    soak.py SCENARIO HOURS
"""

import os
import sys
import time

from support import access, daemon, results, rig

HOUR = 3600.0
# What the mission takes beyond its full hours.
REMAINDER = 0.6 * HOUR
GROWTH_KILOBYTES = 1024
LOG_MEGABYTES_PER_HOUR = 10


class Sample:
    """The daemon at one moment."""

    def __init__(self, running, log):
        self.resident = running.memory_kilobytes("VmRSS")
        self.descriptors = running.descriptor_count()
        self.threads = running.thread_count()
        self.log = sum(
            os.path.getsize(path) for path in (log, f"{log}-wal") if os.path.exists(path))
        status = running.status()
        # The guest's clock, for the daemon's own would hide its drift.
        self.time = time.monotonic()
        self.steps = int(status.get("steps", 0))
        self.uptime = float(status.get("uptime_s", 0))
        self.errors = int(status.get("transfer_errors", 0))

    def __str__(self):
        return (f"{self.resident} kB, {self.descriptors} files, {self.threads} threads, "
                f"log {self.log / 1e6:.1f} MB, {self.steps} steps in {self.uptime:.0f} s, "
                f"{self.errors} failed transfers")


def sample_hours(running, log, hours):
    """A sample at the end of each hour."""
    began = time.monotonic()
    samples = []
    for hour in range(1, hours + 1):
        time.sleep(max(0.0, began + hour * HOUR - 30 - time.monotonic()))
        if not running.is_alive():
            break
        samples.append(Sample(running, log))
        results.note(f"hour {hour}: {samples[-1]}")
    time.sleep(30 + REMAINDER)
    return samples


def judge_samples(samples, hours, period):
    """From the first to the last hour."""
    if not results.equal(len(samples), hours, "the daemon lives through every hour"):
        for _ in range(5):
            results.check(False, "not to be judged")
        return
    first, last = samples[0], samples[-1]
    results.below(
        last.resident - first.resident, GROWTH_KILOBYTES, "growth of memory after the first hour",
        "kB")
    results.equal(last.descriptors, first.descriptors, "no descriptor is leaked")
    results.equal(last.threads, first.threads, "nor a thread")
    steps, span = last.steps - first.steps, last.time - first.time
    results.figure(
        "steps", f"{steps} of {period} s each in {span:.1f} s, {last.uptime - first.uptime:.1f} s "
        "as the daemon counts")
    results.check(
        abs(steps * period - span) <= 2 * period + 0.1, "no step too few or too many",
        f"{steps} in {span}")
    results.below(last.log / 1e6 / hours, LOG_MEGABYTES_PER_HOUR, "log per hour", "MB")


def judge_rig(simulated, hours):
    """Every hazard met, as the simulated truth saw it."""
    results.equal(simulated.stop(), 0, "every hazard is met within its budget")
    results.note(simulated.said())
    report = simulated.report()
    results.figure(
        "hazards", f"{len(report['hazards'])}, missed "
        f"{sum(not hazard['is_met'] for hazard in report['hazards'])}")
    results.figure(
        "transfers", ", ".join(f"{bus['name']} {bus['transfers']}" for bus in report["buses"]))
    results.check(
        len(report["hazards"]) >= hours // 2, "there was one every other hour", report["hazards"])


def main():
    """Hour by hour."""
    scenario, hours = sys.argv[1], int(sys.argv[2])
    with open(f"{rig.SCENARIOS}/{scenario}", encoding="utf-8") as file:
        pack = next(line.split('"')[1] for line in file if line.startswith("pack ="))
    results.plan(10)
    report = f"{daemon.RESULTS}/report.json"
    simulated = rig.Rig(
        f"{rig.SCENARIOS}/{scenario}", "--operator", "/run/solidbms/control.sock",
        "--tick", "250ms", "--no-wire-time", report=report)
    log = f"{access.own_folder('/run/log')}/rig.sqlite"
    running = daemon.Daemon(pack=f"{rig.SCENARIOS}/{pack}", log=log)
    results.check(running.wait_until_said("ready:"), "the daemon is ready", running.said())
    samples = sample_hours(running, log, hours)
    judge_samples(samples, hours, period=1.0)
    # Before its rig, or it could not prove that the contactors are open.
    status, _ = running.stop()
    judge_rig(simulated, hours)
    with open(f"{daemon.RESULTS}/daemon.log", "w", encoding="utf-8") as file:
        file.write(running.said())
    results.equal(status, 0, "the daemon ends with status 0")
    results.finish()


main()
