#!/usr/bin/python3
"""The contactor lines fall whatever happens to the daemon, in every state it can be in: killed,
asked to end, or hung."""

import signal
import time

from support import daemon, results, rig, waiting

STATES = [
    "initialising", "standby", "precharging", "operating", "opening", "fault", "service",
]
# In the others no contactor is driven, and there is nothing to let go.
DRIVEN = ["precharging", "operating", "opening"]
# Seconds of the virtual clock: a tick of this kernel is 10 ms, the ordered shutdown opens by steps.
KILLED_LOW, ENDED_LOW, ENDED = 0.020, 0.500, 1.0


def wait_for_state(running, state, seconds=20):
    """Whether the journal shows that a state is entered."""
    ends = (f"→ {state}", f"state: {state}")
    found = waiting.until(
        lambda: any(line.endswith(ends) for line in running.said().splitlines()), seconds,
        period=0.002)
    if not found:
        raise RuntimeError(f"{state} is not reached:\n{running.said()}")


def ask(running, request):
    """A request that must be accepted."""
    reply = running.ask(request)
    if not reply.startswith("ok"):
        raise RuntimeError(f"{request}: {reply}\n{running.said()}")


def bring_to(state, simulated):
    """A fresh daemon in a state."""
    running = daemon.Daemon()
    wait_for_state(running, "initialising")
    if state == "initialising":
        return running
    wait_for_state(running, "standby")
    if state == "service":
        ask(running, "service enter")
        wait_for_state(running, "service")
    elif state == "precharging":
        ask(running, "close nowait")
        wait_for_state(running, "precharging")
        # Until the load is connected through the resistor.
        if not waiting.until(lambda: sum(simulated.commands()) == 2, 2, period=0.002):
            raise RuntimeError(f"no precharge: {simulated.commands()}\n{running.said()}")
    elif state in ("operating", "opening", "fault"):
        ask(running, "close")
        wait_for_state(running, "operating")
        if state == "opening":
            ask(running, "open nowait")
            wait_for_state(running, "opening")
        elif state == "fault":
            simulated.press_emergency_stop(True)
            wait_for_state(running, "fault")
            simulated.press_emergency_stop(False)
    return running


def judge_before(state, before, how):
    """A fall proves something only where lines were high."""
    results.equal(
        any(before), state in DRIVEN,
        f"{state}: lines are {'high' if state in DRIVEN else 'low'} before it is {how}")


def killed(state, simulated):
    """SIGKILL: nothing of the program runs any more, so the kernel must let the lines go."""
    running = bring_to(state, simulated)
    before = simulated.commands()
    judge_before(state, before, "killed")
    began = time.monotonic()
    running.send(signal.SIGKILL)
    fell = simulated.wait_until_open()
    span = time.monotonic() - began
    status, _ = running.stop(signal.SIGKILL)
    results.check(
        fell is not None and span < KILLED_LOW and status == -signal.SIGKILL,
        f"{state}: killed, every contactor line is low at once",
        f"levels {before} before, {simulated.commands()} after {span:.3f} s; status {status}")
    results.figure(f"{state}, killed", f"{before} low after {1000 * span:.1f} ms")
    opened = simulated.wait_until_feedback_open()
    results.check(opened is not None, f"{state}: killed, the contactors open")


def ended(state, simulated):
    """SIGTERM: the ordered shutdown."""
    running = bring_to(state, simulated)
    before = simulated.commands()
    judge_before(state, before, "ended")
    began = time.monotonic()
    running.send(signal.SIGTERM)
    fell = simulated.wait_until_open(5)
    low = time.monotonic() - began
    status, _ = running.stop(signal.SIGTERM)
    span = time.monotonic() - began
    text = running.said()
    results.check(
        status == 0 and fell is not None and not any(simulated.commands()),
        f"{state}: ended by TERM with status 0, every contactor line low",
        f"status {status}, levels {simulated.commands()}\n{text}")
    results.check(
        low < ENDED_LOW and span < ENDED, f"{state}: and soon", f"{low:.3f} s, {span:.3f} s")
    results.check(
        "open by feedback" in text and "exit: " in text,
        f"{state}: the end is proven by feedback and said in order", text)
    results.figure(
        f"{state}, TERM", f"{before} low after {1000 * low:.0f} ms, ended after {span:.2f} s")


def hung(simulated):
    """SIGSTOP: the lines stay as they are, and the external watchdog takes the coils' supply."""
    running = bring_to("operating", simulated)
    before = simulated.commands()
    began = time.monotonic()
    running.send(signal.SIGSTOP)
    opened = simulated.wait_until_feedback_open(5)
    span = time.monotonic() - began
    results.check(
        any(before) and simulated.commands() == before, "hung: the lines themselves stay",
        f"{before} before, {simulated.commands()} after")
    results.check(
        opened is not None, "hung: the external watchdog opens the contactors",
        simulated.said())
    results.figure("hung", f"contactors open {1000 * span:.0f} ms after SIGSTOP")
    running.send(signal.SIGCONT)
    results.check(
        running.wait_until_said("→ fault", 10), "hung: back again, the daemon ends in fault",
        running.said())
    results.check(
        simulated.wait_until_open() is not None, "hung: and has switched its lines off")
    running.stop(signal.SIGKILL)


def main():
    """Every state, killed and ended; then hung."""
    results.plan(7 * len(STATES) + 4)
    simulated = rig.Rig()
    for state in STATES:
        killed(state, simulated)
    for state in STATES:
        ended(state, simulated)
    hung(simulated)
    simulated.stop()
    results.finish()


main()
