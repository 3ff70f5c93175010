# corpus: strict not checked
import threading as t

_ready = {"flag": False}
_cv = t.Condition()


def announce():
    with t.Condition():  # expect: LCK010
        _ready["flag"] = True


def announce_ok():
    with _cv:
        _ready["flag"] = True
        _cv.notify_all()


def wait_ready(seconds):
    with _cv:
        return _cv.wait_for(lambda: _ready["flag"], timeout=seconds)
