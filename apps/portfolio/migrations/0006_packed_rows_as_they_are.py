from django.db import migrations

PACKED = {
    "portfolio_priceseries": ["values"],
    "portfolio_rateseries": ["values"],
    "portfolio_holdingseries": ["value", "fx_gain", "entries"],
    "portfolio_totalseries": ["sums"],
}


def storage(kind: str) -> str:
    return "\n".join(
        f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STORAGE {kind};'
        for table, columns in PACKED.items()
        for column in columns
    )


class Migration(migrations.Migration):
    """Floats do not compress, and trying costs more than reading and writing them."""

    dependencies = [("portfolio", "0005_figures")]
    operations = [migrations.RunSQL(storage("EXTERNAL"), storage("EXTENDED"))]
