"""What the owner can do about customers, each one undoable action on the book."""

from carebook.customers.desk.consent import allow_again, mark_deceased, not_deceased, permit, stop, withdraw
from carebook.customers.desk.contact import called_back, hear_news, log_contact, remove_contact, remove_news
from carebook.customers.desk.people import (
    add_customer,
    add_member,
    edit_customer,
    edit_member,
    member_died,
    remove_customer,
    remove_member,
    remove_occasion,
    set_occasion,
)
from carebook.customers.desk.sales import edit_sale, record_sale, refund_sale, remove_sale

__all__ = [
    "add_customer",
    "add_member",
    "allow_again",
    "called_back",
    "edit_customer",
    "edit_member",
    "edit_sale",
    "hear_news",
    "log_contact",
    "mark_deceased",
    "member_died",
    "not_deceased",
    "permit",
    "record_sale",
    "refund_sale",
    "remove_contact",
    "remove_customer",
    "remove_member",
    "remove_news",
    "remove_occasion",
    "remove_sale",
    "set_occasion",
    "stop",
    "withdraw",
]
