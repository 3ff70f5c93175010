# corpus: strict not checked
"""Multipart uploader for an S3-like store."""
from __future__ import annotations

import hashlib
import logging
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Dict, Iterator, Optional, Tuple

import requests

logger = logging.getLogger(__name__)
PART = 5 * 1024 * 1024


@dataclass
class Progress:
    total: int
    done: int = 0
    parts: Dict[int, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, number: int, etag: str, size: int) -> Tuple[int, int]:
        with self.lock:
            self.parts[number] = etag
            self.done += size
            return self.done, self.total

    def manifest(self) -> list[tuple[int, str]]:
        with self.lock:
            return sorted(self.parts.items())


class Uploader:
    def __init__(self, endpoint: str, workers: int = 4) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._workers = workers
        self._local = threading.local()
        self._lock = threading.Lock()
        self._active: Dict[str, Progress] = {}

    @property
    def _session(self) -> requests.Session:
        session = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
        return session

    @staticmethod
    def _chunks(path: Path) -> Iterator[Tuple[int, bytes]]:
        with path.open("rb") as fh:
            for number, block in enumerate(iter(lambda: fh.read(PART), b""), start=1):
                yield number, block

    def _send(self, key: str, number: int, block: bytes) -> Tuple[int, str, int]:
        digest = hashlib.md5(block).hexdigest()
        reply = self._session.put(
            f"{self._endpoint}/{key}", params={"part": number}, data=block, timeout=30
        )
        reply.raise_for_status()
        return number, reply.headers.get("ETag", digest), len(block)

    def upload(self, key: str, path: Path, on_progress: Optional[Callable[[int, int], None]] = None) -> list:
        progress = Progress(total=path.stat().st_size)
        with self._lock:
            if key in self._active:
                raise RuntimeError(f"{key} is being uploaded")
            self._active[key] = progress
        try:
            with ThreadPoolExecutor(self._workers) as executor:
                futures = [executor.submit(self._send, key, n, b) for n, b in self._chunks(path)]
                for future in as_completed(futures):
                    done, total = progress.add(*future.result())
                    if on_progress is not None:
                        on_progress(done, total)
            return progress.manifest()
        finally:
            with self._lock:
                self._active.pop(key, None)
            logger.info("upload of %s ended", key)

    def active(self) -> list[str]:
        with self._lock:
            return list(self._active)
