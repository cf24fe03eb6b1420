"""Reads a cell file of kind "measured" into plain tables, in SI units."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

UNITS = {"Ah": 3600.0, "V": 1.0, "mV": 1e-3, "s": 1.0, "ohm": 1.0, "mohm": 1e-3}
ZERO_CELSIUS = 273.15


@dataclass
class Map:
    """A quantity over state of charge, equally spaced from 0 to 1, one row per temperature."""

    temperatures: np.ndarray  # K, ascending
    rows: np.ndarray  # SI, shape (temperatures, samples)

    @property
    def grid(self) -> np.ndarray:
        return np.linspace(0.0, 1.0, self.rows.shape[1])


@dataclass
class MeasuredCell:
    name: str
    capacity: float  # C
    open_circuit_voltage: np.ndarray  # V, equally spaced from 0 to 1
    temperature_shift: Map | None  # V, added to it
    series_resistance: Map
    fast_resistance: Map
    fast_time_constant: Map
    slow_resistance: Map
    slow_time_constant: Map

    @staticmethod
    def load(path: Path) -> "MeasuredCell":
        with open(path, "rb") as file:
            document = tomllib.load(file)
        if document["kind"] != "measured":
            raise ValueError(f"{path}: not a measured cell")
        if "entropic_coefficient" in document["open_circuit"]:
            raise ValueError(f"{path}: has an entropic coefficient, which the peers are not given")
        if "hysteresis_half_gap" in document["open_circuit"]:
            raise ValueError(f"{path}: has hysteresis, which the peers are not given")
        polarisation = document["polarisation"]
        return MeasuredCell(
            name=document["name"],
            capacity=_values(document["design"]["capacity"]).item(),
            open_circuit_voltage=_values(document["open_circuit"]["voltage"]),
            temperature_shift=(
                _map(document["open_circuit"], "temperature_shift")
                if "temperature_shift" in document["open_circuit"]
                else None
            ),
            series_resistance=_map(document["resistance"], "series"),
            fast_resistance=_map(polarisation, "fast_resistance"),
            fast_time_constant=_map(polarisation, "fast_time_constant"),
            slow_resistance=_map(polarisation, "slow_resistance"),
            slow_time_constant=_map(polarisation, "slow_time_constant"),
        )

    def open_circuit_at(self, kelvin: float) -> np.ndarray:
        """The open-circuit voltage at one temperature, V, equally spaced from 0 to 1."""
        shift = self.temperature_shift
        if shift is None:
            return self.open_circuit_voltage
        count = len(self.open_circuit_voltage)
        if (count - 1) % (shift.rows.shape[1] - 1):
            raise ValueError(f"{self.name}: the knots of the shift are no knots of the voltage")
        at_knots = [np.interp(kelvin, shift.temperatures, column) for column in shift.rows.T]
        return self.open_circuit_voltage + np.interp(
            np.linspace(0.0, 1.0, count), shift.grid, at_knots
        )


def _values(entry: dict) -> np.ndarray:
    return np.asarray(entry["value"], dtype=float) * UNITS[entry["unit"]]


def _map(table: dict, key: str) -> Map:
    degrees = np.asarray(table["temperatures"]["value"], dtype=float)
    return Map(degrees + ZERO_CELSIUS, _values(table[key]))
