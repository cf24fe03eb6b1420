#include "CLinuxHAL.h"

#include <errno.h>
#include <fcntl.h>
#include <i2c/smbus.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

const uint64_t hal_i2c_function_messages = I2C_FUNC_I2C;
const uint64_t hal_i2c_function_byte = I2C_FUNC_SMBUS_BYTE;
const uint64_t hal_i2c_function_byte_data = I2C_FUNC_SMBUS_BYTE_DATA;
const uint64_t hal_i2c_function_word_data = I2C_FUNC_SMBUS_WORD_DATA;
const uint64_t hal_i2c_function_block = I2C_FUNC_SMBUS_I2C_BLOCK;

static int result(int returned) { return returned < 0 ? -errno : returned; }

int hal_i2c_open(const char *path) { return result(open(path, O_RDWR | O_CLOEXEC)); }

static int describe_node(int returned, const struct stat *found, struct hal_node *node) {
    if (returned < 0) return -errno;
    *node = (struct hal_node){
        .file_system = found->st_dev, .file = found->st_ino, .device = found->st_rdev};
    return 0;
}

int hal_node_at(const char *path, struct hal_node *node) {
    struct stat found;
    return describe_node(stat(path, &found), &found, node);
}

int hal_node_of(int descriptor, struct hal_node *node) {
    struct stat found;
    return describe_node(fstat(descriptor, &found), &found, node);
}

int hal_i2c_functions(int descriptor, uint64_t *functions) {
    unsigned long bits = 0;
    int returned = result(ioctl(descriptor, I2C_FUNCS, &bits));
    *functions = bits;
    return returned;
}

int hal_i2c_select(int descriptor, uint8_t address) {
    return result(ioctl(descriptor, I2C_SLAVE, (unsigned long)address));
}

int hal_i2c_set_timeout(int descriptor, unsigned long units) {
    return result(ioctl(descriptor, I2C_TIMEOUT, units));
}

int hal_i2c_set_retries(int descriptor, unsigned long retries) {
    return result(ioctl(descriptor, I2C_RETRIES, retries));
}

// libi2c returns negated errno values itself.

int hal_i2c_read_byte(int descriptor) { return i2c_smbus_read_byte(descriptor); }

int hal_i2c_write_byte(int descriptor, uint8_t value) {
    return i2c_smbus_write_byte(descriptor, value);
}

int hal_i2c_read_byte_data(int descriptor, uint8_t reg) {
    return i2c_smbus_read_byte_data(descriptor, reg);
}

int hal_i2c_write_byte_data(int descriptor, uint8_t reg, uint8_t value) {
    return i2c_smbus_write_byte_data(descriptor, reg, value);
}

int hal_i2c_read_word_data(int descriptor, uint8_t reg) {
    return i2c_smbus_read_word_data(descriptor, reg);
}

int hal_i2c_write_word_data(int descriptor, uint8_t reg, uint16_t value) {
    return i2c_smbus_write_word_data(descriptor, reg, value);
}

int hal_i2c_read_block(int descriptor, uint8_t reg, uint8_t length, uint8_t *bytes) {
    return i2c_smbus_read_i2c_block_data(descriptor, reg, length, bytes);
}

int hal_i2c_write_block(int descriptor, uint8_t reg, uint8_t length, const uint8_t *bytes) {
    return i2c_smbus_write_i2c_block_data(descriptor, reg, length, bytes);
}

int hal_i2c_exchange(
    int descriptor, uint8_t address, const uint8_t *writing, uint16_t write_count,
    uint8_t *reading, uint16_t read_count) {
    struct i2c_msg messages[2];
    unsigned int count = 0;
    // i2c_msg has one kind of pointer for both directions; what is written is not changed.
    if (write_count > 0)
        messages[count++] = (struct i2c_msg){
            .addr = address, .flags = 0, .len = write_count, .buf = (uint8_t *)writing};
    if (read_count > 0)
        messages[count++] = (struct i2c_msg){
            .addr = address, .flags = I2C_M_RD, .len = read_count, .buf = reading};
    struct i2c_rdwr_ioctl_data request = {.msgs = messages, .nmsgs = count};
    int returned = result(ioctl(descriptor, I2C_RDWR, &request));
    if (returned < 0) return returned;
    // An adapter that did fewer messages than asked for did not do the transfer.
    return (unsigned int)returned == count ? 0 : -EIO;
}
