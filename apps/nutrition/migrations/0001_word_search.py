from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """
    For searches by words that are mistyped, accented or in the plural.

    unaccent() is only STABLE, because its dictionary could be changed, and no index or generated column may use it so.
    Named by its schema and its dictionary it is as immutable as the dictionary is, and nobody changes that here.
    """

    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(
            sql="""
                DO $do$ BEGIN
                    EXECUTE format(
                        'CREATE FUNCTION nutrition_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE '
                        'STRICT RETURN lower(%1$I.unaccent(%2$L::regdictionary, words))',
                        (SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
                            WHERE extname = 'unaccent'),
                        (SELECT format('%I.unaccent', nspname) FROM pg_extension
                            JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'unaccent')
                    );
                END $do$
            """,
            reverse_sql="DROP FUNCTION nutrition_plain(text)",
        ),
    ]
