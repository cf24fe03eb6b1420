# Boots test kernels and judges what they print; sourced by .ci/kernel-test, which sets kernel (the
# folder of the build) and results (where logs go), and by .ci/package-test, which sets kernel.
# shellcheck shell=bash disable=SC2154

# run_kernel SECONDS LOG WORD...: a kernel on files of the machine, with its console in a log.
run_kernel() {
    local limit=$1 log=$2
    shift 2
    # Its own exit status says nothing, so it is not asked.
    # shellcheck disable=SC2016
    timeout --signal=KILL "$limit" bash -c 'echo $$ >"$0.group"; exec "$@"' "$log" \
        "$kernel/linux" root=/dev/root rootfstype=hostfs ro con0=null,fd:1 con=null,null ssl=null \
        "$@" </dev/null >"$log.raw" 2>&1 || true
    # UML keeps a process of the host per process of the guest, all in a group of its own, which
    # the limit does not end as a whole.
    kill -KILL -- "-$(<"$log.group")" 2>/dev/null || true
    tr -d '\r' <"$log.raw" | grep -v 'setup_one_line failed' >"$log" || true
    rm "$log.raw" "$log.group"
}

# boot NAME SECONDS GUEST [WORD...]: runs a guest script in a fresh kernel; its log is
# $results/NAME.log. Further words for the kernel's command line are in kernel_words, further
# variables for the guest in guest_variables.
boot() {
    local name=$1 limit=$2 guest=$3
    shift 3
    local folder=$results/$name words
    rm -rf "$folder"
    mkdir -p "$folder"
    # One word of the kernel's command line, which knows no quotes here.
    words=$(printf '%s,' "$@")
    chmod 777 "$folder"
    run_kernel "$limit" "$results/$name.log" mem=512M rootflags=/ init="$PWD/.ci/kernel/init" \
        quiet "${kernel_words[@]}" "repository=$PWD" "kernel=$kernel" "results=$folder" \
        "guest=$guest" "words=${words%,}" "${guest_variables[@]}"
}

# judge NAME: what the log of NAME amounts to. Prints figures and whatever did not hold; false when
# a check failed, checks are missing, or the kernel did not get to the end.
judge() {
    local name=$1 log=$results/$1.log
    awk -v name="$name" '
        /^1\.\.[0-9]+$/ { planned = substr($0, 4) }
        /^ok [0-9]+ - / { held++; speaks = 0 }
        /^not ok [0-9]+ - / { failed++; speaks = 1; print "  " $0 }
        /^# / && speaks { print "  " $0 }
        /^figure / { sub(/^figure /, ""); print "  " $0 }
        /^guest-end / { ended = 1; status = $2 }
        /Kernel panic|BUG:|Oops|Call Trace:|WARNING: CPU/ { trouble++; print "  kernel: " $0 }
        END {
            if (!ended) print "  the guest did not come to its end (time, or a crash)"
            if (planned == "") print "  no plan"
            else if (held + failed != planned)
                print "  " held + failed " of " planned " planned checks were made"
            if (ended && status != 0 && !failed) print "  guest status " status
            printf "  %d of %d checks hold\n", held, planned
            exit !(ended && status == 0 && !failed && !trouble && held == planned && planned > 0)
        }' "$log"
}
