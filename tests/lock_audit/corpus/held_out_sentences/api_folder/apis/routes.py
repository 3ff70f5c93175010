# corpus: strict not checked
import locks

hits = []


def route():
    with locks.guard:
        hits.append(1)
