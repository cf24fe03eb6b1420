// What the benchmarks compare with: plain C, written by hand, structure of arrays, compiled -O3.
#ifndef BENCHMARK_REFERENCE_H
#define BENCHMARK_REFERENCE_H

#include <stdint.h>

// Seconds of processor time of the calling thread.
double reference_thread_time(void);
// Seconds of the monotonic clock.
double reference_wall_time(void);
// Seconds of processor time of all threads of the process.
double reference_process_time(void);

// Samples of a function on [0, 1] at equal distances.
typedef struct {
    const double *samples;
    long count;
} ReferenceTable;

// A cell design and the noise of its filter, SI units, as in CellParameters and
// EstimatorSettings.
typedef struct {
    double capacity, total_area;
    ReferenceTable open_circuit, plateau, entropic;
    double pressure_coefficient, reference_pressure;
    double cathode, cathode_energy;
    double interface_resistance, interface_pressure, interface_exponent, interface_memory;
    double interface_energy, contact_spacing;
    double electrolyte_thickness, electrolyte_conductivity, electrolyte_energy;
    ReferenceTable measured, fast_resistance, fast_time, slow_resistance, slow_time;
    double void_height, sustainable_current, contact_exponent, contact_energy;
    double plating_efficiency, unrecoverable_fraction;
    double swelling_per_charge, swelling_void_height, swelling_deviation, thermal_expansion;
    double core_heat_capacity, core_conductance;

    double initial_polarisation_share;
    double initial_polarisation_rate, initial_polarisation_maximum, initial_interphase;
    double current_offset_rate, current_offset_time, current_gain, current_time, capacity_walk;
    double missing_current_rate, missing_current_time, current_rate_maximum, charge_walk;
    double voltage_deviation, transient_deviation, open_circuit_deviation;
    double error_share, error_time, error_charge, polarisation_deviation;
    double linearisation_spread, curvature_weight, plateau_knowledge_share, plateau_gate;
    double pressure_deviation, pressure_model_deviation, pressure_time, bias_walk;
    double void_height_deviation;
    double pressure_smoothing_time, contact_walk, contact_rate_deviation, contact_time;
    double interphase_walk, gate, consistency_time, consistency_limit, bias_walk_share, gain_walk;
} ReferenceParameters;

// One array per quantity, one element per cell.
typedef struct {
    double *state[10];
    double *covariance[55];
    double *unrecoverable, *temperature, *core, *pressure, *highest;
    double *voltage_consistency, *pressure_consistency, *voltage_innovation;
    double *error_variance, *log_likelihood, *pressure_count;
    double *voltage_count, *reset_count;
    double *scale;
    double *in_current, *in_voltage, *in_temperature, *in_pressure;
    double *stiffness, *others_pressure, *others_variance;
} ReferenceCells;

// One step of `count` filters with every measurement known: the arithmetic of CellFilter.step.
void reference_filter_step(
    const ReferenceParameters *parameters, const ReferenceCells *cells, long count,
    double interval);

// The equivalent circuit of `count` cells; `out` holds nine arrays of `count`, in the order of
// EquivalentCircuit's properties.
void reference_circuit(
    const ReferenceParameters *parameters, const double *charge, const double *contact,
    const double *interphase, const double *temperature, const double *pressure,
    const double *highest, double *out, long count);

// The C library's functions over arrays.
void reference_exp(const double *in, double *out, long count);
void reference_log(const double *in, double *out, long count);
void reference_pow(const double *in, double exponent, double *out, long count);
void reference_tanh(const double *in, double *out, long count);

// Copies `bytes` bytes, `times` times, by a call to memcpy that is not optimised away.
void reference_copy(const uint8_t *from, uint8_t *to, long bytes, long times);

#endif
