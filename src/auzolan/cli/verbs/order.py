"""auzolan order: something that is ordered, until it is delivered or withdrawn."""

import argparse

from auzolan.cli.console import Console, Unreadable
from auzolan.flows.agreements_facts import OrderPlaced
from auzolan.flows.orders import CloseOrder, PlaceOrder

name = "order"
summary = "Place an order, say that it was delivered, or withdraw it."
example = 'auzolan order coffee "100 lb" --provider g4x7k2q9xwabcdef --by 2026-03-01'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What and how much, from whom; or what became of an order."""
    parser.add_argument("resource", nargs="?", default="", metavar="WHAT")
    parser.add_argument("amount", nargs="?", default="", metavar="AMOUNT", help='such as "100 lb"')
    parser.add_argument("--provider", default="us", metavar="WHO", help="who gives it (default: us)")
    parser.add_argument("--receiver", default="", metavar="WHO", help="who takes it (default: yourself, else us)")
    parser.add_argument("--by", default="", metavar="DATE", help="the day it is wanted by")
    parser.add_argument("--date", default="", help="the day of ordering, of delivery or of withdrawal (default: today)")
    parser.add_argument("--agreement", default="", help="the agreement it falls under")
    parser.add_argument("--says", default="", help="what else is to be said; it stays out of the journal")
    parser.add_argument("--delivered", default="", metavar="ORDER", help="it was delivered")
    parser.add_argument("--flow", default="", help="with --delivered: the flow that delivered it")
    parser.add_argument("--withdraw", default="", metavar="ORDER", help="it is not wanted any more")


def run(said: argparse.Namespace, console: Console) -> int:
    """Place it, or close it."""
    if order := said.delivered or said.withdraw:
        answer = console.do(
            CloseOrder(order=order, delivered=bool(said.delivered), flow=said.flow, date=said.date)
        )
        became = "was delivered" if said.delivered else "is withdrawn"
        return console.answer({"order": order, "entries": answer.seqs}, [f"Order {order} {became}."])
    if not (said.resource and said.amount):
        raise Unreadable(f"Say what and how much, such as: {example}.")
    answer = console.do(PlaceOrder(
        resource=said.resource, amount=said.amount, provider=said.provider, receiver=said.receiver, wanted=said.by,
        date=said.date, agreement=said.agreement, words={"says": said.says},
    ))
    id = answer.fact(OrderPlaced).order
    return console.answer({"order": id, "entries": answer.seqs}, [f"Order {id} is open until it is delivered."])
