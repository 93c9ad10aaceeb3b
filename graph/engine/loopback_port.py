"""A port of this machine that stays ours while the engine behind it is away."""

import socket
import sys


class LoopbackPort:
    """A free port on 127.0.0.1, kept from everybody but the process that will listen on it.

    The socket is bound and never listens. Linux lets a second socket bind beside it, because both say ``SO_REUSEADDR``
    (Java does by itself), but gives the port to nobody who asks for any free one: neither to a server, nor to a client,
    whose connection to a port without a listener could otherwise reach itself. Other systems refuse the second socket:
    there the port is only chosen.
    """

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self.number: int = self._socket.getsockname()[1]
        if sys.platform != "linux":
            self._socket.close()

    def release(self) -> None:
        """Let the port go."""
        self._socket.close()
