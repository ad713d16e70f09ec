"""All addresses: readers' pages at the root, the desk under /redaktion/."""

from django.contrib import admin
from django.urls import include, path

from interviews.desk.markdown_preview import markdown_preview
from interviews.desk.pictures import describe, image_upload, library
from interviews.site.views.errors import server_error

handler404 = "interviews.site.views.errors.not_found"
handler500 = server_error

urlpatterns = [
    path("redaktion/markdownx/upload/", image_upload, name="markdownx_upload"),
    path("redaktion/markdownx/markdownify/", markdown_preview, name="markdownx_markdownify"),
    path("redaktion/bilder/", library, name="picture_library"),
    path("redaktion/bilder/<int:pk>/", describe, name="picture_description"),
    path("redaktion/", admin.site.urls),
    path("", include("interviews.site.urls")),
]
