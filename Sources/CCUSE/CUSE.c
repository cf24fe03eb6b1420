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
#include <sys/uio.h>
#include <unistd.h>

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
    client_memory_init(&file->client);
    info->fh = (uintptr_t)file;
    bus->file_count++;
    if (fuse_reply_open(request, info) < 0) {
        bus->file_count--;
        free(file);
    }
}

static void close_device(fuse_req_t request, struct fuse_file_info *info) {
    client_memory_close(&file_of(info)->client);
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
