"""The WSGI application that a server such as Granian runs."""

from __future__ import annotations

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naungan.settings")
application = get_wsgi_application()


def warm() -> None:
    """Build this process's screening index, its tables and pages now: the first traveller should not wait for them.

    A database that is not there, or not migrated, is no reason not to start: the pages say so when they are asked.
    """
    from django.db import DatabaseError, connection
    from django.template.loader import get_template

    from naungan.engine import names
    from naungan.engine.records import Identity, Name, PartialDate, Traveller
    from naungan.screening import index, recording

    nobody = Identity(names=(Name("Contoh bin Rekaan"),), births=(PartialDate(1970, 2, 3),), nationalities=("MYS",))
    names.read_tables()
    try:
        recording.ask([Traveller(identity=nobody)])
        with index.population() as held:
            held.acquaint()
        for page in ("screening/counter.html", "screening/answer.html", "screening/counter_part.html"):
            get_template(page)
    except DatabaseError as failed:
        logging.getLogger(__name__).warning("The screening index waits for the database: %s", failed)
    finally:
        connection.close()


warm()
