"""The same circuit in two other programs: thevenin (its Prediction) and PyBaMM (its Thevenin).

Both count discharge as positive; the sign is turned here, once. Both know temperatures of their
own; here the cell keeps one, as ours does in the comparison.
"""

import bisect
import os

# PyBaMM reports its use to its authors unless told otherwise; a check tells nobody.
os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"

import numpy as np
import pybamm
import thevenin

from measured_cell import ZERO_CELSIUS, MeasuredCell

# Beside the bar of 0.1 mV these leave nothing to see.
RELATIVE_TOLERANCE = 1e-9
ABSOLUTE_TOLERANCE = 1e-10


def run_thevenin(cell, start, temperature, times, currents, interpolation) -> np.ndarray:
    """Voltage at the end of each distance between two samples, V."""

    # Scalars one at a time, thousands of them: plain Python is faster here than arrays.
    def of_charge(samples):
        values, last = samples.tolist(), len(samples) - 1

        def value(soc, _kelvin=None):
            place = min(max(soc, 0.0), 1.0) * last
            index = min(int(place), last - 1)
            return values[index] + (place - index) * (values[index + 1] - values[index])

        return value

    def of_charge_and_temperature(table):
        kelvins, rows = table.temperatures.tolist(), [of_charge(row) for row in table.rows]

        def value(soc, kelvin):
            if kelvin <= kelvins[0]:
                return rows[0](soc)
            if kelvin >= kelvins[-1]:
                return rows[-1](soc)
            above = bisect.bisect_right(kelvins, kelvin)
            part = (kelvin - kelvins[above - 1]) / (kelvins[above] - kelvins[above - 1])
            return (1 - part) * rows[above - 1](soc) + part * rows[above](soc)

        return value

    def capacitance(resistance, time_constant):
        r, tau = of_charge_and_temperature(resistance), of_charge_and_temperature(time_constant)
        return lambda soc, kelvin: tau(soc, kelvin) / r(soc, kelvin)

    model = thevenin.Prediction(
        {
            "num_RC_pairs": 2,
            "soc0": start,
            "capacity": cell.capacity / 3600,
            "ce": 1.0,
            "gamma": 0.0,
            "mass": 1.0,
            "isothermal": True,
            "Cp": 1000.0,
            "T_inf": temperature,
            "h_therm": 0.0,
            "A_therm": 1.0,
            "ocv": of_charge(cell.open_circuit_at(temperature)),
            "M_hyst": lambda soc: 0.0,
            "R0": of_charge_and_temperature(cell.series_resistance),
            "R1": of_charge_and_temperature(cell.fast_resistance),
            "C1": capacitance(cell.fast_resistance, cell.fast_time_constant),
            "R2": of_charge_and_temperature(cell.slow_resistance),
            "C2": capacitance(cell.slow_resistance, cell.slow_time_constant),
        }
    )
    model.set_options(rtol=RELATIVE_TOLERANCE, atol=ABSOLUTE_TOLERANCE, max_num_steps=100_000)
    state = thevenin.TransientState(soc=start, T_cell=temperature, hyst=0.0, eta_j=[0.0, 0.0])
    voltages = []
    for index in range(1, len(times)):
        interval = times[index] - times[index - 1]
        first, last = -currents[index - 1], -currents[index]
        if interpolation == "hold":
            current = first
        else:
            current = lambda t: first + (last - first) * t / interval  # noqa: E731
        state = model.take_step(state, current, interval)
        voltages.append(state.voltage)
    return np.array(voltages)


def run_pybamm(cell, start, temperature, times, currents, interpolation) -> np.ndarray:
    """Voltage at the end of each distance between two samples, V."""

    def of_charge(samples, name):
        grid = np.linspace(0.0, 1.0, len(samples))
        return lambda soc: pybamm.Interpolant(grid, samples, soc, name)

    def of_charge_and_temperature(table, name):
        degrees = table.temperatures - ZERO_CELSIUS

        def value(celsius, current, soc):
            if len(degrees) == 1:
                return pybamm.Interpolant(table.grid, table.rows[0], soc, name)
            held = pybamm.minimum(pybamm.maximum(celsius, degrees[0]), degrees[-1])
            return pybamm.Interpolant((degrees, table.grid), table.rows, [held, soc], name)

        return value

    def capacitance(resistance, time_constant, name):
        r = of_charge_and_temperature(resistance, name + " resistance")
        tau = of_charge_and_temperature(time_constant, name + " time constant")
        return lambda celsius, current, soc: tau(celsius, current, soc) / r(celsius, current, soc)

    if interpolation == "linear":
        knots, values = times, -currents
    else:
        # It knows no jumps: a sample holds until a microsecond before the next. What that
        # microsecond moves is 1e-9 of the capacity at most.
        edge = 1e-6
        knots = np.column_stack([times[:-1], times[1:] - edge]).ravel()
        values = np.repeat(-currents[:-1], 2)
        knots, values = np.append(knots, times[-1]), np.append(values, -currents[-2])

    # A heat capacity without end keeps the temperature.
    heat_capacity = 1e15
    parameters = pybamm.ParameterValues(
        {
            "chemistry": "ecm",
            "Initial SoC": start,
            "Initial temperature [K]": temperature,
            "Ambient temperature [K]": temperature,
            "Cell capacity [A.h]": cell.capacity / 3600,
            "Nominal cell capacity [A.h]": cell.capacity / 3600,
            "Current function [A]": lambda t: pybamm.Interpolant(knots, values, t, "current"),
            "Upper voltage cut-off [V]": 10.0,
            "Lower voltage cut-off [V]": 0.0,
            "Cell thermal mass [J/K]": heat_capacity,
            "Cell-jig heat transfer coefficient [W/K]": 0.0,
            "Jig thermal mass [J/K]": heat_capacity,
            "Jig-air heat transfer coefficient [W/K]": 0.0,
            "Open-circuit voltage [V]": of_charge(cell.open_circuit_at(temperature), "ocv"),
            "Entropic change [V/K]": 0.0,
            "R0 [Ohm]": of_charge_and_temperature(cell.series_resistance, "R0"),
            "R1 [Ohm]": of_charge_and_temperature(cell.fast_resistance, "R1"),
            "C1 [F]": capacitance(cell.fast_resistance, cell.fast_time_constant, "C1"),
            "R2 [Ohm]": of_charge_and_temperature(cell.slow_resistance, "R2"),
            "C2 [F]": capacitance(cell.slow_resistance, cell.slow_time_constant, "C2"),
            "Element-1 initial overpotential [V]": 0.0,
            "Element-2 initial overpotential [V]": 0.0,
            "RCR lookup limit [A]": 1e3,
        }
    )
    model = pybamm.equivalent_circuit.Thevenin(options={"number of rc elements": 2})
    solver = pybamm.IDAKLUSolver(rtol=RELATIVE_TOLERANCE, atol=ABSOLUTE_TOLERANCE)
    simulation = pybamm.Simulation(model, parameter_values=parameters, solver=solver)
    # Every knot ends a stretch for the solver, so that it never integrates over a corner.
    solution = simulation.solve(t_eval=knots)
    if abs(solution.t[-1] - times[-1]) > 1e-9:
        raise RuntimeError(f"PyBaMM stopped at {solution.t[-1]} s: {solution.termination}")
    # The current a moment before each sample, where ours is read too.
    ends = times[1:] - edge if interpolation == "hold" else times[1:]
    ends[-1] = times[-1]
    return solution["Voltage [V]"](ends)


PEERS = [
    ("thevenin", thevenin.__version__, run_thevenin),
    ("PyBaMM", pybamm.__version__, run_pybamm),
]
