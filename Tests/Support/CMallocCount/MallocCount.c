// The test executable's own malloc family, in front of the C library's: counts calls on threads
// that ask for it and passes everything on. Nothing here allocates: the counters lie in static
// thread-local storage.

#include "CMallocCount.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

// A sanitizer brings a malloc family of its own and has to be asked for every block: with it this
// one stands back, and nothing is counted.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define STANDS_BACK 1
#endif
#endif

// The runtime calls these when an error is thrown, if they are set. A program does not set them;
// the test library does, to record backtraces, and that allocates.
extern _Atomic(void *) _swift_willThrow;
extern _Atomic(void *) _swift_willThrowTypedImpl;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static _Thread_local bool is_counting;
static _Thread_local uint64_t allocations;

static void *hook;
static void *typed_hook;

void malloc_count_set_active(bool is_active) {
    if (is_active && !is_counting) {
        hook = atomic_exchange(&_swift_willThrow, NULL);
        typed_hook = atomic_exchange(&_swift_willThrowTypedImpl, NULL);
    }
    if (!is_active && is_counting) {
        atomic_store(&_swift_willThrow, hook);
        atomic_store(&_swift_willThrowTypedImpl, typed_hook);
    }
    is_counting = is_active;
}

bool malloc_count_is_active(void) { return is_counting; }

uint64_t malloc_count_value(void) { return allocations; }

#ifndef STANDS_BACK

static inline void note(void) {
    if (!is_counting) { return; }
    allocations++;
}

void *malloc(size_t size) {
    note();
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    note();
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    note();
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
    note();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    note();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    note();
    void *made = __libc_memalign(alignment, size);
    if (made == NULL) { return ENOMEM; }
    *block = made;
    return 0;
}

#endif
