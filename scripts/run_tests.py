"""
What `./test` runs: pytest over everything, with the coverage gate where everything ran.

    ./test                 every check
    ./test --fast          without the browser and without starting and killing Steward's own processes
    ./test -k name ...     anything else goes to pytest, and then the coverage gate does not apply
"""

import os
import subprocess
import sys

COVERAGE_GATE = 95


def command(arguments: list[str]) -> list[str]:
    chosen = [argument for argument in arguments if argument != "--fast"]
    pytest = [sys.executable, "-m", "pytest", "-q"]
    # A module stays in one process, so that what it shares (a browser, a Steward) is started once.
    spread = ["-n", "auto", "--dist", "loadscope"]
    if "--fast" in arguments:
        return [*pytest, *spread, "-m", "not stack and not browser", *chosen]
    if chosen:
        return [*pytest, *chosen]
    return [*pytest, *spread, "--cov", "--cov-report=term", f"--cov-fail-under={COVERAGE_GATE}"]


def main() -> int:
    if os.environ.get("STEWARD_REQUIRE_ALL") == "1":
        print("STEWARD_REQUIRE_ALL=1: a test that would be skipped fails.")
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command(sys.argv[1:]), env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
