# corpus: strict not checked
def merge(parts):
    import threading

    lock = threading.Lock()  # expect: LCK010
    merged = {}
    for part in parts:
        with lock:
            merged.update(part)
    return merged


def merge_plain(parts):
    merged = {}
    for part in parts:
        merged.update(part)
    return merged


if __name__ == "__main__":
    print(merge([{"a": 1}, {"b": 2}]))
