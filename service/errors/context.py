"""One failure, described once: response, log line, metric and record are all made from this."""

from __future__ import annotations

from dataclasses import dataclass

from service.errors.kinds import KIND_TRAITS, ErrorCode, ErrorKind


@dataclass(frozen=True)
class ErrorContext:
    """What is known of a failure, wherever it happened.

    `message` is safe for the client. `exception` is for the log only. `duration_ms` and what was waited
    for stand in the trace of the request that failed, which every user of this record has at hand.
    """

    code: ErrorCode
    status_code: int
    message: str
    retryable: bool
    retry_after_s: int | None = None
    sqlstate: str | None = None
    exception: BaseException | None = None

    @property
    def error_kind(self) -> ErrorKind:
        return self.code.kind

    @property
    def error_code(self) -> str:
        return str(self.code.value)

    @property
    def title(self) -> str:
        return KIND_TRAITS[self.error_kind].title
