// What the parts of this target share: a bus, its open files, and the two ioctls that transfer.
// FUSE_USE_VERSION comes from the file that includes this.
#pragma once

#include "CCUSE.h"
#include "ClientMemory.h"

#include <cuse_lowlevel.h>

// Headers of an answer and as many bytes as a transfer may read.
enum { answer_limit = 64 + ccuse_payload_limit, file_limit = 64 };

struct ccuse_bus {
    struct ccuse_operations operations;
    void *context;
    uint64_t functions;
    struct fuse_session *session;
    struct fuse_buf request;
    int descriptor;
    int file_count;
    // The next answer is kept back; one is.
    bool is_holding;
    size_t held_length;
    uint8_t held[answer_limit];
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
