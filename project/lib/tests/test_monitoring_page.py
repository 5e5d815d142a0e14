"""docs/monitoring.md names every figure that code defines."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_figure_of_operations_is_in_the_reference():
    page = (ROOT / "docs" / "monitoring.md").read_text()
    sources = [*ROOT.glob("project/lib/*.py"), *ROOT.glob("apps/operations/**/*.py"), *ROOT.glob("workers/*.py")]
    defined = {
        name.removesuffix("_total")
        for source in sources
        if "tests" not in source.parts
        for name in re.findall(
            r"""(?:Counter|Gauge|Histogram|GaugeMetricFamily)\(\s*"(steward_\w+)\"""", source.read_text()
        )
    }

    missing = sorted(name for name in defined if name not in page)

    assert defined
    assert not missing
