"""The door for what is typed in a form: its raw strings become a checked record, or a sentence beside each field.

Importing this loads pydantic: whoever saves a form imports it then, never on the way to the first screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from carebook.errors import Refusal
from carebook.typed import Setting, Wrong


class Entry(BaseModel):
    """A record as it may come in; empty text is what a field has when nothing was typed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(strict=True, frozen=True, extra="forbid")


AnyEntry = TypeVar("AnyEntry", bound=Entry)


def read(model: type[AnyEntry], values: Mapping[str, str], ctx: Setting) -> AnyEntry:
    """Check what was typed; raise Wrong with every sentence at once.

    A needed field that is not named counts as empty, so that its sentence is the same as in a form left blank.
    """
    needed = (name for name, field in model.model_fields.items() if field.is_required())
    everything = dict.fromkeys(needed, "") | dict(values)
    try:
        return model.model_validate(everything, context=ctx)
    except ValidationError as error:
        found: dict[str, str] = {}
        for problem in error.errors(include_url=False):
            field = problem["loc"][0] if problem["loc"] else problem.get("ctx", {}).get("field", "")
            found.setdefault(str(field), problem["msg"])
        raise Wrong(found) from None


def by(check: Callable[[str, Setting], object]) -> BeforeValidator:
    """Let a function read a field's text; its refusal becomes the sentence beside the field."""

    def read_field(value: object, info: ValidationInfo[Setting]) -> object:
        if not isinstance(value, str):
            return value
        try:
            return check(value, info.context)
        except Refusal as refusal:
            raise PydanticCustomError("refusal", "{sentence}", {"sentence": str(refusal)}) from refusal

    return BeforeValidator(read_field)


def beside(field: str, sentence: str) -> PydanticCustomError:
    """Return the error of a whole record, to stand beside one of its fields."""
    return PydanticCustomError("refusal", "{sentence}", {"sentence": sentence, "field": field})
