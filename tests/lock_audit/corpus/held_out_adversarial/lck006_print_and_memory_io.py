# corpus: strict not checked
import io
import threading

_lock = threading.Lock()
_lines: list[str] = []


def show(x: str) -> str:
    with _lock:
        _lines.append(x)
        print(x)
        out = io.StringIO()
        out.write(x)
        raw = io.BytesIO(b"abc")
        raw.read()
        return out.getvalue() + "".join(_lines) + str(raw.tell())
