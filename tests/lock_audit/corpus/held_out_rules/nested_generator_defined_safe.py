# corpus: strict not checked
import threading

_words_lock = threading.Lock()
_words = {"a": 1}


def stream():
    """The generator is only defined under the lock and works on a copy."""
    with _words_lock:
        words = sorted(_words)

        def produce():
            for word in words:
                yield word

    return produce()


def numbered():
    with _words_lock:
        words = list(_words.items())
    yield from enumerate(words)


def add(word):
    with _words_lock:
        _words[word] = _words.get(word, 0) + 1
        return _words[word]
