#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "ClientMemory.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

void client_memory_init(struct client_memory *memory) {
    *memory = (struct client_memory){.descriptor = -1};
}

void client_memory_close(struct client_memory *memory) {
    if (memory->descriptor >= 0) close(memory->descriptor);
    client_memory_init(memory);
}

bool client_memory_use(struct client_memory *memory, pid_t thread) {
    if (memory->descriptor >= 0 && memory->thread == thread) return true;
    client_memory_close(memory);
    // Zero is a thread of another namespace.
    if (thread <= 0) return false;
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)thread);
    memory->descriptor = open(path, O_RDWR | O_CLOEXEC);
    memory->thread = thread;
    return memory->descriptor >= 0;
}

// The memory of a program that has ended or become another one reads as empty.
bool client_memory_read(
    struct client_memory *memory, void *to, const void *client_address, size_t size) {
    ssize_t count = pread(memory->descriptor, to, size, (off_t)(uintptr_t)client_address);
    if (count == (ssize_t)size) return true;
    client_memory_close(memory);
    return false;
}

bool client_memory_write(
    struct client_memory *memory, void *client_address, const void *from, size_t size) {
    ssize_t count = pwrite(memory->descriptor, from, size, (off_t)(uintptr_t)client_address);
    if (count == (ssize_t)size) return true;
    client_memory_close(memory);
    return false;
}
