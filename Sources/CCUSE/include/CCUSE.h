// An I2C adapter as a character device in user space (CUSE), through libfuse 3.
//
// Hides what i2c-dev's ioctls need of CUSE: rounds in which pointers are followed one level at a
// time, limits on every size, a state per open file. What reaches the callbacks is whole and
// bounded. Nothing here has a thread, a signal handler or a loop: the owner waits for
// ccuse_descriptor() and calls ccuse_serve(). Functions that return an int return 0 or more, or a
// negated errno.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Limits of i2c-dev itself, and one for all messages of a transfer together.
enum {
    ccuse_message_limit = 42,
    ccuse_payload_limit = 8192,
    // A count and 32 bytes, and one byte to spare as in the kernel's own union.
    ccuse_block_size = 34,
};

// One part of a combined transfer: START or repeated START, address, bytes.
struct ccuse_message {
    uint8_t *bytes;
    uint16_t length;
    uint16_t address;
    bool is_read;
};

// What the adapter does. Each returns 0 or a negated errno, at once.
struct ccuse_operations {
    // Messages from START to STOP; fills the bytes of those that read.
    int (*transfer)(void *context, const struct ccuse_message *messages, size_t count);
    // One SMBus operation of kind `size` (I2C_SMBUS_…); `data` is laid out as in i2c_smbus_data.
    int (*smbus)(void *context, uint16_t address, bool is_read, uint8_t command, uint32_t size,
        uint8_t *data);
    // Units of 10 ms.
    int (*set_timeout)(void *context, unsigned long units);
    int (*set_retries)(void *context, unsigned long retries);
    // The kernel has made the device node.
    void (*ready)(void *context);
};

struct ccuse_bus;

// Makes a device of this name ("i2c-1") through /dev/cuse. `functions` is the answer to I2C_FUNCS.
int ccuse_open(const char *device_name, uint64_t functions, struct ccuse_operations operations,
    void *context, struct ccuse_bus **bus);
// The same over a descriptor that speaks the kernel's protocol; it is closed with the bus.
int ccuse_attach(int descriptor, const char *device_name, uint64_t functions,
    struct ccuse_operations operations, void *context, struct ccuse_bus **bus);
// Takes the device away.
void ccuse_close(struct ccuse_bus *bus);

// Becomes readable when there is something to serve.
int ccuse_descriptor(const struct ccuse_bus *bus);
// Waits until one of a few descriptors is readable or the time is over; negative ones are left out.
// Returns how many are, and which.
int ccuse_wait(const int *descriptors, bool *readable, size_t count, int64_t nanoseconds);
// Serves one request. -ENODEV: the kernel has given the device up.
int ccuse_serve(struct ccuse_bus *bus);
// From within a callback: keeps the answer back until ccuse_release(). Serve nothing meanwhile.
void ccuse_hold(struct ccuse_bus *bus);
int ccuse_release(struct ccuse_bus *bus);
