"""The two ways in: the page takes a file and asks how to read it; a program sends one and is told."""

from typing import Any
from uuid import UUID

from django.db import transaction

from project.lib.errors import NotThere

from ...models import Account, Import
from ..accounts import open_account
from .checking import begin_check
from .files import open_import


@transaction.atomic
def take_file(
    *, owner: Any, file: Any, account: Account | None = None, new_name: str = "", new_currency: str = ""
) -> Import:
    """Into an account that is there, or into one that is opened for it."""
    if account is None:
        account = open_account(owner=owner, name=new_name, currency=(new_currency or owner.base_currency).upper())
    return open_import(owner=owner, account=account, upload=file, filename=file.name)


@transaction.atomic
def bring_in(*, owner: Any, file: Any, account: UUID, preset: str = "") -> Import:
    """
    Take a file and have it looked at.

    :raises NotThere: it is not their account
    """
    found = Account.objects.for_user(owner).filter(uuid=account).first()
    if found is None:
        raise NotThere("There is no such account.")
    brought_in = open_import(owner=owner, account=found, upload=file, filename=file.name)
    begin_check(brought_in=brought_in, preset=preset or brought_in.preset, settings={})
    brought_in.refresh_from_db()
    return brought_in
