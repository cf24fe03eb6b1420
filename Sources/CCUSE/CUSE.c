#define _GNU_SOURCE
#define FUSE_USE_VERSION 314
#define _FILE_OFFSET_BITS 64
#include "Transfers.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static struct ccuse_bus *bus_of(fuse_req_t request) { return fuse_req_userdata(request); }

static struct open_file *file_of(struct fuse_file_info *info) {
    return (struct open_file *)(uintptr_t)info->fh;
}

// MARK: - Open files

static void forget(struct ccuse_bus *bus, struct open_file *file) {
    client_memory_close(&file->client);
    free(file);
    bus->file_count--;
}

static void open_device(fuse_req_t request, struct fuse_file_info *info) {
    struct ccuse_bus *bus = bus_of(request);
    struct open_file *file =
        bus->file_count < file_limit ? calloc(1, sizeof(struct open_file)) : NULL;
    if (!file) {
        fuse_reply_err(request, EMFILE);
        return;
    }
    client_memory_init(&file->client);
    info->fh = (uintptr_t)file;
    bus->file_count++;
    bus->opened = file;
    fuse_reply_open(request, info);
}

static void close_device(fuse_req_t request, struct fuse_file_info *info) {
    forget(bus_of(request), file_of(info));
    fuse_reply_err(request, 0);
}

// MARK: - Between libfuse and the kernel

// libfuse writes answers into a socket of ours, for a library built without custom I/O (which 3.18
// is by default) gives no other way to keep one back.

// Passes the answer on that lies in the socket, if there is one.
static int forward_answer(struct ccuse_bus *bus) {
    struct open_file *opened = bus->opened;
    bool becomes_ready = bus->becomes_ready;
    uint8_t answer[answer_limit];
    ssize_t length = recv(bus->answers, answer, sizeof answer, MSG_DONTWAIT);
    if (length < 0) return errno == EAGAIN ? 0 : -errno;
    bus->opened = NULL;
    bus->becomes_ready = false;
    if (write(bus->descriptor, answer, (size_t)length) < 0) {
        // ENOENT: who asked has gone meanwhile, and what it opened will not be closed.
        if (errno != ENOENT) return -errno;
        if (opened) forget(bus, opened);
        return 0;
    }
    if (becomes_ready) bus->operations.ready(bus->context);
    return 0;
}

void ccuse_hold(struct ccuse_bus *bus) { bus->is_holding = true; }

int ccuse_release(struct ccuse_bus *bus) {
    bus->is_holding = false;
    return forward_answer(bus);
}

// MARK: - Beginning

static void limit_writes(void *userdata, struct fuse_conn_info *connection) {
    (void)userdata;
    connection->max_write = write_limit;
}

static void become_ready(void *userdata) {
    struct ccuse_bus *bus = userdata;
    bus->becomes_ready = true;
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
    case I2C_TIMEOUT:
        return reply_number(request, bus->operations.set_timeout(bus->context, value));
    case I2C_RETRIES:
        return reply_number(request, bus->operations.set_retries(bus->context, value));
    case I2C_RDWR: return transfer_combined(request, file_of(info), arg, in, in_size, out_size);
    case I2C_SMBUS: return transfer_smbus(request, file_of(info), arg, in, in_size, out_size);
    default: fuse_reply_err(request, ENOTTY);
    }
}

static const struct cuse_lowlevel_ops device_operations = {
    .init = limit_writes,
    .init_done = become_ready,
    .open = open_device,
    .release = close_device,
    .read = read_bytes,
    .write = write_bytes,
    .ioctl = control,
};

// MARK: - Sessions

// A session whose answers come out of the socket that is returned, or a negated errno.
static int begin_session(struct ccuse_bus *bus, char *name) {
    const char *device_arguments[] = {name};
    char *program_arguments[] = {(char *)"solidbms", NULL};
    struct fuse_args arguments = FUSE_ARGS_INIT(1, program_arguments);
    struct cuse_info info = {.dev_info_argc = 1, .dev_info_argv = device_arguments,
        .flags = CUSE_UNRESTRICTED_IOCTL};
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return -errno;
    bus->session = cuse_lowlevel_new(&arguments, &info, &device_operations, bus);
    fuse_opt_free_args(&arguments);
    char end[32];
    snprintf(end, sizeof end, "/dev/fd/%d", ends[0]);
    if (!bus->session || fuse_session_mount(bus->session, end) < 0) {
        if (bus->session) fuse_session_destroy(bus->session);
        close(ends[0]);
        close(ends[1]);
        return -EIO;
    }
    return ends[1];
}

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
    bus->answers = begin_session(bus, name);
    if (bus->answers < 0) {
        int reason = bus->answers;
        close(descriptor);
        free(bus);
        return reason;
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
    // Closes its end of the socket too.
    fuse_session_destroy(bus->session);
    close(bus->answers);
    close(bus->descriptor);
    free(bus);
}

int ccuse_descriptor(const struct ccuse_bus *bus) { return bus->descriptor; }

int ccuse_serve(struct ccuse_bus *bus) {
    ssize_t length = read(bus->descriptor, bus->request, sizeof bus->request);
    if (length < 0) {
        // ENOENT: who asked was interrupted before we looked.
        bool is_passing = errno == EINTR || errno == EAGAIN || errno == ENOENT;
        return is_passing ? 0 : -errno;
    }
    if (length == 0) return -ENODEV;
    struct fuse_buf request = {.mem = bus->request, .size = (size_t)length};
    fuse_session_process_buf(bus->session, &request);
    if (fuse_session_exited(bus->session)) return -ENODEV;
    return bus->is_holding ? 0 : forward_answer(bus);
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
