import Glibc

/// The wall clock in whole seconds since 1970; neither waits nor allocates.
func wallClockSeconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec)
}
