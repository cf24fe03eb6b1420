# Shared by the scripts that run under systemd in a machine of .ci/package-test: how to say what
# holds, and what can be seen of the daemon and its rig from outside.
# shellcheck shell=bash
exec >/dev/console 2>&1
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 SYSTEMD_COLORS=0 SYSTEMD_PAGER=
unit=solidbmsd.service

# passes SENTENCE COMMAND...
passes() {
    local sentence=$1
    shift
    if "$@" >/run/output 2>&1; then echo "guest: ok: $sentence"; return; fi
    cat /run/output
    echo "guest: not ok: $sentence ($*)"
    systemctl --no-pager status "$unit"
    journalctl --unit "$unit" --output cat --no-pager --lines 40
}
# ends STATUS SENTENCE COMMAND...: the same for another exit status.
ends() { passes "$2" has_status "$1" "${@:3}"; }
has_status() {
    local wanted=$1 found=0
    shift
    "$@" || found=$?
    is "$found" "$wanted"
}
not() { ! "$@"; }
is() { [[ $1 == "$2" ]] || { echo "'$1' is not '$2'"; return 1; }; }
figure() { echo "guest: ok: $*"; }

# within SECONDS COMMAND...: asks until it is so.
within() {
    local end=$(( $(milliseconds) + 1000 * $1 ))
    shift
    until "$@" >/run/output-within 2>&1; do
        (( $(milliseconds) < end )) || { cat /run/output-within; return 1; }
        sleep 0.1
    done
}
milliseconds() { echo $(( ${EPOCHREALTIME/./} / 1000 )); }

# --- The service ---------------------------------------------------------------------------------

shown() { systemctl show --value --property="$1" "$unit"; }
shows() { is "$(shown "$1")" "$2"; }
in_state() { [[ $(shown StatusText) == "$1"* ]] || { shown StatusText; return 1; }; }
is_active_in() { shows ActiveState active && in_state "$1"; }
# What it has said since it was started the last time.
said() {
    journalctl --output cat --no-pager "_SYSTEMD_INVOCATION_ID=$(shown InvocationID)" |
        grep -q -- "$1"
}
manager_said() { journalctl --unit "$unit" --output cat --no-pager _PID=1 | grep -q -- "$1"; }
# drop_in NAME LINE...: in force for the service from its next start on.
drop_in() {
    mkdir -p "/run/systemd/system/$unit.d"
    printf '%s\n' '[Service]' "${@:2}" >"/run/systemd/system/$unit.d/$1.conf"
    systemctl daemon-reload
}
no_drop_in() {
    rm -r "/run/systemd/system/$unit.d"
    systemctl daemon-reload
}

# --- The rig -------------------------------------------------------------------------------------

# Buses and lines of the demonstration pack, simulated behind device files. Its report says at the
# end what the lines did to the simulated truth.
start_rig() {
    systemd-run --quiet --unit=rig --service-type=exec solidbms expose \
        /usr/share/solidbms/Configs/Scenarios/calm.toml &&
        within 20 is_rig_there && udevadm settle
}
is_rig_there() { [[ -c /dev/i2c-1 && -c /dev/i2c-11 && -c /dev/gpiochip0 ]]; }

lines=/sys/kernel/config/gpio-sim/solidbms
# level LINE...: the voltages on the wires, as one word.
level() {
    local name folder found=
    for name in "$@"; do
        for folder in "$lines"/bank0/line*; do
            [[ $(<"$folder/name") == "$name" ]] || continue
            found+=$(<"/sys/devices/platform/$(<"$lines/dev_name")/$(<"$lines/bank0/chip_name"
                )/sim_gpio${folder##*line}/value")
        done
    done
    echo "$found"
}
coils() { level BMS_CONT_POS_EN BMS_CONT_NEG_EN BMS_PRECHG_EN; }
coils_are() { is "$(coils)" "$1"; }
contacts_are() { is "$(level BMS_CONT_POS_FB BMS_CONT_NEG_FB BMS_PRECHG_FB)" "$1"; }

# --- People --------------------------------------------------------------------------------------

make_people() {
    useradd --groups solidbms member && useradd stranger
}
member() { runuser -u member -- "$@"; }
stranger() { runuser -u stranger -- "$@"; }

install_package() { dpkg --force-confold --install "/packages/$1.deb"; }
power_off() {
    echo "guest: done"
    systemctl poweroff --force --force
}
