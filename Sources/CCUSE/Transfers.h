// What the parts of this target share: a bus, its open files, and the two ioctls that transfer.
// FUSE_USE_VERSION comes from the file that includes this.
#pragma once

#include "CCUSE.h"
#include "ClientMemory.h"

#include <cuse_lowlevel.h>

// Headers of an answer and as many bytes as a transfer may read.
enum { answer_limit = 64 + ccuse_payload_limit, file_limit = 64 };
// Longest write(2) that arrives in one piece; the kernel demands room for it and a header.
enum { write_limit = 16384, request_limit = write_limit + 4096 };

struct ccuse_bus {
    struct ccuse_operations operations;
    void *context;
    uint64_t functions;
    struct fuse_session *session;
    int descriptor;
    int file_count;
    // Where libfuse's answers come out, and whether the next one is to stay there.
    int answers;
    bool is_holding;
    // What the answer in there brings about when the kernel takes it.
    bool becomes_ready;
    struct open_file *opened;
    // The kernel writes headers of 64-bit words.
    _Alignas(8) uint8_t request[request_limit];
};

// What i2c-dev keeps per open file.
struct open_file {
    uint16_t address;
    struct client_memory client;
};

// I2C_RDWR and I2C_SMBUS, in one round where the client's memory can be reached, in up to four
// where it cannot.
void transfer_combined(fuse_req_t request, struct open_file *file, void *arg, const uint8_t *in,
    size_t in_size, size_t out_size);
void transfer_smbus(fuse_req_t request, struct open_file *file, void *arg, const uint8_t *in,
    size_t in_size, size_t out_size);
