"""Who may come in: invitations, writers who were sent away, and the cap."""

from bot.domain import people, places
from bot.domain.refusals import Reason
from bot.domain.story import MuseRole
from tests.unit.domain.examples import (
    ADA,
    BASHO,
    CLARE,
    DAY,
    NOW,
    begun,
    crew,
    joined,
    refused,
)


def test_an_invitation_ends_when_its_member_is_gone_from_the_server() -> None:
    invited = places.invite(begun(invite_only=True), BASHO)
    with refused(Reason.INVITE_ONLY):
        people.join(people.gone(invited, BASHO, NOW), BASHO, NOW)
    kicked = places.invite(people.kick(crew(BASHO), BASHO, ADA, NOW), BASHO)
    with refused(Reason.KICKED):
        people.join(people.gone(kicked, BASHO, NOW), BASHO, NOW)


def test_a_kicked_writer_joins_only_when_invited_and_once() -> None:
    story = people.kick(crew(BASHO), BASHO, ADA, NOW)
    for act in (people.join, people.back):
        with refused(Reason.KICKED):
            act(story, BASHO, NOW)
    with refused(Reason.KICKED):
        people.join(people.gone(story, BASHO, NOW), BASHO, NOW, may_invite=True)
    again = people.join(places.invite(story, BASHO), BASHO, NOW)
    assert again.is_active(BASHO)
    with refused(Reason.KICKED):
        people.join(people.kick(again, BASHO, ADA, NOW), BASHO, NOW)
    with refused(Reason.KICK_YOURSELF):
        people.kick(story, ADA, ADA, NOW)


def test_invite_only_keeps_strangers_out_but_not_those_who_come_back() -> None:
    story = begun(invite_only=True)
    with refused(Reason.INVITE_ONLY):
        people.join(story, BASHO, NOW)
    assert people.join(story, BASHO, NOW, may_invite=True).is_active(BASHO)
    invited = people.join(places.invite(story, BASHO), BASHO, NOW)
    assert invited.invited == frozenset()
    left = people.leave(invited, BASHO, NOW)
    assert people.join(left, BASHO, NOW).is_active(BASHO)
    with refused(Reason.NEEDS_NO_INVITATION):
        places.invite(left, BASHO)


def test_only_who_needs_it_is_invited() -> None:
    with refused(Reason.NEEDS_NO_INVITATION):
        places.invite(begun(), BASHO)
    with refused(Reason.IN_STORY_ALREADY):
        places.invite(begun(invite_only=True), ADA)
    with refused(Reason.IN_STORY_ALREADY):
        places.invite(people.away(crew(BASHO), BASHO, None, NOW), BASHO)


def test_a_full_story_lets_nobody_in_until_someone_goes() -> None:
    story = crew(BASHO, writers_max=2, muse=MuseRole.PLAYER)
    with refused(Reason.STORY_FULL):
        people.join(story, CLARE, NOW)
    assert people.join(people.leave(story, BASHO, NOW), CLARE, NOW).is_active(CLARE)


def test_a_place_is_kept_for_who_named_their_day_and_not_for_the_vanished() -> None:
    named = people.away(crew(BASHO, writers_max=2), BASHO, NOW + DAY, NOW)
    with refused(Reason.STORY_FULL):
        people.join(named, CLARE, NOW)
    assert people.back(named, BASHO, NOW).is_active(BASHO)
    assert people.join(named, BASHO, NOW).is_active(BASHO)
    endless = joined(people.away(crew(BASHO, writers_max=2), BASHO, None, NOW), CLARE)
    with refused(Reason.STORY_FULL):
        people.back(endless, BASHO, NOW)
    with refused(Reason.STORY_FULL):
        people.away(endless, BASHO, NOW + DAY, NOW)
    assert people.away(named, BASHO, NOW + 2 * DAY, NOW).writer(BASHO) != named.writer(BASHO)
