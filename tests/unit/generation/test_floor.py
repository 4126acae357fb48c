"""The quality floor: each fault beside its innocent neighbour."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.sentences import sentence_ends
from bot.domain.text import count_words
from bot.generation.floor import Fault, Verdict, judged, spoiled

STORY = (
    "The lighthouse keeper had not spoken for three winters, and nobody in the village asked him why.",
    "Tonight the lamp would not light. He carried a candle up the stairs and counted the steps aloud.",
)
GOOD = "At the top he found the glass unbroken. Somebody had filled the lamp with sea water and left a shell."


def fault(text: str, story: tuple[str, ...] = STORY, **more: object) -> Fault | None:
    return judged(text, story, **({"low": 1, "high": 200} | more)).fault  # type: ignore[arg-type]


def test_a_good_text_is_shown_as_it_is_cut_after_its_last_sentence() -> None:
    assert judged(GOOD, STORY, low=1, high=200) == judged(f"{GOOD} And then the", STORY, low=1, high=200)
    assert judged(GOOD, STORY, low=1, high=200).text == GOOD
    assert fault(GOOD) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and then the", Fault.EMPTY),
        ("He sighed.", Fault.SHORT),
        (f"{STORY[1]} Then he went down.", Fault.ECHO),
        ("He turned, and nobody in the village asked him why, so he went home again.", Fault.ECHO),
        ("Tonight the lamp would not, it seemed, ever light. It was over for him now.", None),
        ("As an AI language model, I cannot write about lighthouses or about lamps.", Fault.CHAT),
        ("Sure! Here is a continuation of the story that you asked me for today.", Fault.CHAT),
        ("I hope you like it. Let me know if you want another one of these.", Fault.CHAT),
        ("I love your style of writing. The way you convey the sea is just incredible.", Fault.CHAT),
        ("I'm glad you liked it. There is a bell in it now, as you had wished before.", Fault.CHAT),
        ("I have changed, he thought, and I love the way you look at me since then.", None),
        ("I added a log to the fire, and the lamp was a beautiful thing to look at.", None),
        ("The story of the lamp is a tale of love and loss, told to the village children.", Fault.CHAT),
        ("“The story of the lamp is a tale of loss,” the old man told the children there.", None),
        ("This story explores the loneliness of a man who keeps a lighthouse.", Fault.CHAT),
        ('"How can I help you?" asked the woman behind the counter of the chandlery.', None),
        ("“Sure! Here is your coffee,” she said, and put the cup beside the logbook.", None),
        ("He ran and he ran and he ran and he ran and he ran and he ran until dawn.", Fault.LOOP),
        ("The sea came nearer that night. He slept. The sea came nearer that night.", Fault.LOOP),
        ("Down by the sea, where the boats lie. Up by the sea, where the boats lie.", None),
        ("Der alte Mann stieg die Treppe hinauf und zündete die Kerze noch einmal an.", Fault.LANGUAGE),
        ("El viejo subió la escalera con la vela en la mano y no dijo una palabra.", Fault.LANGUAGE),
        ("昨日の夜、灯台守は歌わなかった。彼は海を見ていた。", Fault.LANGUAGE),
        ("O Penelope Ashworth! O Bartholomew! Ilse, Marguerite, Benedikt, Yusuf!", None),
        ("Thou art more lovely, quoth he, and more temperate, than any lamp upon the deep.", None),
        ("Mon dieu! said Pierre, and let the candle fall into the dark of the stairwell.", None),
        ("[In the next lines: a bell] The bell rang twice, and the gulls flew up at once.", None),
        ("User: what happens next? Assistant: The bell rang twice over the harbour.", Fault.EMPTY),
    ],
)
def test_each_fault_and_its_innocent_neighbour(text: str, expected: Fault | None) -> None:
    assert fault(text) is expected


REFRAIN = "And nobody asked where the boat had gone."
SONG = (
    f"The keeper rowed out in the morning grey, and never a word said he. {REFRAIN} "
    f"The village stood on the shore that day, and gulls went over the sea. {REFRAIN}"
)


@pytest.mark.parametrize(
    ("text", "story", "expected"),
    [
        (SONG, STORY, None),
        (
            "彼は走った。彼は走った。彼は走った。彼は走った。",
            ("灯台守は三年間、口をきかなかった。",),
            Fault.LOOP,
        ),
        (f"{REFRAIN} He slept. {REFRAIN} He slept. {REFRAIN} He slept.", STORY, Fault.LOOP),
        (
            f"“{REFRAIN}” she sang, and the boats lay still, and nobody in all the houses sang along.",
            (SONG,),
            None,
        ),
        (
            f"{REFRAIN} So it goes in the song, but we who were there on the pier saw no lamp at all.",
            (SONG,),
            None,
        ),
        (
            "“And nobody in the village asked him why,” she read, and folded the letter, and put it under "
            "the clock, where her mother had kept the bills.",
            STORY,
            None,
        ),
        (f"{REFRAIN} Nobody, said the song, nobody knew, nobody would say.", (SONG,), None),
        (
            "Go down to the sea, said the mother, and bring me a shell for the sill. He went down to the sea "
            "with a basket, and found there his brother instead. They sat on the pier until evening, and "
            "neither one said what he knew. And then they went down to the sea in a boat "
            "that had once been their own.",
            STORY,
            None,
        ),
        (
            "She read the letter aloud to him: “and nobody in the village asked him why, so he stayed,” and "
            "then folded it, and put it under the clock, where her mother had kept the bills.",
            STORY,
            None,
        ),
        (
            "Tonight the lamp would not light. He carried a stone up the hill and threw it far.",
            STORY,
            Fault.ECHO,
        ),
        (
            "Well, tonight the lamp would not light. He carried it down to the boats, where the others were "
            "mending nets by the last of the day, and asked them for oil, a wick, and some company.",
            STORY,
            Fault.ECHO,
        ),
    ],
)
def test_a_refrain_comes_back_and_a_beginning_is_not_copied(
    text: str, story: tuple[str, ...], expected: Fault | None
) -> None:
    assert fault(text, story) is expected


def test_a_story_of_three_words_a_turn_gets_three_words() -> None:
    assert fault("He sighed again.", high=3) is None
    assert fault("He sighed.", high=3) is Fault.SHORT


def test_thai_is_neither_too_short_nor_without_an_end() -> None:
    story = ("ผู้เฝ้าประภาคารไม่ได้พูดมาสามฤดูหนาวแล้ว และไม่มีใครในหมู่บ้านถามเขาว่าทำไม",)
    text = "คืนนั้นตะเกียงดับลง เขาเดินขึ้นบันไดไปในความมืด"
    assert judged(text, story, low=1, high=200) == Verdict(text, None)


def test_a_stage_direction_stays() -> None:
    text = "[Exit the keeper] The bell rang twice, and the gulls flew up at once."
    assert judged(text, STORY, low=1, high=200) == Verdict(text, None)


def test_verse_without_a_stop_goes_on_without_one() -> None:
    verse = "the lamp is out\nthe sea goes on\nand nobody has asked"
    more = "the boats come in\nthe gulls go out\nand still the lamp is"
    assert judged(more, (verse,), low=1, high=200).text == "the boats come in\nthe gulls go out"
    assert fault(more, (verse,)) is None
    assert fault(more, STORY) is Fault.EMPTY


def test_what_the_text_that_was_rewritten_did_is_no_fault() -> None:
    anaphora = "He ran and he ran and he ran and he ran, and nobody saw it."
    machine = "As an AI language model I dream, it wrote, and went on with its dream."
    verse = "the lamp is out\nthe sea goes on\nand nobody has asked"
    for text, own in (
        (anaphora.replace("saw", "heard"), anaphora),
        (machine.replace("wrote", "said"), machine),
        (verse.replace("lamp", "light"), verse),
        ("He wept.", "He sighed."),
    ):
        assert judged(text, (), low=1, high=200, own=own) == Verdict(text, None)
        assert judged(text, (), low=1, high=200).fault is not None
    assert judged(f"{verse} and goes on.", (), low=1, high=200, own="It was out.").text.endswith("on.")


def test_an_instruction_never_shows() -> None:
    shown = judged(
        "[In the next lines: a bell] The bell rang twice, and the gulls flew up.", STORY, low=1, high=99
    )
    assert "[" not in shown.text


def test_length_is_counted_as_stories_count_it() -> None:
    long = "One two three four five six. " * 3 + "Seven eight nine ten eleven twelve thirteen."
    assert judged(GOOD, STORY, low=1, high=12).text == "At the top he found the glass unbroken."
    assert judged(GOOD, STORY, low=1, high=3).fault is Fault.LONG
    assert fault(GOOD, low=50) is Fault.SHORT
    assert fault(long) is Fault.LOOP


def test_a_copy_of_another_candidate_or_of_the_last_passage() -> None:
    nearly = GOOD.replace("sea water", "cold water")
    assert fault(nearly) is None
    assert fault(nearly, others=[GOOD]) is Fault.COPY
    last = "He found the glass in pieces. A gull had flown at it, and the wind came in with rain."
    assert fault(last.replace("A gull", "The gull").replace("pieces", "shards"), story=(last,)) in (
        Fault.COPY,
        Fault.ECHO,
    )


STORIES = {
    "German": "Der Leuchtturmwärter hatte drei Winter lang geschwiegen. Die Lampe wollte nicht brennen.",
    "Spanish": "El farero llevaba tres inviernos sin hablar. Esta noche la lámpara no quería encenderse.",
    "French": "Le gardien du phare n'avait pas parlé depuis trois hivers. La lampe restait noire.",
    "Russian": "Смотритель маяка молчал три зимы подряд. Сегодня лампа никак не хотела загораться.",
    "Greek": "Ο φαροφύλακας δεν είχε μιλήσει τρεις χειμώνες. Απόψε η λάμπα δεν άναβε με τίποτα.",
    "Japanese": "灯台守は三年間、口をきかなかった。今夜、ランプは点かなかった。",
    "Chinese": "灯塔看守人三个冬天没有说话。今晚灯怎么也点不着。",
    "Arabic": "لم يتكلم حارس المنارة منذ ثلاثة شتاءات. الليلة لم يشتعل المصباح.",
    "Hebrew": "שומר המגדלור לא דיבר שלושה חורפים. הלילה המנורה לא נדלקה.",
    "Hindi": "प्रकाशस्तंभ का रखवाला तीन सर्दियों से नहीं बोला था। आज रात दीपक नहीं जला।",
    "Polish": "Latarnik nie odzywał się od trzech zim. Dziś lampa nie chciała się zapalić.",
    "Turkish": "Fener bekçisi üç kıştır konuşmamıştı. Bu gece lamba yanmak bilmiyordu.",
}
MORE = {
    "German": "Er stieg die Treppe hinauf und zählte die Stufen, und es war eine mehr als gestern.",
    "Spanish": "Subió la escalera contando los peldaños, y había uno más que la noche anterior.",
    "French": "Il monta l'escalier en comptant les marches, et il y en avait une de plus que la veille.",
    "Russian": "Он поднимался по лестнице и считал ступени, и их было на одну больше, чем вчера.",
    "Greek": "Ανέβηκε τη σκάλα μετρώντας τα σκαλιά, και ήταν ένα παραπάνω από χθες το βράδυ.",
    "Japanese": "彼は階段を上りながら段を数えた。昨日より一段多かった。",
    "Chinese": "他一边上楼梯一边数台阶，比昨天多了一级。",
    "Arabic": "صعد الدرج وهو يعد الدرجات، وكانت واحدة أكثر من الأمس.",
    "Hebrew": "הוא עלה במדרגות וספר אותן, והייתה אחת יותר מאתמול.",
    "Hindi": "वह सीढ़ियाँ गिनते हुए ऊपर गया, और कल से एक सीढ़ी ज़्यादा थी।",
    "Polish": "Wchodził po schodach i liczył stopnie, a był o jeden więcej niż wczoraj wieczorem.",
    "Turkish": "Merdiveni basamakları sayarak çıktı ve dünkünden bir basamak fazlaydı.",
}


@pytest.mark.parametrize("language", STORIES)
def test_every_language_is_its_own_and_english_is_not(language: str) -> None:
    assert fault(MORE[language], story=(STORIES[language],)) is None
    assert fault(GOOD, story=(STORIES[language],)) is Fault.LANGUAGE


TEXTS = st.text(
    alphabet=st.sampled_from("ab c.!?\"“”„»«「」—-1\n[]*_`😀\u200b\u202e日。ß'’:ก।"), max_size=200
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=3), st.integers(1, 40))
def test_it_never_raises_and_what_it_lets_through_is_within_bounds(
    text: str, story: list[str], high: int
) -> None:
    verdict = judged(text, story, low=1, high=high)
    assert count_words(verdict.text) <= high
    if verdict.fault is None and sentence_ends(verdict.text):
        again = judged(verdict.text, story, low=1, high=high)
        assert again == verdict


def test_a_text_on_its_way_is_hidden_as_soon_as_it_is_spoiled() -> None:
    assert not spoiled("At the top he found the", STORY)
    assert not spoiled("", STORY)
    assert spoiled("As an AI language model, I", STORY)
    assert spoiled("and nobody in the village asked him why", STORY)
    assert spoiled("He ran and he ran and he ran and he ran and he ran", STORY)
