from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""


def robots_url(url: str) -> str:
    return urljoin(url, "/robots.txt")
