"""Which request about the books is answered by what."""

from collections.abc import Callable, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.flows import agreements, contributing, importing, keeping, orders, paying, recording
from auzolan.flows import requests as asked
from auzolan.flows.state import State

HANDLERS: dict[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    asked.RecordFlow: recording.record,
    asked.PayClaim: paying.pay,
    asked.RecordEntry: keeping.record_entry,
    asked.OpenBooks: keeping.open_books,
    asked.CorrectEntry: keeping.correct,
    asked.SettlePending: keeping.settle,
    asked.VoidPending: keeping.void,
    asked.ClosePeriod: keeping.close,
    asked.AssertBalance: keeping.assert_balance,
    asked.SignBalance: keeping.sign_balance,
    asked.RecordContribution: contributing.record,
    asked.RecordContributions: contributing.record_many,
    asked.ConfirmContribution: contributing.confirm,
    asked.QuoteRate: contributing.quote,
    asked.OpenAccount: contributing.open_account,
    asked.ImportBooks: importing.import_books,
    agreements.MakeAgreement: agreements.make,
    agreements.SignAgreement: agreements.sign,
    agreements.EndAgreement: agreements.end,
    orders.PlaceOrder: orders.place,
    orders.CloseOrder: orders.close,
}
