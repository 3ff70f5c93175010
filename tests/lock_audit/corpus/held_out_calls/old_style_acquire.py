# corpus: strict not checked
import smtplib
import threading
import urllib2_compat as urllib2

lock = threading.Lock()
counts = {}


def check(host):
    lock.acquire()  # expect: LCK001
    try:
        counts[host] = counts.get(host, 0) + 1
        server = smtplib.SMTP(host)  # expect: LCK005
    finally:
        lock.release()
    return server.noop()


def fetch(url):
    lock.acquire(True)  # expect: LCK001
    try:
        counts[url] = counts.get(url, 0) + 1
    finally:
        lock.release()
    return urllib2.urlopen(url)


def total():
    lock.acquire(True, 2.0)  # expect: LCK008
    n = sum(counts.values())
    lock.release()
    return n
