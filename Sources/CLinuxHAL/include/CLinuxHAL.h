// What Swift cannot call directly: variadic ioctls, libi2c, libgpiod in both of its versions,
// timerfd, signalfd. Nothing here decides anything. Every function that returns an int returns a
// value of 0 or more, or a negated errno.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: - Errors and descriptors

// Symbolic name of an errno ("EACCES"), or NULL for a number that has none.
const char *hal_errno_name(int number);
// The C library's sentence for an errno.
const char *hal_errno_text(int number);

int hal_close(int descriptor);
// First line of a small file, zero-terminated into `target` without its end of line.
int hal_read_line(const char *path, char *target, size_t size);
// Target of a symbolic link, zero-terminated into `target`.
int hal_read_link(const char *path, char *target, size_t size);

// Which device file something is. One that was taken away and made again is another.
struct hal_node {
    uint64_t file_system;
    uint64_t file;
    // Major and minor number.
    uint64_t device;
};

int hal_node_at(const char *path, struct hal_node *node);
int hal_node_of(int descriptor, struct hal_node *node);

// MARK: - I2C (linux/i2c-dev.h and libi2c)

int hal_i2c_open(const char *path);
int hal_i2c_functions(int descriptor, uint64_t *functions);
int hal_i2c_select(int descriptor, uint8_t address);
// `units` of 10 ms. Like the retries, a setting of the whole adapter.
int hal_i2c_set_timeout(int descriptor, unsigned long units);
int hal_i2c_set_retries(int descriptor, unsigned long retries);

int hal_i2c_read_byte(int descriptor);
int hal_i2c_write_byte(int descriptor, uint8_t value);
int hal_i2c_read_byte_data(int descriptor, uint8_t reg);
int hal_i2c_write_byte_data(int descriptor, uint8_t reg, uint8_t value);
int hal_i2c_read_word_data(int descriptor, uint8_t reg);
int hal_i2c_write_word_data(int descriptor, uint8_t reg, uint16_t value);
// The buffer holds 32 bytes, whatever the length. Returns the number of bytes read.
int hal_i2c_read_block(int descriptor, uint8_t reg, uint8_t length, uint8_t *bytes);
int hal_i2c_write_block(int descriptor, uint8_t reg, uint8_t length, const uint8_t *bytes);

// One transfer by I2C_RDWR: a message that writes, then, after a repeated start, one that reads;
// a count of 0 leaves its message out. No other order, for bcm2835 does no other. The address need
// not be selected, and who owns it is not checked.
int hal_i2c_exchange(
    int descriptor, uint8_t address, const uint8_t *writing, uint16_t write_count,
    uint8_t *reading, uint16_t read_count);

// Bits of hal_i2c_functions. The adapter does combined messages; it is not a mere SMBus host.
extern const uint64_t hal_i2c_function_messages;
// Each of these stands for reading and writing.
extern const uint64_t hal_i2c_function_byte;
extern const uint64_t hal_i2c_function_byte_data;
extern const uint64_t hal_i2c_function_word_data;
extern const uint64_t hal_i2c_function_block;

// MARK: - GPIO (libgpiod 1.x or 2.x, chosen by the header found at compile time)

struct hal_gpio_chip;
struct hal_gpio_line;

enum { hal_gpio_text_size = 64 };

struct hal_gpio_chip_info {
    char name[hal_gpio_text_size];
    char label[hal_gpio_text_size];
    unsigned int line_count;
};

struct hal_gpio_line_info {
    // Empty when the line has no name.
    char name[hal_gpio_text_size];
    // Empty when nobody holds the line.
    char consumer[hal_gpio_text_size];
    bool is_used;
};

enum {
    hal_gpio_bias_as_is,
    hal_gpio_bias_disabled,
    hal_gpio_bias_pull_up,
    hal_gpio_bias_pull_down,
};

struct hal_gpio_request {
    const char *consumer;
    int bias;
    bool is_output;
    bool is_active_low;
    // Whether an input's edges, both of them, are kept for hal_gpio_line_edges.
    bool has_edges;
    // Value that an output takes in the very call that makes it one.
    bool initial_value;
};

// "1.6.3", "2.2.1": the library that runs.
const char *hal_gpio_version(void);
int hal_gpio_chip_open(const char *path, struct hal_gpio_chip **chip);
void hal_gpio_chip_close(struct hal_gpio_chip *chip);
int hal_gpio_chip_info(struct hal_gpio_chip *chip, struct hal_gpio_chip_info *info);
int hal_gpio_line_info(
    struct hal_gpio_chip *chip, unsigned int offset, struct hal_gpio_line_info *info);
// The chip has to stay open for as long as the line is held.
int hal_gpio_line_request(
    struct hal_gpio_chip *chip, unsigned int offset, struct hal_gpio_request request,
    struct hal_gpio_line **line);
void hal_gpio_line_release(struct hal_gpio_line *line);
int hal_gpio_line_get(struct hal_gpio_line *line);
int hal_gpio_line_set(struct hal_gpio_line *line, bool value);

// How many edges one call of hal_gpio_line_edges takes; the kernel keeps as many per line.
enum { hal_gpio_edge_limit = 16 };

// Takes the edges that came since the last call, without waiting: how many, 0 when there are none,
// and when the last of them was, CLOCK_MONOTONIC in nanoseconds, by the kernel's clock.
int hal_gpio_line_edges(struct hal_gpio_line *line, int64_t *last);

// MARK: - Time

// CLOCK_MONOTONIC in nanoseconds.
int64_t hal_monotonic_now(void);

struct hal_clocks {
    int64_t monotonic;
    // Like the monotonic clock, but it goes on while the machine is suspended.
    int64_t boot;
    // The time of day.
    int64_t wall;
};

// All three as close to one moment as can be, in nanoseconds.
void hal_clocks_read(struct hal_clocks *clocks);

int hal_timer_open(void);
// First expiry at an absolute CLOCK_MONOTONIC time, then one per period.
int hal_timer_set(int descriptor, int64_t first, int64_t period);
// Blocks until the timer has expired; `expirations` counts since the last call.
int hal_timer_wait(int descriptor, uint64_t *expirations);

// MARK: - Threads and memory

enum { hal_prefaulted_size = 128 * 1024 };

// Touches that much of the calling thread's stack, so that no page of it is missing later.
void hal_prefault_stack(void);
// Of the calling thread; 15 bytes of it.
void hal_set_thread_name(const char *name);

// MARK: - Waiting

// A counter that another thread raises to wake the one that waits (eventfd).
int hal_bell_open(void);
// Neither waits nor allocates.
void hal_bell_ring(int descriptor);
// Waits until the bell rings, or `other` (-1: none) can be read, or time is up; silences the bell.
int hal_bell_wait(int bell, int other, int milliseconds);

// MARK: - Signals

// Blocks the signals in the calling thread and opens a non-blocking descriptor that reports them.
int hal_signals_open(const int *signals, size_t count);
// The next signal's number, 0 when there is none.
int hal_signals_read(int descriptor);

// MARK: - Service manager

int hal_notify_open(void);
// One datagram to the socket at `path`; a leading '@' is the abstract namespace. Never blocks.
int hal_notify_send(int descriptor, const char *path, const void *message, size_t length);

// MARK: - Watchdog

int hal_watchdog_open(const char *path);
// In seconds; the driver may grant another value, which is returned.
int hal_watchdog_set_timeout(int descriptor, int seconds);
// Whether the last reset of the machine was the watchdog's.
int hal_watchdog_caused_reset(int descriptor);
int hal_watchdog_feed(int descriptor);
// The "magic" character, after which closing the device stops the watchdog.
int hal_watchdog_disarm(int descriptor);

// MARK: - Worker threads

struct hal_worker;
typedef void (*hal_worker_call)(void *context, int index);

// Starts a thread that makes `call` whenever it is woken. All signals are blocked in it; scheduling
// class and priority are those of the calling thread.
int hal_worker_start(
    const char *name, int index, hal_worker_call call, void *context,
    struct hal_worker **started);
// Wakes it for one call. Allocates nothing.
void hal_worker_wake(struct hal_worker *worker);
// Waits for the end of the call it was woken for.
void hal_worker_wait(struct hal_worker *worker);
// Its scheduling class (SCHED_OTHER, SCHED_FIFO, …), and its priority.
int hal_worker_policy(struct hal_worker *worker, int *priority);
// How large its stack is; 0 where that cannot be told.
size_t hal_worker_stack_size(struct hal_worker *worker);
// Ends it between calls and waits for its end.
void hal_worker_end(struct hal_worker *worker);
