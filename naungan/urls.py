"""Which address leads where: the console, and its plain pages for what goes wrong."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("naungan.web.urls"))]

handler404 = "naungan.web.refusals.not_found"
handler500 = "naungan.web.refusals.failed"
