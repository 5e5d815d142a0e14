"""Static files: their addresses, which a page asks for by the dozen, and the files of an image."""

from functools import cache

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesStorage):
    """As they lie in the tree. The address of a file stays as it is for as long as the process lives."""

    @cache  # noqa: B019 (there is one storage, for as long)
    def url(self, name: str | None) -> str:
        return super().url(name)


class HashedStaticFiles(StaticFiles, CompressedManifestStaticFilesStorage):
    """Of an image: named by their content, so browsers keep them for ever, and compressed in advance."""

    # Without this the relative imports between our ES modules keep their unhashed names.
    support_js_module_import_aggregation = True
