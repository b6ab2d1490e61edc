from __future__ import annotations

from budgetdesk.model.arrangement import SOORTEN
from tests.formaat import TARGET, page


def test_the_reference_page_says_what_the_schema_says() -> None:
    assert TARGET.read_text("utf-8") == page()


def test_the_page_names_every_key_of_every_kind() -> None:
    text = page()
    keys = {v.sleutel for soorten in SOORTEN.values() for s in soorten.values() for v in s.velden if v.sleutel}
    assert not [key for key in keys if f"`{key}`" not in text and f"`{key}." not in text]
