# corpus: strict not checked
import threading

from reports import files
from reports.status import Status


class Exporter:
    def __init__(self, status: Status) -> None:
        self._status = status
        self._lock = threading.Lock()
        self._paths: dict[int, str] = {}

    def export(self, number: int, text: str) -> str:
        with self._lock:
            path = files.name_of(number)
            files.write_report(path, text)  # expect: LCK006 via write_report -> open
            self._paths[number] = path
        self._status.set(number, "written")
        return path

    def export_pdf(self, number: int) -> str:
        self._lock.acquire()  # expect: LCK001, LCK008
        if number not in self._paths:
            return ""
        path = files.to_pdf(self._paths[number])  # expect: LCK006 via to_pdf -> subprocess.run
        self._lock.release()
        return path

    def export_outside(self, number: int, text: str) -> int:
        length = files.write_report(files.name_of(number), text)
        with self._lock:
            self._paths[number] = files.name_of(number)
        return length
