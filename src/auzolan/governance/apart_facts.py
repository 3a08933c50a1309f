"""Everything that can have happened to answers which a member does not give here with their own hand."""

from auzolan.governance.external_facts import EXTERNAL_FACTS
from auzolan.governance.paper_facts import PAPER_FACTS
from auzolan.governance.sealed_facts import SEALED_FACTS

APART_FACTS = (*SEALED_FACTS, *EXTERNAL_FACTS, *PAPER_FACTS)
