import requests


def lookup(key):
    return requests.get("https://kv.example/" + key, timeout=2).text


def _hidden(key):
    return lookup(key)
