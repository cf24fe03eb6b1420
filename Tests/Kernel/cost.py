#!/usr/bin/python3
"""What the daemon costs in real time: 16 cells, 16 temperatures and 4 pressures ten times a second.

A call of this kernel takes ten microseconds or more, where a real one takes a tenth of one, and the
simulated rig shares its only processor. So the figures are upper bounds: what holds here holds on a
board, and the other way round it need not.

This kernel gives a process the whole tick of 10 ms in which it is found, so its processor time is a
sample. The steps keep their place against the ticks for as long as a daemon runs, and the sample
depends on it fourfold; so several are run, each with its own place, and their mean has a standard
error. A step can be missed here, so the time is counted per step, not per second.
"""

import math
import os
import statistics
import time

from support import access, daemon, results, rig

RUNS = 8
SECONDS = 6
STEPS_PER_SECOND = 10


def call_cost():
    """What this kernel takes for the cheapest call, in microseconds."""
    began = time.monotonic()
    for _ in range(20000):
        os.getppid()
    return (time.monotonic() - began) / 20000 * 1e6


def measure(number):
    """One daemon in standby, which reads as much as operation does.

    Returns its processor seconds, steps and seconds, and the most memory it had in kilobytes.
    """
    running = daemon.Daemon(log=f"{access.own_folder('/run/log')}/rig-{number}.sqlite")
    results.check(
        running.wait_until_said("→ standby"), f"daemon {number} is in standby", running.said())
    time.sleep(1)
    processor, steps, began = (
        running.processor_seconds(), int(running.status()["steps"]), time.monotonic())
    time.sleep(SECONDS)
    processor = running.processor_seconds() - processor
    steps, span = int(running.status()["steps"]) - steps, time.monotonic() - began
    memory = running.memory_kilobytes("VmHWM")
    results.figure(f"daemon {number}", f"{processor:.2f} s in {steps} steps of {span:.1f} s")
    if number == RUNS:
        for name, (median, _, thousandth, longest) in running.timings().items():
            results.figure(
                name, f"p50 {median:.2f}, p99.9 {thousandth:.2f}, max {longest:.2f} ms")
    results.equal(running.stop()[0], 0, f"daemon {number} ends with status 0")
    return processor, steps, span, memory


def main():
    """Most of a minute of standby."""
    results.plan(2 * RUNS + 5)
    results.figure("one call of this kernel", f"{call_cost():.1f} us")
    simulated = rig.Rig()
    runs = [measure(number) for number in range(1, RUNS + 1)]
    steps, span = sum(run[1] for run in runs), sum(run[2] for run in runs)
    shares = [100 * STEPS_PER_SECOND * run[0] / run[1] for run in runs]
    mean, error = statistics.mean(shares), statistics.stdev(shares) / math.sqrt(RUNS)
    results.figure("steps", f"{steps} in {span:.1f} s")
    results.check(
        steps > 0.5 * STEPS_PER_SECOND * span, "at least every second step is on time here", steps)
    results.check(mean > 0, "its processor time was seen at all", shares)
    results.figure(
        "processor at ten steps a second, the kernel's calls included",
        f"{mean:.1f} % with a standard error of {error:.1f} %")
    results.check(
        mean - 2 * error < 5, "processor not above 5 % beyond the error of the sample", shares)
    results.check(mean < 10, "nor above 10 % at all", shares)
    results.below(max(run[3] for run in runs) / 1024, 40, "memory at most", "MB")
    simulated.stop()
    results.finish()


main()
