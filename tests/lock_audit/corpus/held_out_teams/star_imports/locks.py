# corpus: strict not checked
import threading

__all__ = ["registry_lock", "token_lock", "FOREVER", "BRIEFLY"]

registry_lock = threading.RLock()
token_lock = threading.Lock()
FOREVER = -1
BRIEFLY = 0.25
