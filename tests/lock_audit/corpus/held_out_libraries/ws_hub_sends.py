# corpus: strict not checked
import socket
import struct
import threading


class Peer(object):
    def __init__(self, sock: socket.socket, name):
        self.sock = sock
        self.name = name
        self.write_lock = threading.Lock()
        self.frames = 0

    def send_frame(self, payload):
        header = struct.pack("!BB", 0x81, len(payload))
        with self.write_lock:
            self.frames += 1
            self.sock.sendall(header + payload)  # expect: LCK005

    def raw_send(self, payload):
        self.sock.sendall(payload)


class PeerHub(object):
    def __init__(self):
        self._lock = threading.RLock()
        self._peers = {}
        self._banned = set()

    def add(self, peer):
        with self._lock:
            if peer.name in self._banned:
                return False
            self._peers[peer.name] = peer
            return True

    def ban(self, name):
        with self._lock:
            self._banned.add(name)
            return self._peers.pop(name, None)

    def shout(self, text):
        payload = text.encode("utf-8")
        with self._lock:
            peers = list(self._peers.values())
        for peer in peers:
            peer.send_frame(payload)

    def whisper(self, peer: Peer, text):
        with self._lock:
            if peer.name in self._banned:
                return False
            peer.raw_send(text.encode("utf-8"))  # expect: LCK005 via raw_send -> sendall
            return True

    def swap(self, left: Peer, right: Peer):
        with left.write_lock:
            with right.write_lock:  # expect: LCK007
                left.frames, right.frames = right.frames, left.frames

    def frames(self, peer: Peer):
        with self._lock, peer.write_lock:  # expect: LCK007
            return peer.frames

    def try_frames(self, peer: Peer):
        with self._lock:
            if not peer.write_lock.acquire(False):
                return None
            try:
                return peer.frames
            finally:
                peer.write_lock.release()

    def banned(self):
        with self._lock:
            return frozenset(self._banned)

    def peers(self):
        with self._lock:
            return self._peers.values()  # expect: LCK009

    def purge(self):
        with self._lock:
            self._prune_banned()

    def _prune_banned(self):
        with self._lock:
            for name in self._banned:
                self._peers.pop(name, None)
