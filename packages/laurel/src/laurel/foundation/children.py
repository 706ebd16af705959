"""Reading what strangers send in a child process with little memory and little time.

A parser may abort, overflow its stack or fill the memory on hostile input, and then takes its
process with it. Here that is a child with nothing to lose.
"""

import math
import signal
import subprocess
import sys

# The child limits itself before it looks at anything (a hook between fork and exec is not safe in
# a server with threads).
_LIMITS = """
import resource, sys
memory, seconds = int(sys.argv.pop(1)), int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
"""


class TookTooLong(Exception):
    """The child was ended because its time was over."""


class Died(Exception):
    """The child ended without an answer: it failed, or went beyond its limits."""


def run(
    code: str,
    *arguments: str,
    data: bytes,
    seconds: float,
    memory_bytes: int,
) -> bytes:
    """What the code writes to its standard output when it is given the data.

    The code is ours, never a stranger's. It sees the arguments as `sys.argv[1:]` and nothing of
    the environment or the working directory is imported (`-I`).

    Raises:
        TookTooLong: no answer in this time.
        Died: no answer at all.
    """
    limits = [str(memory_bytes), str(math.ceil(seconds))]
    command = [sys.executable, "-I", "-c", _LIMITS + code, *limits, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter with our own words
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise TookTooLong from None
    if done.returncode == -signal.SIGXCPU:
        raise TookTooLong
    if done.returncode:
        raise Died(f"exit code {done.returncode}")
    return done.stdout
