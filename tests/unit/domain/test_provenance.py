"""Whose words are they, in any script, taken openly or copied?"""

import pytest

from bot.domain.passages import Origin
from bot.domain.provenance import Hand, Proposed, hand_of, origin_of, word_distance

CHINESE = "老钟表匠在阁楼里发现了一封从未寄出的信。"
JAPANESE = "灯台の光が消えたとき、海は急に静かになった。"
THAI = "คนเฝ้าประภาคารพบจดหมายเก่าฉบับหนึ่งในลิ้นชักที่ไม่เคยเปิด"
LAMP = "The keeper set the lamp down on the sill and listened to the long sea below."
HUMAN = Hand(Origin.HUMAN)


@pytest.mark.parametrize("proposal", [CHINESE, JAPANESE, THAI])
def test_scripts_without_spaces_are_told_apart_by_letters(proposal: str) -> None:
    third = len(proposal) // 3
    assert origin_of(proposal, proposal) is Origin.MUSE_ACCEPTED
    assert origin_of(proposal[: 2 * third] + "。她笑了。", proposal) is Origin.MUSE_EDITED
    assert origin_of(proposal[:4] + "。", proposal) is Origin.HUMAN, "a few letters are a common phrase"


def test_the_distance_counts_characters_where_there_are_no_words() -> None:
    assert word_distance(CHINESE.replace("老", "小"), CHINESE) == 1
    assert word_distance(CHINESE, CHINESE) == 0


def test_what_was_copied_without_a_word_is_the_muses() -> None:
    seen = [Proposed("Something else entirely, about rain.", 7), Proposed(LAMP, 8)]
    assert hand_of(LAMP, None, seen) == Hand(Origin.MUSE_ACCEPTED, 8, 0)
    longer = f"{LAMP} Then she sang."
    assert hand_of(longer, None, seen) == Hand(Origin.MUSE_EDITED, 8, 3)
    assert hand_of("My own words, and the lamp down on the sill.", None, seen) == HUMAN


def test_the_one_that_was_taken_comes_first_and_the_nearest_of_the_others() -> None:
    near, far = Proposed(LAMP, 2), Proposed(f"{LAMP} And it rained, and it rained.", 3)
    text = f"{LAMP} And so on."
    assert hand_of(text, far, [near]).receipt_id == 3
    assert hand_of(text, None, [far, near]).receipt_id == 2
    assert hand_of("All my own, every word of it.", far, [near]) == HUMAN


def test_a_writers_own_text_is_not_the_muses_for_having_been_reworded() -> None:
    own = LAMP
    reworded = LAMP.replace("long", "endless").replace("listened", "hearkened")
    seen = [Proposed(reworded, 5, reworded=own)]
    assert hand_of(own, None, seen) == HUMAN
    assert hand_of(own + " So.", None, seen) == HUMAN
    assert hand_of(reworded, None, seen) == Hand(Origin.MUSE_ACCEPTED, 5, 0)
