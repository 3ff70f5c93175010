# corpus: strict not checked
import threading
from concurrent.futures import ThreadPoolExecutor

_pool = ThreadPoolExecutor(2)
_cart_lock = threading.Lock()
_mail_lock = threading.Lock()
_carts = {}
_outbox = []


def _queue_mail(user):
    with _mail_lock:
        _outbox.append(user)


def checkout(user):
    with _cart_lock:
        items = _carts.pop(user, [])
        _pool.submit(_queue_mail, user)
    return len(items)


def checkout_thread(user):
    with _cart_lock:
        items = _carts.pop(user, [])
        threading.Thread(target=_queue_mail, args=(user,), daemon=True).start()
    return len(items)


def checkout_later(user, later):
    with _cart_lock:
        items = _carts.pop(user, [])

        def notify():
            _queue_mail(user)

        later.append(notify)
    return len(items)
