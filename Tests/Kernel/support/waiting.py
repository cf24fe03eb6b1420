"""Waiting for something, with a limit."""

import time


def until(condition, seconds, period=0.02):
    """Asks again and again.

    Returns the first answer that is true, or the last one when the time is up. Sleeps in between:
    where time is virtual, a loop that does not sleep stops the clock.
    """
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer or time.monotonic() >= end:
            return answer
        time.sleep(period)
