# corpus: strict not checked
marks: dict[str, int] = {}


def notify(name: str) -> None:
    marks[name] = marks.get(name, 0) + 1
