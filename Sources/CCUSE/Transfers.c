#define _GNU_SOURCE
#define FUSE_USE_VERSION 314
#define _FILE_OFFSET_BITS 64
#include "Transfers.h"

#include <errno.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <string.h>
#include <sys/uio.h>

static struct ccuse_bus *bus_of(fuse_req_t request) { return fuse_req_userdata(request); }

// MARK: - I2C_RDWR

struct combined {
    struct ccuse_message messages[ccuse_message_limit];
    struct iovec writes[ccuse_message_limit];
    struct iovec reads[ccuse_message_limit];
    size_t count, write_count, read_count, write_length, read_length;
};

// Sorts the caller's messages; the addresses in `writes` and `reads` are the caller's.
static int sort_messages(const struct i2c_msg *given, size_t count, struct combined *sorted) {
    memset(sorted, 0, sizeof *sorted);
    sorted->count = count;
    for (size_t index = 0; index < count; index++) {
        const struct i2c_msg *message = &given[index];
        if (message->flags & ~I2C_M_RD) return -EOPNOTSUPP;
        if (message->addr > 0x7F) return -EINVAL;
        bool is_read = message->flags & I2C_M_RD;
        sorted->messages[index] = (struct ccuse_message){
            .length = message->len, .address = message->addr, .is_read = is_read};
        size_t *total = is_read ? &sorted->read_length : &sorted->write_length;
        *total += message->len;
        if (*total > ccuse_payload_limit) return -EINVAL;
        if (message->len == 0) continue;
        struct iovec part = {.iov_base = message->buf, .iov_len = message->len};
        if (is_read)
            sorted->reads[sorted->read_count++] = part;
        else
            sorted->writes[sorted->write_count++] = part;
    }
    return 0;
}

// Runs sorted messages over the bytes of all that write and of all that read.
static int run_combined(
    struct ccuse_bus *bus, struct combined *sorted, uint8_t *writes, uint8_t *reads) {
    size_t write_offset = 0, read_offset = 0;
    memset(reads, 0, sorted->read_length);
    for (size_t index = 0; index < sorted->count; index++) {
        struct ccuse_message *message = &sorted->messages[index];
        message->bytes = message->is_read ? reads + read_offset : writes + write_offset;
        *(message->is_read ? &read_offset : &write_offset) += message->length;
    }
    int result = bus->operations.transfer(bus->context, sorted->messages, sorted->count);
    return result < 0 ? result : (int)sorted->count;
}

static void reply_bytes(fuse_req_t request, int result, const void *bytes, size_t length) {
    if (result < 0)
        fuse_reply_err(request, -result);
    else
        fuse_reply_ioctl(request, result, bytes, length);
}

// Everything at once, straight from the client's memory; false when that is out of reach and
// nothing has happened yet.
static bool transfer_combined_directly(
    fuse_req_t request, struct client_memory *client, const void *arg) {
    struct i2c_rdwr_ioctl_data header;
    struct i2c_msg messages[ccuse_message_limit];
    struct combined sorted;
    uint8_t writes[ccuse_payload_limit], reads[ccuse_payload_limit];
    if (!client_memory_use(client, fuse_req_ctx(request)->pid)
        || !client_memory_read(client, &header, arg, sizeof header)
        || header.nmsgs == 0 || header.nmsgs > ccuse_message_limit
        || !client_memory_read(client, messages, header.msgs, header.nmsgs * sizeof *messages)
        || sort_messages(messages, header.nmsgs, &sorted) < 0)
        return false;
    size_t offset = 0;
    for (size_t index = 0; index < sorted.write_count; index++) {
        const struct iovec *part = &sorted.writes[index];
        if (!client_memory_read(client, writes + offset, part->iov_base, part->iov_len))
            return false;
        offset += part->iov_len;
    }
    int result = run_combined(bus_of(request), &sorted, writes, reads);
    offset = 0;
    for (size_t index = 0; result >= 0 && index < sorted.read_count; index++) {
        const struct iovec *part = &sorted.reads[index];
        if (!client_memory_write(client, part->iov_base, reads + offset, part->iov_len))
            result = -EFAULT;
        offset += part->iov_len;
    }
    reply_bytes(request, result, NULL, 0);
    return true;
}

// In rounds: nothing yet, the header, the messages it points to, the bytes those point to.
static void transfer_combined_in_rounds(
    fuse_req_t request, void *arg, const uint8_t *in, size_t in_size, size_t out_size) {
    struct i2c_rdwr_ioctl_data header;
    struct iovec ins[2 + ccuse_message_limit] = {{.iov_base = arg, .iov_len = sizeof header}};
    if (in_size < sizeof header) {
        fuse_reply_ioctl_retry(request, ins, 1, NULL, 0);
        return;
    }
    memcpy(&header, in, sizeof header);
    if (header.nmsgs == 0 || header.nmsgs > ccuse_message_limit) {
        fuse_reply_err(request, EINVAL);
        return;
    }
    size_t list_size = header.nmsgs * sizeof(struct i2c_msg);
    ins[1] = (struct iovec){.iov_base = header.msgs, .iov_len = list_size};
    if (in_size < sizeof header + list_size) {
        fuse_reply_ioctl_retry(request, ins, 2, NULL, 0);
        return;
    }
    struct i2c_msg messages[ccuse_message_limit];
    memcpy(messages, in + sizeof header, list_size);
    struct combined sorted;
    int result = sort_messages(messages, header.nmsgs, &sorted);
    if (result < 0) {
        fuse_reply_err(request, -result);
        return;
    }
    size_t fetched = in_size - sizeof header - list_size;
    if (fetched == sorted.write_length && out_size == sorted.read_length) {
        uint8_t writes[ccuse_payload_limit], reads[ccuse_payload_limit];
        memcpy(writes, in + sizeof header + list_size, fetched);
        result = run_combined(bus_of(request), &sorted, writes, reads);
        reply_bytes(request, result, reads, sorted.read_length);
    } else if (fetched == 0 && out_size == 0) {
        memcpy(ins + 2, sorted.writes, sorted.write_count * sizeof *ins);
        fuse_reply_ioctl_retry(
            request, ins, 2 + sorted.write_count, sorted.reads, sorted.read_count);
    } else {
        // The caller changed its messages while they were read.
        fuse_reply_err(request, EFAULT);
    }
}

void transfer_combined(fuse_req_t request, struct open_file *file, void *arg, const uint8_t *in,
    size_t in_size, size_t out_size) {
    if (in_size == 0 && transfer_combined_directly(request, &file->client, arg)) return;
    transfer_combined_in_rounds(request, arg, in, in_size, out_size);
}

// MARK: - I2C_SMBUS

// How many bytes of the caller's data an operation moves, as in i2c-dev.
static int data_size(const struct i2c_smbus_ioctl_data *call) {
    switch (call->size) {
    case I2C_SMBUS_QUICK: return 0;
    case I2C_SMBUS_BYTE: return call->read_write == I2C_SMBUS_READ ? 1 : 0;
    case I2C_SMBUS_BYTE_DATA: return 1;
    case I2C_SMBUS_WORD_DATA:
    case I2C_SMBUS_PROC_CALL: return 2;
    case I2C_SMBUS_BLOCK_DATA:
    case I2C_SMBUS_I2C_BLOCK_BROKEN:
    case I2C_SMBUS_BLOCK_PROC_CALL:
    case I2C_SMBUS_I2C_BLOCK_DATA: return ccuse_block_size;
    default: return -EINVAL;
    }
}

static bool gives_data(const struct i2c_smbus_ioctl_data *call) {
    return call->read_write == I2C_SMBUS_WRITE || call->size == I2C_SMBUS_PROC_CALL
        || call->size == I2C_SMBUS_BLOCK_PROC_CALL || call->size == I2C_SMBUS_I2C_BLOCK_DATA;
}

static bool takes_data(const struct i2c_smbus_ioctl_data *call) {
    return call->read_write == I2C_SMBUS_READ || call->size == I2C_SMBUS_PROC_CALL
        || call->size == I2C_SMBUS_BLOCK_PROC_CALL;
}

static int run_smbus(struct ccuse_bus *bus, uint16_t address, struct i2c_smbus_ioctl_data call,
    uint8_t *data) {
    if (call.size == I2C_SMBUS_I2C_BLOCK_BROKEN) {
        // Programs older than the length that is read: always 32 bytes.
        call.size = I2C_SMBUS_I2C_BLOCK_DATA;
        if (call.read_write == I2C_SMBUS_READ) data[0] = I2C_SMBUS_BLOCK_MAX;
    }
    return bus->operations.smbus(bus->context, address, call.read_write == I2C_SMBUS_READ,
        call.command, call.size, data);
}

// As transfer_combined_directly.
static bool transfer_smbus_directly(fuse_req_t request, uint16_t address,
    struct client_memory *client, const void *arg) {
    struct i2c_smbus_ioctl_data call;
    uint8_t data[ccuse_block_size] = {0};
    if (!client_memory_use(client, fuse_req_ctx(request)->pid)
        || !client_memory_read(client, &call, arg, sizeof call))
        return false;
    int size = data_size(&call);
    if (size < 0 || call.read_write > 1 || (size > 0 && !call.data)) return false;
    if (gives_data(&call) && !client_memory_read(client, data, call.data, (size_t)size))
        return false;
    int result = run_smbus(bus_of(request), address, call, data);
    if (result >= 0 && takes_data(&call)
        && !client_memory_write(client, call.data, data, (size_t)size))
        result = -EFAULT;
    reply_bytes(request, result, NULL, 0);
    return true;
}

// In rounds: nothing yet, the arguments, then the data they point to, if any.
static void transfer_smbus_in_rounds(fuse_req_t request, uint16_t address, void *arg,
    const uint8_t *in, size_t in_size, size_t out_size) {
    struct i2c_smbus_ioctl_data call;
    struct iovec ins[2] = {{.iov_base = arg, .iov_len = sizeof call}};
    if (in_size < sizeof call) {
        fuse_reply_ioctl_retry(request, ins, 1, NULL, 0);
        return;
    }
    memcpy(&call, in, sizeof call);
    int size = data_size(&call);
    if (size < 0 || call.read_write > 1 || (size > 0 && !call.data)) {
        fuse_reply_err(request, EINVAL);
        return;
    }
    size_t in_data = gives_data(&call) ? (size_t)size : 0;
    size_t out_data = takes_data(&call) ? (size_t)size : 0;
    if (in_size == sizeof call + in_data && out_size == out_data) {
        uint8_t data[ccuse_block_size] = {0};
        memcpy(data, in + sizeof call, in_data);
        reply_bytes(request, run_smbus(bus_of(request), address, call, data), data, out_data);
    } else if (in_size == sizeof call && out_size == 0) {
        struct iovec data = {.iov_base = call.data, .iov_len = (size_t)size};
        ins[1] = data;
        fuse_reply_ioctl_retry(request, ins, in_data ? 2 : 1, &data, out_data ? 1 : 0);
    } else {
        // The caller changed its arguments while they were read.
        fuse_reply_err(request, EFAULT);
    }
}

void transfer_smbus(fuse_req_t request, struct open_file *file, void *arg, const uint8_t *in,
    size_t in_size, size_t out_size) {
    if (in_size == 0 && transfer_smbus_directly(request, file->address, &file->client, arg)) return;
    transfer_smbus_in_rounds(request, file->address, arg, in, in_size, out_size);
}
