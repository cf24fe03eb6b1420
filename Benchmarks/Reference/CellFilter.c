// The six-state filter, one cell after the other, everything a cell needs held in locals.
#include "CellModel.h"

enum { CHARGE, FAST, SLOW, CONTACT, INTERPHASE, BIAS };

// One cell on its way through the step.
typedef struct {
    double x[6];
    double p[21];
} Belief;

INLINE void propagate(Belief *b, const double *transition, const double *noise) {
    int index = 0;
    for (int row = 0; row < 6; row++) {
        for (int column = 0; column <= row; column++, index++)
            b->p[index] = b->p[index] * transition[row] * transition[column];
        b->p[index - 1] += noise[row];
    }
}

// P h.
INLINE void project(const Belief *b, const double *h, double *projected) {
    int index = 0;
    for (int row = 0; row < 6; row++) projected[row] = 0;
    for (int row = 0; row < 6; row++) {
        for (int column = 0; column < row; column++, index++) {
            projected[row] += b->p[index] * h[column];
            projected[column] += b->p[index] * h[row];
        }
        projected[row] += b->p[index++] * h[row];
    }
}

// One scalar measurement; returns its squared innovation over its variance.
INLINE double correct(
    Belief *b, double innovation, int usable, const double *h, double noise, double momentary,
    double gate
) {
    double projected[6];
    project(b, h, projected);
    double variance = 0;
    for (int i = 0; i < 6; i++) variance += h[i] * projected[i];
    double judged = positive(variance) + momentary;
    variance = positive(variance) + noise;
    double ratio = larger(innovation, -innovation) / sqrt(variance);
    double inflated = variance * larger(ratio * (1 / gate), 1);
    double weight = usable ? 1 / inflated : 0;
    double gain[6];
    for (int i = 0; i < 6; i++) {
        gain[i] = projected[i] * weight;
        b->x[i] += gain[i] * innovation;
    }
    int index = 0;
    for (int row = 0; row < 6; row++) {
        double scaled = gain[row] * inflated;
        for (int column = 0; column <= row; column++, index++) {
            double cross = gain[row] * projected[column] + projected[row] * gain[column];
            b->p[index] = b->p[index] - cross + scaled * gain[column];
        }
    }
    return smaller(innovation * innovation / judged, 100);
}

// The contact law over one interval: transition and noise of the contact fraction.
INLINE double advance_contact(
    const ReferenceParameters *p, Belief *b, double *unrecoverable, double pressure,
    double temperature, double density, double dt, double *noise
) {
    double sustainable = cell_pow(larger(pressure, 1e4) * 1e-6, p->contact_exponent)
        * p->sustainable_current / activated(p->contact_energy, temperature);
    double k = 13.0e-6 / (96485.33212 * p->void_height);
    double theta = clamped(b->x[CONTACT], 0.02, 1);
    double lost = positive(1 - theta - *unrecoverable);
    double plating = positive(density);
    double stripping = positive(-density);
    double supplied = sustainable * cell_pow(theta, 1 - p->contact_exponent);
    double supplied_slope = supplied * (1 - p->contact_exponent) / theta;
    double excess = stripping - supplied;
    double healing = positive(-excess);
    double closing = plating * p->plating_efficiency + sustainable;
    double healing_slope = lost > 0 ? supplied_slope * lost - healing : 0;
    double stripped_slope = excess > 0 ? supplied_slope : healing_slope;
    double closing_slope = lost > 0 ? -closing : 0;
    double rate = (plating > 0 ? closing * lost : healing * lost - positive(excess)) * k;
    double slope = (plating > 0 ? closing_slope : stripped_slope) * k;
    double lasting = plating * lost * (p->unrecoverable_fraction * k);
    b->x[CONTACT] = clamped(b->x[CONTACT] + rate * dt, 0.02, 1);
    *unrecoverable = clamped(*unrecoverable + lasting * dt, 0, 0.98);
    double error = rate * p->contact_rate_deviation;
    *noise = smaller(error * error * (dt * larger(dt, p->contact_time)), 0.01)
        + p->contact_walk * p->contact_walk * dt / 3600;
    return clamped(slope * dt + 1, 0, 1.1);
}

INLINE double polarisation_noise(
    const ReferenceParameters *p, double resistance, double decay, double current,
    double deviation
) {
    double error = resistance * current * p->polarisation_deviation;
    double unknown = resistance * deviation;
    return (error * error + unknown * unknown + 2.5e-7) * (1 - decay * decay);
}

INLINE Circuit predict(
    const ReferenceParameters *p, const ReferenceCells *c, long i, Belief *b, double current,
    int known, double deviation, double dt, double smoothing
) {
    double measured = c->in_temperature[i];
    double temperature = measured < 600 && measured > 150 ? measured : c->temperature[i];
    double per_charge = p->swelling_per_charge * p->capacity / p->total_area;
    double thickness =
        b->x[CHARGE] * per_charge + (1 - b->x[CONTACT]) * p->swelling_void_height;
    double expected = c->others_pressure[i] + c->stiffness[i] * thickness + b->x[BIAS];
    double seen = c->in_pressure[i];
    double target = clamped(larger(seen, -seen) < 1e9 ? seen : expected, 0, 1e9);
    double pressure = c->pressure[i] + (target - c->pressure[i]) * smoothing;
    double highest = larger(c->highest[i], pressure);
    c->temperature[i] = temperature;
    c->pressure[i] = pressure;
    c->highest[i] = highest;

    b->x[CHARGE] += current * (dt / p->capacity);
    double noise[6], transition[6] = {1, 1, 1, 1, 1, 1};
    transition[CONTACT] = advance_contact(
        p, b, &c->unrecoverable[i], pressure, temperature, current * (1 / p->total_area), dt,
        &noise[CONTACT]);
    Circuit at = circuit_at(
        p, b->x[CHARGE], b->x[CONTACT], b->x[INTERPHASE], temperature, pressure, highest);
    transition[FAST] = cell_exp(-dt / at.fast_time);
    transition[SLOW] = cell_exp(-dt / at.slow_time);
    b->x[FAST] = b->x[FAST] * transition[FAST]
        + at.fast_resistance * (1 - transition[FAST]) * current;
    b->x[SLOW] = b->x[SLOW] * transition[SLOW]
        + at.slow_resistance * (1 - transition[SLOW]) * current;

    double rate = deviation * (1 / p->capacity);
    double time = known ? larger(dt, p->current_time) : larger(dt, p->missing_current_time);
    double limit = p->consistency_limit * p->consistency_limit;
    double recovery =
        limit < c->voltage_consistency[i] ? p->recovery_walk * p->recovery_walk * dt : 0;
    noise[CHARGE] = smaller(
        rate * rate * time * dt + recovery + p->charge_walk * p->charge_walk * dt, 0.25);
    noise[FAST] = polarisation_noise(p, at.fast_resistance, transition[FAST], current, deviation);
    noise[SLOW] = polarisation_noise(p, at.slow_resistance, transition[SLOW], current, deviation);
    double scale = c->scale[i];
    double walk = scale * p->interphase_walk;
    noise[INTERPHASE] = walk * walk * (dt / 3600);
    noise[BIAS] = p->bias_walk * p->bias_walk * (dt / 3600);
    double limits[6] = {0.25, 1, 1, 0.1, scale * scale * 4, 1e14};
    static const int diagonal[6] = {0, 2, 5, 9, 14, 20};
    for (int k = 0; k < 6; k++) noise[k] = b->p[diagonal[k]] < limits[k] ? noise[k] : 0;
    propagate(b, transition, noise);
    return at;
}

INLINE void use_voltage(
    const ReferenceParameters *p, const ReferenceCells *c, long i, Belief *b,
    const Circuit *at, double current, double deviation, double dt, double share
) {
    double voltage = c->in_voltage[i];
    int usable = larger(voltage, -voltage) < 100;
    double z = b->x[CHARGE], slope;
    double spread = clamped(sqrt(positive(b->p[0])), 0.005, 0.25);
    double above = table_value(p->open_circuit, z + spread, &slope);
    double below = table_value(p->open_circuit, z - spread, &slope);
    double here = table_value(p->open_circuit, z, &slope);
    double curvature = (above + below) * 0.5 - here;
    double h[6] = {
        (above - below) / (spread * 2), 1, 1, current * at->contact_sensitivity, current, 0};
    double expected = at->voltage + current * at->series + b->x[FAST] + b->x[SLOW];
    double ohmic = current * at->series * p->resistance_deviation;
    double unknown = deviation * at->series;
    double persistence = larger(1, p->voltage_time / dt);
    double white =
        curvature * curvature * 0.5 + p->voltage_deviation * p->voltage_deviation;
    double model = ohmic * ohmic + unknown * unknown
        + p->open_circuit_deviation * p->open_circuit_deviation;
    double square = correct(
        b, usable ? voltage - expected : 0, usable, h, model * persistence + white, model + white,
        p->gate);
    double mean = c->voltage_consistency[i];
    c->voltage_consistency[i] = usable ? mean + (square - mean) * share : mean;
    c->voltage_count[i] = usable ? smaller(c->voltage_count[i] + 1, 1e6) : c->voltage_count[i];
}

INLINE void use_pressure(
    const ReferenceParameters *p, const ReferenceCells *c, long i, Belief *b, double dt,
    double share
) {
    double pressure = c->in_pressure[i];
    int usable = larger(pressure, -pressure) < 1e9;
    double per_charge = p->swelling_per_charge * p->capacity / p->total_area;
    double stiffness = c->stiffness[i];
    double h[6] = {stiffness * per_charge, 0, 0, stiffness * -p->swelling_void_height, 0, 1};
    double thickness =
        b->x[CHARGE] * per_charge + (1 - b->x[CONTACT]) * p->swelling_void_height;
    double expected = c->others_pressure[i] + stiffness * thickness + b->x[BIAS];
    double persistence = larger(1, p->pressure_time / dt);
    double white = p->pressure_deviation * p->pressure_deviation;
    double model = c->others_variance[i]
        + p->pressure_model_deviation * p->pressure_model_deviation;
    double innovation = usable ? pressure - expected : 0;
    double projected[6], variance = 0;
    project(b, h, projected);
    for (int k = 0; k < 6; k++) variance += h[k] * projected[k];
    variance = positive(variance) + model + white;
    b->p[20] += positive(innovation * innovation - variance * (p->gate * p->gate));
    double square = correct(
        b, innovation, usable, h, model * persistence + white, model + white, p->gate);
    double mean = c->pressure_consistency[i];
    c->pressure_consistency[i] = usable ? mean + (square - mean) * share : mean;
}

INLINE int keep_within_constraints(Belief *b, double scale) {
    b->x[CHARGE] = clamped(b->x[CHARGE], -0.1, 1.1);
    b->x[FAST] = clamped(b->x[FAST], -2, 2);
    b->x[SLOW] = clamped(b->x[SLOW], -2, 2);
    b->x[CONTACT] = clamped(b->x[CONTACT], 0.02, 1);
    b->x[INTERPHASE] = clamped(b->x[INTERPHASE], 0, scale * 100 + 1e-9);
    b->x[BIAS] = clamped(b->x[BIAS], -1e7, 1e7);
    static const int diagonal[6] = {0, 2, 5, 9, 14, 20};
    double floors[6] = {1e-8, 1e-8, 1e-8, 1e-8, scale * scale * 1e-6 + 1e-30, 1};
    int sound = 1;
    for (int k = 0; k < 6; k++)
        sound &= b->p[diagonal[k]] < 1e30 && -floors[k] < b->p[diagonal[k]];
    return sound;
}

void reference_filter_step(
    const ReferenceParameters *restrict p, const ReferenceCells *restrict c, long count, double dt
) {
    double smoothing = 1 - cell_exp(-dt / p->pressure_smoothing_time);
    double share = 1 - cell_exp(-dt / p->consistency_time);
    double per_hour = p->capacity / 3600;
    double offset = p->current_offset_rate * per_hour;
    for (long i = 0; i < count; i++) {
        Belief b;
        for (int k = 0; k < 6; k++) b.x[k] = c->state[k][i];
        for (int k = 0; k < 21; k++) b.p[k] = c->covariance[k][i];
        double current = c->in_current[i];
        int known = larger(current, -current) < p->current_rate_maximum * per_hour;
        if (!known) current = 0;
        double gain = current * p->current_gain;
        double deviation =
            known ? sqrt(offset * offset + gain * gain) : p->missing_current_rate * per_hour;
        Circuit at = predict(p, c, i, &b, current, known, deviation, dt, smoothing);
        use_voltage(p, c, i, &b, &at, current, deviation, dt, share);
        use_pressure(p, c, i, &b, dt, share);
        if (!keep_within_constraints(&b, c->scale[i])) c->reset_count[i] += 1;
        for (int k = 0; k < 6; k++) c->state[k][i] = b.x[k];
        for (int k = 0; k < 21; k++) c->covariance[k][i] = b.p[k];
    }
}
