# corpus: strict not checked
"""The locks of the service and their order."""

import threading

# lock-audit: order catalogue_lock < basket_lock -- prices are read before a basket is charged
catalogue_lock = threading.Lock()
basket_lock = threading.RLock()
