"""Commands without the second that Python needs to load them: a server that forks for each one.

Tests hand in hundreds of commands. Each is a process of its own with its own arguments,
environment, directory and files, as if a shell had started it; only the modules are loaded already.
That the real entry point works is tried in `test_newcomer.py` and `test_up.py`.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from select import select
from tempfile import TemporaryDirectory

_MOST = 1 << 20
#: What stands in for the command: it hands over what a process has, and ends as the child does.
_CLIENT = """#!{python} -SEI
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    asked = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
    socket.send_fds(line, [len(asked).to_bytes(8, "big")], [0, 1, 2])
    line.sendall(asked)
    answer = line.recv(1)
os._exit(answer[0] if answer else 120)
"""


@cache
def quick_callboard() -> str:
    """The path of a `callboard` that is quick, as long as this process lasts."""
    directory = TemporaryDirectory(prefix="cb-")
    address = str(Path(directory.name, "line"))
    command = Path(directory.name, "callboard")
    command.write_text(_CLIENT.format(python=sys.executable, address=address))
    command.chmod(0o700)
    server = subprocess.Popen(
        [sys.executable, "-m", __name__, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def stop() -> None:
        server.communicate()
        directory.cleanup()

    atexit.register(stop)
    assert server.stdout is not None
    assert server.stdout.readline() == "ready\n"
    return str(command)


def serve(address: str) -> None:
    """Fork for each command that comes in, until standard input ends: with whoever started it."""
    for module in iter_modules(import_module("console.commands").__path__, "console.commands."):
        import_module(module.name)
    import_module("console.main")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are not waited for
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while listener in select([listener, sys.stdin], [], [])[0]:
            line, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _answer(line)
            line.close()


def _answer(line: socket.socket) -> None:
    """Be the process that was asked for, and never come back."""
    code = 121
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        size, files, _, _ = socket.recv_fds(line, 8, 3)
        asked = bytearray()
        while len(asked) < int.from_bytes(size, "big"):
            asked += line.recv(_MOST)
        arguments, environ, directory = json.loads(asked)
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        os.chdir(directory)
        os.environ.clear()
        os.environ.update(environ)
        sys.argv = ["callboard", *arguments]
        code = import_module("console.main").main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        line.send(bytes([code & 0xFF]))
        os._exit(code & 0xFF)


if __name__ == "__main__":
    serve(sys.argv[1])
