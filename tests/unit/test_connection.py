"""When a request is there: as soon as no thread would have to wait for a byte of it, and not before."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Iterator

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import LimitRequestHeaders
from hypothesis import given
from hypothesis import strategies as st

from service.connection import CHUNK_LINE_MAX_BYTES, HEAD_MAX_BYTES, Connection, RequestBytes
from service.errors.types import DeadlineExceeded, ServiceError

BODY_MAX = 1000
# A byte behind a long head, in bytes behind a short one: the machine is noisy.
COST_FACTOR = 20
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"

WHOLE = {
    "no body": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "no headers": b"GET / HTTP/1.1\r\n\r\n",
    "a line before": b"\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "length": POST + b"Content-Length: 5\r\n\r\nhello",
    "length in small letters": POST + b"content-length:5\r\n\r\nhello",
    "length 0": POST + b"Content-Length: 0\r\n\r\n",
    "one chunk": CHUNKED + b"5\r\nhello\r\n0\r\n\r\n",
    "chunks": CHUNKED + b"5\r\nhello\r\n0B\r\n, wide worl\r\n1\r\nd\r\n0\r\n\r\n",
    "chunk that looks like the end": CHUNKED + b"8\r\n0\r\n\r\n0\r\n\r\n0\r\n\r\n",
    "chunk with an extension": CHUNKED + b'5;name="v"\r\nhello\r\n0;last\r\n\r\n',
    "trailers": CHUNKED + b"5\r\nhello\r\n0\r\nA: b\r\nC: d\r\n\r\n",
    "empty chunks": CHUNKED + b"0\r\n\r\n",
}

BROKEN = {
    "bare line ends": b"GET / HTTP/1.1\nHost: x\n",
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
    "length and chunks": POST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    "length that is none": POST + b"Content-Length: five\r\n\r\n",
    "length too large": POST + b"Content-Length: %d\r\n\r\n" % (BODY_MAX + 1),
    "head too large": b"GET / HTTP/1.1\r\nX: " + b"a" * HEAD_MAX_BYTES,
    "chunk size that is none": CHUNKED + b"zz\r\n",
    "chunk size without end": CHUNKED + b"1" * (CHUNK_LINE_MAX_BYTES + 1),
    "chunk without its end": CHUNKED + b"5\r\nhello!",
    "chunk too large": CHUNKED + b"fffffff\r\n" + b"a" * (BODY_MAX + 1),
    "chunks too large": CHUNKED + b"64\r\n" + b"a" * 100 + b"\r\n" + b"385\r\n" + b"a" * 901,
    "trailers too large": CHUNKED + b"0\r\nX: " + b"a" * HEAD_MAX_BYTES,
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_request_is_ready_with_its_last_byte(name: str) -> None:
    """A byte earlier a thread would wait for a client; later the client would wait for nothing."""
    request = RequestBytes(BODY_MAX)
    *all_but_last, last = (bytes([byte]) for byte in WHOLE[name])
    assert not any(request.add(byte) for byte in all_but_last)
    assert request.add(last)
    assert request.take(10**6) == WHOLE[name]
    assert request.take(10**6) == b""


@given(names=st.lists(st.sampled_from(sorted(WHOLE)), min_size=1, max_size=4), data=st.data())
def test_requests_are_told_apart_however_they_are_cut(names: list[str], data: st.DataObject) -> None:
    """The network cuts where it likes, and clients send the next request before the answer."""
    stream = b"".join(WHOLE[name] for name in names)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(stream)), max_size=8)) | {0, len(stream)})
    request = RequestBytes(BODY_MAX)
    found: list[bytes] = []
    for start, end in itertools.pairwise(cuts):
        is_ready = request.add(stream[start:end])
        while is_ready:
            found.append(request.take(10**6))
            is_ready = request.begin_next(b"")
    assert found == [WHOLE[name] for name in names]
    assert len(request) == 0


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("piece_size", [1, 7, 10**6])
def test_what_will_be_refused_is_not_waited_for(name: str, piece_size: int) -> None:
    """Its sender is told at once, and what it sends is not collected without end."""
    request = RequestBytes(BODY_MAX)
    sent = BROKEN[name]
    assert any(request.add(sent[at : at + piece_size]) for at in range(0, len(sent), piece_size))


@pytest.mark.parametrize("name", [*WHOLE, *BROKEN])
def test_what_is_collected_has_a_bound(name: str) -> None:
    """Whoever goes on sending is at the end of what we take, whatever it is."""
    request = RequestBytes(BODY_MAX)
    request.add(b"GET / HTTP/1.1\r\nX:")
    while not request.add(b"a" * 100):
        assert len(request) <= HEAD_MAX_BYTES + 200
    request = RequestBytes(BODY_MAX)
    request.add(CHUNKED)
    while not request.add(b"1;aaaaaaaaa\r\na\r\n"):
        assert len(request) <= 2 * HEAD_MAX_BYTES + 16 * BODY_MAX


def test_a_byte_costs_the_same_however_long_the_head_is_already() -> None:
    """One thread reads for all: whoever sends 30 KB and then byte by byte must not keep it looking at all of them."""
    short, long = (min(_seconds_for_bytes_after(b"a" * size) for _ in range(3)) for size in (10, 30_000))
    assert long <= COST_FACTOR * short


def _seconds_for_bytes_after(beginning: bytes) -> float:
    request = RequestBytes(BODY_MAX)
    request.add(b"GET / HTTP/1.1\r\nX: " + beginning)
    started = time.process_time()
    for _ in range(1000):
        request.add(b"a")
    return time.process_time() - started


def test_a_client_of_http_1_0_is_not_told_to_go_on() -> None:
    """It would take that for the answer."""
    asked = {}
    for version in (b"HTTP/1.0", b"HTTP/1.1"):
        request = RequestBytes(BODY_MAX)
        request.add(b"POST / %s\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n" % version)
        asked[version] = request.expects_continue
    assert asked == {b"HTTP/1.0": False, b"HTTP/1.1": True}


def test_what_the_parser_did_not_use_belongs_to_the_next_request() -> None:
    """Where its reading and ours differ, its own counts."""
    request = RequestBytes(BODY_MAX)
    assert request.add(WHOLE["length"])
    taken = request.take(10**6)
    assert request.begin_next(WHOLE["no body"]), taken
    assert request.take(10**6) == WHOLE["no body"]


def test_nothing_but_line_ends_is_nothing() -> None:
    """Some clients send one after a body; they are not to be refused for a request that they never began."""
    request = RequestBytes(BODY_MAX)
    request.add(b"\r\n")
    assert request.is_blank
    request.add(b"G")
    assert not request.is_blank


@pytest.fixture
def pair() -> Iterator[tuple[Connection, socket.socket]]:
    """A connection and its client."""
    ours, client = socket.socketpair()
    conn = Connection(Config(), ours, ("127.0.0.1", 1), ("127.0.0.1", 80), BODY_MAX)
    with client:
        yield conn, client
        conn.close()


def test_an_answer_that_the_client_does_not_take_waits_for_it_without_a_thread(
    pair: tuple[Connection, socket.socket],
) -> None:
    """Else a few dozen clients that do not read would hold every thread."""
    conn, client = pair
    answer = bytes(range(256)) * 40_000
    conn.sock.sendall(answer)
    conn.sock.sendall(b"end")
    assert conn.unsent
    received = b""
    while not received.endswith(b"end"):
        received += client.recv(10**6)
        conn.flush()
    assert received == answer + b"end"
    assert not conn.unsent


def test_sending_to_a_client_that_has_gone_fails(pair: tuple[Connection, socket.socket]) -> None:
    """The thread has to know that nobody wants the rest."""
    conn, client = pair
    client.close()
    with pytest.raises(BrokenPipeError):
        conn.sock.sendall(b"a" * 10)


def test_a_client_that_asks_first_is_told_to_go_on_once(pair: tuple[Connection, socket.socket]) -> None:
    """It would wait for that, and we for its body."""
    conn, client = pair
    assert not conn.request.add(POST + b"Expect: 100-Continue\r\nContent-Length: 5\r\n\r\n")
    conn.say_continue()
    conn.say_continue()
    assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n") == 25, "gunicorn's own is not needed any more"
    client.setblocking(False)
    with pytest.raises(BlockingIOError):
        client.recv(100)


def test_the_parser_never_waits_for_more(pair: tuple[Connection, socket.socket]) -> None:
    """It is told why there is no more, and that is what the client is told."""
    conn, _client = pair
    conn.request.add(b"GET / HT")
    assert conn.sock.recv(100) == b"GET / HT"
    with pytest.raises(LimitRequestHeaders):
        conn.sock.recv(100)
    conn.is_overdue = True
    with pytest.raises(DeadlineExceeded) as head:
        conn.sock.recv(100)
    assert head.value.code.value == "deadline_in_head"
    conn.is_ended = True
    assert conn.sock.recv(100) == b""


def test_a_body_that_the_parser_wants_more_of_ends_the_connection(pair: tuple[Connection, socket.socket]) -> None:
    """Nobody knows where a next request would begin."""
    conn, _client = pair

    class Parsed:
        closes = False

        def force_close(self) -> None:
            self.closes = True

    conn.begin_body(parsed := Parsed())
    with pytest.raises(ServiceError) as refused:
        conn.sock.recv(100)
    assert refused.value.code.value == "body_malformed"
    assert parsed.closes
