"""The data folder of one laptop: where it lies, its ports, its secrets, and the environment its processes get."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from project.embedded.postgres import Postgres
from project.embedded.server import CannotStart, free_port, new_field_key, new_secret, port_is_free
from project.embedded.valkey import Valkey
from project.settings.env import Environment, layered, load, read_env_file

LARGEST_LOG_BYTES = 10_000_000

# Names of PostgreSQL's and Valkey's own settings in steward.env; the application does not read them.
POSTGRES_PORT, VALKEY_PORT, ENGINE_PASSWORD = (
    "EMBEDDED_POSTGRES_PORT",
    "EMBEDDED_VALKEY_PORT",
    "EMBEDDED_PASSWORD",
)  # pragma: allowlist secret


@dataclass
class Household:
    root: Path
    folder: Path
    given: dict[str, str]  # the process's environment and .env
    env: Environment
    made: dict[str, str] = field(default_factory=dict)  # what steward.env holds
    postgres: Postgres | None = None
    valkey: Valkey | None = None

    @classmethod
    def open(cls, root: Path, process: Mapping[str, str]) -> "Household":
        """
        Find or make the data folder.

        :raises CannotStart: where it cannot be written
        :raises BadEnvironment: when a variable cannot be used
        """
        given = read_env_file(root / ".env") | dict(process)
        env = load(layered(process, root))
        folder = root / env.var_folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Also where something else made it, as ./test does: logs, queues and mails are nobody else's.
            folder.chmod(0o700)
            (folder / "log").mkdir(exist_ok=True)
            (folder / "lock").touch()
        except OSError as fault:
            raise CannotStart(
                f"Steward cannot write in {folder} ({fault.strerror}): change its owner, or name another folder: "
                "STEWARD_VAR=/path ./run"
            ) from None
        return cls(root, folder, given, env)

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def pid_file(self) -> Path:
        return self.folder / "processes"

    @property
    def address(self) -> str:
        return f"http://localhost:{self.env.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What every process of Steward is started with."""
        return dict(os.environ) | self.made | self.given

    def settle(self) -> None:
        """
        Choose ports and secrets, keeping those of the last start, and write them where manage.py finds them.

        :raises CannotStart: when the port of the pages is taken
        """
        if not port_is_free(self.env.port):
            raise CannotStart(
                f"Port {self.env.port} is taken by another program: stop that, or choose another: PORT=8090 ./run"
            )
        kept = read_env_file(self.folder / "steward.env")
        metrics = self.folder / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)  # counters of processes that are gone
        metrics.mkdir()
        stream_port = free_port(self.env.port + 1)
        self.made = {
            "DJANGO_SECRET_KEY": kept.get("DJANGO_SECRET_KEY") or new_secret(),
            "JWT_SECRET": kept.get("JWT_SECRET") or new_secret(),
            "FIELD_KEYS": kept.get("FIELD_KEYS") or f"k1={new_field_key()}",
            "SOFT_SHUTDOWN_SECONDS": "3",
            "STREAM_PORT": str(stream_port),
            "STREAM_ORIGIN": f"http://localhost:{stream_port}",
            "METRICS_PORT": str(free_port(self.env.metrics_port)),
            "PROMETHEUS_MULTIPROC_DIR": str(metrics),
        }
        self._own_engines(kept)
        self._write()
        self.env = load(self.made | self.given)

    def _own_engines(self, kept: Mapping[str, str]) -> None:
        password = kept.get(ENGINE_PASSWORD) or new_secret()
        if not self.given.get("DATABASE_URL"):
            port = free_port(int(kept.get(POSTGRES_PORT, 0)))
            self.postgres = Postgres(self.folder / "postgres", port, password)
            self.made |= {"DATABASE_URL": self.postgres.url, POSTGRES_PORT: str(port), ENGINE_PASSWORD: password}
        if not (self.given.get("REDIS_URL") or self.given.get("REDIS_HOST")):
            port = free_port(int(kept.get(VALKEY_PORT, 0)))
            self.valkey = Valkey(self.folder / "valkey", port, password)
            self.made |= {"REDIS_URL": self.valkey.url, VALKEY_PORT: str(port), ENGINE_PASSWORD: password}

    def _write(self) -> None:
        lines = ["# Written by ./run: the servers and secrets it made. Keep it as safe as the data beside it."]
        lines += [f"{name}={value}" for name, value in self.made.items()]
        fresh = self.folder / "steward.env.new"
        fresh.touch(mode=0o600)
        fresh.write_text("\n".join(lines) + "\n")
        fresh.replace(self.folder / "steward.env")

    def rotate_logs(self) -> None:
        """Keep the last and the current ten megabytes of each process. They append, so the file may be emptied."""
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LARGEST_LOG_BYTES:
                shutil.copyfile(log, log.with_suffix(".log.1"))
                os.truncate(log, 0)
