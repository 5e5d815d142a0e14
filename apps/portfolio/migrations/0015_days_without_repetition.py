from django.db import migrations


class Migration(migrations.Migration):
    """Kept days are packed in another way. They can all be made anew, and are, as after a change of everything."""

    dependencies = [("portfolio", "0014_marks_without_days")]
    operations = [
        migrations.RunSQL(
            """
            DELETE FROM portfolio_holdingseries;
            DELETE FROM portfolio_totalseries;
            UPDATE portfolio_standing SET as_of = NULL;
            INSERT INTO portfolio_outdated (owner_id, everything) SELECT owner_id, true FROM portfolio_standing;
            """,
            migrations.RunSQL.noop,
        )
    ]
