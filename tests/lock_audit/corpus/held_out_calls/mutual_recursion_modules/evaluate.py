# corpus: strict not checked
import time


def evaluate_group(items):
    from parse import evaluate_item

    if not items:
        return _pause()
    return sum(evaluate_item(i) for i in items)


def _pause():
    time.sleep(0.001)
    return 0
