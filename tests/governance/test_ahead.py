"""Looking ahead changes nothing: it only says what would be so."""

from house_of_decisions import House, procedure, rule_of_kept

from auzolan.charter.around import Draft
from auzolan.charter.facts import ArticleAdopted
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.governance.ahead import Ahead


def test_what_a_draft_adopts_is_in_force_for_the_next_one_and_for_nobody_else():
    house = House(procedure("ordinary", ""))
    (article,), _ = load(rule_of_kept("5.00 EUR"), Kinds.find())
    ahead = Ahead(house.decisions, house.around("anna"))
    fork = ahead.fork()
    fork.take(Draft(fact=ArticleAdopted(article=article.id, version=1, text=article.text), because=0, by="node"))
    assert article.id in fork.around.charter
    assert fork.around.seq == ahead.around.seq + 1
    assert fork.around.fact(ahead.around.seq) == fork.drafts[0].fact
    assert article.id not in ahead.around.charter and ahead.drafts == []
    assert article.id not in house.around("anna").charter
