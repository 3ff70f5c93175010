# corpus: strict not checked
"""Admission gates for hashing and uploads."""
import hashlib
import os
import threading

import requests

HASH_SLOTS = os.cpu_count() or 2

_hash_gate = threading.BoundedSemaphore(HASH_SLOTS)
_upload_gate = threading.Semaphore(4)
_stats_lock = threading.Lock()
_in_flight: dict[str, int] = {}


class Busy(RuntimeError):
    pass


def hash_password(password: bytes, salt: bytes) -> bytes:
    if not _hash_gate.acquire(timeout=2.0):
        raise Busy("hash queue is full")
    try:
        return hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)
    finally:
        _hash_gate.release()


def hash_patiently(password: bytes, salt: bytes) -> bytes:
    _hash_gate.acquire()  # expect: LCK001
    try:
        return hashlib.scrypt(password, salt=salt, n=2**15, r=8, p=1)
    finally:
        _hash_gate.release()


def upload(session: requests.Session, url: str, blob: bytes) -> int:
    _upload_gate.acquire(timeout=5.0)  # expect: LCK008
    try:
        return session.put(url, data=blob).status_code
    finally:
        _upload_gate.release()


def upload_or_busy(session: requests.Session, url: str, blob: bytes) -> int:
    if not _upload_gate.acquire(timeout=5.0):
        raise Busy(url)
    try:
        return session.put(url, data=blob).status_code
    finally:
        _upload_gate.release()


def reserve(name: str) -> bool:
    with _stats_lock:
        admitted = _admit(name)  # expect: LCK006 via _admit -> acquire
        if not admitted:
            _in_flight.pop(name, None)
    return admitted


def reserve_outside(name: str) -> bool:
    admitted = _admit(name)
    with _stats_lock:
        if not admitted:
            _in_flight.pop(name, None)
    return admitted


def _admit(name: str) -> bool:
    if not _upload_gate.acquire(timeout=0.5):
        return False
    try:
        _in_flight[name] = _in_flight.get(name, 0) + 1
        return True
    finally:
        _upload_gate.release()
