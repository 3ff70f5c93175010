"""A client's connection: what has come of its next request, and what has not left yet of the last answer.

Nothing here waits. The accept thread reads when there is something to read; a thread is given a request when all of it
is there, and what the client does not take of the answer at once is kept and sent when it does. So a client that is
slow, on purpose or not, costs a little memory and never a thread.

HTTP is for gunicorn's parser to understand. What is looked at here is only whether the parser would have to wait.
"""

from __future__ import annotations

import errno
import re
import socket
import sys
from contextlib import suppress
from typing import Any

from gunicorn.http import get_parser
from gunicorn.http.errors import LimitRequestHeaders

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, ValidationFailed

READ_SIZE = 65536
# More than any proxy passes on (Railway's 32 KB among them); a single line is limited by gunicorn, more strictly.
HEAD_MAX_BYTES = 32 * 1024
# A chunk's size in hex digits, and whatever somebody may write behind it.
CHUNK_LINE_MAX_BYTES = 256
# Of a body in tiny chunks most is the chunks' own lines.
CHUNKS_MAX_OVERHEAD = 8
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

_BARE_LINE_END = re.compile(rb"(?<!\r)\n")
_FRAMING = re.compile(rb"\r\n(content-length|transfer-encoding|expect)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_SAYS_CLOSE = re.compile(rb"\r\nconnection[ \t]*:[ \t]*close\b", re.IGNORECASE)
_LENGTH = re.compile(rb"[0-9]{1,18}")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?", re.DOTALL)
_EVERYTHING = sys.maxsize


class RequestBytes:
    """What has come of a request, until a thread can work on it without waiting for more.

    Which is when all of it is there, or when it is clear already that it will be refused: malformed, or more than
    *body_max_bytes*. Where the two readings of a request differ, the parser's is the one that counts.
    """

    def __init__(self, body_max_bytes: int) -> None:
        self._body_max_bytes = body_max_bytes
        self._data = bytearray()
        self._begin()

    def _begin(self) -> None:
        self._head_end: int | None = None
        self._end: int | None = None  # of what the parser is given
        self._searched = 0  # up to where the head's end, or the next chunk, has been looked for
        self._length: int | None = 0  # of the body; None when it comes in chunks
        self._chunks_bytes = 0
        self.expects_continue = False

    def __len__(self) -> int:
        return len(self._data)

    @property
    def is_blank(self) -> bool:
        """Whether nothing of a request is there; some clients end a body with a line that belongs to nothing."""
        return not self._data.strip(b"\r\n")

    def starts_with(self, *beginnings: bytes) -> bool:
        """Whether the request begins with one of *beginnings*."""
        return self._data.startswith(beginnings)

    @property
    def has_unknown_end(self) -> bool:
        """Whether a thread was given it although not all of it may have come, because it will be refused."""
        return self._end == _EVERYTHING

    def add(self, piece: bytes) -> bool:
        """One more piece has come. Returns whether a thread could begin now."""
        self._data += piece
        return self.is_ready()

    def begin_next(self, unread: bytes) -> bool:
        """The request is done. The parser gives back what it did not use. Returns whether the next one is there."""
        self._data[:0] = unread
        self._begin()
        return bool(self._data) and self.is_ready()

    def take(self, size: int) -> bytes:
        """Up to *size* bytes of this request, for the parser; empty when there are no more of it."""
        end = len(self._data) if self._end is None else self._end
        piece = bytes(self._data[: min(size, end)])
        del self._data[: len(piece)]
        if self._end is not None and self._end != _EVERYTHING:
            self._end -= len(piece)
        return piece

    def is_ready(self) -> bool:
        if self._end is None and (self._head_end is not None or self._finds_head()):
            if self._length is None:
                self._follow_chunks()
            elif self._length > self._body_max_bytes:
                self._end = _EVERYTHING
            elif self._head_end is not None and len(self._data) >= self._head_end + self._length:
                self._end = self._head_end + self._length
        return self._end is not None

    def _finds_head(self) -> bool:
        found = self._data.find(b"\r\n\r\n", max(0, self._searched - 3))
        searched, self._searched = self._searched, len(self._data)
        if found < 0:
            if len(self._data) > HEAD_MAX_BYTES or _BARE_LINE_END.search(self._data, searched):
                self._end = _EVERYTHING
            return False
        self._head_end = self._searched = found + 4
        self._read_framing(bytes(self._data[: found + 2]))
        return True

    def _read_framing(self, head: bytes) -> None:
        fields = [(match[1].lower(), match[2].strip(b" \t")) for match in _FRAMING.finditer(head)]
        lengths = [value for name, value in fields if name == b"content-length"]
        is_chunked = any(name == b"transfer-encoding" for name, _ in fields)
        if len(lengths) + is_chunked > 1 or not all(_LENGTH.fullmatch(value) for value in lengths):
            self._end = _EVERYTHING  # refused by the parser
        elif is_chunked:
            self._length = None
        elif lengths:
            self._length = int(lengths[0])
        asks_first = (b"expect", b"100-continue") in [(name, value.lower()) for name, value in fields]
        # A client of HTTP/1.0 takes it for the answer (RFC 9110, section 10.1.1).
        self.expects_continue = asks_first and not head.partition(b"\r\n")[0].endswith(b"HTTP/1.0")

    def _follow_chunks(self) -> None:
        """Go on from chunk to chunk as far as there is something."""
        while self._end is None:
            line_end = self._data.find(b"\r\n", self._searched)
            if line_end < 0:
                if len(self._data) - self._searched > CHUNK_LINE_MAX_BYTES:
                    self._end = _EVERYTHING
                return
            size = _CHUNK_SIZE.fullmatch(self._data[self._searched : line_end])
            if size is None:
                self._end = _EVERYTHING
                return
            length, chunk = int(size[1], 16), line_end + 2
            if length == 0:
                self._find_trailers_end(line_end)
                return
            arrived = min(length, len(self._data) - chunk)
            end = self._data[chunk + length : chunk + length + 2]
            if self._is_too_large(arrived) or not b"\r\n".startswith(end):
                self._end = _EVERYTHING
            if len(end) < 2:
                return
            self._chunks_bytes += length
            self._searched = chunk + length + 2

    def _is_too_large(self, arrived_of_chunk: int) -> bool:
        return (
            self._chunks_bytes + arrived_of_chunk > self._body_max_bytes
            or len(self._data) > HEAD_MAX_BYTES + CHUNKS_MAX_OVERHEAD * self._body_max_bytes
        )

    def _find_trailers_end(self, last_line_end: int) -> None:
        end = self._data.find(b"\r\n\r\n", last_line_end)
        if end >= 0:
            self._end = end + 4
        elif len(self._data) - last_line_end > HEAD_MAX_BYTES:
            self._end = _EVERYTHING


class Connection:
    """One client. `sock` and `parser` are what gunicorn works with; the rest is the worker's.

    Either the accept thread works on it or the one thread that handles its request, never both.
    """

    # What gunicorn asks of a connection of its own.
    initialized = data_ready = True
    is_http2 = False

    def __init__(self, cfg: Any, client_socket: socket.socket, client: Any, server: Any, body_max_bytes: int) -> None:
        client_socket.setblocking(False)
        self.socket = client_socket
        self.client = client
        self.server = server
        self.request = RequestBytes(body_max_bytes)
        self.unsent = bytearray()
        self.sock = _Channel(self)
        self.parser = get_parser(cfg, self.sock, client)
        self.arrived = 0.0  # when the first of the request's bytes was found
        self.is_late = False  # it came when the worker was about to end
        self.is_overdue = False  # the request did not arrive in its time
        self.is_ended = False  # the client sends no more
        self.is_unlimited = False  # its request needs no place among those in flight
        self.is_hashing = False  # its request wants a password hashed
        self.says_kept = False  # the answer says that the connection stays open; of no meaning before it has begun
        self.is_kept = False  # it said so, and nothing is in the way
        self.is_closed = False
        self.handled_by: Any = None  # the future of the thread's work
        self.thread_id = 0
        self._parsed: Any = None
        self._has_continued = False
        self._has_begun_answer = False

    def init(self) -> None:
        """Nothing; gunicorn's own would begin TLS here."""

    def fileno(self) -> int:
        return self.socket.fileno()

    def receive(self) -> bytes | None:
        """What has come: None when nothing has, empty at the end. Does not wait."""
        try:
            return self.socket.recv(READ_SIZE)
        except BlockingIOError:
            return None
        except OSError:  # reset, or unreachable: no more will come
            return b""

    def say_continue(self) -> None:
        """Tell a client that asked first (RFC 9110, section 10.1.1) to send its body, once."""
        if self.request.expects_continue and not self._has_continued:
            self._has_continued = True
            with suppress(OSError):
                self.socket.send(CONTINUE)

    def send(self, data: bytes) -> None:
        """
        Send *data* of the answer, now what the client takes, and the rest by `flush`. Its head comes in one piece.

        Raises: OSError, the client has gone.
        """
        if not self._has_begun_answer:
            self._has_begun_answer = True
            self.says_kept = _SAYS_CLOSE.search(data.partition(b"\r\n\r\n")[0]) is None
        if self.unsent:
            self.unsent += data
            return
        self.unsent += data[self._send_now(data) :]

    def flush(self) -> bool:
        """Send what the client takes now of what is left. Returns whether that was all. Raises: OSError."""
        del self.unsent[: self._send_now(self.unsent)]
        return not self.unsent

    def _send_now(self, data: bytes | bytearray) -> int:
        try:
            return self.socket.send(data)
        except BlockingIOError:
            return 0

    def begin_body(self, parsed: Any) -> None:
        """The head has been parsed; what the parser asks for from now on is the body of *parsed*."""
        self._parsed = parsed
        if self.request.has_unknown_end:
            self.announce_close()  # what is missing of the body would be taken for the next request

    def begin_next(self) -> bool:
        """The request is answered, and the connection stays open. Returns whether the next one is there already."""
        if self._parsed is not None:
            self._parsed.must_close = False  # announced too late; the parser would take no further request
        self._parsed = None
        self._has_continued = self._has_begun_answer = False
        return self.request.begin_next(self.parser.unreader.take_buffered())

    def announce_close(self) -> None:
        """Let the answer say that it is the last one, if it has not begun."""
        if self._parsed is not None:
            self._parsed.force_close()

    def missing(self) -> Exception:
        """Why the parser gets no more although it wants some."""
        if self._parsed is not None:
            self.announce_close()  # nobody knows where a next request would begin
            return ValidationFailed(ErrorCode.BODY_MALFORMED, ErrorCode.BODY_MALFORMED.advice)
        return DeadlineExceeded(ErrorCode.DEADLINE_IN_HEAD) if self.is_overdue else LimitRequestHeaders("the head")

    def end_sending(self) -> None:
        """Tell the client that nothing more comes."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.is_closed = True
        with suppress(OSError):
            self.socket.close()


class _Channel:
    """The connection as gunicorn's parser and its response take it for a socket; none of it waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def recv(self, size: int) -> bytes:
        """
        More of this request, empty when the client has ended.

        Raises:
            DeadlineExceeded: the head did not arrive in time (deadline_in_head, 408).
            LimitRequestHeaders, ValidationFailed: there is no more of it that could be waited for.
        """
        piece = self._connection.request.take(size)
        if not piece and not self._connection.is_ended:
            raise self._connection.missing()
        return piece

    def sendall(self, data: bytes) -> None:
        self._connection.send(data)

    def send(self, data: bytes) -> int:
        """gunicorn's "100 Continue", which comes too late: the body is there, was asked for, or is not wanted."""
        return len(data)

    def setblocking(self, flag: bool) -> None:
        """Nothing: the socket never blocks."""

    def settimeout(self, timeout: float | None) -> None:
        """Nothing: there is nothing to time out."""

    def shutdown(self, how: int) -> None:
        """What gunicorn does before it waits for the client to hang up; the worker does that without waiting."""
        raise OSError(errno.ENOTCONN, "the worker ends connections")

    def close(self) -> None:
        """Nothing: the worker ends connections."""
