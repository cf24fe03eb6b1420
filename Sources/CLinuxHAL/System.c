#define _GNU_SOURCE
#include "CLinuxHAL.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/watchdog.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int result(long returned) { return returned < 0 ? -errno : (int)returned; }

// MARK: - Errors and descriptors

const char *hal_errno_name(int number) { return strerrorname_np(number); }

const char *hal_errno_text(int number) {
    const char *text = strerrordesc_np(number);
    return text ? text : "Unknown error";
}

int hal_close(int descriptor) { return result(close(descriptor)); }

int hal_read_line(const char *path, char *target, size_t size) {
    target[0] = '\0';
    int descriptor = result(open(path, O_RDONLY | O_CLOEXEC));
    if (descriptor < 0) return descriptor;
    int length = result(read(descriptor, target, size - 1));
    close(descriptor);
    target[length < 0 ? 0 : length] = '\0';
    target[strcspn(target, "\n")] = '\0';
    return length;
}

int hal_read_link(const char *path, char *target, size_t size) {
    int length = result(readlink(path, target, size - 1));
    target[length < 0 ? 0 : length] = '\0';
    return length;
}

// MARK: - Time

static struct timespec timespec_of(int64_t nanoseconds) {
    return (struct timespec){
        .tv_sec = (time_t)(nanoseconds / 1000000000), .tv_nsec = (long)(nanoseconds % 1000000000)};
}

int64_t hal_monotonic_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t now_of(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void hal_clocks_read(struct hal_clocks *clocks) {
    // Interrupted between two of them, they say that one of them moved: the closest of a few.
    int64_t narrowest = INT64_MAX;
    for (int attempt = 0; attempt < 3 && narrowest > 20000; attempt++) {
        int64_t before = now_of(CLOCK_MONOTONIC);
        int64_t boot = now_of(CLOCK_BOOTTIME);
        int64_t wall = now_of(CLOCK_REALTIME);
        int64_t width = now_of(CLOCK_MONOTONIC) - before;
        if (width >= narrowest) continue;
        narrowest = width;
        *clocks = (struct hal_clocks){
            .monotonic = before + width / 2, .boot = boot, .wall = wall};
    }
}

int hal_timer_open(void) { return result(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)); }

int hal_timer_set(int descriptor, int64_t first, int64_t period) {
    struct itimerspec setting = {
        .it_value = timespec_of(first), .it_interval = timespec_of(period)};
    return result(timerfd_settime(descriptor, TFD_TIMER_ABSTIME, &setting, NULL));
}

int hal_timer_wait(int descriptor, uint64_t *expirations) {
    return result(read(descriptor, expirations, sizeof *expirations));
}

// MARK: - Threads and memory

void hal_prefault_stack(void) {
    // Volatile, so that the writes happen; a page at a time is enough.
    volatile char pages[hal_prefaulted_size];
    for (size_t offset = 0; offset < sizeof pages; offset += 1024) pages[offset] = 0;
}

void hal_set_thread_name(const char *name) { prctl(PR_SET_NAME, name); }

// MARK: - Waiting

int hal_bell_open(void) { return result(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)); }

void hal_bell_ring(int descriptor) {
    uint64_t one = 1;
    // Full means that it rings already.
    ssize_t returned = write(descriptor, &one, sizeof one);
    (void)returned;
}

int hal_bell_wait(int bell, int other, int milliseconds) {
    struct pollfd waiting[2] = {
        {.fd = bell, .events = POLLIN}, {.fd = other, .events = POLLIN}};
    int returned = result(poll(waiting, 2, milliseconds));
    uint64_t count;
    ssize_t taken = read(bell, &count, sizeof count);
    (void)taken;
    return returned == -EINTR ? 0 : returned;
}

// MARK: - Signals

int hal_signals_open(const int *signals, size_t count) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t index = 0; index < count; index++) sigaddset(&set, signals[index]);
    int number = pthread_sigmask(SIG_BLOCK, &set, NULL);
    return number ? -number : result(signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
}

int hal_signals_read(int descriptor) {
    struct signalfd_siginfo information;
    int returned = result(read(descriptor, &information, sizeof information));
    if (returned == -EAGAIN) return 0;
    return returned < 0 ? returned : (int)information.ssi_signo;
}

// MARK: - Service manager

int hal_notify_open(void) { return result(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)); }

int hal_notify_send(int descriptor, const char *path, const void *message, size_t length) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t path_length = strlen(path);
    if (path_length == 0 || path_length >= sizeof address.sun_path) return -EINVAL;
    memcpy(address.sun_path, path, path_length);
    // An abstract name begins with a zero byte and has none at its end.
    bool is_abstract = path[0] == '@';
    if (is_abstract) address.sun_path[0] = '\0';
    socklen_t size =
        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + path_length + !is_abstract);
    return result(sendto(descriptor, message, length, MSG_NOSIGNAL | MSG_DONTWAIT,
        (const struct sockaddr *)&address, size));
}

// MARK: - Watchdog

int hal_watchdog_open(const char *path) { return result(open(path, O_WRONLY | O_CLOEXEC)); }

int hal_watchdog_set_timeout(int descriptor, int seconds) {
    int returned = result(ioctl(descriptor, WDIOC_SETTIMEOUT, &seconds));
    return returned < 0 ? returned : seconds;
}

int hal_watchdog_caused_reset(int descriptor) {
    int status = 0;
    int returned = result(ioctl(descriptor, WDIOC_GETBOOTSTATUS, &status));
    return returned < 0 ? returned : (status & WDIOF_CARDRESET) != 0;
}

int hal_watchdog_feed(int descriptor) { return result(ioctl(descriptor, WDIOC_KEEPALIVE, 0)); }

int hal_watchdog_disarm(int descriptor) { return result(write(descriptor, "V", 1)); }
