"""Settings of the process: the only reader of what the environment sets for the service."""

import ipaddress
import os
import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from app.messages.validation import fault_of
from graph.engine.bolt_address import BoltAddress
from graph.store import DETAIL_DAYS, SNAPSHOT_DAYS, StoreOptions
from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message, misfit
from schemas.records.accounts import Timezone

PREFIX = "STAKEGRAPH_"

MEGABYTE = 1_000_000

EACH = "all"
"""Instead of a number of lines: a line each."""


def secret_in_environment(name: str, environment: Mapping[str, str] | None = None) -> SecretStr | None:
    """Return the value of a variable that a file of settings names, so that no secret stands there; None without it."""
    value = (os.environ if environment is None else environment).get(name)
    return SecretStr(value) if value else None


def traces_wanted(environment: Mapping[str, str] | None = None) -> bool:
    """Whether a collector of traces is named, as OpenTelemetry has it; its library reads the rest of ``OTEL_`` itself.

    Examples
    --------
    >>> traces_wanted({}), traces_wanted({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"})
    (False, True)
    """
    found = os.environ if environment is None else environment
    return any(found.get(f"OTEL_EXPORTER_OTLP_{kind}ENDPOINT", "").strip() for kind in ("", "TRACES_"))


def _time_of_day(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text) is None:
        raise misfit(Message("deliveries.time_of_day"))
    return time.fromisoformat(text)


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment or "@" in text:
        raise misfit(Message("deliveries.base_url"))
    return text.rstrip("/")


def _networks(text: str) -> str:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    try:
        return ",".join(str(ipaddress.ip_network(part)) for part in parts)
    except ValueError:
        raise misfit(Message("keys.networks")) from None


def _lines_a_minute(text: Any) -> Any:
    if text == EACH:
        return None
    if isinstance(text, str) and re.fullmatch(r"[0-9]+", text) is None:
        raise misfit(Message("commands.lines_a_minute", each=EACH))
    return text


TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
LinesAMinute = Annotated[int | None, BeforeValidator(_lines_a_minute)]
Networks = Annotated[str, AfterValidator(_networks)]
UpToAnHour = Annotated[float, Field(gt=0, le=3600)]
BaseUrl = Annotated[str, Field(max_length=300, pattern=r"^[!-~]+$"), AfterValidator(_base_url)]


def _fault(error: ErrorDetails) -> Message:
    return Message("commands.unknown_setting") if error["type"] == "extra_forbidden" else fault_of(error)


class Settings(BaseModel):
    """How this process runs; each field is read from ``STAKEGRAPH_<NAME>``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(Path("data"), description="Folder of the embedded store.")
    host: str = Field("127.0.0.1", description="Address to listen on; loopback only until keys exist.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    engine: Literal["native", "jvm"] = Field("native", description="Build of the embedded engine.")
    heap: str = Field("1g", pattern=r"^\d+[kmg]$", description="Memory of the embedded engine.")
    neo4j_uri: str | None = Field(None, description="A Neo4j to use instead of the embedded engine.")
    neo4j_user: str = Field("neo4j", description="User of that Neo4j; empty for none.")
    neo4j_password: SecretStr = Field(SecretStr(""), description="Password of that Neo4j.")
    neo4j_database: str = Field("neo4j", description="Database of that Neo4j.")
    statement_seconds: UpToAnHour = Field(30, description="Longest statement.")
    write_seconds: float = Field(10, gt=0, le=600, description="Longest write; a slower one is taken back.")
    body_megabytes: float = Field(10, gt=0, le=100, description="Largest body of a request.")
    upload_megabytes: float = Field(200, gt=0, le=10_000, description="Largest archive of an import.")
    cache_megabytes: float = Field(
        256, ge=0, le=1_000_000, description="Memory for answers that may be asked for again; 0 keeps none."
    )
    spare_megabytes: float = Field(
        200, ge=0, le=1_000_000, description="Free room on the disk of the data folder below which writes are refused."
    )
    snapshot_days: int = Field(
        SNAPSHOT_DAYS, ge=100, le=36_500, description="Days that the numbers of nightly snapshots are kept."
    )
    detail_days: int = Field(
        DETAIL_DAYS, ge=65, le=36_500, description="Days that reports are kept: what snapshots list beside numbers."
    )
    connections: int = Field(1000, ge=1, le=1_000_000, description="Connections at once.")
    connections_per_address: int = Field(
        250, ge=1, le=1_000_000, description="Connections at once from one address; a proxy is one."
    )
    client_seconds: UpToAnHour = Field(
        20, description="How long a client may take for headers, and leave answers unread."
    )
    memory_megabytes: float | None = Field(
        None,
        gt=0,
        description="Memory of the process beyond which it refuses new work; half of what is there.",
    )
    requests_per_second: float = Field(
        1000, gt=0, le=1_000_000, description="Requests that one caller may send; twice as many at once."
    )
    analysis_workers: int = Field(
        2, ge=1, le=64, description="Processes that compute the answers about large accounts, each at most one at once."
    )
    analyses_per_caller: int = Field(1, ge=1, le=64, description="How many of these one caller occupies at once.")
    analyses_waiting: int = Field(20, ge=0, le=10_000, description="Questions about large accounts that wait at most.")
    analysis_seconds: UpToAnHour = Field(120, description="Longest analysis; a slower one is stopped.")
    reads_at_once: int = Field(6, ge=1, le=1000, description="Requests that read at once; others wait.")
    requests_waiting: int = Field(
        1000, ge=1, le=100_000, description="Requests that wait at most, of those that read and of those that write."
    )
    allowed_origins: str = Field("", description="Web origins that may call, separated by commas; none by default.")
    session_minutes: float = Field(15, gt=0, le=1440, description="How long a session of a browser lasts.")
    trusted_proxies: Networks = Field(
        "", description="Addresses or networks of proxies, separated by commas, that say for whom they ask."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="What is logged.")
    log_format: Literal["text", "json"] = Field("text", description="Lines of the log: text, or JSON objects.")
    log_reads_a_minute: LinesAMinute = Field(
        300, description="Lines of reads that were answered well, quick and slow ones each; more are counted."
    )
    time_zone: Timezone = Field("UTC", description="Whose calendar dates reports have, and whose clock the schedule.")
    report_at: TimeOfDay | None = Field(None, description="When the nightly report runs, such as 02:00; never without.")
    report_receivers: Path | None = Field(None, description="TOML file of those who receive the report.")
    report_url: BaseUrl | None = Field(None, description="Where readers reach this service: links of digests begin so.")
    report_private_hosts: str = Field(
        "", description="Hosts, separated by commas, where a webhook may go to a private address or without TLS."
    )
    sample: bool = Field(True, description="Load the sample accounts into an empty store.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Return the settings of this process.

        Raises
        ------
        InvalidInput
            When a variable has a value that cannot be used, or a ``STAKEGRAPH_`` variable is not known.
        """
        found = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in (os.environ if environment is None else environment).items()
            if name.startswith(PREFIX)
        }
        try:
            return cls.model_validate(found)
        except ValidationError as error:
            problems = [
                Problem(f"{PREFIX}{'_'.join(map(str, one['loc'])).upper()}", _fault(one)) for one in error.errors()
            ]
            faults = [Message("commands.at", place=problem.pointer, fault=problem.detail) for problem in problems]
            raise InvalidInput(Message("commands.environment", faults=faults), problems) from None

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches the address to listen on."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def origins(self) -> list[str]:
        """Web origins that may call."""
        return [origin.strip() for origin in self.allowed_origins.split(",") if origin.strip()]

    @property
    def zone(self) -> ZoneInfo:
        """Time zone whose calendar dates reports have."""
        return ZoneInfo(self.time_zone)

    @property
    def memory_bytes(self) -> int | None:
        """Memory beyond which new work is refused; None for a share of what is there."""
        return None if self.memory_megabytes is None else int(self.memory_megabytes * MEGABYTE)

    @property
    def private_hosts(self) -> frozenset[str]:
        """Hosts, in lower case, that webhooks may go to although they are within the network."""
        return frozenset(host.strip().lower() for host in self.report_private_hosts.split(",") if host.strip())

    def store_options(self, *, service_url: str | None = None, join: bool = False) -> StoreOptions:
        """Return where the store is; ``join`` uses the engine of a running service."""
        neo4j = None
        if self.neo4j_uri is not None:
            password = self.neo4j_password.get_secret_value()
            neo4j = BoltAddress(self.neo4j_uri, self.neo4j_user, password, self.neo4j_database)
        return StoreOptions(
            folder=self.data,
            neo4j=neo4j,
            build=self.engine,
            statement_seconds=self.statement_seconds,
            work_seconds=self.write_seconds,
            heap=self.heap,
            service_url=service_url,
            join=join,
            cache_bytes=int(self.cache_megabytes * MEGABYTE),
            snapshot_days=self.snapshot_days,
            detail_days=self.detail_days,
            time_zone=self.time_zone,
            spare_bytes=int(self.spare_megabytes * MEGABYTE),
        )
