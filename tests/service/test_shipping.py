"""Shipping the log: a real aggregator gets what standard output got, whatever it does itself."""

from __future__ import annotations

import base64
import datetime
import gzip
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service.telemetry import shipping
from service.telemetry.shipping import (
    ATTEMPT_TIMEOUT_S,
    BACKOFF_MAX_S,
    BATCH_MAX_LINES,
    QUEUE_MAX_LINES,
    STOP_TIMEOUT_S,
    BatchRejected,
    HttpSink,
    SinkBusy,
    SinkTimeout,
    SinkUnreachable,
)
from tests.support.log_sink import LogSink, log_sink
from tests.support.postgres import TestDatabase
from tests.support.service import SECRET_KEY, RunningService, running_service, wait_for

SLACK_S = 10.0  # what a busy machine may add to a bounded wait
RECOVERY_S = BACKOFF_MAX_S * 1.2 + ATTEMPT_TIMEOUT_S + SLACK_S
BODY = gzip.compress(b"{}\n")


@pytest.fixture
def sink() -> Iterator[LogSink]:
    with log_sink() as opened:
        yield opened


@pytest.fixture
def shipping_service(sink: LogSink, database: TestDatabase, tmp_path: Path) -> Iterator[RunningService]:
    """One worker that ships to `sink`, and writes nothing but what it is asked for; never the address it ships to."""
    url = sink.url.replace("http://", "http://surelock:hunter2@").replace("/ingest", "/t0ken")
    settings = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "LOG_SHIP_URL": url, "LOG_LEVEL": "debug"}
    with running_service(tmp_path / "log", WEB_CONCURRENCY=1, DB_POOL_METRICS_SECONDS=3600, **settings) as service:
        yield service
        written = service.log_file.read_text()
        assert "hunter2" not in written
        assert "t0ken" not in written


def shippable(service: RunningService) -> list[bytes]:
    """Every line that a worker wrote from the moment when it had loaded the application."""
    booted, found = set(), []
    for raw in service.log_file.read_bytes().splitlines(keepends=True):
        line = json.loads(raw)
        if line.get("action") == "worker_boot":
            booted.add(line["pid"])
        if line["pid"] in booted:
            found.append(raw)
    return found


def not_shipped(service: RunningService) -> int:
    """How many lines the service said it did not ship."""
    told = [line for line in service.lines("lifecycle") if line["message"] == "log lines were not shipped"]
    return sum(line["count"] for line in told)


def failures(service: RunningService) -> list[tuple[str, str]]:
    return [
        (line["error_kind"], line["error_code"])
        for line in service.lines("error")
        if line["component"] == "log_shipper"
    ]


def everything_arrived(service: RunningService, sink: LogSink) -> Callable[[], bool]:
    return lambda: Counter(sink.lines()) == Counter(shippable(service))


# A service and its aggregator


def test_every_line_of_every_worker_arrives_once_byte_by_byte_and_in_order(
    sink: LogSink, database: TestDatabase, tmp_path: Path
) -> None:
    """What the aggregator counts must be what happened, down to a worker's last line."""
    settings = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "LOG_SHIP_URL": sink.url}
    with running_service(tmp_path / "log", **settings) as service:
        service.register("Shipped")
        for password in ["correct horse", "wrong horse"]:
            service.login("shipped", password)
        for _ in range(300):
            service.get("/nothing/here")
        assert service.stop() == 0
        written = shippable(service)
        assert Counter(sink.lines()) == Counter(written)
        for pid in {json.loads(raw)["pid"] for raw in written}:
            of_one = [raw for raw in written if json.loads(raw)["pid"] == pid]
            assert [raw for raw in sink.lines() if json.loads(raw)["pid"] == pid] == of_one
            assert json.loads(of_one[-1])["action"] == "worker_exit"
        assert len(written) > 300
        assert max(batch.count(b"\n") for batch in sink.batches) <= BATCH_MAX_LINES


@pytest.mark.parametrize(
    ("begin", "expected"),
    [
        (LogSink.close, ("external_error", "log_sink_failed")),
        (lambda sink: setattr(sink, "status", 503), ("external_error", "log_sink_failed")),
        (lambda sink: setattr(sink, "hangs", True), ("external_timeout", "log_sink_timeout")),
        (lambda sink: setattr(sink, "drips", True), ("external_timeout", "log_sink_timeout")),
    ],
    ids=["is away", "answers 503", "hangs", "drips its answer"],
)
def test_an_outage_loses_nothing_and_delays_nobody(
    shipping_service: RunningService, sink: LogSink, begin: Callable[[LogSink], None], expected: tuple[str, str]
) -> None:
    """An aggregator fails when everything fails: just then its lines, and the service, are needed."""
    begin(sink)
    began = time.monotonic()
    for _ in range(20):
        assert shipping_service.get("/nothing/here").status_code == 404
    assert time.monotonic() - began < ATTEMPT_TIMEOUT_S  # a single one that waited for the sink would take as long
    wait_for(lambda: failures(shipping_service), RECOVERY_S, "the outage is told")
    shipping_service.get("/nothing/here")
    sink.close()
    sink.status, sink.hangs, sink.drips = 200, False, False
    sink.open()
    wait_for(everything_arrived(shipping_service, sink), RECOVERY_S, "every line arrives once")
    assert failures(shipping_service)[0] == expected
    assert len(failures(shipping_service)) <= 2  # a sink that is restarted is away for a moment
    assert not_shipped(shipping_service) == 0


def test_what_the_sink_rejects_is_dropped_and_told(shipping_service: RunningService, sink: LogSink) -> None:
    """A wrong token must not hold up the lines that come after it has been mended, nor go unnoticed."""
    wait_for(everything_arrived(shipping_service, sink), SLACK_S, "the first lines arrive")
    sink.status = 401
    for _ in range(30):
        shipping_service.get("/nothing/here")
    wait_for(lambda: failures(shipping_service), SLACK_S, "the rejection is told")
    told_at = len(sink.requests)
    wait_for(lambda: len(sink.requests) > told_at, SLACK_S, "the line that told it is rejected, too")
    sink.status = 200
    shipping_service.get("/nothing/here")
    wait_for(lambda: not_shipped(shipping_service), SLACK_S, "the gap is told")
    shipping_service.stop()
    arrived, written = Counter(sink.lines()), Counter(shippable(shipping_service))
    assert not arrived - written
    assert (written - arrived).total() == not_shipped(shipping_service) >= 30
    assert failures(shipping_service) == [("external_error", "log_sink_failed")]


def test_lines_beyond_the_queue_are_dropped_and_told(shipping_service: RunningService, sink: LogSink) -> None:
    """A long outage must not eat the memory; and the gap must be as large as the log says."""
    sink.close()
    with ThreadPoolExecutor(4) as clients:
        list(clients.map(lambda _: _send_many(shipping_service.port, QUEUE_MAX_LINES // 4 + 200), range(4)))
    sink.open()
    wait_for(lambda: not_shipped(shipping_service), RECOVERY_S + SLACK_S, "the gap is told")
    shipping_service.stop()
    arrived, written = Counter(sink.lines()), Counter(shippable(shipping_service))
    assert not arrived - written
    assert len(written) > QUEUE_MAX_LINES + 800
    assert (written - arrived).total() == not_shipped(shipping_service) > 0
    assert arrived.total() >= QUEUE_MAX_LINES


def _send_many(port: int, requests: int) -> None:
    """So many requests to a path that does not exist, one after the other on one connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection, connection.makefile("rb") as answers:
        for _ in range(requests):
            connection.sendall(b"GET /nothing/here HTTP/1.1\r\nHost: x\r\n\r\n")
            length = 0
            while (line := answers.readline()) != b"\r\n":
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            answers.read(length)


@pytest.mark.parametrize("begin", ["closed", "hangs", "drips"])
def test_a_worker_leaves_in_time_whatever_the_sink_does(
    shipping_service: RunningService, sink: LogSink, begin: str
) -> None:
    """A deploy must not wait for an aggregator, and what it never got must be told."""
    if begin == "closed":
        sink.close()
    else:
        setattr(sink, begin, True)
    answered = len(sink.requests)
    shipping_service.get("/nothing/here")
    wait_for(lambda: begin == "closed" or len(sink.requests) > answered, SLACK_S, "a batch is under way")
    began = time.monotonic()
    assert shipping_service.stop() == 0
    assert time.monotonic() - began < STOP_TIMEOUT_S + SLACK_S
    actions = [line["action"] for line in shipping_service.lines("lifecycle")]
    assert "worker_exit" in actions
    assert "worker_abort" not in actions
    assert not_shipped(shipping_service) == len(shippable(shipping_service)) - len(sink.lines()) - 1  # it tells itself


# The one who sends


def test_a_batch_is_posted_as_the_runbook_says(sink: LogSink) -> None:
    """Whoever writes the configuration of an aggregator has only that page."""
    HttpSink(sink.url.replace("http://", "http://ship%40er:p%3Ass@")).post(BODY)
    ((path, headers),) = sink.requests
    assert path == "/ingest?source=surelock"
    assert (headers["Content-Type"], headers["Content-Encoding"]) == ("application/x-ndjson", "gzip")
    assert headers["Host"] == f"127.0.0.1:{sink.port}"
    assert base64.b64decode(headers["Authorization"].removeprefix("Basic ")) == b"ship@er:p:ss"
    assert sink.lines() == [b"{}\n"]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_an_answer_of_2xx_takes_the_batch(sink: LogSink, status: int) -> None:
    """Aggregators differ in which one they send."""
    sink.status = status
    HttpSink(sink.url).post(BODY)


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 404, 413, 415, 422])
def test_an_answer_that_would_be_the_same_again_rejects_the_batch(sink: LogSink, status: int) -> None:
    """A redirect included: the lines must not go where nobody has configured them to go."""
    sink.status, sink.headers = status, {"Location": sink.url + "&again"}
    with pytest.raises(BatchRejected):
        HttpSink(sink.url).post(BODY)
    assert len(sink.requests) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_an_answer_that_may_change_asks_for_a_pause(sink: LogSink, status: int) -> None:
    """Most outages of an aggregator are seen as an answer of the proxy in front of it."""
    sink.status, sink.headers = status, {"Retry-After": "3"}
    with pytest.raises(SinkBusy) as caught:
        HttpSink(sink.url).post(BODY)
    assert caught.value.pause_s == 3
    assert len(sink.requests) == 1


@pytest.mark.parametrize("begin", ["hangs", "drips"])
def test_an_attempt_ends_in_time(sink: LogSink, monkeypatch: pytest.MonkeyPatch, begin: str) -> None:
    """A byte now and then keeps every time-out of a socket from being reached."""
    monkeypatch.setattr(shipping, "ATTEMPT_TIMEOUT_S", 0.5)
    setattr(sink, begin, True)
    began = time.monotonic()
    with pytest.raises(SinkTimeout):
        HttpSink(sink.url).post(BODY)
    assert 0.4 < time.monotonic() - began < 0.5 + SLACK_S


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_sink_that_accepts_and_says_nothing_ends_in_time(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    """Connected is not greeted: the handshake of TLS is a wait, too."""
    monkeypatch.setattr(shipping, "CONNECT_TIMEOUT_S", 0.3)
    monkeypatch.setattr(shipping, "ATTEMPT_TIMEOUT_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(SinkTimeout):
        HttpSink(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/").post(BODY)


def test_what_does_not_speak_http_is_unreachable() -> None:
    """A wrong port must be told as an outage, not end the thread."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_greet_as_ssh, args=[server], daemon=True).start()
        with pytest.raises(SinkUnreachable):
            HttpSink(f"http://127.0.0.1:{server.getsockname()[1]}/").post(BODY)


def _greet_as_ssh(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
        connection.recv(65536)


@pytest.mark.parametrize("host", ["127.0.0.1:1", "no-such-host.invalid", "a..b"])
def test_a_sink_that_is_not_there_is_unreachable(host: str) -> None:
    """Refused, unknown, or not even a name."""
    with pytest.raises(SinkUnreachable):
        HttpSink(f"http://{host}/").post(BODY)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    sink: LogSink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines, and the password of the aggregator, must not go to whoever answers."""
    certificate = _self_signed(tmp_path)
    sink.close()
    sink.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    sink.tls.load_cert_chain(certificate)
    sink.open()
    with pytest.raises(SinkUnreachable):
        HttpSink(sink.url).post(BODY)
    assert sink.requests == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    HttpSink(sink.url).post(BODY)
    assert sink.lines() == [b"{}\n"]


def _self_signed(folder: Path) -> Path:
    """A file with a new key and its certificate for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sink")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "sink.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
