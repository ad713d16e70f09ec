"""Uploaded images: checked by content, re-encoded, their metadata left behind."""

import io
import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000
_LONGEST_EDGE = 2000
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def clean_image(upload: UploadedFile) -> "ContentFile[bytes]":
    """A raster image as we store it: upright, at most 2000 px, under a random name, without metadata.

    Raises ValidationError if the file is too large or is no JPEG, PNG or WebP inside.
    """
    if upload.size is None or upload.size > MAX_BYTES:
        raise ValidationError(_("The image is too large; at most 8 MB can be uploaded."))
    try:
        upload.seek(0)
        opened = Image.open(upload, formats=list(_EXTENSIONS))
        if opened.width * opened.height > MAX_PIXELS:
            raise ValidationError(_("The image has too many pixels; at most 50 million can be used."))
        kind = opened.format or "PNG"
        image = ImageOps.exif_transpose(opened)
        image.thumbnail((_LONGEST_EDGE, _LONGEST_EDGE))
        if kind == "JPEG" and image.mode != "RGB":
            image = image.convert("RGB")
        fresh = Image.new(image.mode, image.size)
        if palette := image.getpalette():
            fresh.putpalette(palette)
        fresh.paste(image)
        out = io.BytesIO()
        fresh.save(out, kind, quality=86)
    except ValidationError:
        raise
    except Exception as error:
        raise ValidationError(_("This is no JPEG, PNG or WebP image.")) from error
    return ContentFile(out.getvalue(), name=f"{uuid.uuid4()}.{_EXTENSIONS[kind]}")
