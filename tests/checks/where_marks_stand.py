"""Where a mark can still be read: a raw dump, every key of Redis, the folder of media."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db import connection

from project.embedded.postgres import binaries


class Dumped:
    """A PostgreSQL database as its own tools see it."""

    def __init__(self, name: str) -> None:
        settings = connection.settings_dict
        self.name = name
        self.url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/".format(**settings) + name
        self._where = [f"--host={settings['HOST']}", f"--port={settings['PORT']}", f"--username={settings['USER']}"]
        self._environment = os.environ | {"PGPASSWORD": settings["PASSWORD"]}

    def _run(self, tool: str, *arguments: str | Path) -> str:
        command = [binaries() / tool, *self._where, *arguments]
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, check=True).stdout

    def dump(self) -> str:
        return self._run("pg_dump", "--no-owner", self.name)

    def lines_with(self, mark: str) -> list[str]:
        """The lines of a raw dump that hold the mark: rows of tables, as COPY writes them."""
        return sorted(line for line in self.dump().splitlines() if mark in line)

    def restore(self, file: Path) -> None:
        self._run("createdb", self.name)
        self._run("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={file}", self.name)

    def drop(self) -> None:
        self._run("dropdb", "--if-exists", "--force", self.name)


def _redis() -> Any:
    return caches["default"].client.get_client(write=True)


def empty_redis() -> None:
    """The one that belongs to this test process."""
    _redis().flushdb()


def _everything_in_redis() -> Iterator[tuple[bytes, Any]]:
    redis = _redis()
    read = {
        b"string": redis.get,
        b"hash": redis.hgetall,
        b"list": lambda key: redis.lrange(key, 0, -1),
        b"set": redis.smembers,
        b"zset": lambda key: redis.zrange(key, 0, -1),
        b"stream": redis.xrange,
    }
    for key in redis.scan_iter(count=1000):
        yield key, read[redis.type(key)](key)


def in_redis(mark: str) -> list[str]:
    return [key.decode() for key, value in _everything_in_redis() if mark in f"{key!r}{value!r}"]


def in_files(mark: str, folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if mark in path.name or mark.encode() in path.read_bytes()]
