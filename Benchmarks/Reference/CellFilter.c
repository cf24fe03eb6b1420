// The ten-state filter, one cell after the other, everything a cell needs held in locals.
#include "CellModel.h"

enum { CHARGE, FAST, SLOW, CONTACT, INTERPHASE, BIAS, ERROR, OFFSET, CAPACITY, GAIN, STATES };

// The lower triangle, packed.
enum { ELEMENTS = STATES * (STATES + 1) / 2 };

// Where the sensitivities of the two measurements are not zero.
static const int voltage_columns[] = {CHARGE, FAST, SLOW, CONTACT, INTERPHASE, ERROR, OFFSET};
static const int pressure_columns[] = {CHARGE, CONTACT, BIAS, GAIN};
#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

// One cell on its way through the step.
typedef struct {
    double x[STATES];
    double p[ELEMENTS];
    double error_variance, log_likelihood;
} Belief;

// What a measurement of the current leaves open.
typedef struct {
    double current, unknown;
    int known;
} Load;

INLINE int at(int row, int column) {
    return row >= column ? row * (row + 1) / 2 + column : column * (column + 1) / 2 + row;
}

// Multiplies a state by a factor: its row and its column.
INLINE void scale(Belief *b, int index, double factor) {
    for (int other = 0; other < STATES; other++) b->p[at(index, other)] *= factor;
    b->p[at(index, index)] *= factor;
}

// F P F' + Q. Offset and capacity move what the charge counted moves.
INLINE void propagate(
    Belief *b, double fast, double slow, double contact, double error, const double *offset,
    double capacity, const double *noise
) {
    double *p = b->p;
    double charge_row[STATES], fast_row[STATES], slow_row[STATES];
    for (int column = 0; column < STATES; column++) {
        double by_offset = p[at(OFFSET, column)];
        charge_row[column] = p[at(CHARGE, column)] + by_offset * offset[0]
            + p[at(CAPACITY, column)] * capacity;
        fast_row[column] = p[at(FAST, column)] * fast + by_offset * offset[1];
        slow_row[column] = p[at(SLOW, column)] * slow + by_offset * offset[2];
    }
    for (int column = CONTACT; column < STATES; column++) {
        p[at(column, CHARGE)] = charge_row[column];
        p[at(column, FAST)] = fast_row[column];
        p[at(column, SLOW)] = slow_row[column];
    }
    scale(b, ERROR, error);
    scale(b, CONTACT, contact);
    p[0] = charge_row[0] + charge_row[OFFSET] * offset[0] + charge_row[CAPACITY] * capacity;
    p[1] = fast_row[0] + fast_row[OFFSET] * offset[0] + fast_row[CAPACITY] * capacity;
    p[2] = fast_row[1] * fast + fast_row[OFFSET] * offset[1];
    p[3] = slow_row[0] + slow_row[OFFSET] * offset[0] + slow_row[CAPACITY] * capacity;
    p[4] = slow_row[1] * fast + slow_row[OFFSET] * offset[1];
    p[5] = slow_row[2] * slow + slow_row[OFFSET] * offset[2];
    for (int k = 0; k < STATES; k++) p[at(k, k)] += noise[k];
}

// P h, and h P h', not negative.
INLINE double project(
    const Belief *b, const double *h, const int *columns, int count, double *projected
) {
    for (int row = 0; row < STATES; row++) {
        double sum = 0;
        for (int k = 0; k < count; k++) sum += b->p[at(row, columns[k])] * h[columns[k]];
        projected[row] = sum;
    }
    double variance = 0;
    for (int k = 0; k < count; k++) variance += h[columns[k]] * projected[columns[k]];
    return positive(variance);
}

// ln of the density of an innovation of so many deviations.
INLINE double agreement(double ratio) {
    double inner = smaller(ratio, 3);
    return inner * inner * -0.5 - (ratio - inner) * 3;
}

// One scalar measurement; returns its squared innovation over its variance.
INLINE double correct(
    Belief *b, double innovation, int usable, const double *projected, double model,
    double noise, double momentary, double open, double plateau, double gate,
    double *normalised
) {
    double judged = model + momentary;
    double variance = model + noise;
    double ratio = larger(innovation, -innovation) / sqrt(variance);
    double inflated = variance * larger(ratio * (1 / gate), 1);
    double weight = usable ? 1 / inflated : 0;
    b->log_likelihood += agreement(usable ? ratio : 0);
    double gain[STATES];
    for (int i = 0; i < STATES; i++) {
        gain[i] = projected[i] * weight;
    }
    // The charge does not become surer than the measurement leaves it open.
    double part = positive(b->p[0] - open) / larger(gain[CHARGE] * projected[CHARGE], 1e-30);
    double whole = gain[CHARGE];
    gain[CHARGE] = whole * (1 - sqrt(1 - smaller(part, 1)));
    for (int i = 0; i < STATES; i++) b->x[i] += gain[i] * innovation;
    if (plateau < innovation * innovation)
        b->x[CHARGE] += (whole - gain[CHARGE]) * innovation;
    int index = 0;
    for (int row = 0; row < STATES; row++) {
        double scaled = gain[row] * inflated;
        for (int column = 0; column <= row; column++, index++) {
            double cross = gain[row] * projected[column] + projected[row] * gain[column];
            b->p[index] = b->p[index] - cross + scaled * gain[column];
        }
    }
    *normalised = innovation / sqrt(judged);
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
    const ReferenceParameters *p, double resistance, double decay, const Load *load
) {
    double error = resistance * load->current * p->polarisation_deviation;
    double missing = resistance * load->unknown;
    return (error * error + missing * missing + 2.5e-7) * (1 - decay * decay);
}

INLINE double charge_noise(
    const ReferenceParameters *p, const Load *load, double dt
) {
    double missing = p->missing_current_rate * p->capacity / 3600;
    double rate = (load->known ? load->current * p->current_gain : missing) * (1 / p->capacity);
    double time =
        load->known ? larger(dt, p->current_time) : larger(dt, p->missing_current_time);
    return smaller(rate * rate * time * dt + p->charge_walk * p->charge_walk * dt, 0.25);
}

// dh of one layer, m.
INLINE double thickness(const ReferenceParameters *p, const Belief *b, double temperature) {
    double warming = temperature - 298.15;
    double whole = p->swelling_per_charge * (p->capacity / p->total_area);
    return b->x[CHARGE] * whole + (1 - b->x[CONTACT]) * p->swelling_void_height
        + warming * p->thermal_expansion;
}

INLINE double expected_pressure(
    const ReferenceParameters *p, const ReferenceCells *c, long i, const Belief *b
) {
    return c->others_pressure[i]
        + c->stiffness[i] * thickness(p, b, c->temperature[i]) * (b->x[GAIN] + 1) + b->x[BIAS];
}

// Temperature and smoothed pressure of this step.
INLINE void sense_surroundings(
    const ReferenceParameters *p, const ReferenceCells *c, long i, const Belief *b,
    double smoothing
) {
    double measured = c->in_temperature[i];
    int known = larger(measured, -measured) < 600 && 150 < measured;
    c->temperature[i] = known ? measured : c->temperature[i];
    c->core[i] = c->voltage_count[i] < 0.5 && known ? c->temperature[i] : c->core[i];
    double expected = expected_pressure(p, c, i, b);
    double seen = c->in_pressure[i];
    double target = clamped(larger(seen, -seen) < 1e9 ? seen : expected, 0, 1e9);
    c->pressure[i] = c->pressure[i] + (target - c->pressure[i]) * smoothing;
    c->highest[i] = larger(c->highest[i], c->pressure[i]);
}

// Before the first voltage the RC pairs may be anywhere up to what a few C leave behind.
INLINE void begin_voltages(
    const ReferenceParameters *p, Belief *b, const Circuit *circuit, double load, double count
) {
    if (!(count < 0.5)) return;
    double before = load * p->initial_polarisation_share;
    b->x[FAST] = circuit->fast_resistance * before;
    b->x[SLOW] = circuit->slow_resistance * before;
    double current = p->initial_polarisation_rate * p->capacity / 3600;
    double limit = p->initial_polarisation_maximum;
    double fast = smaller(circuit->fast_resistance * current, limit * 0.5);
    double slow = smaller(circuit->slow_resistance * current, limit);
    double interphase = circuit->series * p->initial_interphase;
    b->p[at(FAST, FAST)] = fast * fast + 1e-6;
    b->p[at(SLOW, SLOW)] = slow * slow + 1e-6;
    b->p[at(INTERPHASE, INTERPHASE)] = interphase * interphase;
    b->p[at(ERROR, ERROR)] = p->open_circuit_deviation * p->open_circuit_deviation;
}

// The core warms by what the current loses and gives its heat to the surface.
INLINE void predict_core(
    const ReferenceParameters *p, const ReferenceCells *c, long i, const Belief *b,
    const Circuit *circuit, double current, double dt
) {
    double loss = (current * circuit->series + b->x[FAST] + b->x[SLOW]) * current;
    double target = c->temperature[i] + positive(loss) * (1 / p->core_conductance);
    double time = p->core_heat_capacity / p->core_conductance;
    double next = c->core[i] + (target - c->core[i]) * (1 - cell_exp(-dt / time));
    c->core[i] = clamped(next, c->temperature[i], c->temperature[i] + 60);
}

INLINE void stop_growth(
    const ReferenceParameters *p, const Belief *b, double scale, double *noise
) {
    double offset = p->current_offset_rate * p->capacity / 3600;
    double limits[STATES] = {
        0.25, 1, 1, 0.1, scale * scale * 100, 1e14, 1, offset * offset, 0.25,
        0.25};
    for (int k = 0; k < STATES; k++) noise[k] = b->p[at(k, k)] < limits[k] ? noise[k] : 0;
}

INLINE Circuit predict(
    const ReferenceParameters *p, const ReferenceCells *c, long i, Belief *b, const Load *load,
    double dt, double smoothing
) {
    sense_surroundings(p, c, i, b, smoothing);
    double current = load->current;
    double per_capacity = dt / p->capacity;
    double counted = current * per_capacity;
    double charge = counted * (b->x[CAPACITY] + 1);
    b->x[CHARGE] += charge;
    double noise[STATES];
    double contact = advance_contact(
        p, b, &c->unrecoverable[i], c->pressure[i], c->core[i], current * (1 / p->total_area),
        dt, &noise[CONTACT]);
    Circuit circuit = circuit_at(
        p, b->x[CHARGE], b->x[CONTACT], b->x[INTERPHASE], c->core[i], c->pressure[i],
        c->highest[i]);
    begin_voltages(p, b, &circuit, current, c->voltage_count[i]);
    double fast = cell_exp(-dt / circuit.fast_time);
    double slow = cell_exp(-dt / circuit.slow_time);
    b->x[FAST] = b->x[FAST] * fast + circuit.fast_resistance * (1 - fast) * current;
    b->x[SLOW] = b->x[SLOW] * slow + circuit.slow_resistance * (1 - slow) * current;
    predict_core(p, c, i, b, &circuit, current, dt);
    double error = cell_exp(larger(charge, -charge) * (-1 / p->error_charge) - dt / p->error_time);
    b->x[ERROR] *= error;

    double whole = circuit.series + circuit.fast_resistance + circuit.slow_resistance;
    double ohmic = current * whole * p->error_share;
    double curve = p->open_circuit_deviation * p->open_circuit_deviation;
    noise[ERROR] = (ohmic * ohmic + curve) * (1 - error * error);
    b->error_variance = b->error_variance * error * error + noise[ERROR];
    noise[CHARGE] = charge_noise(p, load, dt);
    noise[FAST] = polarisation_noise(p, circuit.fast_resistance, fast, load);
    noise[SLOW] = polarisation_noise(p, circuit.slow_resistance, slow, load);
    double hours = dt / 3600;
    double walk = circuit.series * p->interphase_walk;
    noise[INTERPHASE] = walk * walk * hours;
    double settling = c->pressure[i] * p->bias_walk_share;
    noise[BIAS] = (settling * settling + p->bias_walk * p->bias_walk) * hours;
    noise[GAIN] = p->gain_walk * p->gain_walk * hours;
    double offset = p->current_offset_rate * p->capacity / 3600;
    noise[OFFSET] = offset * offset * 2 * dt / p->current_offset_time;
    noise[CAPACITY] = p->capacity_walk * p->capacity_walk * hours;
    stop_growth(p, b, c->scale[i], noise);
    double seen = load->known ? 1 : 0;
    double by_offset[3] = {
        seen * (b->x[CAPACITY] + 1) * -per_capacity, seen * circuit.fast_resistance * (fast - 1),
        seen * circuit.slow_resistance * (slow - 1)};
    propagate(b, fast, slow, contact, error, by_offset, counted, noise);
    return circuit;
}

// What a voltage that points to `place` leaves open of the charge.
INLINE double open_variance(const ReferenceParameters *p, const Belief *b, double place) {
    double unused, open = table_value(p->plateau, clamped(place, 0, 1), &unused);
    return sqrt(positive(b->p[0])) < open * p->plateau_knowledge_share ? 0 : open * open;
}

INLINE void use_voltage(
    const ReferenceParameters *p, const ReferenceCells *c, long i, Belief *b,
    const Circuit *circuit, const Load *load, double share
) {
    double voltage = c->in_voltage[i];
    int usable = larger(voltage, -voltage) < 100;
    double current = load->current;
    double measured = load->known ? c->in_current[i] : 0;
    double ohmic = circuit->series - b->x[INTERPHASE];
    double z = b->x[CHARGE], unused;
    double spread = clamped(sqrt(positive(b->p[0])), p->linearisation_spread, 0.5);
    double above = open_circuit(
        p, smaller(z + spread, 1.1), c->core[i], c->pressure[i], &unused);
    double below = open_circuit(
        p, larger(z - spread, -0.1), c->core[i], c->pressure[i], &unused);
    double curvature = (above + below) * 0.5 - circuit->voltage;
    double h[STATES] = {
        (above - below) / (spread * 2), 1, 1, measured * circuit->contact_sensitivity, measured,
        0, 1, load->known ? -ohmic : 0, 0, 0};
    double expected = circuit->voltage + current * ohmic + measured * b->x[INTERPHASE]
        + b->x[FAST] + b->x[SLOW] + b->x[ERROR];
    double transient = current * circuit->series * p->transient_deviation;
    double missing = load->unknown * circuit->series;
    double white = p->voltage_deviation * p->voltage_deviation + transient * transient
        + missing * missing;
    double noise = curvature * curvature * p->curvature_weight + white;
    double innovation = usable ? voltage - expected : 0;
    double unexplained = usable ? innovation + b->x[ERROR] : 0;
    double projected[STATES];
    double model = project(b, h, voltage_columns, COUNT(voltage_columns), projected);
    // As if the error had been told nothing.
    double judged = b->error_variance;
    for (int k = 0; k < COUNT(voltage_columns); k++) {
        int column = voltage_columns[k];
        if (column != ERROR) judged += h[column] * (projected[column] - b->p[at(column, ERROR)]);
    }
    judged = larger(judged, b->error_variance) + noise;
    correct(
        b, innovation, usable, projected, model, noise, noise,
        open_variance(p, b, z + projected[CHARGE] / (model + noise) * innovation),
        (b->error_variance + white) * (p->plateau_gate * p->plateau_gate), p->gate,
        &c->voltage_innovation[i]);
    double square = smaller(unexplained * unexplained / judged, 100);
    double mean = c->voltage_consistency[i];
    c->voltage_consistency[i] = usable ? mean + (square - mean) * share : mean;
    c->voltage_count[i] = usable ? smaller(c->voltage_count[i] + 1, 1e6) : c->voltage_count[i];
}

INLINE void use_pressure(
    const ReferenceParameters *p, const ReferenceCells *c, long i, Belief *b, double dt,
    double share
) {
    double pressure = c->in_pressure[i];
    if (!(larger(pressure, -pressure) < 1e9)) return;
    c->pressure_count[i] = smaller(c->pressure_count[i] + 1, 1e6);
    double whole = p->swelling_per_charge * (p->capacity / p->total_area);
    double stiffness = c->stiffness[i] * (b->x[GAIN] + 1);
    double h[STATES] = {
        stiffness * whole, 0, 0, stiffness * -p->swelling_void_height, 0, 1, 0, 0, 0,
        c->stiffness[i] * thickness(p, b, c->temperature[i])};
    double expected = expected_pressure(p, c, i, b);
    double persistence = larger(1, p->pressure_time / dt);
    double white = p->pressure_deviation * p->pressure_deviation;
    double course = c->stiffness[i] * (p->swelling_deviation * (whole < 0 ? -whole : whole));
    double model = c->others_variance[i] + course * course
        + p->pressure_model_deviation * p->pressure_model_deviation;
    double voids = stiffness * p->swelling_void_height * p->void_height_deviation
        * (1 - b->x[CONTACT]);
    double lasting = voids * voids * larger(1, p->contact_time / dt);
    double innovation = pressure - expected;
    double projected[STATES], normalised;
    double variance =
        project(b, h, pressure_columns, COUNT(pressure_columns), projected) + model + white;
    b->p[at(BIAS, BIAS)] += positive(innovation * innovation - variance * (p->gate * p->gate));
    double explained = project(b, h, pressure_columns, COUNT(pressure_columns), projected);
    double square = correct(
        b, innovation, 1, projected, explained, model * persistence + white + lasting,
        model + white + voids * voids, 0, 0, p->gate, &normalised);
    double mean = c->pressure_consistency[i];
    c->pressure_consistency[i] = mean + (square - mean) * share;
}

INLINE void limit_error(Belief *b) {
    double limit = sqrt(b->error_variance) * 4;
    if (!(limit < larger(b->x[ERROR], -b->x[ERROR]))) return;
    b->x[ERROR] = clamped(b->x[ERROR], -limit, limit);
    for (int k = 0; k < STATES; k++) b->p[at(ERROR, k)] = k == ERROR ? b->error_variance : 0;
}

// Whether the filter need not begin again.
INLINE int keep_within_constraints(
    const ReferenceParameters *p, Belief *b, double scale, double consistency
) {
    b->x[CHARGE] = clamped(b->x[CHARGE], -0.02, 1.02);
    b->x[FAST] = clamped(b->x[FAST], -2, 2);
    b->x[SLOW] = clamped(b->x[SLOW], -2, 2);
    b->x[CONTACT] = clamped(b->x[CONTACT], 0.02, 1);
    b->x[INTERPHASE] = clamped(b->x[INTERPHASE], scale * -0.5, scale * 100 + 1e-9);
    b->x[BIAS] = clamped(b->x[BIAS], -1e7, 1e7);
    limit_error(b);
    double offset = p->current_offset_rate * p->capacity / 3600 * 4;
    b->x[OFFSET] = clamped(b->x[OFFSET], -offset, offset);
    b->x[CAPACITY] = clamped(b->x[CAPACITY], -0.5, 4);
    b->x[GAIN] = clamped(b->x[GAIN], -0.5, 1);
    double floors[STATES] = {
        1e-8, 1e-8, 1e-8, 1e-8, scale * scale * 1e-6 + 1e-30, 1, 1e-8, 1e-8, 1e-8,
        1e-8};
    int sound = consistency < p->consistency_limit * p->consistency_limit;
    for (int k = 0; k < STATES; k++)
        sound &= b->p[at(k, k)] < 1e30 && -floors[k] < b->p[at(k, k)];
    return sound;
}

void reference_filter_step(
    const ReferenceParameters *restrict p, const ReferenceCells *restrict c, long count, double dt
) {
    double limit = p->current_rate_maximum * p->capacity / 3600;
    double smoothing = 1 - cell_exp(-dt / p->pressure_smoothing_time);
    double share = 1 - cell_exp(-dt / p->consistency_time);
    for (long i = 0; i < count; i++) {
        Belief b;
        for (int k = 0; k < STATES; k++) b.x[k] = c->state[k][i];
        for (int k = 0; k < ELEMENTS; k++) b.p[k] = c->covariance[k][i];
        b.error_variance = c->error_variance[i];
        b.log_likelihood = c->log_likelihood[i];
        double measured = c->in_current[i];
        Load load;
        load.known = larger(measured, -measured) < limit;
        load.current = load.known ? measured - b.x[OFFSET] : 0;
        load.unknown = load.known ? 0 : p->missing_current_rate * p->capacity / 3600;
        Circuit circuit = predict(p, c, i, &b, &load, dt, smoothing);
        use_voltage(p, c, i, &b, &circuit, &load, share);
        use_pressure(p, c, i, &b, dt, share);
        if (!keep_within_constraints(p, &b, c->scale[i], c->voltage_consistency[i]))
            c->reset_count[i] += 1;
        for (int k = 0; k < STATES; k++) c->state[k][i] = b.x[k];
        for (int k = 0; k < ELEMENTS; k++) c->covariance[k][i] = b.p[k];
        c->error_variance[i] = b.error_variance;
        c->log_likelihood[i] = b.log_likelihood;
    }
}
