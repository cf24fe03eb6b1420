#include "CellModel.h"

void reference_circuit(
    const ReferenceParameters *restrict p, const double *restrict charge,
    const double *restrict contact, const double *restrict interphase,
    const double *restrict temperature, const double *restrict pressure,
    const double *restrict highest, double *restrict out, long count
) {
    for (long i = 0; i < count; i++) {
        Circuit c = circuit_at(
            p, charge[i], contact[i], interphase[i], temperature[i], pressure[i], highest[i]);
        out[i] = c.voltage;
        out[count + i] = c.slope;
        out[2 * count + i] = c.series;
        out[3 * count + i] = c.interface;
        out[4 * count + i] = c.contact_sensitivity;
        out[5 * count + i] = c.fast_resistance;
        out[6 * count + i] = c.fast_time;
        out[7 * count + i] = c.slow_resistance;
        out[8 * count + i] = c.slow_time;
    }
}
