# corpus: strict not checked
from locks import guard as g

hits = []


def route():
    with g:  # expect: LCK001, LCK002
        hits.append(1)


def bounded():
    if not g.acquire(timeout=0.2):  # expect: LCK002
        return None
    try:
        return len(hits)
    finally:
        g.release()
