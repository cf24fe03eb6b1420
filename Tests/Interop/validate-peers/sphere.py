"""Diffusion in a sphere with a given flux through its surface, as a series.

Crank 1975, The Mathematics of Diffusion, 2nd ed., equation 6.45: a sphere of radius a, uniform at
first, takes up a constant flux. At its surface, with the mean x_m rising at the rate g,

    x_s - x_m = g a^2 / (3 D) [1/5 - 2 sum_n exp(-beta_n^2 D t / a^2) / beta_n^2],

beta_n the positive roots of tan(beta) = beta. The sum of 1/beta_n^2 is 1/10, so each term of the
series answers a constant rate as g (1 - exp(-beta_n^2 D t / a^2)), and a rate that changes in steps
by superposition: exactly, with one number kept per term.
"""

import numpy as np
from scipy.optimize import brentq

ROOT_COUNT = 2_000


def _roots(count: int) -> np.ndarray:
    """tan(b) = b once in each interval (n pi, n pi + pi/2); sin b - b cos b has no poles there."""
    return np.array(
        [
            brentq(lambda b: np.sin(b) - b * np.cos(b), n * np.pi, (n + 0.5) * np.pi, xtol=1e-13)
            for n in range(1, count + 1)
        ]
    )


def surface_and_mean(
    times: np.ndarray, rates: np.ndarray, radius: float, diffusivity: float
) -> tuple[np.ndarray, np.ndarray]:
    """Changes of the surface and of the mean since the first time.

    From `times[k]` to `times[k + 1]`, s, the mean rises at `rates[k]`, 1/s.
    """
    squares = _roots(ROOT_COUNT) ** 2
    scale = 2 * radius**2 / (3 * diffusivity)
    # What the terms left out add up to; they settle within a millisecond.
    rest = 0.1 - np.sum(1 / squares)
    terms = np.zeros(ROOT_COUNT)
    surface, mean = np.zeros(len(times)), np.zeros(len(times))
    for k in range(1, len(times)):
        interval, rate = times[k] - times[k - 1], rates[k - 1]
        decay = np.exp(-squares * diffusivity * interval / radius**2)
        terms = terms * decay + (1 - decay) * rate
        mean[k] = mean[k - 1] + rate * interval
        surface[k] = mean[k] + scale * (np.sum(terms / squares) + rest * rate)
    return surface, mean
