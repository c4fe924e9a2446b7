"""The list of customers."""

from driver import owner
from shops import TODAY, customer, sale

from carebook.book.book import Book
from carebook.customers.desk import stop
from carebook.customers.desk.many import tag_all
from carebook.customers.model import Cause


def ids_by_name(book):
    return {name: number for number, name in book.db.execute("SELECT id, name FROM customer")}


async def test_an_empty_place_teaches_and_n_enters_the_first_customer(new_path):
    async with owner(new_path) as it:
        await it.press("2")
        assert "n enters the first one" in it.text
        await it.press("n")
        await it.type("Ann Park")
        await it.press("ctrl+s")
        assert it.screens == ["MainScreen", "RecordScreen"]
        assert it.ask("SELECT addressee || '|' || salutation FROM customer") == "Ann Park|Dear Ann Park,"
        assert it.status == "Added Ann Park · u to undo"
        await it.press("u")
        assert it.screens == ["MainScreen"]
        assert it.ask("SELECT count(*) FROM customer") == 0


async def test_the_list_shows_name_place_last_sale_money_and_stops(shop_path):
    with Book.open(shop_path, write=True) as book:
        stop(book, 1, Cause.NO_MARKETING, "at the till", TODAY)
    async with owner(shop_path) as it:
        await it.press("2")
        line = next(line for line in it.text.splitlines() if "Ann and John" in line)
        assert all(word in line for word in ("‖", "Bath", "24 Nov", "$25.00", "no-marketing"))


async def test_o_goes_through_the_orders_and_the_cursor_stays_on_its_customer(shop_path):
    with Book.open(shop_path, write=True) as book:
        names = ids_by_name(book)
        sale(book, names["Maria Okafor"], "a shed", TODAY, "900")
    async with owner(shop_path) as it:
        await it.press("2", "down")
        assert it.selected == names["Luísa Costa"]
        await it.press("o", "o")
        assert "most money taken first" in it.text
        assert it.selected == names["Luísa Costa"]
        await it.press("home")
        assert it.selected == names["Maria Okafor"]
        await it.press("o", "home")
        assert it.selected == names["Ann and John Park"]


async def test_f_lists_only_those_with_a_stop_and_backspace_everybody(shop_path):
    with Book.open(shop_path, write=True) as book:
        stop(book, 3, Cause.GONE_AWAY, "post came back", TODAY)
    async with owner(shop_path) as it:
        await it.press("2", "f", "shift+tab", "right", "ctrl+s")
        await it.settle()
        assert "1 of 6 customers · with a stop" in it.text
        assert it.selected == 3
        await it.press("f", "shift+tab", "right", "ctrl+s")
        await it.settle()
        assert "5 of 6 customers · without a stop" in it.text
        await it.press("backspace")
        assert "6 customers · all" in it.text
        await it.press("F")
        assert it.status == "Everybody is listed already."


async def test_a_list_that_fits_nobody_says_how_to_leave_it(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "f", "shift+tab", "right", "ctrl+s")
        await it.settle()
        assert "F lists everybody" in it.text
        await it.press("e")
        assert it.status == "There is no customer under the cursor. n enters one."


async def test_f_asks_for_a_tag_by_its_beginning_and_the_caption_names_it(shop_path):
    with Book.open(shop_path, write=True) as book:
        tag_all(book, [2, 4], ["roses"], TODAY)
    async with owner(shop_path) as it:
        await it.press("2", "f")
        assert "roses" in it.text
        await it.type("ro")
        await it.press("ctrl+s")
        await it.settle()
        assert "2 of 6 customers · tagged roses · by name" in it.text
        await it.press("o")
        await it.settle()
        assert "tagged roses · latest sale first" in it.text
        await it.press("f", "ctrl+s")
        await it.settle()
        assert "2 of 6 customers · tagged roses" in it.text


async def test_what_nobody_has_is_said_beside_its_field(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "f")
        await it.type("zinnia")
        await it.press("ctrl+s")
        assert "Nobody has that tag." in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen"]
        assert "6 customers · all" in it.text


async def test_a_town_and_a_product_narrow_the_list_down_together(shop_path):
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("2", "f", "down", "down", "down", "down")
        await it.type("bat")
        await it.press("down")
        await it.type("mow")
        await it.press("ctrl+s")
        await it.settle()
        assert "1 of 6 customers · in Bath, bought mower" in it.text


async def test_a_product_is_found_by_any_of_its_words(shop_path):
    with Book.open(shop_path, write=True) as book, book.act("Renamed", TODAY):
        book.db.execute("UPDATE sale SET product = 'Climbing rose' WHERE product = 'mower'")
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("2", "f", "down", "down", "down", "down", "down")
        await it.type("ros")
        assert "rose arch (also: Climbing rose)" in it.text
        await it.type("e cl")
        assert "(also:" not in it.text
        await it.press("ctrl+s")
        await it.settle()
        assert "bought Climbing rose" in it.text
        await it.press("f", "down", "down", "down", "down", "down", "ctrl+u")
        await it.type("zinnia")
        assert "“zinnia” is not on the list" in it.text


async def test_a_person_who_seems_to_be_two_is_pointed_out_once(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "n")
        await it.type("John and Mary Whitlow")
        await it.press("ctrl+s")
        await it.settle()
        assert "Two people? m adds the second" in it.status


async def test_the_narrowed_list_follows_a_change_and_undo(shop_path):
    with Book.open(shop_path, write=True) as book:
        tag_all(book, [2, 4], ["roses"], TODAY)
    async with owner(shop_path) as it:
        await it.press("2", "f")
        await it.type("ro")
        await it.press("ctrl+s")
        await it.settle()
        await it.press("delete", "enter")  # before the list is read anew
        assert "Иван Петров" in it.text.splitlines()[0]
        await it.press("escape")
        await it.settle()
        assert "1 of 5 customers" in it.text
        await it.press("u")
        await it.settle()
        assert "2 of 6 customers" in it.text


async def test_removing_asks_nothing_and_undo_brings_everything_back(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "delete")
        assert it.status == "Removed Ann and John Park · u to undo"
        assert it.ask("SELECT count(*) FROM sale WHERE customer_id = 1") == 0
        await it.press("u")
        assert it.ask("SELECT count(*) FROM sale WHERE customer_id = 1") == 1
        assert "Ann and John Park" in it.text


async def test_a_wide_window_shows_who_is_under_the_cursor_beside_the_list(shop_path):
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("2")
        assert "Dear Ann and John" in it.text
        await it.press("down")
        assert "Dear Luísa Costa," in it.text


async def test_a_narrow_window_still_reads(shop_path):
    async with owner(shop_path, size=(40, 12)) as it:
        await it.press("2")
        assert "Ann and John Park" in it.text
        await it.press("enter")
        assert "4 Mill Lane" in it.text or "letters to" in it.text


async def test_a_change_from_elsewhere_is_in_the_list_and_the_cursor_stays(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "down", "down")
        before = it.selected
        it.app.run_verb(lambda book, today: _add(book))
        await it.settle()
        assert "Aaron Aalto" in it.text
        assert it.selected == before


def _add(book):
    number = customer(book, "Aaron Aalto")
    return stop(book, number, Cause.NO_POST, "", TODAY)
