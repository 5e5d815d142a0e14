"""Password hashes that other systems made: they verify here, and give way to ours at the next sign-in."""

import re
from typing import Any

from django.contrib.auth.hashers import BCryptPasswordHasher

# As bcrypt itself writes it, without Django's name in front.
_bare = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}").fullmatch
# Of what came after, bcrypt saw nothing; from release 5 it refuses instead, and a person would be locked out.
READ_BYTES = 72


class ImportedBCrypt(BCryptPasswordHasher):
    """`bcrypt$$2b$12$…`, as made by systems that gave bcrypt the password itself."""

    def encode(self, password: str, salt: Any) -> str:
        digest: bytes = self._load_library().hashpw(password.encode()[:READ_BYTES], salt)  # type: ignore[attr-defined]
        return f"{self.algorithm}${digest.decode('ascii')}"


def named(encoded: Any) -> Any:
    """The hash with the name of its algorithm, which a column of bare bcrypt hashes leaves out."""
    return f"bcrypt${encoded}" if isinstance(encoded, str) and _bare(encoded) else encoded
