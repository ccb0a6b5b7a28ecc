"""What the tags and the text around a name say, against plain sums."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.document import Reading
from imenoslov.stages.base_forms import people, phrases
from imenoslov.stages.base_forms.evidence import soft_emission

MARKS = (
    "Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing",
    "Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing",
    "Animacy=Anim|Case=Nom|Gender=Fem|Number=Sing",
    "Animacy=Inan|Case=Loc|Gender=Neut|Number=Sing",
    "Animacy=Anim|Case=Nom|Number=Plur",
    "Foreign=Yes",
)
READINGS = st.lists(
    st.builds(Reading, st.sampled_from((0.01, 0.1, 0.5, 1.0)), st.just("PROPN"), st.sampled_from(MARKS)), min_size=1
)


@given(READINGS, st.booleans())
def test_all_likely_tags_speak(readings: list[Reading], known: bool) -> None:
    shares = [reading.share for reading in readings]
    for module in (people, phrases):
        rows = [module.emission(reading.pos, reading.feats, known) for reading in readings]
        plain = [
            log(sum(share * exp(row[cell]) for share, row in zip(shares, rows, strict=True))) for cell in range(24)
        ]
        assert soft_emission(module.emission, tuple(readings), known) == pytest.approx(plain)


@given(st.sampled_from(MARKS), st.booleans())
def test_a_sure_tag_speaks_alone(feats: str, known: bool) -> None:
    for module in (people, phrases):
        soft = soft_emission(module.emission, (Reading(1.0, "PROPN", feats),), known)
        assert soft == pytest.approx(module.emission("PROPN", feats, known))
