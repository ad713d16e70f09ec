"""How static files are stored."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compressed, with a hash of the content in every name, also in what ES modules import."""

    support_js_module_import_aggregation = True
