# corpus: strict not checked
from locks import guard

hits = []


def route():
    with guard:
        hits.append(1)
