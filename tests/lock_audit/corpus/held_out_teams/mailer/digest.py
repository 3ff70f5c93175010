# corpus: strict not checked
import threading
from contextlib import ExitStack
from email.message import EmailMessage

from mail import Transport

_index_lock = threading.Lock()
_digest_lock = threading.Lock()
_lines: list[str] = []
_index: dict[str, int] = {}


def _compose(to: str, lines: list[str]) -> EmailMessage:
    message = EmailMessage()
    message["To"] = to
    message.set_content("\n".join(lines))
    return message


def send_digest(transport: Transport, to: str) -> None:
    with ExitStack() as stack:
        stack.enter_context(_digest_lock)
        message = _compose(to, _lines)
        transport.send(message)  # expect: LCK005 via send -> SMTP
        _lines.clear()
    transport.send(_compose(to, ["end of digest"]))


def rebuild() -> None:
    with ExitStack() as stack:
        stack.enter_context(_index_lock)
        stack.enter_context(_digest_lock)  # expect: LCK007
        _index.clear()
        for number, line in enumerate(_lines):
            _index[line] = number
