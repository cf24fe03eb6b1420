"""Holds SolidBMS against programs and formulas that others made.

Usage: validate_peers.py PROGRAM REPOSITORY

The equivalent circuit against thevenin and PyBaMM, the diffusion in a particle against the series
for a sphere. Prints one line per comparison and exits with 1 when any misses its bar.
"""

import csv
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np

import sphere
from circuit_peers import PEERS, run_thevenin
from measured_cell import ZERO_CELSIUS, Map, MeasuredCell

# Root mean square of the voltage difference, V.
CIRCUIT_BAR = 1e-4
# Largest difference of the surface fraction over its swing, and from when on it counts, s.
SPHERE_BAR = 1e-3
SPHERE_START = 60.0
# Charge is counted to rounding.
MEAN_BAR = 1e-9

# Cell file, degrees Celsius, state of charge at the start. Between the temperatures of the file,
# where interpolation matters, and on both sides of half charge.
STARTS = [
    ("lg-18650hg2", 25.0, 0.95),
    ("lg-18650hg2", 25.0, 0.60),
    ("lg-18650hg2", -5.0, 0.75),
    ("lg-18650hg2", 15.0, 0.90),
    ("lg-18650hg2", 30.0, 0.70),
    ("measured-example", 10.0, 0.50),
]


class Program:
    """The program under test."""

    def __init__(self, path: Path, folder: Path):
        self.path = path
        self.folder = folder
        self.offers_shells = "--shells" in self._run("trace", "--help")

    def trace(self, cell: Path, times, currents, *options) -> dict[str, np.ndarray]:
        """Columns of a trace."""
        profile, output = self.folder / "profile.csv", self.folder / "trace.csv"
        with open(profile, "w", encoding="utf-8") as file:
            file.write("time_s,current_a\n")
            file.writelines(
                f"{t!r},{i!r}\n"
                for t, i in zip(times.tolist(), currents.tolist(), strict=True)
            )
        self._run("trace", cell, profile, "--output", output, *options)
        with open(output, newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            names = next(rows)
            table = np.array([[float(field) for field in row] for row in rows])
        return dict(zip(names, table.T, strict=True))

    def _run(self, *arguments) -> str:
        words = [str(a) for a in (self.path, *arguments)]
        result = subprocess.run(words, capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"{' '.join(words)}\nended with {result.returncode}:\n{result.stderr}")
        return result.stdout


def drive_cycle(repository: Path, peak: float, charge: float) -> tuple[np.ndarray, np.ndarray]:
    """A rest, the shipped drive cycle up to `peak` A, a rest, a constant charge of `charge` A, a
    rest, and 5 min of discharge at half the peak; samples of 1 s, positive charges."""
    text = (repository / "Configs/Scenarios/drive-cycle.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    cycle = peak * np.array([float(line.split(",")[1]) for line in lines])
    parts = [
        np.zeros(60), cycle, np.zeros(300), np.full(600, charge), np.zeros(240),
        np.full(300, -peak / 2), np.zeros(301),
    ]  # fmt: skip
    currents = np.concatenate(parts)
    return np.arange(len(currents), dtype=float), currents


def at(trace: dict[str, np.ndarray], column: str, times: np.ndarray) -> np.ndarray:
    """A column at given times, each of which the trace holds."""
    places = np.searchsorted(trace["time_s"], times)
    if not np.array_equal(trace["time_s"][places], times):
        sys.exit("The trace lacks times of its profile.")
    return trace[column][places]


class Table:
    """Prints aligned lines and remembers whether all of them passed."""

    def __init__(self, title: str, heads: list[tuple[str, int]]):
        self.widths = [width for _, width in heads]
        self.passed = True
        print(f"\n{title}\n")
        print("    " + "  ".join(h.ljust(w) for h, w in heads).rstrip(), flush=True)

    def add(self, *fields: str, passed: bool):
        self.passed = self.passed and passed
        words = [f.ljust(w) for f, w in zip(fields, self.widths[:-1], strict=True)]
        print("    " + "  ".join([*words, "passed" if passed else "MISSED"]), flush=True)


def compare_circuits(program: Program, repository: Path) -> bool:
    table = Table(
        "Equivalent circuit: voltage against peers, bar 0.1 mV root mean square",
        [
            ("peer", 8), ("version", 9), ("cell", 28), ("degC", 5), ("start", 5),
            ("current", 7), ("samples", 7), ("RMS mV", 8), ("max mV", 8), ("verdict", 7),
        ],
    )  # fmt: skip
    for name, celsius, start in STARTS:
        path = repository / f"Configs/Cells/{name}.toml"
        cell = MeasuredCell.load(path)
        hourly = cell.capacity / 3600
        times, currents = drive_cycle(repository, peak=2 * hourly, charge=hourly / 2)
        for interpolation in ["hold", "linear"]:
            ours = program.trace(
                path, times, currents, "--step", 0.1, "--state-of-charge", start,
                "--temperature", celsius, "--interpolation", interpolation,
            )  # fmt: skip
            voltage = at(ours, "voltage_v", times[1:])
            for peer, version, run in PEERS:
                theirs = run(
                    cell, start, celsius + ZERO_CELSIUS, times, currents, interpolation)
                difference = voltage - theirs
                rms = np.sqrt(np.mean(difference**2))
                table.add(
                    peer, version, name, f"{celsius:.0f}", f"{start:.2f}", interpolation,
                    f"{len(difference)}", f"{rms * 1e3:.5f}",
                    f"{np.max(np.abs(difference)) * 1e3:.5f}",
                    passed=bool(rms <= CIRCUIT_BAR),
                )  # fmt: skip
    return table.passed


def notice_mistakes(program: Program, repository: Path) -> bool:
    """A comparison that cannot miss proves nothing: each of these mistakes must."""
    table = Table(
        "The same comparison with a mistake in the peer: it must see a difference",
        [("mistake", 42), ("RMS mV", 8), ("seen", 7)],
    )
    path = repository / "Configs/Cells/lg-18650hg2.toml"
    cell = MeasuredCell.load(path)
    hourly = cell.capacity / 3600
    times, currents = drive_cycle(repository, peak=2 * hourly, charge=hourly / 2)
    ours = program.trace(path, times, currents, "--state-of-charge", 0.6)
    voltage = at(ours, "voltage_v", times[1:])

    def scaled(map_: Map, factor: float) -> Map:
        return Map(map_.temperatures, map_.rows * factor)

    slow, tau = cell.slow_resistance, cell.slow_time_constant
    mistakes = [
        ("slow resistance 2 % up", {"slow_resistance": scaled(slow, 1.02)}, "hold"),
        ("slow time constant 2 % up", {"slow_time_constant": scaled(tau, 1.02)}, "hold"),
        ("capacity 0.5 % up", {"capacity": cell.capacity * 1.005}, "hold"),
        ("linear current against a held one", {}, "linear"),
    ]
    for what, change, interpolation in mistakes:
        theirs = run_thevenin(
            replace(cell, **change), 0.6, 25.0 + ZERO_CELSIUS, times, currents, interpolation)
        rms = np.sqrt(np.mean((voltage - theirs) ** 2))
        table.add(what, f"{rms * 1e3:.5f}", passed=bool(rms > CIRCUIT_BAR))
    return table.passed


def since_change(times: np.ndarray, currents: np.ndarray) -> np.ndarray:
    """Time since the held current last changed, as seen at the end of each sample's stretch, s."""
    result = np.zeros(len(times))
    for k in range(1, len(times)):
        kept = k >= 2 and currents[k - 1] == currents[k - 2]
        result[k] = (result[k - 1] if kept else 0.0) + times[k] - times[k - 1]
    return result


def compare_sphere(program: Program, repository: Path) -> bool:
    title = f"Particle: surface against the series for a sphere, from {SPHERE_START:.0f} s on"
    table = Table(
        f"{title}, bar {SPHERE_BAR:g} of the swing",
        [
            ("profile", 30), ("shells", 7), ("step s", 6), ("swing", 8), ("surface", 8),
            ("settled", 8), ("before 60 s", 11), ("mean", 6), ("verdict", 7),
        ],
    )  # fmt: skip
    cell = repository / "Configs/Cells/reference-a.toml"
    with open(cell, "rb") as file:
        document = tomllib.load(file)
    with open(repository / "Configs/Materials/Cathodes/nmc811.toml", "rb") as file:
        material = tomllib.load(file)
    particle = material["particle"]
    radius, diffusivity = particle["radius"]["value"] * 1e-6, particle["diffusivity"]["value"]
    if (particle["radius"]["unit"], particle["diffusivity"]["unit"]) != ("um", "m2/s"):
        sys.exit("The particle is given in other units than um and m2/s.")
    full, empty = (material["window"][f"fraction_{end}"]["value"] for end in ("full", "empty"))
    design = {name: value["value"] for name, value in document["design"].items()
              if isinstance(value, dict)}  # fmt: skip
    layers = document["design"]["layer_count"]
    capacity = design["areal_capacity"] * design["electrode_area"] * layers * 3.6  # C
    hourly = capacity / 3600

    seconds = np.arange(1801, dtype=float)
    times, cycle = drive_cycle(repository, peak=2 * hourly, charge=hourly / 2)
    profiles = [
        ("constant discharge, 1 C", seconds, np.full(1801, -hourly)),
        ("1 C, rest, -0.5 C, rest", seconds, hourly * np.select(
            [seconds < 600, seconds < 900, seconds < 1500], [-1.0, 0.0, 0.5], 0.0)),
        ("drive cycle, 2 C", times, cycle),
    ]  # fmt: skip
    runs = [([], 0.1), ([], 1.0)]
    if program.offers_shells:
        runs = [([], 0.1), ([], 1.0)] + [(["--shells", n], 0.1) for n in (8, 16, 32, 64)]
    passed = True
    for name, times, currents in profiles:
        rates = currents / capacity * (full - empty)
        surface, mean = sphere.surface_and_mean(times, rates, radius, diffusivity)
        swing = np.ptp(surface)
        for shells, step in runs:
            trace = program.trace(
                cell, times, currents, "--model", "cell", "--step", step,
                "--state-of-charge", 0.8, "--temperature", 25, *shells,
            )  # fmt: skip
            initial = trace["mean_lithium_fraction"][0]
            ours = at(trace, "surface_lithium_fraction", times) - initial
            error = np.abs(ours - surface) / swing
            # At the start the flux is there and no time has passed.
            early = np.max(error[(times > times[0]) & (times < SPHERE_START)])
            late = np.max(error[times >= SPHERE_START])
            settled = np.max(error[since_change(times, currents) >= SPHERE_START])
            drift = np.max(np.abs(at(trace, "mean_lithium_fraction", times) - initial - mean))
            good = bool(late <= SPHERE_BAR and drift <= MEAN_BAR)
            table.add(
                name, str(shells[1]) if shells else "default", f"{step:g}", f"{swing:.4f}",
                f"{late:.2e}", f"{settled:.2e}", f"{early:.2e}", f"{drift:.0e}", passed=good,
            )  # fmt: skip
            # Other numbers of shells show the convergence; the default one is the bar.
            passed = passed and (good or bool(shells))
    return passed


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__)
        return 64
    started = time.monotonic()
    repository = Path(arguments[1])
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(arguments[0]), Path(folder))
        verdicts = [
            compare_circuits(program, repository),
            notice_mistakes(program, repository),
            compare_sphere(program, repository),
        ]
    word = "agree" if all(verdicts) else "DO NOT AGREE"
    print(f"\n    SolidBMS and its peers {word}, after {time.monotonic() - started:.0f} s")
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
