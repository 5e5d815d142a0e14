"""
What a route's address names, made for a given person: for each `owner` route, for others that need a row to be there,
and for each of the admin's rows.

`SAMPLES["jobs/<uuid:job>/"] = lambda person: {"job": a_job_of(person).uuid}`
"""

from . import accounts, nutrition, portfolio, training
from .admin import in_the_admin
from .nutrition import share

__all__ = ["SAMPLES", "in_the_admin", "share"]

SAMPLES = accounts.SAMPLES | portfolio.SAMPLES | nutrition.SAMPLES | training.SAMPLES
