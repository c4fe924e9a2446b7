"""One customer's whole record in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carebook import money
from carebook.customers.model import Contact, Customer, Merging, Occasion, Reminder, Sale, SurveyAnswer
from carebook.customers.postal import postal_lines
from carebook.customers.rules import honest_gaps
from carebook.customers.words import by_channel
from carebook.days import in_words
from carebook.letters.model import KINDS, Letter, OwnLetter
from carebook.record import Case, Introduction, Pursuit, Record
from carebook.referrals.model import Ask, Moment, PassedOn, Reward
from carebook.referrals.model import Step as ReferralStep
from carebook.referrals.words import reward_in_words
from carebook.retention import words
from carebook.retention.model import TITLES, Departure, Offer, Opportunity, Working
from carebook.timeline import step_in_words

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def record_in_words(found: Record) -> str:
    """Tell everything that the book holds about a customer, in sections; letters with their texts."""
    customer = found.customer
    number = f" · {customer.external_id}" if customer.external_id else ""
    lines = [f"{customer.name} · #{customer.id}{number}", *_indented(_who(found))]
    names = {member.id: member.name for member in found.members}
    gaps = honest_gaps(customer, found.members, found.permissions, found.suppressions)
    sections: dict[str, Iterable[str]] = {
        "Stops": (f"{s.cause} since {in_words(s.since)}{_after(s.how)}" for s in found.suppressions),
        "Permissions": (f"{p.channel} since {in_words(p.given_on)}{_after(p.how)}" for p in found.permissions),
        "Members": (_member(m.name, m.role, m.called, m.note, died=m.died_on is not None) for m in found.members),
        "Days that come back": (_occasion(one, names.get(one.member_id or 0, "")) for one in found.occasions),
        "Buying": _buying(found),
        "Sales": (_sale(sale, found) for sale in found.sales),
        "Contacts": (line for contact in found.contacts for line in _contact(contact)),
        "News": (f"{in_words(n.heard_on)}: {n.what}" for n in found.news),
        "Complaints": (line for case in found.complaints for line in _complaint(case, found)),
        "Survey answers": (line for answer in found.survey_answers for line in _answer(answer)),
        "Why they left": (_departure(one) for one in found.departures),
        "Worked from lists": (_working(one) for one in found.worked),
        "Winning back": (line for one in found.win_backs for line in _pursuit(one, found)),
        "Referrals": (line for one in found.referrals for line in _introduction(one, one.referral.introduced, found)),
        "Who sent them": (line for one in found.referred_by for line in _introduction(one, one.referrer, found)),
        "Asked for a referral": (_ask(one) for one in found.asks),
        "Good moments": (_good_moment(one) for one in found.moments),
        "Partner": _partner(found),
        "Letters": (line for letter in found.letters for line in _letter(letter)),
        "Letters of your own": (line for one in found.own_letters for line in _own_letter(one)),
        "Reminders": (_reminder(one) for one in found.reminders),
        "Merged into this record": (_merged(one) for one in found.merged),
        "Not known": gaps,
    }
    for title, rows in sections.items():
        listed = list(rows)
        if listed:
            lines += ["", title, *_indented(listed)]
    return "\n".join(lines)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {part}" for line in lines for part in line.split("\n"))


def _after(text: str) -> str:
    return f" ({text})" if text else ""


def _who(found: Record) -> Iterator[str]:
    c = found.customer
    yield from _address(c, found.shop.country)
    told = {
        "letters begin": c.salutation,
        "e-mail": c.email,
        "phone": c.phone,
        "mobile": c.mobile,
        "kind": "" if c.kind == "person" else c.kind,
        "names": " · ".join(filter(None, (c.given_name, c.family_name, c.called, c.company))),
        "language": c.language,
        "customer since": in_words(c.opened_on) if c.opened_on else "",
        "heard of the shop by": c.source,
        "persona": c.persona,
        "buying stage": c.stage or "",
        "tags": ", ".join(found.tags),
        "quiet period from": in_words(c.quiet_from) if c.quiet_from else "",
        "in the book since": in_words(c.entered_on),
        "taken": _taken(found) if c.sales else "",
    }
    yield from (f"{name}: {value}" for name, value in told.items() if value)
    if c.note:
        yield c.note


def _taken(found: Record) -> str:
    amount = money.shown(found.customer.taken, found.shop.currency, found.shop.country)
    return f"{amount} in {found.customer.sales} sale{'s' if found.customer.sales != 1 else ''}"


def _address(c: Customer, home: str) -> Iterator[str]:
    lines = postal_lines(c.address1, c.address2, c.city, c.region, c.postcode, c.country, home=home)
    if c.addressee and c.addressee != c.name:
        yield c.addressee
    yield from lines


def _member(name: str, role: str, called: str, note: str, *, died: bool) -> str:
    known_as = f", called {called}" if called else ""
    return f"{name}{known_as}, {role}{', died' if died else ''}{_after(note)}"


def _occasion(one: Occasion, member: str) -> str:
    what = one.label or one.kind
    year = f" {one.year}" if one.year else ""
    return f"{one.day} {_MONTHS[one.month - 1]}{year}: {what}{f' of {member}' if member else ''}"


def _sale(sale: Sale, found: Record) -> str:
    amount = money.shown(sale.amount, found.shop.currency, found.shop.country)
    times = f"{sale.quantity} × " if sale.quantity != "1" else ""
    gift = f", a gift for {in_words(sale.gift_reveal_on)}" if sale.gift_reveal_on else ""
    back = ", given back" if sale.refund_of else ""
    return f"{in_words(sale.sold_on)}  {amount}  {times}{sale.product}{gift}{back}{_after(sale.note)}"


def _contact(contact: Contact) -> Iterator[str]:
    way = "from them" if contact.direction == "in" else "to them"
    answer = f", {contact.response}" if contact.response else ""
    call = f", to call back on {in_words(contact.call_back_on)}" if contact.call_back_on else ""
    done = f", called on {in_words(contact.called_back_on)}" if contact.called_back_on else ""
    note = f": {contact.note}" if contact.note else ""
    yield f"{in_words(contact.on_day)}  {contact.channel} {way}{answer}{call}{done}{note}"


def _complaint(case: Case, found: Record) -> Iterator[str]:
    complaint = case.complaint
    state = f"closed, {complaint.outcome}" if complaint.closed_on else f"open, {complaint.stage}"
    yield f"{complaint.number} {state}: {complaint.title}"
    told = {
        "about": complaint.product,
        "category": case.category,
        "weighs": complaint.severity,
        "looked after by": complaint.handler,
        "would put it right": complaint.remedy_sought,
        "root cause": case.root_cause,
        "what was changed": complaint.what_changed,
    }
    yield from (f"    {name}: {value}" for name, value in told.items() if value)
    yield from (f"    {in_words(step.on_day)}  {step_in_words(step)}" for step in case.steps)
    for remedy in case.remedies:
        cost = money.shown(remedy.cost, found.shop.currency, found.shop.country)
        yield f"    {remedy.part}: {remedy.kind}{_after(remedy.what)}, cost {cost}"


def _buying(found: Record) -> Iterator[str]:
    """Say how often they buy, how they stand, and what they brought."""
    standing = found.standing
    if standing is None:
        return
    yield words.in_words(standing, found.today)
    yield words.state_in_words(standing, found.today)
    if standing.tier:
        yield f"tier: {standing.tier}"
    ever, lately = (
        money.shown(amount, found.shop.currency, found.shop.country)
        for amount in (standing.profit, standing.profit_24m)
    )
    yield f"profit: {ever}, in the last 24 months {lately}"


def _departure(one: Departure) -> str:
    told = " (they told us)" if one.told else ""
    return f"{in_words(one.noted_on)}  {one.reason}{told}{f': {one.words}' if one.words else ''}"


def _working(one: Working) -> str:
    about = f" ({one.about})" if one.about else ""
    return f"{in_words(one.on_day)}  {TITLES[Opportunity(one.list)]}{about}: {one.outcome}"


def _pursuit(pursuit: Pursuit, found: Record) -> Iterator[str]:
    case = pursuit.win_back
    state = f"{case.outcome} on {in_words(case.ended_on)}" if case.ended_on else f"open, {case.next_step}"
    yield f"#{case.id} from {in_words(case.opened_on)}, {state}"
    told = {
        "why they left": ": ".join(filter(None, (case.reason, case.reason_words))),
        "once chose us for": pursuit.chose_for,
        "left for": pursuit.left_for,
        "our part": case.our_part,
        "what was changed": case.what_changed,
        "permission": ", ".join(filter(None, (case.permission, case.permission_how))),
        "our offer": case.offer,
        "how it ended": case.ending,
    }
    yield from (f"    {name}: {value}" for name, value in told.items() if value)
    yield from (f"    {in_words(step.on_day)}  {step_in_words(step)}" for step in pursuit.steps)
    yield from (f"    “{probe.question}” {probe.answer}" for probe in pursuit.probes)
    yield from (f"    {_offer(offer, found)}" for offer in pursuit.offers)


def _offer(offer: Offer, found: Record) -> str:
    whose = "ours" if offer.side == "ours" else f"from {offer.who or 'another shop'}"
    price = "" if offer.price is None else f" at {money.shown(offer.price, found.shop.currency, found.shop.country)}"
    rated = "" if offer.rating is None else f", rated {offer.rating} of 10"
    return f"offer {whose}: {offer.feature}{price}{rated}"


def _introduction(one: Introduction, whom: str, found: Record) -> Iterator[str]:
    """Tell of a referral: the one on its other side, how far it has come, its rewards and its diary."""
    referral = one.referral
    counts = "" if referral.counts else ", does not count: somebody else is the one who sent them"
    yield f"{in_words(referral.introduced_on)}  {whom}, {referral.stage}{counts}{_after(referral.note)}"
    yield from (f"    {_reward(reward, found)}" for reward in one.rewards)
    yield from (f"    {_referral_step(step)}" for step in one.steps)


def _reward(reward: Reward, found: Record) -> str:
    state = "promised"
    if settled := reward.paid_on or reward.waived_on:
        state = f"{'paid' if reward.paid_on else 'dropped'} on {in_words(settled)}"
    what = reward_in_words(*reward.given, found.shop.currency, found.shop.country)
    return f"reward of the {reward.for_whom}: {what}, {state}{_after(reward.ending)}"


def _referral_step(step: ReferralStep) -> str:
    done = " ".join(filter(None, (step.step, by_channel(step.by_channel))))
    return f"{in_words(step.on_day)}  {done}{f': {step.what}' if step.what else ''}"


def _ask(one: Ask) -> str:
    asked = in_words(one.asked_on) if one.asked_on else f"wanted on {in_words(one.wanted_on)}, not asked yet"
    said = f": {one.answer} on {in_words(one.answered_on)}" if one.answer and one.answered_on else ""
    again = f", again from {in_words(one.again_on)}" if one.again_on else ""
    return f"{asked}, {by_channel(one.by_channel)}{said}{again}{_after(one.note)}"


def _good_moment(one: Moment) -> str:
    return f"{in_words(one.on_day)}  {one.kind}{f': {one.what}' if one.what else ''}"


def _partner(found: Record) -> Iterator[str]:
    if partner := found.partner:
        until = f" until {in_words(partner.ended_on)}" if partner.ended_on else ""
        yield f"since {in_words(partner.since)}{until}{_after(partner.trade)}"
        if partner.agreed:
            yield f"agreed: {partner.agreed}"
    yield from (_passed_on(one) for one in found.passed_on)


def _passed_on(one: PassedOn) -> str:
    return f"{in_words(one.on_day)}  sent them {one.name}{_after(one.note)}"


def _answer(answer: SurveyAnswer) -> Iterator[str]:
    leave = {"may be called": answer.may_call, "may be quoted": answer.may_quote}
    said = filter(None, (answer.figures, *(word for word, given in leave.items() if given)))
    yield f"{in_words(answer.answered_on)}  {answer.title}: {', '.join(said)}".rstrip(": ")
    own_words = {"what went well": answer.praise, "what to do better": answer.better}
    yield from (f"    {name}: {words}" for name, words in own_words.items() if words)


def _letter(letter: Letter) -> Iterator[str]:
    title = KINDS[letter.kind].title if letter.kind in KINDS else letter.kind
    when = letter.sent_on or letter.ended_on or letter.printed_on
    state = f"{letter.state} on {in_words(when)}" if when else f"from {in_words(letter.due)}"
    yield f"#{letter.id}  {title}, {state}{_after(letter.cause or letter.override)}"
    if letter.text:
        yield from (f"    {line}" for line in letter.text.split("\n"))


def _own_letter(one: OwnLetter) -> Iterator[str]:
    yield f"{in_words(one.wanted_on)}  {one.title}, {one.letter_class}"
    yield from (f"    {line}" for line in one.text.split("\n"))


def _reminder(one: Reminder) -> str:
    done = f", done on {in_words(one.done_on)}" if one.done_on else ""
    return f"{in_words(one.on_day)}  {one.what}{done}"


def _merged(one: Merging) -> str:
    return f"{in_words(one.merged_on)}  {one.gone_name}{_after(one.gone_external_id or '')}"
