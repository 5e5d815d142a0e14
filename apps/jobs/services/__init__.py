"""Writes, by subject: jobs.py (start, cancel, retry, sweep), running.py (doing one), periodic.py, failures.py."""
