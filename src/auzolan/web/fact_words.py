"""What an entry says, in a sentence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from auzolan.governance.hiding import kept_back
from auzolan.journal.entry import Entry
from auzolan.web.asked import Asked
from auzolan.web.written import day, moment, money, period

WORDS: dict[str, Any] = {
    "organisation.founded": _("%(name)s was founded, with %(articles)s articles."),
    "organisation.meaning_raised": _(
        "From here on, version %(meaning)s of the software's counting judges and computes."
    ),
    "organisation.signing_key_changed": _("Checkpoints are signed with another key from here on."),
    "charter.article_adopted": _("Version %(version)s of the article %(article)s came into force."),
    "charter.article_retired": _("The article %(article)s is no longer in force."),
    "members.member_admitted": _("%(member)s became a member on %(joined)s, in the class %(class_)s."),
    "members.member_parted": _("%(member)s left on %(left)s."),
    "governance.owner_named": _("%(member)s sees to decision %(decision)s."),
    "governance.carried_out": _("Decision %(decision)s was carried out."),
    "governance.delegate_bound": _("%(member)s is bound to answer: %(answer)s."),
    "members.member_suspended": _("The vote and mandates of %(member)s rest until %(until)s."),
    "members.member_moved": _("%(member)s went over to the class %(class_)s on %(since)s."),
    "members.signin_bound": _("An address opens the door for %(member)s from now on."),
    "members.signin_unbound": _("An address no longer opens the door for %(member)s."),
    "members.mail_chosen": _("Somebody said which mail they want."),
    "members.mandate_granted": _("%(member)s was trusted with %(mandate)s."),
    "members.mandate_ended": _("%(mandate)s of %(member)s ended."),
    "members.agent_named": _("%(agent)s outside was given a number (%(nature)s)."),
    "flows.flow_recorded": _("%(amount)s %(unit)s went from %(provider)s to %(receiver)s on %(date)s (%(action)s)."),
    "flows.postings_made": _("An entry of the books for %(date)s."),
    "flows.postings_settled": _("Entry %(of)s is %(status)s from %(date)s on."),
    "flows.account_opened": _("The account %(account)s was opened."),
    "flows.unit_declared": _("The unit %(code)s was met in the books, with %(places)s decimals."),
    "flows.period_closed": _("The period %(period)s and all before it take no more entries."),
    "flows.balance_asserted": _("%(account)s really held %(amount)s %(unit)s on %(date)s; the books say the same."),
    "flows.balance_signed": _("A second person looked and signed the assertion of entry %(of)s."),
    "flows.contribution_recorded": _("%(member)s brought in %(amount)s %(unit)s on %(date)s (%(contribution)s)."),
    "flows.contribution_confirmed": _("The contribution of entry %(of)s was confirmed."),
    "flows.price_quoted": _("One %(unit)s was %(rate)s %(quoted_in)s on %(date)s, says %(source)s."),
    "flows.books_imported": _("A file of %(count)s lines was read (%(format)s)."),
    "flows.agreement_made": _("%(provider)s and %(receiver)s may agree on %(resource)s from %(begins)s on."),
    "flows.agreement_signed": _("%(party)s signed an agreement."),
    "flows.agreement_ended": _("An agreement holds until %(ends)s and no longer."),
    "flows.order_placed": _("%(receiver)s ordered %(amount)s %(unit)s %(resource)s from %(provider)s."),
    "flows.order_closed": _("An order was closed on %(date)s: %(status)s."),
    "rules.run_published": _("%(rule)s was applied to %(period)s: %(amount)s %(unit)s in %(count)s portions."),
    "rules.portions_published": _("Portions of %(run)s."),
    "rules.proof_published": _("A part of the proof of %(run)s: with it nobody needs to work the best way out again."),
    "rules.run_approved": _("A decision approved %(run)s."),
    "rules.correction_ordered": _("A decision asks for %(run)s to be corrected."),
    "rules.run_settled": _("Paid out of %(run)s: %(count)s portions, %(amount)s."),
    "rules.run_voided": _("Taken back: %(run)s."),
    "rules.bids_opened": _("The bids of the tender %(tender)s were opened on %(opened)s."),
    "metrics.limit_broken": _("%(limit)s does not hold: %(why)s"),
    "metrics.limit_holds": _("%(limit)s holds again."),
    "metrics.limit_counted": _("What was there before was counted for %(limit)s."),
    "metrics.metric_published": _("%(metric)s was measured for %(period)s."),
    "metrics.survey_answered": _("A member answered %(survey)s for %(period)s."),
    "metrics.survey_counted": _("%(survey)s was counted for %(period)s: %(answered)s of %(asked)s answered."),
    "governance.proposal_opened": _("Proposed: %(title)s. It can be answered until %(closes_at)s."),
    "governance.roll_frozen": _("A part of the roll for: %(decision)s."),
    "governance.proposal_supported": _("A member supports that this is put to the body: %(decision)s."),
    "governance.decision_vetoed": _("It was carried and is vetoed: %(decision)s."),
    "governance.ballot_cast": _("A member answered: %(decision)s. %(option)s"),
    "governance.proposal_amended": _("The words of a proposal were changed before the ballot: %(decision)s."),
    "governance.veto_overridden": _("A veto was put aside; it takes effect after all: %(decision)s."),
    "governance.proposal_withdrawn": _("Taken back before anybody had answered: %(decision)s."),
    "governance.decision_closed": _("The ballots were counted: %(decision)s."),
    "governance.meeting_called": _("Notice of a meeting: %(title)s, first call %(first_at)s, %(place)s."),
    "governance.agenda_set": _("The agenda of the meeting %(meeting)s was set."),
    "governance.proxy_given": _("A member let another speak for them at the meeting %(meeting)s, or took it back."),
    "governance.presence_noted": _("Who came to the meeting %(meeting)s, or left it, was noted."),
    "governance.meeting_opened": _(
        "Call %(call)s of the meeting %(meeting)s: %(present)s there, %(represented)s represented, %(needed)s needed."
    ),
    "governance.hands_counted": _("Raised hands were counted for: %(decision)s."),
    "governance.hands_confirmed": _("A second person counted the same hands for: %(decision)s."),
    "governance.meeting_closed": _("The meeting %(meeting)s ended; its minutes were drafted."),
    "governance.minutes_signed": _("The minutes of the meeting %(meeting)s were signed."),
    "governance.election_called": _("An election was announced: %(title)s. Candidates can be named until %(until)s."),
    "governance.candidate_named": _("%(member)s was named as a candidate."),
    "governance.nomination_answered": _("Somebody who was named said whether they stand."),
    "governance.candidate_supported": _("A member supports that %(member)s is on the ballot."),
    "governance.nominations_prolonged": _("Too few stood: candidates can be named until %(until)s."),
    "governance.election_dropped": _("An election ended without a ballot. %(why)s"),
    "governance.countback_held": _("The seat of %(vacated)s fell vacant, and the ballots were counted again."),
    "governance.budget_called": _("A budget open to all was announced: %(title)s, %(amount)s %(unit)s."),
    "governance.idea_handed_in": _("An idea came in: %(title)s."),
    "governance.idea_taken_back": _("An idea was taken back: %(idea)s."),
    "governance.idea_checked": _("An idea was checked: %(idea)s. %(cost)s"),
    "governance.budget_dropped": _("A budget open to all ended without a ballot. %(why)s"),
    "governance.project_reported": _("A report on a project that was chosen: %(idea)s."),
    "governance.box_voters": _("Who put a paper into the sealed box: %(decision)s."),
    "governance.box_papers": _("What was in the sealed box, in the order of the trackers: %(decision)s."),
    "governance.box_opened": _("The sealed box was opened, with %(count)s papers: %(decision)s."),
    "governance.box_lost": _("The sealed box could not be opened; nothing was counted: %(decision)s."),
    "governance.paper_keyed": _("A member's answer on paper was entered, for a second person to read: %(decision)s."),
    "governance.vote_placed": _("Members learnt where it is voted: %(address)s."),
    "governance.result_papers": _("What a vote elsewhere came to, as one person entered it: %(decision)s."),
    "governance.result_recorded": _("The result of a vote elsewhere was entered (%(count)s ballots): %(decision)s."),
    "governance.result_confirmed": _("A second person verified the result of a vote elsewhere: %(decision)s."),
    "governance.result_missing": _("No verified result of a vote elsewhere came in: %(decision)s."),
    "governance.effect_done": _("It was decided and has been done: %(decision)s."),
    "governance.delegation_given": _("A member lets another answer where they do not, until %(until)s."),
    "governance.delegation_ended": _("A member answers for themselves again."),
    "governance.effect_stopped": _("It was decided and could not be done: %(decision)s. %(why)s"),
    "contest.line_contested": _("A line of entry %(line)s was contested. An answer is owed until %(due)s."),
    "contest.contest_answered": _("A contest was answered: %(outcome)s."),
    "deliberation.comment_made": _("A member commented on a proposal, with a reason: %(decision)s."),
    "deliberation.comment_withdrawn": _("A comment on a proposal was taken back or taken out: %(decision)s."),
    **dict.fromkeys(
        ("deliberation.draft_kept", "deliberation.draft_ended"),
        _("Somebody wrote on a draft, or put it away. Whose it is stands here for them alone."),
    ),
    "deliberation.talk_opened": _("A talk was opened in %(body)s. It takes answers until %(closes)s."),
    "deliberation.statement_made": _("Somebody said something in a talk, for others to agree or disagree with."),
    "deliberation.statement_keyed": _("What a member says on paper was entered, for a second person to read."),
    "deliberation.statement_voted": _("A statement of a talk was answered. What was answered is read by one person."),
    "deliberation.statement_withdrawn": _("A statement of a talk was taken back or taken out."),
    "deliberation.talk_closed": _("A talk ended."),
    # Who takes part in these is for the few who do.
    **dict.fromkeys(
        ("conduct.notice_given", "conduct.person_heard", "conduct.improvement_agreed", "conduct.conduct_decided",
         "conduct.appeal_raised", "conduct.appeal_answered"),
        _("A step after a notice that something agreed was broken. Those whom it concerns read it."),
    ),
    **dict.fromkeys(
        ("conduct.mediation_asked", "conduct.mediation_accepted", "conduct.mediation_noted", "conduct.mediation_ended"),
        _("A step of a mediation. What is said in it stays between the three."),
    ),
}
HIDDEN = _("A member answered: %(decision)s. What they said comes out with the close.")
PEOPLE = frozenset(("member", "agent", "provider", "receiver", "party"))
DAYS = frozenset(("opened", "date", "joined", "left", "since", "due", "until", "begins", "ends", "closes"))
FIGURES = frozenset(("amount", "count", "articles", "of", "line", "rate"))
ARTICLES = frozenset(("article", "rule", "class_", "mandate", "contribution", "limit", "metric", "survey", "body"))


def sentence(asked: Asked, entry: Entry[Any]) -> str:
    """What an entry says, with the names that this viewer may see."""
    fact = entry.fact
    kind = str(type(fact).__struct_config__.tag).rpartition(".")[0]
    words = WORDS.get(kind)
    if kept_back(asked.org.states["governance"], fact):
        return str(HIDDEN) % {"decision": _said(asked, "decision", fact.decision)}
    if words is None:
        return (type(fact).__doc__ or kind).strip().splitlines()[0]
    return str(words) % {name: _said(asked, name, getattr(fact, name)) for name in fact.__struct_fields__}


def _said(asked: Asked, name: str, value: Any) -> str:
    if isinstance(value, tuple):
        return money(len(value))
    if name in PEOPLE:
        return asked.called.anyone(str(value))
    if name in DAYS:
        return day(value)
    if name in FIGURES:
        return money(value)
    if name == "account":
        return asked.called.account(str(value))
    if name == "meeting" and (meeting := asked.org.states["governance"].meetings.meetings.get(value)) is not None:
        return str(meeting.title)
    if name in ("closes_at", "first_at"):
        return moment(value)
    if name == "period":
        return period(value)
    if name == "run" and (run := asked.org.states["rules"].runs.get(value)) is not None:
        article = asked.org.charter.get(run.rule)
        return f"{article.name if article else run.rule}, {period(run.period)}"
    if name == "decision" and (decision := asked.org.states["governance"].decisions.get(value)) is not None:
        return str(decision.title)
    if name in ARTICLES and (article := asked.org.charter.get(str(value))) is not None:
        return str(article.name)
    return str(value)
