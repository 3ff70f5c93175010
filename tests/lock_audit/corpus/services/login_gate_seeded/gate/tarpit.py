# corpus: strict not checked
import time

STEP_S = 0.05


def slow_down(failures: int) -> None:
    time.sleep(min(1.0, STEP_S * failures))
