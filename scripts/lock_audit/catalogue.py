"""The one table of what must not happen while a lock is held, and what the audit knows about libraries.

To teach the audit a library, add rows: `OPERATIONS` for its slow calls, `RESULTS` for the types its calls return, and
`ALIASES` for the longer names under which its modules define what users import from the top.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache

# Functions and methods known by name, whoever defines them: they run each callable they are given under a lock.
HELPERS = frozenset({"with_storage", "with_storage_traced", "with_lock"})


@dataclass(frozen=True)
class Operation:
    """A slow call. *when* names a condition on its arguments, see `lock_audit.operations`."""

    rule: str
    name: str
    reason: str
    when: str = ""


def _rows(rule: str, reason: str, prefix: str, names: str, when: str = "") -> list[Operation]:
    return [Operation(rule, f"{prefix}.{name}", reason, when) for name in names.split()]


HASH = "password hashing takes a tenth of a second by design"
SIGN = "signing and verifying tokens is slow public-key or digest work"
SQL = "a database can stop answering"
CONNECTION_WAIT = "a pool can be exhausted"
HTTP = "a peer can stop answering"
DNS = "name resolution waits for servers"
MAIL = "a mail server can stop answering"
FILE = "a disk can stall"
PROCESS = "another process decides how long it takes"
THREAD = "another thread decides how long it takes"
SLEEP = "sleeping keeps everybody waiting"
LOG_FILE = "its handler writes to a file or to the network"

OPERATIONS: tuple[Operation, ...] = (
    # --- LCK003: password hashing, token signing and verifying
    *_rows("LCK003", HASH, "bcrypt", "hashpw checkpw kdf"),
    *_rows("LCK003", HASH, "argon2", "hash_password hash_password_raw verify_password"),
    *_rows("LCK003", HASH, "argon2.PasswordHasher", "hash verify"),
    *_rows("LCK003", HASH, "argon2.low_level", "hash_secret hash_secret_raw verify_secret core"),
    *_rows("LCK003", HASH, "werkzeug.security", "generate_password_hash check_password_hash"),
    *_rows("LCK003", HASH, "passlib.hash.*", "hash verify encrypt genhash identify_and_verify"),
    *_rows(
        "LCK003", HASH, "passlib.context.CryptContext", "hash verify verify_and_update encrypt dummy_verify genhash"
    ),
    *_rows("LCK003", HASH, "hashlib", "scrypt pbkdf2_hmac"),
    *_rows("LCK003", HASH, "crypt", "crypt"),
    *_rows("LCK003", HASH, "flask_bcrypt", "generate_password_hash check_password_hash"),
    *_rows("LCK003", HASH, "flask_bcrypt.Bcrypt", "generate_password_hash check_password_hash"),
    *_rows("LCK003", HASH, "django.contrib.auth.hashers", "make_password check_password"),
    *_rows("LCK003", HASH, "pwdlib.PasswordHash", "hash verify verify_and_update"),
    *_rows("LCK003", HASH, "nacl.pwhash", "str verify kdf_scryptsalsa208sha256"),
    *_rows("LCK003", HASH, "nacl.pwhash.*", "str verify kdf"),
    *_rows("LCK003", HASH, "cryptography.hazmat.primitives.kdf.scrypt.Scrypt", "derive verify"),
    *_rows("LCK003", HASH, "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC", "derive verify"),
    *_rows("LCK003", HASH, "cryptography.hazmat.primitives.kdf.argon2.Argon2id", "derive verify"),
    *_rows("LCK003", SIGN, "jwt", "encode decode decode_complete"),
    *_rows("LCK003", SIGN, "jwt.PyJWT", "encode decode decode_complete"),
    *_rows("LCK003", SIGN, "jwt.PyJWS", "encode decode decode_complete"),
    *_rows("LCK003", SIGN, "jose.jwt", "encode decode"),
    *_rows("LCK003", SIGN, "jose.jws", "sign verify"),
    *_rows("LCK003", SIGN, "authlib.jose.jwt", "encode decode"),
    # --- LCK004: databases
    *_rows("LCK004", SQL, "psycopg", "connect"),
    *_rows(
        "LCK004",
        SQL,
        "psycopg.Connection",
        "connect execute commit rollback close wait "
        "notifies transaction cancel cancel_safe fetchone fetchall fetchmany",
    ),
    *_rows("LCK004", SQL, "psycopg.Connection", "__exit__"),
    *_rows("LCK004", SQL, "sqlite3.Connection", "__exit__"),
    *_rows("LCK004", SQL, "psycopg2.Connection", "__exit__"),
    *_rows("LCK004", SQL, "psycopg.Cursor", "__iter__"),
    *_rows("LCK004", SQL, "sqlite3.Cursor", "__iter__"),
    *_rows("LCK004", SQL, "psycopg2.Cursor", "__iter__"),
    *_rows("LCK004", SQL, "pymysql.Cursor", "__iter__"),
    *_rows("LCK006", PROCESS, "subprocess.Popen", "__exit__"),
    *_rows("LCK006", THREAD, "concurrent.futures.Executor", "__exit__"),
    *_rows(
        "LCK004",
        SQL,
        "psycopg.Cursor",
        "execute executemany fetchone fetchmany fetchall copy stream scroll nextset results",
    ),
    *_rows("LCK004", SQL, "psycopg.Copy", "write write_row read read_row rows"),
    *_rows("LCK004", SQL, "psycopg.Pipeline", "sync"),
    *_rows(
        "LCK004",
        CONNECTION_WAIT,
        "psycopg_pool.ConnectionPool",
        "connection getconn putconn open wait close check resize",
    ),
    *_rows("LCK004", SQL, "sqlite3", "connect"),
    *_rows(
        "LCK004",
        SQL,
        "sqlite3.Connection",
        "execute executemany executescript commit rollback backup iterdump close blobopen",
    ),
    *_rows("LCK004", SQL, "sqlite3.Cursor", "execute executemany executescript fetchone fetchmany fetchall"),
    *_rows("LCK004", SQL, "psycopg2", "connect"),
    *_rows("LCK004", SQL, "psycopg2.Connection", "commit rollback"),
    *_rows("LCK004", SQL, "psycopg2.Cursor", "execute executemany fetchone fetchmany fetchall copy_expert"),
    *_rows("LCK004", CONNECTION_WAIT, "psycopg2.pool.ThreadedConnectionPool", "getconn"),
    *_rows("LCK004", CONNECTION_WAIT, "psycopg2.pool.SimpleConnectionPool", "getconn"),
    *_rows("LCK004", SQL, "pymysql", "connect"),
    *_rows("LCK004", SQL, "pymysql.Connection", "commit rollback ping"),
    *_rows("LCK004", SQL, "pymysql.Cursor", "execute executemany fetchone fetchmany fetchall"),
    *_rows("LCK004", SQL, "sqlalchemy.Engine", "connect begin execute"),
    *_rows("LCK004", SQL, "sqlalchemy.Connection", "execute scalar scalars commit rollback begin"),
    *_rows(
        "LCK004", SQL, "sqlalchemy.orm.Session", "execute scalar scalars commit rollback flush get query merge refresh"
    ),
    # --- LCK005: network
    *_rows("LCK005", HTTP, "requests", "get post put patch delete head options request"),
    *_rows("LCK005", HTTP, "requests.Session", "get post put patch delete head options request send"),
    *_rows("LCK005", HTTP, "httpx", "get post put patch delete head options request stream"),
    *_rows("LCK005", HTTP, "httpx.Client", "get post put patch delete head options request send stream"),
    *_rows("LCK005", HTTP, "urllib.request", "urlopen urlretrieve"),
    *_rows("LCK005", HTTP, "urllib.request.OpenerDirector", "open"),
    *_rows("LCK005", HTTP, "urllib3", "request"),
    *_rows("LCK005", HTTP, "urllib3.PoolManager", "request urlopen request_encode_body request_encode_url"),
    *_rows("LCK005", HTTP, "urllib3.HTTPConnectionPool", "request urlopen"),
    *_rows("LCK005", HTTP, "urllib3.HTTPSConnectionPool", "request urlopen"),
    *_rows("LCK005", HTTP, "http.client.HTTPConnection", "request getresponse connect send endheaders"),
    *_rows("LCK005", HTTP, "http.client.HTTPResponse", "read readinto readline"),
    *_rows(
        "LCK005",
        HTTP,
        "jwt.PyJWKClient",
        "get_signing_key get_signing_key_from_jwt get_jwk_set get_signing_keys fetch_data",
    ),
    *_rows("LCK005", MAIL, "smtplib", "SMTP SMTP_SSL LMTP", when="given_host"),
    *_rows(
        "LCK005",
        MAIL,
        "smtplib.SMTP",
        "connect login sendmail send_message starttls ehlo helo quit "
        "noop data rcpt mail docmd verify vrfy ehlo_or_helo_if_needed",
    ),
    *_rows("LCK005", MAIL, "imaplib", "IMAP4 IMAP4_SSL"),
    *_rows("LCK005", MAIL, "imaplib.IMAP4", "login select search fetch"),
    *_rows("LCK005", MAIL, "poplib", "POP3 POP3_SSL"),
    *_rows("LCK005", HTTP, "ftplib", "FTP FTP_TLS", when="given_host"),
    *_rows("LCK005", HTTP, "ftplib.FTP", "connect login retrbinary retrlines storbinary storlines cwd nlst dir"),
    *_rows("LCK005", HTTP, "telnetlib", "Telnet", when="given_host"),
    *_rows("LCK005", HTTP, "socket", "create_connection"),
    *_rows(
        "LCK005",
        HTTP,
        "socket.socket",
        "connect connect_ex accept send sendall sendto sendmsg sendfile recv recv_into recvfrom recvfrom_into recvmsg",
    ),
    *_rows(
        "LCK005", HTTP, "ssl.SSLSocket", "connect accept send sendall recv recv_into read write do_handshake unwrap"
    ),
    *_rows("LCK005", DNS, "socket", "getaddrinfo gethostbyname gethostbyname_ex gethostbyaddr getnameinfo getfqdn"),
    *_rows("LCK005", DNS, "dns.resolver", "resolve query"),
    *_rows("LCK005", DNS, "dns.resolver.Resolver", "resolve query"),
    *_rows("LCK005", HTTP, "select", "select"),
    *_rows("LCK005", HTTP, "selectors.*", "select"),
    *_rows(
        "LCK005",
        HTTP,
        "redis.Redis",
        "get set setex delete incr decr expire publish hget hset "
        "hgetall lpush rpush blpop brpop ping execute_command eval exists sadd smembers",
    ),
    *_rows(
        "LCK005",
        HTTP,
        "redis.StrictRedis",
        "get set setex delete incr decr expire publish hget "
        "hset hgetall lpush rpush blpop brpop ping execute_command eval exists",
    ),
    *_rows("LCK005", HTTP, "xmlrpc.client.ServerProxy", "*"),
    *_rows("LCK005", HTTP, "paramiko.SSHClient", "connect exec_command"),
    # --- LCK006: other waits
    *_rows("LCK006", SLEEP, "time", "sleep"),
    *_rows("LCK006", SLEEP, "gevent", "sleep"),
    *_rows("LCK006", SLEEP, "eventlet", "sleep"),
    *_rows("LCK006", PROCESS, "subprocess", "run call check_call check_output Popen getoutput getstatusoutput"),
    *_rows("LCK006", PROCESS, "subprocess.Popen", "wait communicate"),
    *_rows(
        "LCK006", PROCESS, "os", "system popen wait waitpid wait3 wait4 spawnl spawnle spawnlp spawnv spawnve spawnvp"
    ),
    *_rows("LCK006", FILE, "builtins", "open"),
    *_rows("LCK006", FILE, "io", "open open_code FileIO"),
    *_rows("LCK006", FILE, "os", "open fdopen read write pread pwrite fsync fdatasync sync sendfile readv writev"),
    *_rows("LCK006", FILE, "codecs", "open"),
    *_rows("LCK006", FILE, "gzip", "open"),
    *_rows("LCK006", FILE, "bz2", "open"),
    *_rows("LCK006", FILE, "lzma", "open"),
    *_rows("LCK006", FILE, "tempfile", "NamedTemporaryFile TemporaryFile mkstemp SpooledTemporaryFile"),
    *_rows(
        "LCK006",
        FILE,
        "io.File",
        "read readline readlines readinto write writelines flush truncate close __next__ __iter__",
    ),
    *_rows("LCK006", FILE, "pathlib.Path", "open read_text read_bytes write_text write_bytes"),
    *_rows("LCK006", FILE, "shutil", "copy copy2 copyfile copyfileobj copytree move rmtree make_archive"),
    *_rows("LCK006", FILE, "json", "dump load", when="given_file"),
    *_rows("LCK006", FILE, "pickle", "dump load", when="given_file"),
    *_rows("LCK006", FILE, "marshal", "dump load", when="given_file"),
    *_rows("LCK006", FILE, "csv.writer", "writerow writerows", when="on_file"),
    *_rows("LCK006", FILE, "csv.DictWriter", "writerow writerows writeheader", when="on_file"),
    *_rows("LCK006", FILE, "builtins", "print", when="given_file"),
    *_rows("LCK006", "a person decides how long it takes", "builtins", "input"),
    *_rows("LCK006", THREAD, "threading.Thread", "join"),
    *_rows("LCK006", THREAD, "multiprocessing.Process", "join"),
    *_rows("LCK006", THREAD, "multiprocessing.Pool", "map starmap apply join"),
    *_rows("LCK006", THREAD, "multiprocessing.AsyncResult", "get wait"),
    *_rows("LCK006", THREAD, "threading.Event", "wait"),
    *_rows("LCK006", THREAD, "threading.Barrier", "wait"),
    *_rows("LCK006", THREAD, "concurrent.futures.Future", "result exception"),
    *_rows("LCK006", THREAD, "concurrent.futures", "wait as_completed"),
    *_rows("LCK006", THREAD, "concurrent.futures.Executor", "shutdown", when="waiting_shutdown"),
    *_rows("LCK006", THREAD, "queue.Queue", "get", when="blocking_get"),
    *_rows("LCK006", THREAD, "queue.Queue", "put", when="blocking_put"),
    *_rows("LCK006", THREAD, "queue.Queue", "join"),
    *_rows(
        "LCK006",
        LOG_FILE,
        "logging.Logger",
        "debug info warning warn error exception critical fatal log",
        when="slow_handler",
    ),
    *_rows(
        "LCK006",
        LOG_FILE,
        "logging.LoggerAdapter",
        "debug info warning error exception critical log",
        when="slow_handler",
    ),
    *_rows(
        "LCK006", LOG_FILE, "logging", "debug info warning warn error exception critical fatal log", when="slow_handler"
    ),
)

# What a call returns, where it is not an instance of what was called; for `__enter__`, what `with … as x` binds x to.
RESULTS: dict[str, str] = {
    "psycopg.connect": "psycopg.Connection",
    "psycopg.Connection.connect": "psycopg.Connection",
    "psycopg.Connection.cursor": "psycopg.Cursor",
    "psycopg.Connection.execute": "psycopg.Cursor",
    "psycopg.Connection.transaction": "psycopg.Transaction",
    "psycopg.Connection.pipeline": "psycopg.Pipeline",
    "psycopg.Cursor.execute": "psycopg.Cursor",
    "psycopg.Cursor.copy": "psycopg.Copy",
    "psycopg.ServerCursor": "psycopg.Cursor",
    "psycopg.ClientCursor": "psycopg.Cursor",
    "psycopg_pool.ConnectionPool.connection": "psycopg.Connection",
    "psycopg_pool.ConnectionPool.getconn": "psycopg.Connection",
    "sqlite3.connect": "sqlite3.Connection",
    "sqlite3.Connection.cursor": "sqlite3.Cursor",
    "sqlite3.Connection.execute": "sqlite3.Cursor",
    "sqlite3.Connection.executemany": "sqlite3.Cursor",
    "sqlite3.Cursor.execute": "sqlite3.Cursor",
    "psycopg2.connect": "psycopg2.Connection",
    "psycopg2.Connection.cursor": "psycopg2.Cursor",
    "psycopg2.pool.ThreadedConnectionPool.getconn": "psycopg2.Connection",
    "psycopg2.pool.SimpleConnectionPool.getconn": "psycopg2.Connection",
    "pymysql.connect": "pymysql.Connection",
    "pymysql.Connection.cursor": "pymysql.Cursor",
    "sqlalchemy.create_engine": "sqlalchemy.Engine",
    "sqlalchemy.Engine.connect": "sqlalchemy.Connection",
    "sqlalchemy.Engine.begin": "sqlalchemy.Connection",
    "requests.session": "requests.Session",
    "requests.sessions.session": "requests.Session",
    "urllib.request.build_opener": "urllib.request.OpenerDirector",
    "urllib.request.urlopen": "http.client.HTTPResponse",
    "http.client.HTTPConnection.getresponse": "http.client.HTTPResponse",
    "urllib3.connection_from_url": "urllib3.HTTPConnectionPool",
    "socket.create_connection": "socket.socket",
    "socket.create_server": "socket.socket",
    "ssl.SSLContext.wrap_socket": "ssl.SSLSocket",
    "ssl.create_default_context": "ssl.SSLContext",
    "redis.from_url": "redis.Redis",
    "redis.Redis.from_url": "redis.Redis",
    "smtplib.SMTP.__enter__": "smtplib.SMTP",
    "contextlib.ExitStack.pop_all": "contextlib.ExitStack",
    "contextlib.AsyncExitStack.pop_all": "contextlib.AsyncExitStack",
    "builtins.open": "io.File",
    "io.open": "io.File",
    "io.FileIO": "io.File",
    "os.fdopen": "io.File",
    "codecs.open": "io.File",
    "gzip.open": "io.File",
    "bz2.open": "io.File",
    "lzma.open": "io.File",
    "tempfile.NamedTemporaryFile": "io.File",
    "tempfile.TemporaryFile": "io.File",
    "pathlib.Path.open": "io.File",
    "pathlib.Path.joinpath": "pathlib.Path",
    "pathlib.Path.with_suffix": "pathlib.Path",
    "pathlib.Path.with_name": "pathlib.Path",
    "pathlib.Path.resolve": "pathlib.Path",
    "pathlib.Path.absolute": "pathlib.Path",
    "pathlib.Path.expanduser": "pathlib.Path",
    "pathlib.Path.cwd": "pathlib.Path",
    "pathlib.Path.home": "pathlib.Path",
    "pathlib.Path.parent": "pathlib.Path",
    "threading.Timer": "threading.Thread",
    "threading.current_thread": "threading.Thread",
    "multiprocessing.get_context": "multiprocessing.context",
    "multiprocessing.Pool.apply_async": "multiprocessing.AsyncResult",
    "multiprocessing.Pool.map_async": "multiprocessing.AsyncResult",
    "concurrent.futures.ThreadPoolExecutor": "concurrent.futures.Executor",
    "concurrent.futures.ProcessPoolExecutor": "concurrent.futures.Executor",
    "concurrent.futures.Executor.submit": "concurrent.futures.Future",
    "asyncio.run_coroutine_threadsafe": "concurrent.futures.Future",
    "logging.getLogger": "logging.Logger",
    "logging.Logger.getChild": "logging.Logger",
    "logging.getLoggerClass": "logging.LoggerClass",
}

# Classes whose calls are found under the name of the class they extend.
BASES: dict[str, str] = {
    "psycopg.ServerCursor": "psycopg.Cursor",
    "psycopg.RawCursor": "psycopg.Cursor",
    "psycopg.ClientCursor": "psycopg.Cursor",
    "psycopg_pool.NullConnectionPool": "psycopg_pool.ConnectionPool",
    "queue.LifoQueue": "queue.Queue",
    "queue.PriorityQueue": "queue.Queue",
    "queue.SimpleQueue": "queue.Queue",
    "multiprocessing.Queue": "queue.Queue",
    "multiprocessing.JoinableQueue": "queue.Queue",
    "multiprocessing.SimpleQueue": "queue.Queue",
    "multiprocessing.Event": "threading.Event",
    "multiprocessing.Barrier": "threading.Barrier",
    "http.client.HTTPSConnection": "http.client.HTTPConnection",
    "smtplib.SMTP_SSL": "smtplib.SMTP",
    "smtplib.LMTP": "smtplib.SMTP",
    "imaplib.IMAP4_SSL": "imaplib.IMAP4",
    "ftplib.FTP_TLS": "ftplib.FTP",
    "pathlib.PosixPath": "pathlib.Path",
    "threading.Timer": "threading.Thread",
    "typing.TextIO": "io.File",
    "typing.BinaryIO": "io.File",
    "typing.IO": "io.File",
    "io.TextIOWrapper": "io.File",
    "io.BufferedReader": "io.File",
    "io.BufferedWriter": "io.File",
    "io.BufferedRandom": "io.File",
    "io.RawIOBase": "io.File",
    "concurrent.futures.ThreadPoolExecutor": "concurrent.futures.Executor",
    "concurrent.futures.ProcessPoolExecutor": "concurrent.futures.Executor",
    "sqlalchemy.orm.scoped_session": "sqlalchemy.orm.Session",
}

# The names under which modules define what their users know by a shorter one; the longest prefix wins.
ALIASES: dict[str, str] = {
    "psycopg.connection.Connection": "psycopg.Connection",
    "psycopg.cursor.Cursor": "psycopg.Cursor",
    "psycopg_pool.pool.ConnectionPool": "psycopg_pool.ConnectionPool",
    "psycopg_pool.null_pool.NullConnectionPool": "psycopg_pool.NullConnectionPool",
    "psycopg2.extensions.connection": "psycopg2.Connection",
    "psycopg2.extensions.cursor": "psycopg2.Cursor",
    "sqlalchemy.engine": "sqlalchemy",
    "sqlalchemy.engine.base": "sqlalchemy",
    "sqlalchemy.engine.Engine": "sqlalchemy.Engine",
    "sqlalchemy.orm.session.Session": "sqlalchemy.orm.Session",
    "requests.sessions": "requests",
    "requests.api": "requests",
    "jwt.api_jwt": "jwt",
    "jwt.api_jws": "jwt",
    "jwt.jwks_client": "jwt",
    "argon2._password_hasher": "argon2",
    "httpx._api": "httpx",
    "httpx._client": "httpx",
    "urllib3.poolmanager": "urllib3",
    "urllib3.connectionpool": "urllib3",
    "redis.client": "redis",
    "concurrent.futures.thread": "concurrent.futures",
    "concurrent.futures.process": "concurrent.futures",
    "concurrent.futures._base": "concurrent.futures",
    "multiprocessing.queues": "multiprocessing",
    "multiprocessing.pool": "multiprocessing",
    "multiprocessing.process": "multiprocessing",
    "multiprocessing.process.BaseProcess": "multiprocessing.Process",
    "multiprocessing.synchronize": "multiprocessing",
    "multiprocessing.context": "multiprocessing",
    "multiprocessing.pool.ThreadPool": "multiprocessing.Pool",
    "socket.SocketType": "socket.socket",
    "_thread.LockType": "threading.Lock",
    "_thread.lock": "threading.Lock",
    "_thread.allocate_lock": "threading.Lock",
    "_thread.allocate": "threading.Lock",
    "_thread.RLock": "threading.RLock",
    "threading._RLock": "threading.RLock",
    "threading._allocate_lock": "threading.Lock",
    "threading._CRLock": "threading.RLock",
    "_queue.SimpleQueue": "queue.SimpleQueue",
    "_io.open": "io.open",
    "dummy_threading": "threading",
}

LOCK_MAKERS: dict[str, str] = {
    f"{library}.{name}": kind
    for library in ("threading", "multiprocessing")
    for name, kind in {
        "Lock": "lock",
        "RLock": "rlock",
        "Condition": "condition",
        "Semaphore": "semaphore",
        "BoundedSemaphore": "semaphore",
    }.items()
}

# Making one of these gives a container that its owner can change while somebody else reads it.
CONTAINERS: dict[str, str] = {
    "builtins.dict": "dict",
    "builtins.list": "list",
    "builtins.set": "set",
    "builtins.bytearray": "bytearray",
    "collections.defaultdict": "dict",
    "collections.OrderedDict": "dict",
    "collections.Counter": "dict",
    "collections.ChainMap": "dict",
    "collections.deque": "list",
    "collections.UserDict": "dict",
    "collections.UserList": "list",
    "weakref.WeakValueDictionary": "dict",
    "weakref.WeakKeyDictionary": "dict",
    "weakref.WeakSet": "set",
    "cachetools.TTLCache": "dict",
    "cachetools.LRUCache": "dict",
    "cachetools.LFUCache": "dict",
    "cachetools.Cache": "dict",
    "array.array": "list",
}
CONTAINER_ANNOTATIONS: dict[str, str] = {
    **CONTAINERS,
    "typing.Dict": "dict",
    "typing.List": "list",
    "typing.Set": "set",
    "typing.DefaultDict": "dict",
    "typing.OrderedDict": "dict",
    "typing.Deque": "list",
    "typing.Counter": "dict",
    "typing.MutableMapping": "dict",
    "typing.MutableSequence": "list",
    "typing.MutableSet": "set",
    "collections.abc.MutableMapping": "dict",
    "collections.abc.MutableSequence": "list",
    "collections.abc.MutableSet": "set",
}
# Annotations of things that are read one by one, and not shared containers.
SEQUENCE_ANNOTATIONS = frozenset(
    f"{module}.{name}"
    for module in ("typing", "collections.abc")
    for name in [
        "Sequence",
        "Iterable",
        "Iterator",
        "Collection",
        "Mapping",
        "Set",
        "AbstractSet",
        "Generator",
        "Tuple",
        "FrozenSet",
    ]
) | {"builtins.tuple", "builtins.frozenset"}

LAZY = frozenset(
    {"builtins.map", "builtins.filter", "builtins.zip", "builtins.enumerate", "builtins.iter", "builtins.reversed"}
    | {
        f"itertools.{name}"
        for name in ["chain", "islice", "filterfalse", "starmap", "takewhile", "dropwhile", "groupby", "cycle", "count"]
    }
    | {"types.MappingProxyType", "builtins.memoryview"}
)
VIEW_METHODS = frozenset({"items", "keys", "values"})
# These run what they are given, or iterate it, before they return.
RUNNERS = frozenset(
    {
        f"builtins.{name}"
        for name in [
            "sorted",
            "min",
            "max",
            "sum",
            "any",
            "all",
            "list",
            "tuple",
            "set",
            "dict",
            "frozenset",
            "next",
        ]
    }
    | {"functools.reduce", "re.sub", "re.subn", "collections.deque", "collections.Counter", "collections.OrderedDict"}
)
ASYNC_RUNNERS = frozenset({"asyncio.run"})

SLOW_HANDLERS = frozenset(
    f"logging.{name}"
    for name in [
        "FileHandler",
        "handlers.RotatingFileHandler",
        "handlers.TimedRotatingFileHandler",
        "handlers.WatchedFileHandler",
        "handlers.BaseRotatingHandler",
        "handlers.SocketHandler",
        "handlers.DatagramHandler",
        "handlers.SysLogHandler",
        "handlers.SMTPHandler",
        "handlers.HTTPHandler",
        "handlers.NTEventLogHandler",
    ]
)

NEVER_RETURN = frozenset(
    {"sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit", "flask.abort", "werkzeug.exceptions.abort"}
)

# Never raises between an acquire and its try, as far as a person who reads it is concerned.
HARMLESS = frozenset(
    {f"time.{name}" for name in ["monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "time", "time_ns"]}
    | {"threading.get_ident", "threading.current_thread", "builtins.id", "contextlib.ExitStack"}
)


@cache
def canonical(name: str) -> str:
    """*name* as the table spells it."""
    head, rest = name, ""
    while True:
        if head in ALIASES:
            return canonical(f"{ALIASES[head]}{rest}")
        head, dot, last = head.rpartition(".")
        if not dot:
            return name
        rest = f".{last}{rest}"


_OPERATIONS = {operation.name: operation for operation in OPERATIONS}


@cache
def operation(name: str) -> Operation | None:
    """The row for the full name of a function, or of a method with its class in front."""
    if (found := _OPERATIONS.get(name)) is not None:
        return found
    owner, _, method = name.rpartition(".")
    if owner in BASES:
        return operation(f"{BASES[owner]}.{method}")
    package = owner.rpartition(".")[0]
    return _OPERATIONS.get(f"{owner}.*") or _OPERATIONS.get(f"{package}.*.{method}")


@cache
def result_type(name: str) -> str | None:
    """The type that calling *name* gives, or None if nothing is known."""
    if name in RESULTS:
        return RESULTS[name]
    owner, _, method = name.rpartition(".")
    return result_type(f"{BASES[owner]}.{method}") if owner in BASES else None


def is_a(type_name: str, base: str) -> bool:
    while type_name != base:
        if type_name not in BASES:
            return False
        type_name = BASES[type_name]
    return True


@cache
def is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def _names() -> frozenset[str]:
    known = frozenset((*_OPERATIONS, *RESULTS, *BASES, *ALIASES, *LOCK_MAKERS, *CONTAINERS, *LAZY, *SLOW_HANDLERS))
    owners = {operation.name.rpartition(".")[0] for operation in OPERATIONS}
    return frozenset(known | owners)


# Names of the standard library that mean what this table says even when the library's own source is analysed.
KNOWN = frozenset(name for name in _names() if is_standard(name))
