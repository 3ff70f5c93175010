"""Error records on their way from memory into the database, and out of it again."""

from __future__ import annotations

import logging
import random
import time
from functools import partial
from itertools import chain

from service.database import error_records
from service.database.pool import Database
from service.errors.classify import describe
from service.errors.context import ErrorContext
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.limits.background import BackgroundThread
from service.limits.deadline import Deadline, bounded_by
from service.telemetry.metrics import show_records_waiting
from service.telemetry.outcomes import RepeatedFailure, write_failure
from service.telemetry.records import ErrorRecord, RecordBuffer

FLUSH_INTERVAL_S = 1.0
BATCH_RECORDS = 200
PRUNE_INTERVAL_S = 300.0
PRUNE_BATCH_ROWS = 500
# Another batch is begun only within so much time of the first, so that the thread can always be joined.
TURN_S = 0.5
TELL_LOST_INTERVAL_S = 10.0

# What the database says of a record rather than of itself: another try would end in the same way.
_RECORD_REFUSED = frozenset(
    {
        ErrorCode.DATABASE_DATA_INVALID,
        ErrorCode.DATABASE_REFUSED,
        ErrorCode.CONSTRAINT_VIOLATED,
        ErrorCode.UNCLASSIFIED,
    }
)

_log = logging.getLogger("surelock.error_records")


class ErrorRecords(BackgroundThread):
    """One thread that every second writes what waits in *buffer*, on one pooled connection, a short statement a batch.

    While the database does not take them, records stay in the buffer; what that can't hold is lost, and told. A record
    that the database will never take is lost, too, so that it does not hold up the others.
    """

    def __init__(self, database: Database, buffer: RecordBuffer, retention_days: int, max_rows: int) -> None:
        super().__init__("error-records")
        self._database = database
        self._buffer = buffer
        self._retention_days = retention_days
        self._max_rows = max_rows
        self._failure = RepeatedFailure(_log, "error_records", "error records could not be written")
        self._prune_failure = RepeatedFailure(_log, "error_records", "old error records could not be deleted")
        self._in_hand: list[list[ErrorRecord]] = []
        self._prune_at = 0.0
        self._told_lost = dict(buffer.dropped)
        self._lost_by_telling = 0
        self._tell_lost_at = 0.0

    def find(self, trace_id: str, span_id: str | None = None) -> list[ErrorRecord]:
        """
        The records of a trace, or of one span in it: our own faults first, then the newest, FOUND_MAX at most.

        Waits as `Database.fetch_all`. Raises, beside what that does: ServiceError (error_record_not_found).
        """
        records = error_records.find(self._database, trace_id, span_id)
        if not records:
            detail = (
                "No failure with this trace id is recorded. Records are written within a second or so, and kept for"
                f" {self._retention_days} days"
            )
            raise ServiceError(ErrorCode.ERROR_RECORD_NOT_FOUND, detail)
        return records

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._database.is_ready:
                self._note(self._failure, self.flush())
                if time.monotonic() >= self._prune_at:
                    self._note(self._prune_failure, self._prune_turn())
            if time.monotonic() >= self._tell_lost_at:
                self._tell_lost()
            show_records_waiting(len(self._buffer))
            self._stopping.wait(timeout=FLUSH_INTERVAL_S)

    @staticmethod
    def _note(repeated: RepeatedFailure, failure: ErrorContext | None) -> None:
        if failure is None:
            repeated.is_over()
        else:
            repeated.tell(failure)

    # Writing

    def flush(self) -> ErrorContext | None:
        """Write what waits, or as much of it as a turn may; returns the failure that ended it, if one did."""
        begun = time.monotonic()
        failure = None
        while failure is None and time.monotonic() - begun < TURN_S and (batch := self._buffer.take(BATCH_RECORDS)):
            failure = self._write(batch)
        return failure

    def flush_at_end(self, limit_ms: float) -> None:
        """The last try of a process, in the thread that ends it. Waits: at most *limit_ms*."""
        if len(self._buffer) == 0:
            return
        with bounded_by(Deadline.after_ms(limit_ms)), self._database.starting_up():
            self.flush()

    def give_up(self) -> None:
        """What is in the buffer still, or in a statement that has not been answered, is lost, and told."""
        for record in chain(*self._in_hand, self._buffer.take(len(self._buffer))):
            self._buffer.drop(record)
        self._tell_lost()

    def _write(self, batch: list[ErrorRecord]) -> ErrorContext | None:
        """Write *batch*; what failed, but not for good, is in the buffer again."""
        self._in_hand.append(batch)
        try:
            error_records.insert_many(self._database, batch)
        except Exception as exc:  # noqa: BLE001  told, and tried again; an unknown outcome, too: no row is written twice
            failure = describe(exc)
            if failure.code in _RECORD_REFUSED:
                return self._write_one_by_one(batch)
            self._buffer.put_back(batch)
            return failure
        finally:
            self._in_hand.remove(batch)
        return None

    def _write_one_by_one(self, batch: list[ErrorRecord]) -> ErrorContext | None:
        """So that only the record that the database refuses is lost."""
        give_up_at = time.monotonic() + TURN_S
        for position, record in enumerate(batch):
            if time.monotonic() >= give_up_at:
                self._buffer.put_back(batch[position:])
                return None
            try:
                error_records.insert_many(self._database, [record])
            except Exception as exc:  # noqa: BLE001  as above
                failure = describe(exc)
                if failure.code not in _RECORD_REFUSED:
                    self._buffer.put_back(batch[position:])
                    return failure
                self._buffer.drop(record)
                self._failure.tell(failure)
        return None

    def _tell_lost(self) -> None:
        """One line for all that were lost since the last one."""
        dropped = dict(self._buffer.dropped)
        lost = {severity: number - self._told_lost[severity] for severity, number in dropped.items()}
        if sum(lost.values()) <= self._lost_by_telling:
            return
        self._told_lost = dropped
        self._tell_lost_at = time.monotonic() + TELL_LOST_INTERVAL_S
        detail = f"lost: {lost['server']} records of the service's faults, {lost['client']} of the clients'"
        failure = describe(ServiceError(ErrorCode.ERROR_RECORDS_LOST, detail))
        write_failure(_log, failure, component="error_records", message="error records were lost", detail=detail)
        # What was told has a record, too, and may have pushed one out. That alone is told with the next loss, or
        # telling would push out one record after the other.
        self._lost_by_telling = min(1, sum(self._buffer.dropped.values()) - sum(dropped.values()))

    # Deleting

    def _prune_turn(self) -> ErrorContext | None:
        """Prune when it is time; with more to delete than one turn may, the next turn goes on."""
        try:
            is_done = self.prune()
        except Exception as exc:  # noqa: BLE001  told, and tried again
            self._prune_at = time.monotonic() + PRUNE_INTERVAL_S
            return describe(exc)
        if is_done:
            # Never at the same time in all workers.
            self._prune_at = time.monotonic() + PRUNE_INTERVAL_S * random.uniform(0.8, 1.2)  # noqa: S311  jitter
        return None

    def prune(self) -> bool:
        """
        Delete what is too old or too much, or as much of it as a turn may; returns whether that was all.

        Our own faults and the clients' each have *max_rows* rows, so that a flood of the one can't push out the other.
        """
        deletions = [
            partial(error_records.delete_old, self._database, self._retention_days),
            partial(error_records.delete_excess_server_faults, self._database, self._max_rows),
            partial(error_records.delete_excess_client_faults, self._database, self._max_rows),
        ]
        begun = time.monotonic()
        while deletions and time.monotonic() - begun < TURN_S:
            if deletions[0](PRUNE_BATCH_ROWS) < PRUNE_BATCH_ROWS:
                del deletions[0]
        return not deletions
