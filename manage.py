#!/usr/bin/env python
"""Runs Steward's commands; `manage.py help` lists them."""

import sys

from project import settings


def main() -> None:
    from django.core.management import execute_from_command_line

    try:
        settings.choose()
        execute_from_command_line(sys.argv)
    except settings.BadEnvironment as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
