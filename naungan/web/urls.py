"""Paths of the console."""

from __future__ import annotations

from django.urls import path

from naungan.web import accounts, audit, home, register, screening

urlpatterns = [
    path("", home.home, name="home"),
    path("login", accounts.login, name="login"),
    path("logout", accounts.logout, name="logout"),
    path("language", accounts.language, name="language"),
    path("screening/counter", screening.counter, name="counter"),
    path("screening/person", screening.person, name="person"),
    path("screening/lists", screening.lists, name="lists"),
    path("screening/lists/<int:number>", screening.report, name="list"),
    path("screening/hits/<int:number>", screening.hit, name="hit"),
    path("screening/thresholds", screening.thresholds, name="thresholds"),
    path("register", register.entries, name="register"),
    path("register/<str:public_id>", register.entry, name="entry"),
    path("register/<str:public_id>/withdraw", register.withdraw, name="withdraw"),
    path("register/<str:public_id>/release", register.release, name="release"),
    path("audit", audit.audit, name="audit"),
]
