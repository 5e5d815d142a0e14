"""
People, groups of staff, the audit log and feedback, for staff. What changes something is a service.

The tables of django-allauth are taken out: whoever wrote to them would change how somebody signs in, and nothing would
say so.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin

from . import audit_log, feedback, groups, people

__all__ = ["audit_log", "feedback", "groups", "people"]

for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
