#define _GNU_SOURCE
#define FUSE_USE_VERSION 314
#define _FILE_OFFSET_BITS 64
#include "CCUSE.h"

#include <cuse_lowlevel.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

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
};

static struct ccuse_bus *bus_of(fuse_req_t request) { return fuse_req_userdata(request); }

static struct open_file *file_of(struct fuse_file_info *info) {
    return (struct open_file *)(uintptr_t)info->fh;
}

// MARK: - Between libfuse and the kernel

static ssize_t send_or_hold(int descriptor, struct iovec *parts, int count, void *userdata) {
    struct ccuse_bus *bus = userdata;
    if (!bus->is_holding) return writev(descriptor, parts, count);
    size_t length = 0;
    for (int index = 0; index < count; index++) {
        if (parts[index].iov_len > sizeof bus->held - length) {
            errno = EMSGSIZE;
            return -1;
        }
        memcpy(bus->held + length, parts[index].iov_base, parts[index].iov_len);
        length += parts[index].iov_len;
    }
    bus->held_length = length;
    return (ssize_t)length;
}

static ssize_t receive(int descriptor, void *buffer, size_t size, void *userdata) {
    (void)userdata;
    return read(descriptor, buffer, size);
}

void ccuse_hold(struct ccuse_bus *bus) { bus->is_holding = true; }

int ccuse_release(struct ccuse_bus *bus) {
    size_t length = bus->held_length;
    bus->is_holding = false;
    bus->held_length = 0;
    if (length == 0) return 0;
    // ENOENT: who asked has gone meanwhile.
    if (write(bus->descriptor, bus->held, length) < 0 && errno != ENOENT) return -errno;
    return 0;
}

// MARK: - Open files

static void open_device(fuse_req_t request, struct fuse_file_info *info) {
    struct ccuse_bus *bus = bus_of(request);
    struct open_file *file =
        bus->file_count < file_limit ? calloc(1, sizeof(struct open_file)) : NULL;
    if (!file) {
        fuse_reply_err(request, EMFILE);
        return;
    }
    info->fh = (uintptr_t)file;
    bus->file_count++;
    if (fuse_reply_open(request, info) < 0) {
        bus->file_count--;
        free(file);
    }
}

static void close_device(fuse_req_t request, struct fuse_file_info *info) {
    free(file_of(info));
    bus_of(request)->file_count--;
    fuse_reply_err(request, 0);
}

static void become_ready(void *userdata) {
    struct ccuse_bus *bus = userdata;
    bus->operations.ready(bus->context);
}

// MARK: - read(2) and write(2)

static void read_bytes(
    fuse_req_t request, size_t size, off_t offset, struct fuse_file_info *info) {
    struct ccuse_bus *bus = bus_of(request);
    uint8_t bytes[ccuse_payload_limit];
    size_t length = size < sizeof bytes ? size : sizeof bytes;
    struct ccuse_message message = {
        .bytes = bytes, .length = (uint16_t)length, .address = file_of(info)->address,
        .is_read = true};
    (void)offset;
    int result = bus->operations.transfer(bus->context, &message, 1);
    if (result < 0)
        fuse_reply_err(request, -result);
    else
        fuse_reply_buf(request, (const char *)bytes, length);
}

static void write_bytes(fuse_req_t request, const char *bytes, size_t size, off_t offset,
    struct fuse_file_info *info) {
    struct ccuse_bus *bus = bus_of(request);
    uint8_t copy[ccuse_payload_limit];
    size_t length = size < sizeof copy ? size : sizeof copy;
    memcpy(copy, bytes, length);
    struct ccuse_message message = {
        .bytes = copy, .length = (uint16_t)length, .address = file_of(info)->address};
    (void)offset;
    int result = bus->operations.transfer(bus->context, &message, 1);
    if (result < 0)
        fuse_reply_err(request, -result);
    else
        fuse_reply_write(request, length);
}

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

static void run_combined(fuse_req_t request, struct combined *sorted, const uint8_t *written) {
    struct ccuse_bus *bus = bus_of(request);
    uint8_t writes[ccuse_payload_limit], reads[ccuse_payload_limit];
    size_t write_offset = 0, read_offset = 0;
    memcpy(writes, written, sorted->write_length);
    memset(reads, 0, sorted->read_length);
    for (size_t index = 0; index < sorted->count; index++) {
        struct ccuse_message *message = &sorted->messages[index];
        message->bytes = message->is_read ? reads + read_offset : writes + write_offset;
        *(message->is_read ? &read_offset : &write_offset) += message->length;
    }
    int result = bus->operations.transfer(bus->context, sorted->messages, sorted->count);
    if (result < 0)
        fuse_reply_err(request, -result);
    else
        fuse_reply_ioctl(request, (int)sorted->count, reads, sorted->read_length);
}

// Three rounds: the header, the messages it points to, the bytes those point to.
static void transfer_combined(
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
        run_combined(request, &sorted, in + sizeof header + list_size);
    } else if (fetched == 0 && out_size == 0) {
        memcpy(ins + 2, sorted.writes, sorted.write_count * sizeof *ins);
        fuse_reply_ioctl_retry(
            request, ins, 2 + sorted.write_count, sorted.reads, sorted.read_count);
    } else {
        // The caller changed its messages while they were read.
        fuse_reply_err(request, EFAULT);
    }
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

// Two rounds, the arguments and the data; only one when there is no data.
static void transfer_smbus(fuse_req_t request, uint16_t address, void *arg, const uint8_t *in,
    size_t in_size, size_t out_size) {
    struct ccuse_bus *bus = bus_of(request);
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
    if (in_size != sizeof call + in_data || out_size != out_data) {
        if (in_size > sizeof call || out_size > 0) {
            // The caller changed its arguments while they were read.
            fuse_reply_err(request, EFAULT);
            return;
        }
        struct iovec data = {.iov_base = call.data, .iov_len = (size_t)size};
        ins[1] = data;
        fuse_reply_ioctl_retry(request, ins, in_data ? 2 : 1, &data, out_data ? 1 : 0);
        return;
    }
    uint8_t data[ccuse_block_size] = {0};
    memcpy(data, in + sizeof call, in_data);
    if (call.size == I2C_SMBUS_I2C_BLOCK_BROKEN) {
        // Programs older than the length that is read: always 32 bytes.
        call.size = I2C_SMBUS_I2C_BLOCK_DATA;
        if (call.read_write == I2C_SMBUS_READ) data[0] = I2C_SMBUS_BLOCK_MAX;
    }
    int result = bus->operations.smbus(bus->context, address, call.read_write == I2C_SMBUS_READ,
        call.command, call.size, data);
    if (result < 0)
        fuse_reply_err(request, -result);
    else
        fuse_reply_ioctl(request, 0, data, out_data);
}

// MARK: - ioctl(2)

static void reply_number(fuse_req_t request, int result) {
    if (result < 0)
        fuse_reply_err(request, -result);
    else
        fuse_reply_ioctl(request, 0, NULL, 0);
}

static void control(fuse_req_t request, int number, void *arg, struct fuse_file_info *info,
    unsigned int flags, const void *in, size_t in_size, size_t out_size) {
    struct ccuse_bus *bus = bus_of(request);
    unsigned long value = (unsigned long)(uintptr_t)arg;
    if (flags & FUSE_IOCTL_COMPAT) {
        fuse_reply_err(request, ENOSYS);
        return;
    }
    switch ((unsigned int)number) {
    case I2C_SLAVE:
    case I2C_SLAVE_FORCE:
        if (value <= 0x7F) file_of(info)->address = (uint16_t)value;
        return reply_number(request, value <= 0x7F ? 0 : -EINVAL);
    case I2C_FUNCS:
        if (out_size < sizeof(unsigned long)) {
            struct iovec out = {.iov_base = arg, .iov_len = sizeof(unsigned long)};
            fuse_reply_ioctl_retry(request, NULL, 0, &out, 1);
        } else {
            unsigned long functions = bus->functions;
            fuse_reply_ioctl(request, 0, &functions, sizeof functions);
        }
        return;
    case I2C_TENBIT: return reply_number(request, value ? -EINVAL : 0);
    // What is not in the functions cannot be switched on.
    case I2C_PEC: return reply_number(request, value ? -EOPNOTSUPP : 0);
    case I2C_TIMEOUT: return reply_number(request, bus->operations.set_timeout(bus->context, value));
    case I2C_RETRIES: return reply_number(request, bus->operations.set_retries(bus->context, value));
    case I2C_RDWR: return transfer_combined(request, arg, in, in_size, out_size);
    case I2C_SMBUS:
        return transfer_smbus(request, file_of(info)->address, arg, in, in_size, out_size);
    default: fuse_reply_err(request, ENOTTY);
    }
}

static const struct cuse_lowlevel_ops device_operations = {
    .init_done = become_ready,
    .open = open_device,
    .release = close_device,
    .read = read_bytes,
    .write = write_bytes,
    .ioctl = control,
};

// MARK: - Sessions

int ccuse_attach(int descriptor, const char *device_name, uint64_t functions,
    struct ccuse_operations operations, void *context, struct ccuse_bus **result) {
    char name[64];
    int length = snprintf(name, sizeof name, "DEVNAME=%s", device_name);
    struct ccuse_bus *bus = calloc(1, sizeof(struct ccuse_bus));
    if (!bus || length >= (int)sizeof name) {
        free(bus);
        close(descriptor);
        return bus ? -ENAMETOOLONG : -ENOMEM;
    }
    bus->operations = operations;
    bus->context = context;
    bus->functions = functions;
    bus->descriptor = descriptor;

    const char *device_arguments[] = {name};
    char *program_arguments[] = {(char *)"solidbms", NULL};
    struct fuse_args arguments = FUSE_ARGS_INIT(1, program_arguments);
    struct cuse_info info = {.dev_info_argc = 1, .dev_info_argv = device_arguments,
        .flags = CUSE_UNRESTRICTED_IOCTL};
    bus->session = cuse_lowlevel_new(&arguments, &info, &device_operations, bus);
    fuse_opt_free_args(&arguments);
    struct fuse_custom_io io = {.writev = send_or_hold, .read = receive};
    if (!bus->session || fuse_session_custom_io(bus->session, &io, descriptor) < 0) {
        if (bus->session) fuse_session_destroy(bus->session);
        close(descriptor);
        free(bus);
        return -EIO;
    }
    *result = bus;
    return 0;
}

int ccuse_open(const char *device_name, uint64_t functions, struct ccuse_operations operations,
    void *context, struct ccuse_bus **bus) {
    int descriptor = open("/dev/cuse", O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    return ccuse_attach(descriptor, device_name, functions, operations, context, bus);
}

void ccuse_close(struct ccuse_bus *bus) {
    fuse_session_destroy(bus->session);
    free(bus->request.mem);
    free(bus);
}

int ccuse_descriptor(const struct ccuse_bus *bus) { return bus->descriptor; }

int ccuse_serve(struct ccuse_bus *bus) {
    int length = fuse_session_receive_buf(bus->session, &bus->request);
    if (length == -EINTR || length == -EAGAIN) return 0;
    if (length < 0) return length;
    if (length == 0 || fuse_session_exited(bus->session)) return -ENODEV;
    fuse_session_process_buf(bus->session, &bus->request);
    return 0;
}

int ccuse_wait(const int *descriptors, bool *readable, size_t count, int64_t nanoseconds) {
    struct pollfd polled[8] = {0};
    if (count > sizeof polled / sizeof *polled) return -EINVAL;
    for (size_t index = 0; index < count; index++)
        polled[index] = (struct pollfd){.fd = descriptors[index], .events = POLLIN};
    struct timespec timeout = {.tv_sec = (time_t)(nanoseconds / 1000000000),
        .tv_nsec = (long)(nanoseconds % 1000000000)};
    int result = ppoll(polled, count, &timeout, NULL);
    if (result < 0 && errno == EINTR) result = 0;
    if (result < 0) return -errno;
    for (size_t index = 0; index < count; index++)
        readable[index] = result > 0 && polled[index].revents != 0;
    return result;
}
