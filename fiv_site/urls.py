"""All addresses: readers' pages at the root, the desk under /redaktion/."""

from django.contrib import admin
from django.urls import include, path

from interviews.desk.uploads import image_upload, markdown_preview
from interviews.site.views.errors import server_error

handler404 = "interviews.site.views.errors.not_found"
handler500 = server_error

urlpatterns = [
    path("redaktion/markdownx/upload/", image_upload, name="markdownx_upload"),
    path("redaktion/markdownx/markdownify/", markdown_preview, name="markdownx_markdownify"),
    path("redaktion/", admin.site.urls),
    path("", include("interviews.site.urls")),
]
