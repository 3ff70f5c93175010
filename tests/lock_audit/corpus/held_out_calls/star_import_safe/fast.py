# corpus: strict not checked
TABLE = {"a": 1}


def lookup(key):
    return TABLE.get(key)
