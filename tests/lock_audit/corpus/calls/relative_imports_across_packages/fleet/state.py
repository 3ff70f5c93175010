# corpus: strict not checked
import threading

fleet_lock = threading.Lock()
positions: dict[str, tuple[float, float]] = {}
