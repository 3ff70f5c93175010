"""The settings: defaults, what is refused, and what is never shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from service import config
from service.config import Problem, Settings, SettingsError, available_cores, load_settings, wait_limits_ms

SECRET = "s3cret-" + "k" * 25  # 32 bytes
URL = "postgresql://app:hunter2-in-url@db.internal:5432/app"
WITH_DATABASE = {"DATABASE_URL": URL, "SECRET_KEY": SECRET}

# The README's table of settings, stated a second time.
DESIGNED = {
    "PORT": 8000,
    "WEB_CONCURRENCY": available_cores(),
    "THREADS": 16,
    "DATABASE_URL": None,
    "DATABASE_POOLER": "none",
    "DATABASE_DIRECT_URL": None,
    "SECRET_KEY": None,
    "REQUEST_DEADLINE_MS": 6000,
    "STORAGE_LOCK_TRY_MS": 2000,
    "STORAGE_LOCK_SPIN_MS": 100,
    "LOCK_TRIPWIRE": "log",
    "POOL_MAX_SIZE": 8,
    "POOL_TIMEOUT_MS": 1000,
    "QUERY_TIMEOUT_MS": 5000,
    "LOCK_TIMEOUT_MS": 2000,
    "IDLE_IN_TRANSACTION_TIMEOUT_MS": 3000,
    "CONNECT_TIMEOUT_SECONDS": 2,
    "BCRYPT_ROUNDS": 11,
    "LOGIN_WAIT_BUDGET_MS": 750,
    "GRACEFUL_TIMEOUT_SECONDS": 20,
    "MAX_BODY_BYTES": 65536,
    "ACCESS_TOKEN_SECONDS": 900,
    "REFRESH_TOKEN_SECONDS": 2_592_000,
    "REFRESH_GRACE_SECONDS": 10,
    "JWT_ALGORITHM": "EdDSA",
    "JWT_SECRET": None,
    "DB_POOL_METRICS_SECONDS": 30,
    "LOG_LEVEL": "info",
    "LOG_SHIP_URL": None,
    "OTEL_EXPORTER_OTLP_ENDPOINT": None,
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": None,
    "OTEL_SDK_DISABLED": False,
    "OTEL_BSP_MAX_QUEUE_SIZE": 2048,
    "OTEL_BSP_SCHEDULE_DELAY": 5000,
}
# The one length of time that may be nothing: a grace of 0 makes a refresh token strictly single-use.
MAY_BE_ZERO = {"REFRESH_GRACE_SECONDS"}
LIMITS = sorted(
    name.upper()
    for name in Settings.model_fields
    if name.endswith(("_ms", "_seconds")) and name.upper() not in MAY_BE_ZERO
)


def loaded(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def refused(monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[Problem]:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, **environment)
    return caught.value.problems


def named(problems: list[Problem]) -> set[str]:
    return {problem.variable for problem in problems}


@pytest.mark.parametrize(("name", "default"), DESIGNED.items(), ids=DESIGNED)
def test_a_default_is_the_documented_one(name: str, default: object) -> None:
    """Operators size their host by the README's table."""
    assert getattr(load_settings(), name.lower()) == default


def test_an_empty_environment_is_enough_to_start() -> None:
    """`scripts/serve.sh` on a fresh checkout has to work without a word of configuration."""
    assert load_settings().is_embedded


def test_every_default_wait_is_below_the_deadline_and_that_below_the_grace() -> None:
    """The ladder is the arithmetic behind "no request hangs"; the defaults must climb it."""
    settings = load_settings()
    assert max(wait_limits_ms(settings).values()) < settings.request_deadline_ms
    assert settings.request_deadline_ms < settings.graceful_timeout_seconds * 1000


@pytest.mark.parametrize("name", sorted(wait_limits_ms(Settings())))
def test_a_wait_as_long_as_the_deadline_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A single wait that fills the whole deadline would hide every other limit behind deadline_exceeded."""
    seconds = name.endswith("_SECONDS")
    assert named(refused(monkeypatch, **{name: "6" if seconds else "6000"})) == {name}
    just_below = loaded(monkeypatch, **{name: "5" if seconds else "5999"})
    assert getattr(just_below, name.lower()) == (5 if seconds else 5999)


def test_a_deadline_as_long_as_the_grace_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request admitted just before a deploy must be able to end before the worker is killed."""
    problems = refused(monkeypatch, REQUEST_DEADLINE_MS="20000", GRACEFUL_TIMEOUT_SECONDS="20")
    assert named(problems) == {"REQUEST_DEADLINE_MS"}


def test_a_slice_longer_than_the_whole_try_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One slice that outlasts the limit would leave no moment to notice the deadline or to tell."""
    assert named(refused(monkeypatch, STORAGE_LOCK_SPIN_MS="2001")) == {"STORAGE_LOCK_SPIN_MS"}


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("nothing", ["0", "-1", "-0"])
def test_zero_is_never_no_limit(monkeypatch: pytest.MonkeyPatch, name: str, nothing: str) -> None:
    """The predecessor froze on a wait without bound; no setting may bring one back."""
    assert name in named(refused(monkeypatch, **{name: nothing}))


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("text", ["inf", "nan", "1e9", "none", "10s", "99999999999999999999"])
def test_a_limit_is_a_bounded_whole_number(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    """A limit that is infinite, or only looks like a number, is no limit either."""
    assert name in named(refused(monkeypatch, **{name: text}))


def test_a_refresh_grace_of_zero_means_strict_single_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one zero that is allowed: it makes things stricter, not endless."""
    assert loaded(monkeypatch, REFRESH_GRACE_SECONDS="0").refresh_grace_seconds == 0


def test_all_problems_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person mends everything in one go instead of finding the next mistake at each deploy."""
    problems = refused(
        monkeypatch,
        PORT="eighty",
        LOG_LEVEL="loud",
        BCRYPT_ROUNDS="99",
        QUERY_TIMEOUT_MS="7000",
        JWT_ALGORITHM="HS256",
        DATABASE_URL=URL,
    )
    expected = {"PORT", "LOG_LEVEL", "BCRYPT_ROUNDS", "QUERY_TIMEOUT_MS", "JWT_SECRET", "SECRET_KEY"}
    assert named(problems) == expected
    assert len(problems) == len(expected)


def test_a_missing_secret_is_told_together_with_an_unreadable_url(monkeypatch: pytest.MonkeyPatch) -> None:
    """DATABASE_URL is set, only wrong; mending it must not reveal the next problem."""
    assert named(refused(monkeypatch, DATABASE_URL="mysql://db/app")) == {"DATABASE_URL", "SECRET_KEY"}


def test_a_wrong_setting_causes_no_problem_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a typo in DATABASE_URL, "DATABASE_POOLER needs DATABASE_URL" would send a person the wrong way."""
    problems = refused(monkeypatch, DATABASE_URL="mysql://db/app", DATABASE_POOLER="transaction", SECRET_KEY=SECRET)
    assert named(problems) == {"DATABASE_URL"}


@pytest.mark.parametrize("name", ["SECRET_KEY", "JWT_SECRET"])
@pytest.mark.parametrize(("secret", "is_enough"), [("a" * 31, False), ("a" * 32, True), ("ä" * 15, False)])
def test_a_secret_has_at_least_32_bytes(
    monkeypatch: pytest.MonkeyPatch, name: str, secret: str, is_enough: bool
) -> None:
    """A short key can be guessed offline from a single token."""
    if is_enough:
        assert loaded(monkeypatch, **{name: secret})
    else:
        assert named(refused(monkeypatch, **{name: secret})) == {name}


def test_a_secret_is_measured_in_bytes_not_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    """16 two-byte letters are 32 bytes; the limit is about key material, not about typing."""
    assert loaded(monkeypatch, SECRET_KEY="ä" * 16).signing_secret == ("ä" * 16).encode()


def test_a_database_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A generated secret would differ on every host and at every deploy, and end all sessions."""
    assert named(refused(monkeypatch, DATABASE_URL=URL)) == {"SECRET_KEY"}


def test_the_heroku_form_of_a_url_is_accepted_and_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Platforms hand out postgres://; the driver is given the standard scheme."""
    settings = loaded(monkeypatch, DATABASE_URL=URL.replace("postgresql://", "postgres://"), SECRET_KEY=SECRET)
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == URL


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_DIRECT_URL"])
@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:hunter2@h/d",
        "sqlite:///hunter2",
        "host=h password=hunter2",
        "postgresql:/u:hunter2@h/d",
        "hunter2",
        "postgresql://u:hunter2%zz@h/d",
        "postgresql://u:hunter2@h/d?no_such_option=1",
        "postgresql://u:p@hunter2@h/d",
    ],
)
def test_what_is_no_postgresql_url_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, url: str
) -> None:
    """It fails at the start with its name, not at the first query; and its password is in no log."""
    problems = refused(monkeypatch, **{"SECRET_KEY": SECRET, name: url})
    assert named(problems) == {name}
    assert "hunter2" not in repr(problems)


def test_the_unpooled_url_of_the_platform_is_the_direct_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vercel and Neon set DATABASE_UNPOOLED_URL by themselves; DATABASE_DIRECT_URL comes first when both are set."""
    settings = loaded(monkeypatch, **WITH_DATABASE, DATABASE_UNPOOLED_URL="postgres://h/unpooled")
    assert settings.database_direct_url is not None
    assert settings.database_direct_url.get_secret_value() == "postgresql://h/unpooled"
    both = loaded(monkeypatch, DATABASE_DIRECT_URL="postgresql://h/direct")
    assert both.database_direct_url is not None
    assert both.database_direct_url.get_secret_value() == "postgresql://h/direct"


def test_a_wrong_unpooled_url_is_told_by_the_name_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that blames a variable which nobody set can't be acted on."""
    assert named(refused(monkeypatch, **WITH_DATABASE, DATABASE_UNPOOLED_URL="mysql://h/d")) == {
        "DATABASE_UNPOOLED_URL"
    }


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8080",
        "https://logs.example/v1/ingest?token=t",
        "https://user:p%3Ass@logs.example/",
        "http://[::1]:9000/",
    ],
)
def test_an_aggregator_may_be_any_http_url(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """With a path, a token, or a user and a password: aggregators differ."""
    shipped_to = loaded(monkeypatch, LOG_SHIP_URL=url).log_ship_url
    assert shipped_to is not None
    assert shipped_to.get_secret_value() == url


@pytest.mark.parametrize(
    "url",
    [
        "hunter2",
        "tcp://u:hunter2@h:514",
        "//u:hunter2@h/",
        "https://u:hunter2@/",
        "https://u:hunter2@h:0/",
        "https://u:hunter2@h:65536/",
        "https://u:hunter2@h:port/",
        "https://u:hunter2@[::1/",
        "https://u:hunter2@h/a b",
        "https://u:hunter2@h/\r\nX-Evil: 1",
        "https://u:hunter2@h/ä",
        "https://u:hunter2@h/\udce9",
    ],
)
@pytest.mark.parametrize("name", ["LOG_SHIP_URL", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"])
def test_what_is_no_http_url_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, url: str) -> None:
    """Found out in a thread later, it would be one more line that nobody gets; and its password is in no log."""
    problems = refused(monkeypatch, **{name: url})
    assert named(problems) == {name}
    assert "hunter2" not in repr(problems)


SECRETS = {
    "DATABASE_URL": URL,
    "DATABASE_DIRECT_URL": "postgresql://app:hunter2-direct@h/d",
    "SECRET_KEY": SECRET,
    "JWT_SECRET": "hunter2-jwt-" + "j" * 20,
}

COLLECTORS = {
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://app:hunter2-otlp@collector:4318",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://collector/hunter2-in-path",
}


def test_no_secret_is_in_the_representation_or_the_shown_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """`surelock doctor` output and a stray repr in a traceback end up in tickets."""
    secrets = SECRETS | {"LOG_SHIP_URL": "https://u:hunter2@logs.example/hunter2"}
    secrets = SECRETS | COLLECTORS
    settings = loaded(monkeypatch, **secrets)
    for text in (repr(settings), str(settings), repr(settings.shown()), f"{settings!r:.9999}"):
        assert "hunter2" not in text
        assert SECRET not in text
    assert all(settings.shown()[name] == "(set)" for name in secrets)


def test_no_secret_is_in_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Problems are log lines; one that repeats the value it refuses publishes it."""
    too_short = {name: value[:31] for name, value in SECRETS.items() if not name.startswith("DATABASE")}
    bad_urls = {name: SECRETS[name] + "?x=%zz" for name in SECRETS if name.startswith("DATABASE")}
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, **too_short, **bad_urls)
    told = f"{caught.value!r} {caught.value.problems!r} {caught.value.__cause__!r}"
    assert named(caught.value.problems) == set(SECRETS)
    assert not [part for part in ("hunter2", "s3cret") if part in told]


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL"])
def test_a_secret_that_is_not_utf8_is_refused_without_showing_its_bytes(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """`SECRET_KEY=$(head -c 32 /dev/urandom)` is a likely mistake; the error must not print bytes of the key."""
    value = (URL if name == "DATABASE_URL" else "k" * 40) + os.fsdecode(b"\xe9")
    (problem,) = refused(monkeypatch, **{**WITH_DATABASE, name: value})
    assert problem.variable == name
    assert "\\udc" not in problem.text
    assert problem.text.isascii()


@pytest.mark.parametrize("name", ["SECRET_KEY", "PORT", "DATABASE_POOLER", "LOG_LEVEL", "JWT_SECRET", "DATABASE_URL"])
def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Compose files and dashboards pass empty strings for what nobody filled in."""
    assert getattr(loaded(monkeypatch, **{name: ""}), name.lower()) == DESIGNED[name]


def test_hs256_without_its_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing with an empty or derived secret would look like it works."""
    assert named(refused(monkeypatch, JWT_ALGORITHM="HS256")) == {"JWT_SECRET"}


def test_a_jwt_secret_alone_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable left over from the predecessor must not switch the algorithm."""
    assert loaded(monkeypatch, JWT_SECRET="j" * 32).jwt_algorithm == "EdDSA"


@pytest.mark.parametrize("algorithm", ["none", "RS256", "hs256", "ES256"])
def test_no_other_algorithm_can_be_set(monkeypatch: pytest.MonkeyPatch, algorithm: str) -> None:
    """`none` as a configuration value is a classic way to switch checking off."""
    assert named(refused(monkeypatch, JWT_ALGORITHM=algorithm)) == {"JWT_ALGORITHM"}


def test_a_pooler_without_a_database_url_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded server has no pooler; the setting shows that DATABASE_URL got lost."""
    assert named(refused(monkeypatch, DATABASE_POOLER="transaction")) == {"DATABASE_POOLER"}


@pytest.mark.parametrize("sign", ["RAILWAY_PROJECT_ID", "RAILWAY_ENVIRONMENT_NAME"])
def test_railway_without_a_volume_or_database_is_refused(monkeypatch: pytest.MonkeyPatch, sign: str) -> None:
    """The container's disk is lost at each deploy, and every user with it."""
    assert named(refused(monkeypatch, **{sign: "production"})) == {"DATABASE_URL"}


@pytest.mark.parametrize(
    "remedy",
    [{"RAILWAY_VOLUME_MOUNT_PATH": "/data"}, {"SURELOCK_STATE_DIR": "/data/here"}, WITH_DATABASE],
    ids=["volume", "state folder", "database"],
)
def test_railway_with_a_place_to_keep_data_starts(monkeypatch: pytest.MonkeyPatch, remedy: dict[str, str]) -> None:
    """Each of the remedies that the message names has to work."""
    assert loaded(monkeypatch, RAILWAY_PROJECT_ID="p", **remedy).is_on_railway


def test_the_volume_holds_the_state_unless_a_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The generated secret and the embedded database must land on the disk that survives."""
    assert loaded(monkeypatch, RAILWAY_VOLUME_MOUNT_PATH="/data").state_dir == Path("/data/surelock")
    assert loaded(monkeypatch, SURELOCK_STATE_DIR="/elsewhere").state_dir == Path("/elsewhere")


GENERAL, TRACES_ONLY = COLLECTORS


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, None),
        ({GENERAL: "http://collector:4318"}, "http://collector:4318/v1/traces"),
        ({GENERAL: "http://collector:4318/"}, "http://collector:4318/v1/traces"),
        ({GENERAL: "https://host/base"}, "https://host/base/v1/traces"),
        ({TRACES_ONLY: "http://collector:4318/as/it/is"}, "http://collector:4318/as/it/is"),
        ({GENERAL: "http://one", TRACES_ONLY: "http://two"}, "http://two"),
        ({GENERAL: "http://one", "OTEL_SDK_DISABLED": "true"}, None),
        ({GENERAL: "http://one", "OTEL_SDK_DISABLED": "false"}, "http://one/v1/traces"),
    ],
)
def test_spans_go_where_the_standard_variables_say(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], url: str | None
) -> None:
    """An operator sets what they set for each of their services, and it means the same here."""
    assert loaded(monkeypatch, **environment).otlp_traces_url == url


@pytest.mark.parametrize("name", [GENERAL, TRACES_ONLY])
def test_an_endpoint_without_the_extra_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Tracing that is switched on and silently absent is found out in the middle of an incident."""
    monkeypatch.setattr(config, "OTEL_MODULES", ("opentelemetry_of_tomorrow.sdk",))
    (problem,) = refused(monkeypatch, **{name: "http://collector:4318"})
    assert problem.variable == name
    assert "pip install -r requirements-otel.txt" in problem.text
    assert loaded(monkeypatch, OTEL_SDK_DISABLED="true").otlp_traces_url is None


def test_settings_are_frozen() -> None:
    """A limit that changes while requests wait by it is no limit."""
    settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.request_deadline_ms = 10**9


def test_the_generated_secret_is_made_once_and_private(tmp_path: Path) -> None:
    """Workers that draw their own would refuse each other's tokens; other users of the host must not read it."""
    made: list[Any] = [Settings(surelock_state_dir=tmp_path / "state").signing_secret for _ in range(2)]
    assert made[0] == made[1]
    assert len(made[0]) >= 32
    (kept,) = (tmp_path / "state").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
