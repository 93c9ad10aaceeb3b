"""nginx as the README sets it up, on a free loopback port, in the foreground and in a temporary folder."""

import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests.api.serving import Service, wait_until

README = Path(__file__).parents[2] / "README.md"
NAME = "stakegraph.example.com"
UPSTREAM = "http://127.0.0.1:8000"
STOP_SECONDS = 10.0

PATIENCE_SECONDS = 2
"""How long it waits for a body here; the README's ten seconds would be slept away."""

AT_ONCE = 5
"""Requests at once of one address here; the README's fifty would have to be opened within that time."""

FRAME = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{server}
}}
"""
"""What Debian's own configuration has around that of the README, kept to one folder."""


def absent() -> str | None:
    """Return why nginx cannot be started here and what to do; None when it can."""
    missing = [name for name in ("nginx", "openssl") if not shutil.which(name)]
    return f"{' and '.join(missing)} not found: apt-get install nginx-light openssl" if missing else None


def recommended() -> str:
    """Return the configuration that the README shows."""
    shown = re.findall(r"```nginx\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(shown) == 1, "the README shows one configuration of nginx"
    return str(shown[0])


class Nginx:
    """The recommended proxy before a service: a context manager; only what depends on the machine is replaced.

    It writes everything to a folder of its own.
    """

    def __init__(self, folder: Path, service: Service) -> None:
        self._folder = folder
        self.port = _free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self._file = folder / "nginx.conf"
        self._process: subprocess.Popen[bytes] | None = None
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        replaced = {
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "/etc/ssl/stakegraph.pem": str(certificate),
            "/etc/ssl/stakegraph.key": str(key),
            "client_body_timeout 10s": f"client_body_timeout {PATIENCE_SECONDS}s",
            "limit_conn of_address 50": f"limit_conn of_address {AT_ONCE}",
            UPSTREAM: service.url,
        }
        server = recommended()
        for shown, here in replaced.items():
            assert shown in server, f"the README's configuration no longer has {shown}"
            server = server.replace(shown, here)
        self._file.write_text(FRAME.format(folder=folder, server=server), encoding="utf-8")
        _certify(key, certificate)
        self._trust = ssl.create_default_context(cafile=certificate)

    def __enter__(self) -> Self:
        """Start it, and return when it listens."""
        log = self._folder / "nginx.log"
        with log.open("wb") as said:
            words = ["nginx", "-p", str(self._folder), "-c", str(self._file), "-e", str(self._folder / "error.log")]
            self._process = subprocess.Popen(words, stdout=said, stderr=said)
        try:
            wait_until(self._listens, STOP_SECONDS)
        except BaseException:
            self._stop()
            raise AssertionError((self._folder / "error.log").read_text(encoding="utf-8")) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self._stop()

    def connect(self) -> socket.socket:
        """Open a TLS connection on which anything can be sent."""
        way = socket.create_connection(("127.0.0.1", self.port), timeout=STOP_SECONDS)
        return self._trust.wrap_socket(way, server_hostname=NAME)

    def client(self, address: str = "127.0.0.1", headers: Mapping[str, str] | None = None) -> httpx.Client:
        """Open a client that trusts its certificate and sends from an address."""
        transport = httpx.HTTPTransport(local_address=address, verify=self._trust)
        return httpx.Client(base_url=self.url, headers=headers, timeout=20, transport=transport)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(STOP_SECONDS)
            self._process = None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _certify(key: Path, certificate: Path) -> None:
    """Make a certificate of its own, good for a day."""
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = [
        "-days",
        "1",
        "-subj",
        f"/CN={NAME}",
        "-addext",
        f"subjectAltName=DNS:{NAME},IP:127.0.0.1",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run([*words, *named], check=True, capture_output=True)
