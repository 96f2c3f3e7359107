"""What is asked of the database once in a transaction and remembered.

``functools.cached_property`` would do, but before Python 3.12 it holds one lock for all files of all people while it
asks: whoever waits for a connection then stops everybody, and where connections are few, for ever.
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Value = TypeVar("Value")


class asked_once(Generic[Value]):  # noqa: N801 -- read like a decorator of the language
    """A property whose first answer stands from then on; an instance belongs to one transaction and one thread."""

    def __init__(self, ask: Callable[[Any], Value]) -> None:
        """Take over what asks."""
        self._ask, self._name, self.__doc__ = ask, ask.__name__, ask.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...

    def __get__(self, instance: object | None, owner: type) -> Self | Value:
        """Ask, and leave the answer where the language looks first."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._ask(instance)
        return value
