import json
import urllib.request

from . import settings


def build_request(path):
    return urllib.request.Request(settings.REMOTE + path, headers={"Accept": "application/json"})


def read_json(path):
    with urllib.request.urlopen(build_request(path), timeout=3) as reply:
        return json.loads(reply.read())


def all_flags():
    return read_json("/flags")
