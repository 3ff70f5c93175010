# corpus: strict not checked
"""The call hides in a branch, a loop's else, a handler, a finally, a match or a conditional expression."""
import threading
import time

import requests

_lock = threading.Lock()
_state: dict[str, str] = {}


def _post(text: str) -> str:
    return requests.post("https://state.example", data=text, timeout=1).text


def _local(text: str) -> str:
    return text.upper()


def change(kind: str, text: str) -> None:
    with _lock:
        match kind:
            case "remote":
                _state[kind] = _post(text)  # expect: LCK005 via _post -> requests.post
            case _:
                _state[kind] = _local(text)


def choose(remote: bool, text: str) -> str:
    with _lock:
        return _post(text) if remote else _local(text)  # expect: LCK005 via _post -> requests.post


def recover(text: str) -> None:
    with _lock:
        try:
            _state[text] = _state["base"] + text
        except KeyError:
            _state[text] = _post(text)  # expect: LCK005 via _post -> requests.post
        finally:
            time.sleep(0.01)  # expect: LCK006


def recover_outside(text: str) -> str:
    try:
        with _lock:
            return _state["base"] + text
    except KeyError:
        return _post(text)
    finally:
        time.sleep(0.01)
