"""Results of a guest script, in the manner of TAP: a plan, then one line per check.

The host counts the lines against the plan, so a script that ends early does not pass.
"""

import sys

_planned = 0
_count = 0
_failed = 0


def plan(count):
    """Says how many checks follow."""
    global _planned
    _planned = count
    print(f"1..{count}", flush=True)


def check(is_true, name, detail=""):
    """One check: what should be so, and what was seen instead if it is not."""
    global _count, _failed
    _count += 1
    print(f"{'ok' if is_true else 'not ok'} {_count} - {name}", flush=True)
    if not is_true:
        _failed += 1
        for line in str(detail).splitlines():
            note(line)
    return is_true


def equal(measured, expected, name):
    """A check that two values are the same."""
    return check(measured == expected, name, f"expected {expected!r}, found {measured!r}")


def below(measured, limit, name, unit=""):
    """A check against an upper bar, whose figure is reported."""
    figure(name, f"{measured:.3f} {unit}".strip() + f" (bar {limit} {unit}".rstrip() + ")")
    return check(measured < limit, name, f"{measured} is not below {limit} {unit}")


def note(text):
    """A line for whoever reads the log."""
    print(f"# {text}", flush=True)


def figure(name, value):
    """A measured value for the summary."""
    print(f"figure {name}: {value}", flush=True)


def finish():
    """Ends the script; its status says whether every planned check was made and held."""
    sys.stdout.flush()
    sys.exit(0 if _failed == 0 and _count == _planned else 1)
