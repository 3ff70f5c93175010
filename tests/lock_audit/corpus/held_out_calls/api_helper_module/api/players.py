# corpus: strict not checked
from store.access import with_storage
from store.scores import ScoreBoard


def add_score(storage: ScoreBoard, name, points):
    return with_storage(storage, "score", lambda s: s.record_score(name, points))  # expect: LCK005 via record_score -> _broadcast -> sendto


def top_score(storage: ScoreBoard):
    return with_storage(storage, "top", lambda s: s.best_score())
