"""auzolan agree: what two parties promise each other, for a price and a span of days."""

import argparse

from auzolan.cli.console import Console, Unreadable
from auzolan.flows.agreements import EndAgreement, MakeAgreement, SignAgreement
from auzolan.flows.agreements_facts import AgreementMade

name = "agree"
summary = "Write an agreement down, sign it, or end it: what, for how much, from when until when."
example = 'auzolan agree g4x7k2q9xwabcdef coffee --price "2.20 USD" --per "1 lb" --floor "1.80 USD" --until 2028-12-31'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Between whom, about what; or which agreement to sign or end."""
    parser.add_argument("provider", nargs="?", default="", metavar="PROVIDER", help="who gives it: an id, or us")
    parser.add_argument("resource", nargs="?", default="", metavar="WHAT", help="what it is about, such as coffee")
    parser.add_argument("--receiver", default="us", metavar="WHO", help="who takes it and pays (default: us)")
    parser.add_argument("--amount", default="", help='how much in all, such as "37500 lb"')
    parser.add_argument("--price", default="", help='what is paid, such as "2.20 USD"')
    parser.add_argument("--floor", default="", help="the least that is ever paid")
    parser.add_argument("--per", default="", help='how much of it that pays for, such as "1 lb"')
    parser.add_argument("--since", default="", help="its first day (default: today)")
    parser.add_argument("--until", default="", help="its last day; with --end the last day on which it still holds")
    parser.add_argument("--says", default="", help="what else was promised, in words; they stay out of the journal")
    parser.add_argument("--sign", default="", metavar="AGREEMENT", help="sign one: for yourself, or else for us")
    parser.add_argument("--party", default="", metavar="WHO", help="with --sign: who signed it on paper")
    parser.add_argument("--publish", action="store_true", help="with --sign: the provider lets everyone see the price")
    parser.add_argument("--end", default="", metavar="AGREEMENT", help="end one before its time")


def run(said: argparse.Namespace, console: Console) -> int:
    """Make it, sign it or end it."""
    if said.sign:
        answer = console.do(SignAgreement(agreement=said.sign, party=said.party, publishes=said.publish))
        return console.answer({"agreement": said.sign, "entries": answer.seqs}, [f"Signed: {said.sign}."])
    if said.end:
        answer = console.do(EndAgreement(agreement=said.end, ends=said.until))
        return console.answer({"agreement": said.end, "entries": answer.seqs}, [f"Ended: {said.end}."])
    if not (said.provider and said.resource):
        raise Unreadable(f"Say who gives what, such as: {example}.")
    answer = console.do(MakeAgreement(
        provider=said.provider, receiver=said.receiver, resource=said.resource, amount=said.amount, price=said.price,
        floor=said.floor, per=said.per, begins=said.since, ends=said.until, words={"says": said.says},
    ))
    id = answer.fact(AgreementMade).agreement
    return console.answer(
        {"agreement": id, "entries": answer.seqs},
        [f"Agreement {id} is written down. It binds whoever signs it: auzolan agree --sign {id}."],
    )
