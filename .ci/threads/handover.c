// Tells ThreadSanitizer what it cannot see of Swift's Mutex.
//
// On Linux a Mutex is a futex with priority inheritance. Free, it is taken and given back by atomic
// operations that are compiled into the caller, so the sanitizer sees them. Contended, both happen
// in three functions of libswiftSynchronization, which is not instrumented: taking it spins and
// then asks the kernel (FUTEX_LOCK_PI), giving it back has the kernel hand it to who waits
// (FUTEX_UNLOCK_PI). The sanitizer then misses that the one comes before the other, and reports
// whatever the Mutex protects; `canary mutex` shows it. This library, which LD_PRELOAD puts in
// front of the toolchain's, passes the three calls on and says what they order.
//
// The names are those of Swift 6.3 (`nm -D libswiftSynchronization.so`). Under a toolchain with
// others this does nothing, and the canary says so.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// A method of Swift: the handle it is called on comes in a register of its own.
#define METHOD __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *handle

typedef METHOD void lock_method(uint32_t thread, SELF);
typedef METHOD bool try_lock_method(SELF);
typedef METHOD void unlock_method(SELF);

METHOD void lock_slowly(uint32_t thread, SELF) __asm__(LOCK);
METHOD bool try_lock_slowly(SELF) __asm__(TRY_LOCK);
METHOD void unlock_slowly(SELF) __asm__(UNLOCK);

// The sanitizer's own; absent in a program without it. The fast paths' atomic operations are on the
// first word of the handle, too.
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

METHOD void lock_slowly(uint32_t thread, SELF) {
    ((lock_method *)dlsym(RTLD_NEXT, LOCK))(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

METHOD bool try_lock_slowly(SELF) {
    bool is_taken = ((try_lock_method *)dlsym(RTLD_NEXT, TRY_LOCK))(handle);
    if (is_taken && __tsan_acquire) __tsan_acquire(handle);
    return is_taken;
}

METHOD void unlock_slowly(SELF) {
    if (__tsan_release) __tsan_release(handle);
    ((unlock_method *)dlsym(RTLD_NEXT, UNLOCK))(handle);
}
