#define _GNU_SOURCE
#include <math.h>
#include <string.h>
#include <time.h>

#include "BenchmarkReference.h"

double reference_thread_time(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

double reference_wall_time(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

double reference_process_time(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void reference_exp(const double *in, double *out, long count) {
    for (long i = 0; i < count; i++) out[i] = exp(in[i]);
}

void reference_log(const double *in, double *out, long count) {
    for (long i = 0; i < count; i++) out[i] = log(in[i]);
}

void reference_pow(const double *in, double exponent, double *out, long count) {
    for (long i = 0; i < count; i++) out[i] = pow(in[i], exponent);
}

void reference_tanh(const double *in, double *out, long count) {
    for (long i = 0; i < count; i++) out[i] = tanh(in[i]);
}

void reference_copy(const uint8_t *from, uint8_t *to, long bytes, long times) {
    for (long i = 0; i < times; i++) {
        memcpy(to, from, (size_t)bytes);
        __asm__ volatile("" : : "r"(to) : "memory");
    }
}
