"""How customers are called and addressed, and what is missing about them."""

from datetime import date

import pytest

from carebook.customers import rules
from carebook.customers.model import Customer, Member, Permission, Suppression

DAY = date(2026, 11, 25)
NOBODY = Customer(
    **dict.fromkeys(
        (
            *("external_id", "opened_on", "quiet_from", "first_sale_on", "last_sale_on"),
            *("name", "given_name", "family_name", "called", "company", "addressee", "salutation"),
            *("email", "phone", "mobile", "address1", "address2", "city", "region", "postcode"),
            *("country", "language", "source", "persona", "note"),
        ),
        "",
    )
    | {"id": 1, "kind": "person", "entered_on": DAY, "sales": 0, "taken": 0}
    | dict.fromkeys(("external_id", "opened_on", "quiet_from", "first_sale_on", "last_sale_on"))
)


def someone(kind: str, name: str, given: str = "", family: str = "", **more: str) -> Customer:
    return NOBODY._replace(kind=kind, name=name, given_name=given, family_name=family, **more)


def member(name: str, role: str = "partner", *, minor: bool = False, died: bool = False, called: str = "") -> Member:
    return Member(1, 1, name, called, role, minor, DAY if died else None, "")


ANN = someone("household", "Ann Park", "Ann", "Park")
PARKS = someone("household", "The Park family")
BOTH = someone("household", "Ann and John Park")
CAFE = someone("business", "Northside Café", company="Northside Café Ltd")


@pytest.mark.parametrize(
    ("customer", "members", "addressee", "salutation"),
    [
        (someone("person", "Ann Park", "Ann", "Park"), [], "Ann Park", "Dear Ann,"),
        (someone("person", "Ann Park", "Ann", "Park", called="Annie"), [], "Ann Park", "Dear Annie,"),
        (someone("person", "Ann Park"), [], "Ann Park", "Dear Ann Park,"),
        (someone("person", "Park Min-jun", "Min-jun", "Park"), [], "Park Min-jun", "Dear Min-jun,"),
        (someone("person", "Suharto"), [], "Suharto", "Dear Suharto,"),
        (someone("person", "Юлия Иванова", "Юлия", "Иванова"), [], "Юлия Иванова", "Dear Юлия,"),
        (someone("person", "Ann Park", "Ann", "Park"), [member("John Park")], "Ann Park", "Dear Ann,"),
        (ANN, [member("John Park")], "Ann and John Park", "Dear Ann and John,"),
        (ANN, [member("John")], "Ann and John Park", "Dear Ann and John,"),
        (ANN, [member("John Reed")], "Ann Park and John Reed", "Dear Ann and John Reed,"),
        (ANN, [member("John Reed", called="Johnny")], "Ann Park and John Reed", "Dear Ann and Johnny,"),
        (ANN, [member("Ann Park"), member("John Park")], "Ann and John Park", "Dear Ann and John,"),
        (ANN, [member("John Park", died=True)], "Ann Park", "Dear Ann,"),
        (ANN, [member("Tim Park", "child", minor=True), member("Fifi", "pet")], "Ann Park", "Dear Ann,"),
        (ANN, [member("Tim Park", minor=True)], "Ann Park", "Dear Ann,"),
        (PARKS, [], "The Park family", "Dear Park family,"),
        (PARKS, [member("Ann Park"), member("John Park")], "Ann and John Park", "Dear Ann and John,"),
        (PARKS, [member("Ann Park"), member("Rui Sá")], "Ann Park and Rui Sá", "Dear Ann Park and Rui Sá,"),
        (
            someone("household", "The Harpers"),
            [member("Nora Harper"), member("Tom")],
            "Nora and Tom Harper",
            "Dear Nora and Tom,",
        ),
        (
            someone("household", "Nagy Anna", "Anna", "Nagy"),
            [member("Nagy Péter", called="Péter")],
            "Nagy Anna and Nagy Péter",
            "Dear Anna and Péter,",
        ),
        (
            someone("household", "Ana Sá", "Ana", "Sá"),
            [member("Rui Sá"), member("Zé Sá")],
            "Ana, Rui and Zé Sá",
            "Dear Ana, Rui and Zé,",
        ),
        (PARKS, [member("Ann Park")], "Ann Park", "Dear Ann,"),
        (BOTH, [], "Ann and John Park", "Dear Ann and John Park,"),
        (BOTH, [member("John Park")], "Ann and John Park", "Dear Ann and John Park,"),
        (BOTH, [member("Ann Park"), member("John Park")], "Ann and John Park", "Dear Ann and John Park,"),
        (BOTH, [member("Ann Park"), member("John Park", died=True)], "Ann Park", "Dear Ann Park,"),
        (BOTH, [member("Ann Park"), member("Rui Sá")], "Ann Park and Rui Sá", "Dear Ann Park and Rui Sá,"),
        (someone("household", "Rose Cottage"), [member("Ann Park")], "Rose Cottage", "Dear Rose Cottage,"),
        (
            someone("household", "Ann and John Park", "Ann and John", "Park"),
            [member("John Park", called="Johnny")],
            "Ann and John Park",
            "Dear Ann and John,",
        ),
        (CAFE, [], "Northside Café Ltd", "Dear Northside Café,"),
        (CAFE, [member("Mara Ruiz", "contact")], "Mara Ruiz", "Dear Mara Ruiz,"),
        (CAFE, [member("Mara Ruiz", "contact", called="Mara")], "Mara Ruiz", "Dear Mara,"),
        (CAFE, [member("Rex", "pet"), member("Mara Ruiz", "contact", died=True)], "Northside Café Ltd", None),
    ],
)
def test_an_addressee_and_a_salutation_are_suggested(
    customer: Customer, members: list[Member], addressee: str, salutation: str | None
) -> None:
    """SUP-1, SUP-7: the dead and minors are not addressed."""
    assert rules.suggest_addressee(customer, members) == addressee
    assert rules.suggest_salutation(customer, members) == (salutation or "Dear Northside Café,")


@pytest.mark.parametrize(
    ("name", "partner", "salutation"),
    [
        ("Anna Rossi", member("Ben Kelly"), "Dear Anna and Ben,"),
        ("Anna Rossi", member("Benjamin Kelly", called="Ben"), "Dear Anna and Ben,"),
        ("Anna Rossi", member("Carlo Rossi"), None),
        ("Park Min-jun", member("Park Ji-woo"), None),
        ("The Rossis", member("Ben Kelly"), None),
        ("Anna and Carlo Rossi", member("Ben Kelly"), None),
        ("Anna", member("Ben Kelly"), None),
    ],
)
def test_a_couple_of_two_surnames_may_be_greeted_by_given_names(
    name: str, partner: Member, salutation: str | None
) -> None:
    """To be asked about: what is suggested by itself takes no name apart."""
    assert rules.lines_for_two(someone("household", name), [partner]).get("salutation") == salutation


@pytest.mark.parametrize(
    ("name", "two"),
    [
        ("John and Mary Whitlow", True),
        ("John & Mary Whitlow", True),
        ("Hans und Eva Berg", True),
        ("John&Mary Whitlow", True),
        ("Roland Meyer", False),
        ("Annet Park", False),
        ("Mary Whitlow", False),
        ("Andrew Sand", False),
        ("Whitlow, Mary", False),
    ],
)
def test_a_name_seems_to_be_that_of_two(name: str, two: bool) -> None:
    assert rules.names_two(name) is two


@pytest.mark.parametrize(
    ("name", "salutation"),
    [
        ("The Parkers", "Dear Parker family,"),
        ("The Joneses", "Dear Jones family,"),
        ("The Jones", "Dear Jones family,"),
        ("The Foxes", "Dear Fox family,"),
        ("The Roses", "Dear Rose family,"),
        ("The Rosses", "Dear Ross family,"),
        ("The Hayes", "Dear Hayes family,"),
        ("The Davis", "Dear Davis family,"),
        ("The Marches", "Dear March family,"),
        ("The Parker's", "Dear Parker family,"),
        ("The O'Briens", "Dear O'Brien family,"),
        ("The van den Bergs", "Dear van den Berg family,"),
        ("The Parker family", "Dear Parker family,"),
        ("The Old Mill", "Dear Old Mill,"),
        ("The Garden Friends", "Dear Garden Friends,"),
        ("Parkers", "Dear Parkers,"),
    ],
)
def test_a_familys_plural_is_greeted_as_a_family(name: str, salutation: str) -> None:
    """The envelope keeps the name as it is."""
    household = someone("household", name)
    assert rules.suggest_salutation(household) == salutation
    assert rules.suggest_addressee(household) == name


def test_a_family_that_is_known_is_not_worked_out() -> None:
    household = someone("household", "The Wats", family="Wats")
    assert rules.suggest_salutation(household) == "Dear Wats family,"


@pytest.mark.parametrize(
    ("name", "called", "household", "family_name", "short"),
    [
        ("Ellie Parker", "", "Ruth Parker", "Parker", "Ellie"),
        ("Ellie Parker", "", "Ruth and Tom Parker", "", "Ellie"),
        ("Ellie Parker", "", "The Parkers", "", "Ellie"),
        ("Ellie Parker", "", "The Parker family", "", "Ellie"),
        ("Eleanor Parker", "Ellie", "Ruth Parker", "Parker", "Ellie"),
        ("Ellie Reed", "", "Ruth Parker", "Parker", "Ellie Reed"),
        ("Park Min-jun", "", "Park Ji-woo", "Park", "Park Min-jun"),
        ("Fifi", "", "Ruth Parker", "Parker", "Fifi"),
    ],
)
def test_a_member_is_called_as_at_home(name: str, called: str, household: str, family_name: str, short: str) -> None:
    assert rules.short_name(name, called, rules.family_of(household, family_name)) == short


@pytest.mark.parametrize(
    ("line", "name", "called", "is_named"),
    [
        ("Ruth Parker", "Ruth Parker", "", True),
        ("Ruth and Tom Parker", "Ruth Parker", "", True),
        ("Ruth and Tom Parker", "Tom Parker", "", True),
        ("Ruth Parker", "Ruth", "", True),
        ("Bee and Tom Parker", "Beatrice Parker", "Bee", True),
        ("Ruth Parker", "Tom Parker", "", False),
        ("Ruth Parker", "Ruth Reed", "", False),
        ("The Parkers", "Ruth Parker", "", False),
        ("Tom Parker", "Tommy Parker", "", False),
    ],
)
def test_an_addressee_line_has_a_person_or_not(line: str, name: str, called: str, is_named: bool) -> None:
    assert rules.names_person(line, name, called, "Parker") is is_named


def test_who_is_gone_is_addressed_no_more() -> None:
    """SUP-1: also where only the household's own name has them."""
    john, ann = member("John Park"), member("Ann Park")
    assert rules.suggest_addressee(BOTH, [ann], john) == "Ann Park"
    assert rules.suggest_salutation(BOTH, [ann], john) == "Dear Ann Park,"
    assert rules.suggest_addressee(BOTH, [ann, john]) == "Ann and John Park"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (("person", "Ann", "Park", "Annie", "Acme"), "Ann Park"),
        (("person", "Ann", "", "", ""), "Ann"),
        (("person", "", "Park", "", ""), "Park"),
        (("person", "", "", "Annie", "Acme"), "Annie"),
        (("business", "Ann", "Park", "", "Acme"), "Acme"),
        (("person", "", "", "", "Acme"), "Acme"),
        (("person", "", "", "", ""), ""),
    ],
)
def test_a_name_is_composed_of_what_there_is(fields: tuple[str, str, str, str, str], name: str) -> None:
    assert rules.display_name(*fields) == name


@pytest.mark.parametrize(
    ("line", "who", "named"),
    [
        ("Dear Ann and John,", member("John Park"), True),
        ("Dear Ann and Johnny,", member("John Park", called="Johnny"), True),
        ("Dear Ann,", member("John Park"), False),
        ("Dear Johnson family,", member("John Park"), False),
        ("Ann Park", member("Park Min"), False),
        ("Dear JOHN PARK", member("John Park"), True),
    ],
)
def test_a_line_names_a_member_by_whole_words(line: str, who: Member, named: bool) -> None:
    assert rules.names_someone(line, who, ANN) is named


@pytest.mark.parametrize(
    ("new", "moved"),
    [
        ({}, False),
        ({"address1": "4  MILL lane"}, False),
        ({"address1": "5 Mill Lane"}, True),
        ({"postcode": "BA2"}, True),
        ({"country": "US"}, True),
    ],
)
def test_another_spelling_is_no_other_address(new: dict[str, str], moved: bool) -> None:
    """SUP-6."""
    home = {"address1": "4 Mill Lane", "address2": "", "city": "Bath", "region": "", "postcode": "BA1", "country": "GB"}
    assert rules.moved(NOBODY._replace(**home), home | new) is moved


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (member("Ann Park"), True),
        (member("Ann Park", "child"), True),
        (member("Ann Park", died=True), False),
        (member("Ann Park", minor=True), False),
        (member("Ann Park", "pet"), False),
    ],
)
def test_letters_are_addressed_to_living_adults(who: Member, may: bool) -> None:
    """SUP-1, SUP-7."""
    assert rules.may_be_addressed(who) is may


def test_a_household_is_kept_on_by_its_adults_and_by_a_partner_first() -> None:
    """SUP-1, SUP-7: by no child and no pet."""
    dead, partner, grown_up = member("Ann Park", died=True), member("John Park"), member("Mia Park", "child")
    others = [grown_up, member("Tim Park", "child", minor=True), member("Fifi", "pet"), partner]
    assert rules.heirs(ANN, [dead, *others]) == [partner, grown_up]
    assert rules.heirs(ANN, others) == []


def test_a_customer_of_whom_all_is_known_has_no_gaps() -> None:
    known = ANN._replace(
        address1="4 Mill Lane",
        city="Bath",
        salutation="Dear Ann,",
        opened_on=DAY,
        source="friend",
        email="a@b.example",
    )
    assert rules.honest_gaps(known, [], [Permission("e-mail", DAY, "asked")]) == []
    assert rules.honest_gaps(known, [], [], [Suppression("no-e-mail", DAY, "")]) == []
    assert rules.honest_gaps(known) == ["may we send offers by e-mail? Not asked yet"]


def test_a_customer_of_whom_little_is_known_says_so() -> None:
    """LET-8."""
    assert rules.honest_gaps(ANN._replace(mobile="555 0142"), [member("Ann Park", died=True)]) == [
        "the record still goes by the name of Ann Park, who died",
        "no full address: nothing can go by post",
        "no salutation: letters begin with the name",
        "may we send offers by text? Not asked yet",
        "how did they hear of us? Not asked yet",
        "not known since when they are a customer",
    ]
    assert rules.honest_gaps(ANN, [], [], [Suppression("deceased", DAY, "")]) == []
