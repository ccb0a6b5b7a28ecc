"""The settings of all stages, apart from the stages themselves: what only reads settings loads no models."""

from typing import Annotated, Literal

from msgspec import Meta, Struct


class NerSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Which model finds the names, and how sure it has to be.

    A mention whose probability is below `min_score` is left out.
    """

    model: Literal["imenoslov", "natasha"] = "imenoslov"
    min_score: Annotated[float, Meta(ge=0, le=1)] = 0.0


class LinkingSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What linking knows besides what it is shipped with.

    `names` is the path of a list of the user's own entities and their names, see `knowledge.own_names`.
    """

    names: str | None = None
