// The cell equations for one element, inlined into the loops over cells.
#ifndef REFERENCE_CELL_MODEL_H
#define REFERENCE_CELL_MODEL_H

#include <math.h>
#include <string.h>

#include "BenchmarkReference.h"

#define INLINE static inline __attribute__((always_inline))

INLINE double smaller(double a, double b) { return a < b ? a : b; }
INLINE double larger(double a, double b) { return b < a ? a : b; }
INLINE double clamped(double x, double low, double high) {
    return smaller(larger(x, low), high);
}
INLINE double positive(double x) { return larger(x, 0); }

INLINE double from_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

INLINE uint64_t to_bits(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

// Cody-Waite reduction and a polynomial of degree 13, as in ElementaryFunctions.swift: the filter
// comparison shall show what the compiler does with the same operations, not which library is used.
INLINE double cell_exp(double x) {
    x = clamped(x, -708, 709);
    double n = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52;
    double r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
    double sum = 1.6059043836821613e-10;
    sum = sum * r + 2.08767569878681e-09;
    sum = sum * r + 2.505210838544172e-08;
    sum = sum * r + 2.755731922398589e-07;
    sum = sum * r + 2.7557319223985893e-06;
    sum = sum * r + 2.48015873015873e-05;
    sum = sum * r + 1.984126984126984e-04;
    sum = sum * r + 1.388888888888889e-03;
    sum = sum * r + 8.333333333333333e-03;
    sum = sum * r + 4.1666666666666664e-02;
    sum = sum * r + 1.6666666666666666e-01;
    sum = sum * r + 0.5;
    sum = sum * r + 1;
    sum = sum * r + 1;
    return sum * from_bits(to_bits(n + (0x1.8p52 + 1023)) << 52);
}

INLINE double cell_log(double x) {
    uint64_t bits = to_bits(x);
    uint64_t biased = (bits - 0x3FE6A09E667F3BCDu + 0x3FF0000000000000u) >> 52;
    double f = from_bits(bits - (biased << 52) + ((uint64_t)1023 << 52)) - 1;
    double exponent = from_bits(biased | to_bits(0x1.8p52)) - (0x1.8p52 + 1023);
    double s = f / (f + 2);
    double s2 = s * s;
    double sum = 2.0 / 21;
    sum = sum * s2 + 2.0 / 19;
    sum = sum * s2 + 2.0 / 17;
    sum = sum * s2 + 2.0 / 15;
    sum = sum * s2 + 2.0 / 13;
    sum = sum * s2 + 2.0 / 11;
    sum = sum * s2 + 2.0 / 9;
    sum = sum * s2 + 2.0 / 7;
    sum = sum * s2 + 2.0 / 5;
    sum = sum * s2 + 2.0 / 3;
    double tail = s * s2 * sum + exponent * 1.90821492927058770002e-10;
    return exponent * 6.93147180369123816490e-01 + (2 * s + tail);
}

INLINE double cell_pow(double base, double exponent) {
    return cell_exp(exponent * cell_log(base));
}

INLINE double table_value(ReferenceTable table, double position, double *slope) {
    double scale = (double)(table.count - 1);
    double scaled = position * scale;
    double bounded = scaled > 0 ? (scaled < scale ? scaled : scale - 1) : 0;
    long index = (long)bounded;
    double left = table.samples[index];
    double difference = table.samples[index + 1] - left;
    *slope = difference * scale;
    return left + (scaled - (double)index) * difference;
}

// A map with one temperature.
INLINE double map_value(ReferenceTable table, double charge) {
    double slope;
    return table_value(table, charge > 0 ? (charge < 1 ? charge : 1) : 0, &slope);
}

// exp[E/R (1/T - 1/T0)].
INLINE double activated(double energy, double temperature) {
    return cell_exp((1 / temperature - 1 / 298.15) * (energy / 8.314462618));
}

typedef struct {
    double voltage, slope, series, interface, contact_sensitivity;
    double fast_resistance, fast_time, slow_resistance, slow_time;
} Circuit;

INLINE double open_circuit(
    const ReferenceParameters *p, double z, double temperature, double pressure, double *slope
) {
    double entropic_slope;
    double reference = table_value(p->open_circuit, z, slope);
    double entropic = table_value(p->entropic, z, &entropic_slope);
    double difference = temperature - 298.15;
    *slope += difference * entropic_slope;
    return reference + difference * entropic
        + (pressure - p->reference_pressure) * p->pressure_coefficient;
}

INLINE Circuit circuit_at(
    const ReferenceParameters *p, double z, double contact, double interphase,
    double temperature, double pressure, double highest
) {
    Circuit c;
    c.voltage = open_circuit(p, z, temperature, pressure, &c.slope);

    double per_area = 1 / p->total_area;
    double theta = clamped(contact, 0.02, 1);
    double present = larger(pressure, 1e4);
    double effective = present + positive(highest - present) * p->interface_memory;
    double full = cell_pow(p->interface_pressure / effective, p->interface_exponent)
        * (activated(p->interface_energy, temperature) * p->interface_resistance);
    double root = sqrt(theta);
    double gap = positive(1 - root);
    double conductivity =
        p->electrolyte_conductivity / activated(p->electrolyte_energy, temperature);
    double constriction =
        gap * sqrt(gap) / (root * conductivity) * (M_PI * p->contact_spacing / 2);
    double constriction_slope = sqrt(gap) * (1 + root * 0.5) / (root * theta * conductivity)
        * (-M_PI * p->contact_spacing / 4);
    c.interface = (full / theta + constriction) * per_area + interphase;
    c.contact_sensitivity = (constriction_slope - full / (theta * theta)) * per_area;
    double bulk = p->electrolyte_thickness / conductivity;
    double cathode = activated(p->cathode_energy, temperature) * p->cathode;
    c.series = map_value(p->measured, z) + (bulk + cathode) * per_area + c.interface;
    c.fast_resistance = map_value(p->fast_resistance, z);
    c.fast_time = map_value(p->fast_time, z);
    c.slow_resistance = map_value(p->slow_resistance, z);
    c.slow_time = map_value(p->slow_time, z);
    return c;
}

#endif
