// The memory of whoever waits for an ioctl, through /proc: what its pointers point to is fetched at
// once, where CUSE's own way costs the client a round trip per level of pointers.
//
// Not always to be had (another pid namespace, no right to trace): then every function is false and
// CUSE's rounds do the same.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct client_memory {
    // -1 when none is open.
    int descriptor;
    // The thread that it was opened for.
    pid_t thread;
};

void client_memory_init(struct client_memory *memory);
void client_memory_close(struct client_memory *memory);
// Turns to a thread that waits for an answer, so that its number is its own.
bool client_memory_use(struct client_memory *memory, pid_t thread);
bool client_memory_read(
    struct client_memory *memory, void *to, const void *client_address, size_t size);
bool client_memory_write(
    struct client_memory *memory, void *client_address, const void *from, size_t size);
