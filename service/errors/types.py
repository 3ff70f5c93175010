"""The exceptions the service raises itself. Each carries its code, and the code its kind."""

from __future__ import annotations

from service.errors.kinds import KIND_TRAITS, ErrorCode


class ServiceError(Exception):
    """A failure that already has its name.

    `detail` is shown to the client: fixed wording, no data from outside. `retry_after_s` is set only
    when the same request may be sent again.
    """

    def __init__(
        self,
        code: ErrorCode,
        detail: str | None = None,
        *,
        retry_after_s: int | None = None,
    ) -> None:
        traits = KIND_TRAITS[code.kind]
        super().__init__(detail or traits.title)
        self.code = code
        self.detail = detail or traits.title
        self.retry_after_s = (retry_after_s or traits.draw_retry_after_s()) if code.retryable else None


class ValidationFailed(ServiceError):
    """What the client sent can't be worked with; sending it again changes nothing."""


class AuthFailed(ServiceError):
    """The client is not who it says, or may not do this."""


class Conflict(ServiceError):
    """What the client wants contradicts what is stored."""


class StorageLockTimeout(ServiceError):
    """A lock was not free in time. Nothing was read or changed; trying again is safe.

    `label` names the step that waited, `holder` the step that held the lock when the wait ended (None when
    nobody did at that instant), `waited_ms` the whole wait.
    """

    def __init__(self, label: str, holder: str | None, waited_ms: float) -> None:
        super().__init__(ErrorCode.LOCK_WAIT_TIMEOUT)
        self.label = label
        self.holder = holder
        self.waited_ms = waited_ms


class LockHeldError(ServiceError):
    """Something that may wait was about to be done under a lock. It was not begun.

    `rule` is the rule of the lock audit that it would break, `operation` what it was, `label` the step that holds the
    lock.
    """

    def __init__(self, rule: str, operation: str, label: str) -> None:
        super().__init__(ErrorCode.LOCK_HELD)
        self.rule = rule
        self.operation = operation
        self.label = label

    def __str__(self) -> str:
        return f"{self.rule}: {self.operation} under the lock of {self.label}"


class PoolWaitTimeout(ServiceError):
    """No pooled connection was free in time. Nothing was sent; trying again is safe."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.POOL_WAIT_TIMEOUT)


class QueryTimeout(ServiceError):
    """A statement took longer than its limit; it was given up and changed nothing."""


class DatabaseUnavailable(ServiceError):
    """The database can't be worked with at the moment."""


class OutcomeUnknown(DatabaseUnavailable):
    """The connection ended while a commit was under way: it may have happened or not."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.OUTCOME_UNKNOWN, "The change may have been made or not; look before trying again")


class UniqueConflict(Exception):
    """A row with the same unique value exists. `constraint` names the unique constraint.

    The rules turn it into their own Conflict, since only they know what the value means.
    """

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


class Overloaded(ServiceError):
    """There is more to do than can be done in time. Nothing was started; trying again is safe."""


class DeadlineExceeded(ServiceError):
    """The request's deadline passed; the code names the wait that it ended."""
