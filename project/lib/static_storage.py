"""Static files of an image: named by their content, so browsers keep them for ever, and compressed in advance."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # Without this the relative imports between our ES modules keep their unhashed names.
    support_js_module_import_aggregation = True
