"""Who may use which device file, as udev and the package would arrange it on the board."""

import glob
import os

# Numbers, for the machine's own tables of users do not know the rig.
DAEMON_USER = 61001
DAEMON_GROUP = 61001
I2C_GROUP = 61011
GPIO_GROUP = 61012
STRANGER = 61099


def arrange_devices():
    """Gives the device files to the groups of the bus and of the lines."""
    for pattern, group in (("/dev/i2c-*", I2C_GROUP), ("/dev/gpiochip*", GPIO_GROUP)):
        for path in glob.glob(pattern):
            os.chown(path, 0, group)
            os.chmod(path, 0o660)


def as_daemon():
    """What subprocess needs to start a program as the daemon's user."""
    return {
        "user": DAEMON_USER, "group": DAEMON_GROUP, "extra_groups": [I2C_GROUP, GPIO_GROUP],
    }


def as_stranger():
    """The same for somebody without rights."""
    return {"user": STRANGER, "group": STRANGER, "extra_groups": []}


def own_folder(path):
    """A folder that belongs to the daemon's user."""
    os.makedirs(path, exist_ok=True)
    os.chown(path, DAEMON_USER, DAEMON_GROUP)
    return path
