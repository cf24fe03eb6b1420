#!/usr/bin/python3
"""What the daemon costs in real time: 16 cells, 16 temperatures and 4 pressures ten times a second.

A call of this kernel takes ten microseconds or more, where a real one takes a tenth of one, and the
simulated rig shares its only processor. So the figures are upper bounds: what holds here holds on a
board, and the other way round it need not.

This kernel gives a process the whole tick of 10 ms in which it is found, so its processor time is a
sample. The steps keep their place against the ticks for as long as a daemon runs, and the sample
depends on it fourfold; so several are run, each with its own place, and their mean has a standard
error. A step can be missed here, so the time is counted per step, not per second. A tick is of the
clock on the wall: where the machine does other work, whoever runs is charged for it, a cheap call as
much as the daemon. So the bar is for a call of 13 us, and moves with the calls timed in between.
"""

import math
import os
import statistics
import time

from support import access, daemon, results, rig

RUNS = 8
SECONDS = 6
STEPS_PER_SECOND = 10
# Percent, where a call takes so many microseconds.
PROCESSOR, QUIET_CALL = 5, 13


def call_cost():
    """What this kernel takes for the cheapest call, in microseconds."""
    began = time.monotonic()
    for _ in range(20000):
        os.getppid()
    return (time.monotonic() - began) / 20000 * 1e6


def measure(number):
    """One daemon in standby, which reads as much as operation does.

    Returns its processor seconds, steps and seconds, the most memory it had in kilobytes, and what a
    call took before.
    """
    call = call_cost()
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
    results.figure(f"daemon {number}", f"{processor:.2f} s in {steps} steps of {span:.1f} s, "
                   f"after calls of {call:.1f} us")
    if number == RUNS:
        for name, (median, _, thousandth, longest) in running.timings().items():
            results.figure(
                name, f"p50 {median:.2f}, p99.9 {thousandth:.2f}, max {longest:.2f} ms")
    results.equal(running.stop()[0], 0, f"daemon {number} ends with status 0")
    return processor, steps, span, memory, call


def main():
    """Most of a minute of standby."""
    results.plan(2 * RUNS + 4)
    simulated = rig.Rig()
    runs = [measure(number) for number in range(1, RUNS + 1)]
    steps, span = sum(run[1] for run in runs), sum(run[2] for run in runs)
    shares = [100 * STEPS_PER_SECOND * run[0] / run[1] for run in runs]
    call = statistics.mean([run[4] for run in runs] + [call_cost()])
    mean, error = statistics.mean(shares), statistics.stdev(shares) / math.sqrt(RUNS)
    results.figure("steps", f"{steps} in {span:.1f} s")
    results.check(
        steps > 0.5 * STEPS_PER_SECOND * span, "at least every second step is on time here", steps)
    results.check(mean > 0, "its processor time was seen at all", shares)
    results.figure(
        "processor at ten steps a second, the kernel's calls included",
        f"{mean:.1f} % with a standard error of {error:.1f} %")
    results.figure("one call of this kernel", f"{call:.1f} us")
    results.below(
        (mean - 2 * error) * QUIET_CALL / call, PROCESSOR,
        f"processor with calls of {QUIET_CALL} us, less twice the error", "%")
    results.below(max(run[3] for run in runs) / 1024, 40, "memory at most", "MB")
    simulated.stop()
    results.finish()


main()
