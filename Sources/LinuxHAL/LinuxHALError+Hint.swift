import Glibc

extension LinuxHALError {
    /// What the operator can do, as a sentence; `nil` where there is nothing to add.
    public var hint: String? {
        switch problem {
        case .addressHeld:
            "Remove the chip's device-tree node, or unbind it under /sys/bus/i2c/drivers: "
                + "a chip has one owner."
        case .functionsMissing:
            "Use a bus whose adapter can; `i2cdetect -F` lists what each one does."
        case .timeoutRefused:
            "The hardware has a range (Raspberry Pi: 1 to 15 s)."
        case .noChips:
            "The kernel needs GPIO_CDEV, and the service needs to see /dev/gpiochip*."
        case .lineNotFound:
            "Names come from gpio-line-names in the device tree; `gpioinfo` shows them."
        case .lineAmbiguous:
            "Name the chip as well, by its label."
        case .lineHeld:
            "Stop the other program, or take the line out of the device tree."
        case .cannot:
            errnoHint
        }
    }

    private var errnoHint: String? {
        switch (resource, errno) {
        case (.i2cBus, ENOENT):
            "Enable the bus (Raspberry Pi: dtparam=i2c_arm=on, or the i2c-gpio overlay) "
                + "and load the module i2c-dev."
        case (.i2cBus, EACCES), (.i2cBus, EPERM):
            "Add the service's user to the group i2c."
        case (.i2cBus, ENOTTY):
            "This is not an i2c-dev device."
        case (.gpioChip, EACCES), (.gpioChip, EPERM):
            "Add the service's user to the group gpio."
        case (.watchdog, ENOENT):
            "Enable it (Raspberry Pi: dtparam=watchdog=on), or load softdog."
        case (.watchdog, EBUSY):
            "It has one owner: systemd takes it when RuntimeWatchdogSec is set."
        case (.watchdog, EACCES), (.watchdog, EPERM):
            "Add the service's user to the group watchdog."
        case (.thread, EPERM):
            "A real-time priority needs CAP_SYS_NICE, or LimitRTPRIO= of the service, or that the "
                + "service sets CPUSchedulingPolicy=fifo itself."
        case (.memory, EPERM), (.memory, ENOMEM):
            "Locked memory needs CAP_IPC_LOCK, or LimitMEMLOCK= of the service."
        default:
            nil
        }
    }
}
