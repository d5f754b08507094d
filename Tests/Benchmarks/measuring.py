"""What the benchmarks have in common: certgate built, and programs timed and watched."""

import pathlib
import subprocess
import sys
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def build():
    """Builds certgate as it is shipped and gives its path."""
    command = ["swift", "build", "-c", "release"]
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=sys.stderr)
    path = subprocess.check_output(command + ["--show-bin-path"], cwd=REPOSITORY, text=True)
    return path.strip() + "/certgate"


def seconds_of(command, stdin=None):
    """The wall time of a program, which may end with 1 as a linter does."""
    start = time.monotonic()
    with open(stdin or "/dev/null", "rb") as input:
        code = subprocess.run(
            command, stdin=input, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    if code not in (0, 1):
        sys.exit(f"exit {code}: {command}")
    return time.monotonic() - start


def memory_of(command):
    """The peak of memory beyond mapped files in MB; who watches it takes time of the processors."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                peak = max(peak, int(line.split()[1]))
        time.sleep(0.002)
    if process.returncode not in (0, 1):
        sys.exit(f"exit {process.returncode}: {command}")
    return peak / 1024
