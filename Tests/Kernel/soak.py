#!/usr/bin/python3
"""A day of the unmodified daemon in minutes: the kernel's time is virtual and idle time is skipped.

No missed hazard, no growth of memory, no leaked descriptor, no drift of the steps, a bounded log.
"""

import os
import sys
import time

from support import access, daemon, results, rig

HOUR = 3600.0


class Sample:
    """The daemon at one moment."""

    def __init__(self, running, log):
        self.resident = running.memory_kilobytes("VmRSS")
        self.descriptors = running.descriptor_count()
        self.threads = running.thread_count()
        self.log = sum(
            os.path.getsize(path) for path in (log, f"{log}-wal") if os.path.exists(path))

    def __str__(self):
        return (f"{self.resident} kB, {self.descriptors} files, {self.threads} threads, "
                f"log {self.log / 1e6:.1f} MB")


def main():
    """Hour by hour."""
    scenario, hours = sys.argv[1], int(sys.argv[2])
    results.plan(7)
    report = f"{daemon.RESULTS}/report.json"
    simulated = rig.Rig(
        f"{rig.SCENARIOS}/{scenario}", "--operator", "/run/solidbms/control.sock",
        "--for", f"{hours}h", report=report)
    log = f"{access.own_folder('/run/log')}/rig.sqlite"
    running = daemon.Daemon(log=log)
    results.check(running.wait_until_said("ready:"), "the daemon is ready", running.said())
    began = time.monotonic()
    samples = []
    for hour in range(1, hours + 1):
        time.sleep(max(0.0, began + hour * HOUR - 60 - time.monotonic()))
        if not running.is_alive():
            break
        samples.append(Sample(running, log))
        results.note(f"hour {hour}: {samples[-1]}")
    status = simulated.wait(2 * HOUR)
    results.equal(status, 0, "every hazard is met within its budget")
    results.equal(running.stop()[0], 0, "the daemon ends with status 0")
    results.finish()


main()
