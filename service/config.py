"""Every setting, read from the environment once: name, default, limits and the checks between them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import psycopg.conninfo
from pydantic import AfterValidator, AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_MIN_BYTES = 32
BCRYPT_ROUNDS_MAX = 16
CONNECT_TIMEOUT_MIN_SECONDS = 2  # libpq rounds 1 up to 2
# What the extra `otel` brings.
OTEL_MODULES = (
    "opentelemetry.sdk.trace",
    "opentelemetry.exporter.otlp.proto.http",
    "opentelemetry.instrumentation.psycopg",
)


@dataclass(frozen=True)
class Problem:
    """
    One wrong setting: the variable to change and what is wrong with it, safe to print.

    `compared_with` names the other variable, when it is only wrong beside that.
    """

    variable: str
    text: str
    compared_with: str | None = None

    def __str__(self) -> str:
        return f"{self.variable}: {self.text}"


class SettingsError(Exception):
    """The environment can't be started with; `problems` holds every reason, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def available_cores() -> int:
    """How many cores this process may run on (a container may be given fewer than the host has)."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _utf8_length(value: SecretStr) -> int:
    try:
        return len(value.get_secret_value().encode())
    except UnicodeEncodeError:  # its own text shows a part of the value
        raise ValueError("must be UTF-8 text") from None


def _check_secret(value: SecretStr) -> SecretStr:
    length = _utf8_length(value)
    if length < SECRET_MIN_BYTES:
        raise ValueError(f"must be at least {SECRET_MIN_BYTES} bytes long, it has {length}")
    return value


def _check_database_url(value: SecretStr) -> SecretStr:
    _utf8_length(value)
    scheme, separator, rest = value.get_secret_value().partition("://")
    if not separator or scheme not in ("postgres", "postgresql"):
        raise ValueError("must be a URL that starts with postgresql: or postgres:")
    url = f"postgresql://{rest}"
    try:
        parameters = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.Error:
        # libpq's own text may repeat a part of the URL, which holds a password.
        raise ValueError("is not a URL that PostgreSQL's client library can read") from None
    # libpq itself looks at the ports (there may be several, with several hosts) only when it connects.
    ports = str(parameters.get("port", "")).split(",")
    if not all(port == "" or (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535) for port in ports):
        raise ValueError("has a port that is not a number between 1 and 65535")
    # The part of a password behind its @ would be taken for the host, which is told when it can't be found.
    host = str(parameters.get("host", ""))
    if "@" in host[1:] and not host.startswith("/"):  # a socket may begin with one, and its folder may have one
        raise ValueError("has an @ in its host; write one in a password as %40")
    return SecretStr(url)


def _check_http_url(value: SecretStr) -> SecretStr:
    url = value.get_secret_value()
    # Said by us each time: what the standard library says of a wrong URL may repeat a part of it.
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("must be printable ASCII without spaces; write what is not with percent signs")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("is not a URL") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be a URL that starts with https:// or http:// and names a host")
    try:
        is_port_right = parts.port is None or parts.port > 0
    except ValueError:
        is_port_right = False
    if not is_port_right:
        raise ValueError("has a port that is not a number between 1 and 65535")
    return value


Secret = Annotated[SecretStr, AfterValidator(_check_secret)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_check_database_url)]
# A secret: it may hold a password in front of the host, and many aggregators put a token in the path.
HttpUrl = Annotated[SecretStr, AfterValidator(_check_http_url)]
# A limit is never zero: zero would have to mean either "never" or "no limit", and no wait here is unlimited.
Milliseconds = Annotated[int, Field(ge=1, le=3_600_000)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]


class Settings(BaseSettings):
    """What the service runs with. Frozen; the environment variable of a field is its name in upper case."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    # The server
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    web_concurrency: Annotated[int, Field(ge=1, le=256)] = Field(default_factory=available_cores)
    threads: Annotated[int, Field(ge=1, le=1024)] = 16
    request_deadline_ms: Milliseconds = 6000
    graceful_timeout_seconds: Annotated[int, Field(ge=1, le=3600)] = 20
    trusted_proxy_hops: Annotated[int, Field(ge=0, le=16)] = 0
    max_body_bytes: Annotated[int, Field(ge=1024, le=16 * 1024 * 1024)] = 65536
    log_level: Literal["debug", "info", "warn", "error"] = "info"
    log_ship_url: HttpUrl | None = None

    # The database
    database_url: DatabaseUrl | None = None
    database_pooler: Literal["none", "transaction"] = "none"
    database_direct_url: DatabaseUrl | None = Field(
        default=None, validation_alias=AliasChoices("database_direct_url", "database_unpooled_url")
    )
    pool_max_size: Annotated[int, Field(ge=1, le=1000)] = 8
    pool_timeout_ms: Milliseconds = 1000
    query_timeout_ms: Milliseconds = 5000
    lock_timeout_ms: Milliseconds = 2000
    idle_in_transaction_timeout_ms: Milliseconds = 3000
    connect_timeout_seconds: Annotated[int, Field(ge=CONNECT_TIMEOUT_MIN_SECONDS, le=600)] = 2
    db_pool_metrics_seconds: Annotated[int, Field(ge=1, le=86400)] = 30
    surelock_state_dir: Path | None = None
    surelock_pg_bin: str | None = None

    # The storage lock and the memory behind it
    storage_lock_try_ms: Milliseconds = 2000
    storage_lock_spin_ms: Milliseconds = 100
    lock_tripwire: Literal["off", "log", "raise"] = "log"
    cache_max_entries: Count = 10_000
    cache_ttl_seconds: Annotated[int, Field(ge=1, le=86400)] = 60

    # What is kept of failures
    retention_days: Annotated[int, Field(ge=1, le=3650)] = 7
    error_records_max_rows: Count = 100_000

    # Passwords and tokens
    secret_key: Secret | None = None
    bcrypt_rounds: Annotated[int, Field(ge=4, le=BCRYPT_ROUNDS_MAX)] = 11
    login_wait_budget_ms: Milliseconds = 750
    access_token_seconds: Annotated[int, Field(ge=1, le=86400)] = 900
    refresh_token_seconds: Annotated[int, Field(ge=1, le=31_536_000)] = 2_592_000
    refresh_grace_seconds: Annotated[int, Field(ge=0, le=300)] = 10
    jwt_algorithm: Literal["EdDSA", "HS256"] = "EdDSA"
    jwt_secret: Secret | None = None
    jwt_issuer: Annotated[str, Field(min_length=1, max_length=200)] = "surelock"
    jwt_audience: Annotated[str, Field(min_length=1, max_length=200)] = "surelock"

    # OpenTelemetry: what decides whether spans are exported, where to, and how many wait. The rest of the standard
    # variables (headers, time-out, sampler, resource, certificates) is read by OpenTelemetry itself.
    otel_exporter_otlp_endpoint: HttpUrl | None = None
    otel_exporter_otlp_traces_endpoint: HttpUrl | None = None
    otel_sdk_disabled: bool = False
    otel_bsp_schedule_delay: Milliseconds = 5000
    otel_bsp_max_queue_size: Count = 2048

    # What the platform tells about itself
    railway_environment_name: str | None = None
    railway_project_id: str | None = None
    railway_volume_mount_path: Path | None = None
    railway_git_commit_sha: str | None = None
    railway_replica_id: str | None = None

    @property
    def is_embedded(self) -> bool:
        """Whether the service brings its own PostgreSQL."""
        return self.database_url is None

    @property
    def is_on_railway(self) -> bool:
        return bool(self.railway_project_id or self.railway_environment_name)

    @property
    def has_trusted_proxy(self) -> bool:
        """Whether requests come through a proxy of ours, whose own headers are true."""
        return self.trusted_proxy_hops > 0 or self.is_on_railway

    @property
    def otlp_traces_url(self) -> str | None:
        """Where spans are exported to; None when they are not."""
        if self.otel_sdk_disabled:
            return None
        if self.otel_exporter_otlp_traces_endpoint is not None:
            return self.otel_exporter_otlp_traces_endpoint.get_secret_value()
        if self.otel_exporter_otlp_endpoint is not None:
            return self.otel_exporter_otlp_endpoint.get_secret_value().removesuffix("/") + "/v1/traces"
        return None

    @property
    def state_dir(self) -> Path:
        """Where the embedded PostgreSQL and the generated secret live."""
        if self.surelock_state_dir is not None:
            return self.surelock_state_dir.absolute()
        if self.railway_volume_mount_path is not None:
            return self.railway_volume_mount_path / "surelock"
        # Beside the code, wherever a command is typed: in another folder it would find an empty database.
        root = Path(__file__).resolve().parent.parent
        return (root if (root / "Procfile").exists() else Path.cwd()) / ".surelock"

    @cached_property
    def signing_secret(self) -> bytes:
        """SECRET_KEY as bytes; for the embedded default the one kept in the state folder, made when missing."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        return _generated_secret(self.state_dir / "secret_key")

    def shown(self) -> dict[str, str]:
        """Every setting as it takes effect, for an operator's eyes: a secret only says whether it is set."""
        shown = {
            name.upper(): _shown(getattr(self, name))
            for name in type(self).model_fields
            if not name.startswith("railway_")
        }
        if self.is_embedded:
            shown |= {"DATABASE_URL": "(embedded)", "SURELOCK_STATE_DIR": str(self.state_dir)}
            if self.secret_key is None:
                shown["SECRET_KEY"] = "(generated, in the state folder)"  # noqa: S105
        return shown


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "(set)"
    return "(unset)" if value is None else str(value)


def load_settings(**overrides: Any) -> Settings:
    """
    Read the environment.

    Raises:
        SettingsError: with every problem found, each naming its variable.
    """
    try:
        settings = Settings(**overrides)
    except ValidationError as invalid:
        raise SettingsError(_all_problems(invalid, overrides)) from None
    problems = list(cross_field_problems(settings))
    if problems:
        raise SettingsError(problems)
    return settings


def _all_problems(invalid: ValidationError, overrides: dict[str, Any]) -> list[Problem]:
    """What can't be read, and what is wrong between the others, so that a person mends everything in one go."""
    errors = invalid.errors(include_url=False, include_context=False, include_input=False)
    fields = {str(error["loc"][0]).lower() for error in errors} & set(Settings.model_fields)
    stand_ins = {name: Settings.model_fields[name].get_default(call_default_factory=True) for name in fields}
    if "database_url" in fields:  # it is set, though not readable: what it requires is required
        stand_ins["database_url"] = "postgresql:///"
    unreadable = {name.upper() for name in fields}
    problems = [
        Problem(_variable(str(error["loc"][0]).lower()), error["msg"].removeprefix("Value error, ")) for error in errors
    ]
    problems += [
        problem
        for problem in cross_field_problems(Settings(**overrides | stand_ins))
        if not {problem.variable, problem.compared_with} & unreadable
    ]
    return sorted(problems, key=str)


def _variable(field: str) -> str:
    """The environment variable that *field* was read from; one of them has two names."""
    if field == "database_direct_url" and not os.environ.get("DATABASE_DIRECT_URL"):
        return "DATABASE_UNPOOLED_URL"
    return field.upper()


def cross_field_problems(settings: Settings) -> Iterator[Problem]:
    """What is wrong between settings that are fine each by itself."""
    yield from _ladder_problems(settings)
    if settings.database_url is not None and settings.secret_key is None:
        yield Problem("SECRET_KEY", f"is required with DATABASE_URL (at least {SECRET_MIN_BYTES} bytes)")
    if settings.jwt_algorithm == "HS256" and settings.jwt_secret is None:
        yield Problem("JWT_SECRET", "is required with JWT_ALGORITHM=HS256")
    if settings.otlp_traces_url is not None and not all(map(_is_installed, OTEL_MODULES)):
        traces_only = settings.otel_exporter_otlp_traces_endpoint is not None
        yield Problem(
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" if traces_only else "OTEL_EXPORTER_OTLP_ENDPOINT",
            "needs the extra `otel`: .venv/bin/pip install -r requirements-otel.txt",
        )
    if settings.is_embedded and settings.database_pooler != "none":
        yield Problem("DATABASE_POOLER", "needs DATABASE_URL: the embedded PostgreSQL has no pooler")
    if (
        settings.is_embedded
        and settings.is_on_railway
        and settings.railway_volume_mount_path is None
        and settings.surelock_state_dir is None
    ):
        yield Problem(
            "DATABASE_URL",
            "is unset and no volume is mounted: on Railway the container's disk is lost at each deploy, and every "
            "user with it; add a PostgreSQL service or a volume",
        )


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # the package around it
        return False


def _ladder_problems(settings: Settings) -> Iterator[Problem]:
    """Each wait's own limit is below the request's deadline, and that is below the graceful time-out."""
    deadline_ms = settings.request_deadline_ms
    for name, limit_ms in wait_limits_ms(settings).items():
        if limit_ms >= deadline_ms:
            text = f"{limit_ms} ms must be less than REQUEST_DEADLINE_MS ({deadline_ms} ms)"
            yield Problem(name, text, compared_with="REQUEST_DEADLINE_MS")
    graceful_ms = settings.graceful_timeout_seconds * 1000
    if deadline_ms >= graceful_ms:
        yield Problem(
            "REQUEST_DEADLINE_MS",
            f"{deadline_ms} ms must be less than GRACEFUL_TIMEOUT_SECONDS ({graceful_ms} ms)",
            compared_with="GRACEFUL_TIMEOUT_SECONDS",
        )
    if settings.storage_lock_spin_ms > settings.storage_lock_try_ms:
        yield Problem(
            "STORAGE_LOCK_SPIN_MS",
            f"{settings.storage_lock_spin_ms} ms must not be more than STORAGE_LOCK_TRY_MS "
            f"({settings.storage_lock_try_ms} ms)",
            compared_with="STORAGE_LOCK_TRY_MS",
        )


def wait_limits_ms(settings: Settings) -> dict[str, int]:
    """The rungs of the ladder: the limit of every single wait by the name of its setting, in milliseconds."""
    return {
        "STORAGE_LOCK_TRY_MS": settings.storage_lock_try_ms,
        "POOL_TIMEOUT_MS": settings.pool_timeout_ms,
        "QUERY_TIMEOUT_MS": settings.query_timeout_ms,
        "LOCK_TIMEOUT_MS": settings.lock_timeout_ms,
        "IDLE_IN_TRANSACTION_TIMEOUT_MS": settings.idle_in_transaction_timeout_ms,
        "CONNECT_TIMEOUT_SECONDS": settings.connect_timeout_seconds * 1000,
        "LOGIN_WAIT_BUDGET_MS": settings.login_wait_budget_ms,
    }


def _generated_secret(path: Path) -> bytes:
    """
    The secret in *path*, made by whoever comes first; every process then reads the same one.

    Raises:
        SettingsError: what is in the file is no secret that we would accept from the environment either.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make_secret(path)
    secret = path.read_bytes().strip()
    if len(secret) < SECRET_MIN_BYTES:
        raise SettingsError([Problem("SECRET_KEY", f"is unset, and {path} is damaged; restore that file")])
    return secret


def _make_secret(path: Path) -> None:
    """Put a new secret in *path*, whole and on the disk, unless somebody else is faster."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(draft, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
