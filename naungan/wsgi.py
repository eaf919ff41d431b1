"""The WSGI application that a server such as Granian runs."""

from __future__ import annotations

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naungan.settings")
application = get_wsgi_application()


def warm() -> None:
    """Build this process's screening index now: the first traveller at a counter should not wait for it.

    A database that is not there, or not migrated, is no reason not to start: the pages say so when they are asked.
    """
    from django.db import DatabaseError, connection

    from naungan.screening import index

    try:
        with index.population():
            pass
    except DatabaseError as failed:
        logging.getLogger(__name__).warning("The screening index waits for the database: %s", failed)
    finally:
        connection.close()


warm()
