"""The kind `posting`."""

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from, said

MONDRAGON = preset("mondragon")


def with_posting(lines: str) -> list[tuple[str, str]]:
    return said(check_text(MONDRAGON + f'\n["posting.x"]\naction = "transfer"\n{lines}\n', where="x"))


PART = '[["posting.x".parts]]\nname = "net"\n'


def test_both_sides_or_one_side_and_the_parts_of_the_other() -> None:
    assert with_posting('debit = "Assets:Bank"\ncredit = "Income:*"') == []
    assert with_posting('debit = "Assets:Bank"') == [("posting.x", "debit")]
    assert with_posting(f'debit = "Assets:Bank"\n{PART}credit = "Income:*"') == []
    assert with_posting(f'debit = "Assets:Bank"\n{PART}debit = "Expenses:*"') == [("posting.x", "parts")]
    assert with_posting(f'debit = "Assets:Bank"\n{PART}') == [("posting.x", "parts[1]")]


def test_every_account_lies_on_a_branch_of_the_charter_and_every_place_is_known() -> None:
    assert with_posting('debit = "Assets:Shop"\ncredit = "Income:*"') == [("posting.x", "debit")]
    assert with_posting('debit = "Assets:Bank"\ncredit = "Equity:Shares:{person}"') == [("posting.x", "credit")]
    assert with_posting('debit = "Assets:Bank"\ncredit = "Income:*"\ngain = "Income:Luck:X"') == [("posting.x", "gain")]


def test_parts_are_told_apart_by_their_names() -> None:
    twice = f'{PART}credit = "Income:*"\n{PART}credit = "Liabilities:Tax"\n'
    assert with_posting(f'debit = "Assets:Bank"\n{twice}') == [("posting.x", "parts[2].name")]


def test_an_action_is_one_of_valueflows_names() -> None:
    text = MONDRAGON.replace('action = "move"', 'action = "shuffle"')
    assert said(check_text(text)) == [("posting.result", "action")]


def test_an_invoice_has_a_net_part_and_a_tax_part_that_is_the_tax_offices() -> None:
    charter = charter_from(MONDRAGON)
    invoice = charter.value("posting.invoice")
    assert [(part.name, part.side, part.account, part.receiver, part.required) for part in invoice.parts] == [
        ("net", "credit", "Income:*", "", True), ("vat", "credit", "Liabilities:Tax", "the tax office", False),
    ]
    assert invoice.claim == "raises"
    words = plain_words(charter.articles["posting.invoice"], charter)
    assert words == (
        "An invoice we send: Assets:Receivable:{receiver} is debited and Income:* (net), Liabilities:Tax (vat) is"
        " credited. It raises what is owed."
    )
