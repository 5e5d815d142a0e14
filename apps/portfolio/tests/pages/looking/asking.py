"""Pages and tables as a person reads them."""

import csv
import io
import re
from datetime import date

from apps.portfolio.models import Instrument

TODAY = date(2025, 6, 2)
PAGES = ["", "holdings/", "performance/", "income/", "allocation/"]


def page(client, path):
    answer = client.get(f"/portfolio/{path}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def table(client, path):
    answer = client.get(f"/portfolio/{path}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def holding_path(symbol):
    return f"holdings/{Instrument.objects.get(symbol=symbol).uuid}/"
