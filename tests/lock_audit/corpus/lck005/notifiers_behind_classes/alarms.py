# corpus: strict not checked
import threading
from dataclasses import dataclass, field

import notifiers as n


@dataclass
class Alarms:
    hook: n.HttpNotifier
    mail: n.MailNotifier
    memory: n.ListNotifier = field(default_factory=n.ListNotifier)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _raised: set[str] = field(default_factory=set)

    def raise_alarm(self, text: str) -> None:
        with self._lock:
            if text in self._raised:
                return
            self._raised.add(text)
            self.memory.tell(text)
            self.hook.tell(text)  # expect: LCK005 via tell -> put
            self.mail.tell(text)  # expect: LCK005 via tell -> send_message

    def compose(self, text: str) -> str:
        with self._lock:
            self._raised.add(text)
            return self.mail.compose(text).as_string()

    def remind(self, text: str) -> None:
        with self._lock:
            known = text in self._raised
        if known:
            self.hook.tell_twice(text)

    def connect(self, host: str, to: str) -> None:
        with self._lock:
            self.mail = n.MailNotifier(host, to)  # expect: LCK005 via MailNotifier -> smtplib.SMTP
