"""X1: the preview names whom an import would add."""

import pytest
from importing import Shop

KNOWN_AND_NEW = {
    "customers": ("name,email\n", "Ann,ann@elm.example\n", "Bo,bo@elm.example\n"),
    "sales": ("customer_name,date,amount\n", "Ann,2026-05-02,5\n", "Bo,2026-05-03,6\n"),
    "complaints": ("customer,received_on,text\n", "Ann,2026-05-02,Late\n", "Bo,2026-05-03,Broken\n"),
    "referrals": ("referrer,introduced,on\n", "Ann,Zed,2026-05-02\n", "Ann,Bo,2026-05-03\n"),
}


@pytest.mark.parametrize("kind", KNOWN_AND_NEW)
def test_a_preview_names_whom_it_would_add_and_else_the_first_of_all(shop: Shop, kind: str):
    """X1: not who is known, and not who is left out."""
    head, known, new = KNOWN_AND_NEW[kind]
    if kind != "customers":
        shop.run("name,email\nAnn,ann@elm.example\nBo,bo@elm.example\n")
    shop.run(head + known, kind=kind)
    assert shop.preview(head + known + new, kind=kind).names == ("Bo",)
    assert len(shop.preview(head + known, kind=kind).names) == 1
