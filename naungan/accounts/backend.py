"""Who a session or a password may belong to: Django asks here at every request."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from naungan.accounts.models import User


class Accounts(ModelBackend):
    """Active accounts; sample logins, whose password is published, in the sample mode only."""

    def user_can_authenticate(self, user: object) -> bool:
        """Whether the account may log in, or go on with the session that it has."""
        return isinstance(user, User) and user.is_active and (settings.SAMPLE_MODE or not user.sample)
