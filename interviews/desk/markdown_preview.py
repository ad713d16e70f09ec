"""What markdownx asks for beside pictures: the preview of a field."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from interviews.publishing.rendering import render_markdown

from .requests import editors_only


@require_POST
@editors_only
def markdown_preview(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_markdown(request.POST.get("content", "")))
