"""Finding customers from anywhere."""

from driver import owner

FOUND = {
    "pa jo": "Ann and John Park",
    "fifi": "Sofia Lindqvist",
    "петр": "Иван Петров",
    "0103": "Иван Петров",
    "luis": "Luísa Costa",
}


async def test_word_beginnings_in_any_order_pets_and_phone_digits_find(shop_path):
    async with owner(shop_path) as it:
        for typed, name in FOUND.items():
            await it.press("slash")
            await it.type(typed)
            assert name in it.text
            await it.press("enter")
            assert it.screens == ["MainScreen", "FindScreen", "RecordScreen"]
            assert name in it.text.splitlines()[0]
            await it.press("1")


async def test_esc_first_clears_then_goes_back_to_where_find_was_asked_for(shop_path):
    async with owner(shop_path) as it:
        await it.press("slash")
        await it.type("zzz")
        assert "Nobody is found" in it.text
        await it.press("escape")
        assert "Type the beginnings of words" in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen"]
        assert it.app.main.pane.id == "today"


async def test_the_record_steps_through_what_was_found_and_esc_comes_back_to_it(shop_path):
    async with owner(shop_path) as it:
        await it.press("slash")
        await it.type("bath")
        assert "6 found" in it.text
        await it.press("down", "enter")
        assert "Luísa Costa" in it.text
        await it.press("down")
        assert "Maria Okafor" in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen", "FindScreen"]
        assert it.selected == 3


async def test_find_is_there_in_a_record_and_letters_typed_are_only_text(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "slash")
        await it.type("q1/,?")
        assert it.screens == ["MainScreen", "RecordScreen", "FindScreen"]
