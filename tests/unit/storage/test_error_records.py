"""What is told of error records that were lost."""

from __future__ import annotations

from unittest.mock import create_autospec

import pytest

from service.database.pool import Database
from service.storage.error_records import ErrorRecords
from service.telemetry import outcomes
from service.telemetry.records import RecordBuffer
from tests.support.lines import LogLines
from tests.support.records import make_record


def test_telling_of_lost_records_pushes_out_no_record_after_the_other(
    log_lines: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told by a failure with a record of its own; in a full buffer that would be the next loss, for hours."""
    buffer = RecordBuffer(5)
    monkeypatch.setattr(outcomes, "waiting_records", buffer)
    records = ErrorRecords(create_autospec(Database), buffer, 7, 10)
    for number in range(6):
        buffer.add(make_record(number))
    for _turn in range(10):
        records._tell_lost()
    assert buffer.dropped == {"server": 2, "client": 0}
    for number in range(6, 9):
        buffer.add(make_record(number))
    records._tell_lost()
    told = [event["detail"] for event in log_lines.failures()]
    assert [detail.split()[1] for detail in told] == ["1", "4"], "and every loss is in one of the numbers"
