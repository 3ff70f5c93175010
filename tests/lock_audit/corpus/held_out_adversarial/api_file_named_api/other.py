import api


def go() -> int:
    return api.bump()
