#ifndef SOLIDBMS_MALLOC_COUNT_H
#define SOLIDBMS_MALLOC_COUNT_H

#include <stdbool.h>
#include <stdint.h>

/// Starts or stops counting on the calling thread; other threads are not counted. One thread at a
/// time may count: meanwhile thrown errors are not traced.
void malloc_count_set_active(bool is_active);

/// Whether the calling thread is being counted.
bool malloc_count_is_active(void);

/// Allocations of the calling thread while counting was on.
uint64_t malloc_count_value(void);

#endif
