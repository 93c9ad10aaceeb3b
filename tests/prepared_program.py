"""The program in memory, forked for each run: ``python -m tests.prepared_program SOCKET``, started by `tests.prepared`.

One packet asks for one run: its words, environment and working folder, with the descriptors of its input, outputs and
of a pipe on which its process number and, at its end, its exit status are written.
"""

import atexit
import gc
import json
import os
import selectors
import signal
import socket
import sys
import threading
import traceback
from importlib import import_module
from typing import Any, Never

from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import iter_route_contexts

import app.cli
import app.main  # what `serve` imports when it starts: the seconds that a fork saves
from analytics.backend.warming import warm_up
from cypher import statements

LARGEST_PACKET = 200_000
DESCRIPTORS = 4


def serve(way: socket.socket) -> None:
    """Fork for each packet and report each end, until whoever asks has gone."""
    running: dict[int, tuple[int, int]] = {}
    with selectors.DefaultSelector() as selector:
        selector.register(way, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is not way:
                    selector.unregister(key.fileobj)
                    _report(key.fd, *running.pop(key.fd))
                    continue
                packet, descriptors, _, _ = socket.recv_fds(way, LARGEST_PACKET, DESCRIPTORS)
                if not packet:
                    return
                if (pid := os.fork()) == 0:
                    way.close()
                    _run(json.loads(packet), descriptors)
                *streams, pipe = descriptors
                for stream in streams:
                    os.close(stream)
                os.write(pipe, f"{pid}\n".encode())
                watched = os.pidfd_open(pid)
                running[watched] = (pid, pipe)
                selector.register(watched, selectors.EVENT_READ)


def _report(watched: int, pid: int, pipe: int) -> None:
    _, status = os.waitpid(pid, 0)
    os.write(pipe, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os.close(pipe)
    os.close(watched)


def _run(asked: dict[str, Any], descriptors: list[int]) -> Never:
    """Be the process that was asked for: what the interpreter does about a program, from its words to its end."""
    for number, descriptor in enumerate(descriptors[:3]):
        os.dup2(descriptor, number)
    for descriptor in descriptors:
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.argv = asked["words"]
    status = _status_of_program()
    threading._shutdown()  # type: ignore[attr-defined]  # as the interpreter does: other threads may end first
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    if status == -signal.SIGINT:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    os._exit(status)


def _status_of_program() -> int:
    try:
        app.cli.main()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)  # noqa: T201  # what the interpreter does
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        traceback.print_exc()
        return -signal.SIGINT
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def prepare_service() -> None:
    """Have every service find its endpoints made and ready to be matched: that alone takes a second each time.

    The statements are read, too, and the libraries of the numbers imported, as each service does when it starts.
    """
    application = app.main.assembled()
    for endpoint in iter_route_contexts(application.routes):
        if dependant := getattr(endpoint, "dependant", None):
            get_flat_params(dependant)
    vars(app.main)["assembled"] = lambda: application
    statements()
    warm_up()


if __name__ == "__main__":
    prepare_service()
    for place in app.cli.COMMANDS.values():
        import_module(place.partition(":")[0])
    gc.collect()
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))
