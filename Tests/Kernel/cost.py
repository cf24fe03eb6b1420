#!/usr/bin/python3
"""What the daemon costs in real time: 16 cells, 16 temperatures and 4 pressures ten times a second.

A call of this kernel takes ten microseconds or more, where a real one takes a tenth of one, and the
simulated rig shares its only processor. So the figures are upper bounds: what holds here holds on a
board, and the other way round it need not.
"""

import os
import time

from support import access, daemon, results, rig

SECONDS = 30


def call_cost():
    """What this kernel takes for the cheapest call, in microseconds."""
    began = time.monotonic()
    for _ in range(20000):
        os.getppid()
    return (time.monotonic() - began) / 20000 * 1e6


def main():
    """Half a minute of standby, which reads as much as operation does."""
    results.plan(5)
    results.figure("one call of this kernel", f"{call_cost():.1f} us")
    simulated = rig.Rig()
    running = daemon.Daemon(log=f"{access.own_folder('/run/log')}/rig.sqlite")
    results.check(running.wait_until_said("standby"), "the daemon is in standby", running.said())
    time.sleep(5)
    own, kernel = running.processor_seconds()
    steps, began = int(running.status()["steps"]), time.monotonic()
    time.sleep(SECONDS)
    own_after, kernel_after = running.processor_seconds()
    steps, span = int(running.status()["steps"]) - steps, time.monotonic() - began
    results.figure("steps", f"{steps} in {span:.1f} s")
    results.check(steps > 5 * span, "at least every second step is on time here", steps)
    total = 100 * (own_after - own + kernel_after - kernel) / span
    results.figure("of it in the program itself", f"{100 * (own_after - own) / span:.2f} %")
    results.below(total, 10, "processor, the kernel's calls included", "%")
    results.below(running.memory_kilobytes("VmHWM") / 1024, 40, "memory at most", "MB")
    for name, (median, _, thousandth, longest) in running.timings().items():
        results.figure(
            name, f"p50 {median:.2f}, p99.9 {thousandth:.2f}, max {longest:.2f} ms")
    results.equal(running.stop()[0], 0, "the daemon ends with status 0")
    simulated.stop()
    results.finish()


main()
