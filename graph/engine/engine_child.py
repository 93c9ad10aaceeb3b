"""The process that hosts the embedded engine and does nothing else: ``python -m graph.engine.engine_child``.

It takes its configuration as one line of JSON on standard input, because arguments and environment are readable by
others (``ps``), and stops when that input ends or its parent is not the first one: the parent has closed it, or died.
"""

import json
import os
import select
import shutil
import signal
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

MODULES = {"native": "arcadedb", "jvm": "arcadedb_embedded"}
UNUSED = "numpy"
"""What both builds import where it can be had, for arrays that nobody hands over: a third of the time of a start."""
STOP_SECONDS = 10
"""How long the engine may take to close; then it is killed, and its log brings it back at the next start."""
PARENT_POLL_SECONDS = 1.0
USERS_FILE = Path("config/server-users.jsonl")
DATABASES = Path("databases")
DRAFTS = Path("databases.new")
LOGGING_FILE = Path("log/logging.properties")

LOGGING = """\
handlers = java.util.logging.FileHandler
.level = WARNING
com.arcadedb.level = INFO
java.util.logging.FileHandler.level = INFO
java.util.logging.FileHandler.formatter = com.arcadedb.log.LogFormatter
java.util.logging.FileHandler.pattern = log/engine.log
java.util.logging.FileHandler.limit = 5000000
java.util.logging.FileHandler.count = 2
java.util.logging.FileHandler.append = true
"""
"""Ten megabytes in two files, nothing on the console; relative paths, so that the folder's name may hold anything."""

JVM_ARGUMENTS = "-Xrs -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""Signals are the parent's business, nothing is written to ``/tmp``; the last two start the JVM a second faster."""


@dataclass(frozen=True, slots=True)
class EngineConfiguration:
    """Configuration that the parent hands to its engine.

    Attributes
    ----------
    build : str
        Key of `MODULES`.
    folder : str
        The data folder, which is the working folder too.
    parent : int
        The process that the engine must not outlive.
    port : int
        Bolt port on 127.0.0.1.
    database, password : str
        Made when missing; the password of the engine's only user, ``root``.
    statement_milliseconds : int
        After this time the engine itself stops a statement.
    heap : str
        Limit of the heap, as Java writes it: ``1g``.
    """

    build: str
    folder: str
    parent: int
    port: int
    database: str
    password: str
    statement_milliseconds: int
    heap: str

    def as_line(self) -> bytes:
        """Return what `main` reads."""
        return f"{json.dumps(asdict(self))}\n".encode()


def main() -> None:
    """Host the engine until the parent closes standard input or is gone."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    line = sys.stdin.readline()
    if not line:
        return
    configuration = EngineConfiguration(**json.loads(line))
    server = start_server(configuration)
    wait_for_parent(configuration.parent)
    signal.alarm(STOP_SECONDS)
    server.stop()
    os._exit(0)


def start_server(configuration: EngineConfiguration) -> Any:
    """Open the database and listen on Bolt; the engine's own types are unknown to the type checker."""
    os.umask(0o077)
    prepare_folder()
    set_engine_arguments(configuration)
    sys.modules[UNUSED] = None  # type: ignore[assignment]
    engine = import_module(MODULES[configuration.build])
    make_database(engine, configuration.database)
    server = engine.create_server(
        root_path=configuration.folder, root_password=configuration.password, config=server_settings(configuration)
    )
    server.start()
    return server


def prepare_folder() -> None:
    """Write the logging file, close the folders, forget the last password: the engine keeps the first it was given."""
    for folder in (DATABASES, USERS_FILE.parent, LOGGING_FILE.parent):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    LOGGING_FILE.write_text(LOGGING, encoding="ascii")
    USERS_FILE.unlink(missing_ok=True)


def set_engine_arguments(configuration: EngineConfiguration) -> None:
    """Say what must be said before the engine's library is loaded; each build reads the same from another variable."""
    settings = " ".join(f"-Darcadedb.{key}={value}" for key, value in engine_settings(configuration).items())
    arguments = f"-Xmx{configuration.heap} -XX:+ExitOnOutOfMemoryError {settings}"
    arguments += f" -Djava.util.logging.config.file={LOGGING_FILE}"
    os.environ["ARCADEDB_NATIVE_ISOLATE_ARGS"] = arguments
    os.environ["ARCADEDB_JVM_ARGS"] = f"{arguments} {JVM_ARGUMENTS}"
    os.environ["ARCADEDB_JVM_ERROR_FILE"] = "log/crash.log"
    os.environ["ARCADEDB_LOG_DIR"] = str(LOGGING_FILE.parent)
    os.environ["ARCADEDB_LOG_CONSOLE"] = "0"


def engine_settings(configuration: EngineConfiguration) -> dict[str, str]:
    """Return settings that are given twice: the JVM build heeds an argument of the process, the other a setting.

    ``txWalFlush`` 1 is ``fdatasync`` at every commit: the data and the file's size are on the disk before a write is
    acknowledged, which is what outlives a power cut. 2 (``fsync``) adds times of change, which recovery never reads.

    ``bucketReuseSpaceMode`` low puts new records at the end of a file. The other modes look for gaps in every page of
    a file, when it is opened or every five seconds in which something is written: a write took as long as the book is
    large. The price is that the room of what is deleted stays empty.
    """
    return {
        "txWalFlush": "1",
        "command.timeout": str(configuration.statement_milliseconds),
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "polyglotEngineEnabled": "false",
        "bucketReuseSpaceMode": "low",
    }


def server_settings(configuration: EngineConfiguration) -> dict[str, object]:
    """Return the settings of the server: durable, on loopback only, and closed but for Bolt.

    The HTTP port cannot be turned off: 0 lets the operating system choose one, which nobody learns. A password of 256
    random bits needs no slow hash, which every start and new connection would wait for.
    """
    return {
        **{key.replace(".", "_"): value for key, value in engine_settings(configuration).items()},
        "mode": "production",
        "host": "127.0.0.1",
        "http_port": "0",
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_host": "127.0.0.1",
        "bolt_port": configuration.port,
        "bolt_defaultDatabase": configuration.database,
        "server_saltIterations": 1000,
    }


def make_database(engine: Any, name: str) -> None:
    """Create the database when it is missing, under another name until it is complete: a kill leaves no half of one."""
    if (DATABASES / name).exists():
        return
    shutil.rmtree(DRAFTS, ignore_errors=True)
    DRAFTS.mkdir()
    engine.create_database(str(DRAFTS / name)).close()
    (DRAFTS / name).rename(DATABASES / name)
    DRAFTS.rmdir()


def wait_for_parent(parent: int) -> None:
    """Return when standard input ends, or the parent is gone though another process still holds that input open."""
    while os.getppid() == parent:
        readable, _, _ = select.select([sys.stdin], [], [], PARENT_POLL_SECONDS)
        if readable and not os.read(sys.stdin.fileno(), 1024):
            return


if __name__ == "__main__":
    main()
