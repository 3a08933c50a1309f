"""Does a proposal say what its effect needs to know? Names, kinds and presence of its particulars."""


from auzolan.charter.around import Around
from auzolan.charter.fields import form_of, is_share
from auzolan.charter.kinds import Field
from auzolan.charter.nearest import nearest
from auzolan.governance.choices import no
from auzolan.governance.effects import Effect
from auzolan.governance.facts import ProposalOpened
from auzolan.values.instant import is_day
from auzolan.values.quantity import canonical_amount
from auzolan.values.refusal import Refusal


def details_fault(fact: ProposalOpened, effect: Effect, around: Around) -> Refusal | None:
    """What speaks against the particulars: None, or the refusal."""
    if effect.several is not None and effect.several != bool(fact.asks):
        why = f"{effect.name} is about what is chosen among several." if effect.several else (
            f"{effect.name} is answered with yes or no."
        )
        after = "Decide it by a procedure whose method chooses among several, and name the options."
        return no("options", why, after if effect.several else "Decide it by a procedure of yes or no.")
    known = {one.name: one for one in effect.fields}
    given = [one.name for one in fact.details]
    if len(set(given)) != len(given):
        return no("details", "A particular is given twice.", "Give each once.")
    for one in fact.details:
        field = known.get(one.name)
        if field is None:
            after = f"The nearest that it asks for is {nearest(one.name, known)!r}." if known else "Leave it out."
            return no(one.name, f"{effect.name} asks for no {one.name[:40]}.", after)
        if why := _fault(field, one.value, around):
            return no(one.name, why, f"It says {field.means}; write {form_of(field)}.")
    if missing := next((one for one in effect.fields if one.required and one.name not in given), None):
        return no(missing.name, f"It says {missing.means}, and that must be said.", f"Write {form_of(missing)}.")
    return None


def _fault(field: Field, value: str, around: Around) -> str:
    """What is wrong with one particular, all of which are written as text."""
    if not value or (field.choices and value not in field.choices):
        return f"{value[:40]!r} is not it."
    if field.type == "whole" and not (value.isascii() and value.isdecimal() and len(value) < 10):
        return f"{value[:40]!r} is no whole number."
    if field.type == "share" and not is_share(value):
        return f"{value[:40]!r} is no share."
    if field.type == "date" and not is_day(value):
        return f"{value[:40]!r} is no day."
    if field.type == "article" and (value not in around.charter or value.partition(".")[0] not in (field.of or value)):
        return f"{value[:40]!r} is no such article of the charter."
    return _amount_fault(value, around) if field.type == "amount" else ""



def _amount_fault(value: str, around: Around) -> str:
    figure, _, code = value.partition(" ")
    unit = around.charter.units.get(code)
    if unit is None:
        return f"{code[:20]!r} is no unit of the charter."
    try:
        return "" if canonical_amount(figure, unit.places) > 0 else "It must be more than nothing."
    except ValueError:
        return f"{figure[:40]!r} is no amount with {unit.places} decimals."
