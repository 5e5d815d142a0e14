"""What a preset is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..entries import Reading
from ..sheets import Sheet
from ..tables import Settings


@dataclass(frozen=True, slots=True)
class Preset:
    """
    How the files of one program or broker are read. What it knows, and from where, stands at the top of its module.

    :param where: how a person gets the file, in a sentence
    :param fixed: whether the file always writes numbers and days in one way, so that nothing is to be found out
    """

    key: str
    title: str
    where: str
    recognises: Callable[[Sheet], bool]
    read: Callable[[Sheet, Settings], Reading]
    mark: str = ""
    order: str = ""
    columns: Sequence[str] = ()
