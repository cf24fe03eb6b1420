"""The daemon, unmodified, as its own user, and what can be seen of it from outside."""

import os
import re
import signal
import socket
import subprocess
import time

from . import access, waiting

REPOSITORY = os.getcwd()
RESULTS = "/run/results"
PACK = f"{REPOSITORY}/Configs/Packs/demo-16s4.toml"


def programs():
    """The folder of the programs; the host may choose another build."""
    return f"{REPOSITORY}/{os.environ.get('programs', '.build/release')}"


def environment(folder):
    """What systemd would set, and the libraries of another libgpiod where the host says so."""
    values = {"PATH": os.environ["PATH"], "RUNTIME_DIRECTORY": folder}
    if "libraries" in os.environ:
        values["LD_LIBRARY_PATH"] = os.environ["libraries"]
    return values


def run(*words, as_user=None, timeout=60):
    """Runs `solidbmsd` to its end."""
    rights = access.as_daemon() if as_user is None else as_user
    return subprocess.run(
        [f"{programs()}/solidbmsd", *words], capture_output=True, text=True, timeout=timeout,
        env=environment("/run"), check=False, **rights)


class Daemon:
    """One run of `solidbmsd run`."""

    _runs = 0

    def __init__(self, *options, pack=PACK, log=None, before=()):
        Daemon._runs += 1
        self.folder = access.own_folder("/run/solidbms")
        self.socket = f"{self.folder}/control.sock"
        self.output = f"{self.folder}/output-{Daemon._runs}"
        words = [*before, f"{programs()}/solidbmsd", "run", pack, *options]
        if log is not None:
            words += ["--log", log]
        with open(self.output, "wb") as output:
            # The caller ends it; a context manager would wait for it.
            # pylint: disable-next=consider-using-with
            self.process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env=environment(self.folder), **access.as_daemon())

    @property
    def pid(self):
        """Its process."""
        return self.process.pid

    def said(self):
        """Everything it has printed."""
        with open(self.output, encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait_until_said(self, text, seconds=30, since=0):
        """Whether it prints something in time; not if it ends before.

        `since` leaves out what it had said before: a length of `said()`.
        """
        waiting.until(
            lambda: text in self.said()[since:] or self.process.poll() is not None, seconds)
        return text in self.said()[since:]

    def is_alive(self):
        """Whether it runs."""
        return self.process.poll() is None

    def send(self, number):
        """Sends a signal."""
        os.kill(self.pid, number)

    def stop(self, number=signal.SIGTERM, seconds=30):
        """Ends it by a signal.

        Returns the exit status, negative for a signal, or None if it hangs (it is killed then),
        and how long it took.
        """
        began = time.monotonic()
        if self.is_alive():
            self.send(number)
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = None
        return status, time.monotonic() - began

    # The kernel's view

    def memory_kilobytes(self, field):
        """A figure of /proc/PID/status: VmRSS, VmHWM."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith(field + ":"):
                    return int(line.split()[1])
        raise KeyError(field)

    def processor_seconds(self):
        """Processor time of all its threads, in the program and in the kernel on its behalf."""
        # The number of another process's clock, as clock_getcpuclockid(3) makes it.
        return time.clock_gettime((~self.pid << 3) | 2)

    def descriptor_count(self):
        """Open files."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def thread_count(self):
        """Threads."""
        return len(os.listdir(f"/proc/{self.pid}/task"))

    # The operator's view

    def control(self, *words, timeout=60, as_user=None):
        """`solidbms ctl`, by default as the daemon's own user."""
        return subprocess.run(
            [f"{programs()}/solidbms", "ctl", *words, "--socket", self.socket],
            capture_output=True, text=True, timeout=timeout, check=False,
            **(access.as_daemon() if as_user is None else as_user))

    def ask(self, request):
        """One request over its socket; the whole answer, empty if there is none.

        Cheaper than a program for each: what the tests do must not be what they measure.
        """
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
                client.settimeout(60)
                client.connect(self.socket)
                client.sendall(request.encode() + b"\n")
                reply = b""
                while not reply.endswith(b"\n\n"):
                    part = client.recv(65536)
                    if not part:
                        return ""
                    reply += part
        except OSError:
            return ""
        return reply.decode()

    def accepts(self, request):
        """Whether a request is accepted, and has led to what was asked for."""
        return self.ask(request).startswith("ok")

    def status(self):
        """What it answers to `status`, as a dictionary; empty if it does not."""
        pairs = (line.partition(" ") for line in self.ask("status").splitlines()[1:])
        return {key: value for key, _, value in pairs if key}

    def timings(self):
        """How punctual it has been, as it says on USR1: name to p50, p99, p99.9 and max in ms."""
        since = len(self.said())
        self.send(signal.SIGUSR1)
        waiting.until(lambda: "deadlines missed" in self.said()[since:], 10)
        found = re.findall(
            r"timing: (\w[\w -]*): p50 ([\d.]+), p99 ([\d.]+), p99\.9 ([\d.]+), max ([\d.]+) ms",
            self.said()[since:])
        return {name.strip(): [float(value) for value in values] for name, *values in found}
