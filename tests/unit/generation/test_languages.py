"""Which texts are taken for another language than the story's, and which are not."""

import pytest

from bot.generation.languages import may_be, same_language

ENGLISH = (
    "The lighthouse keeper had not spoken for three winters, and nobody in the village asked him why.",
    "Tonight the lamp would not light. He carried a candle up the stairs and counted the steps aloud.",
)
SERBIAN = "Čuvar svetionika nije govorio tri zime, i niko ga u selu nije pitao zašto je ćutao."
SERBIAN_CYRILLIC = "Сваке вечери је палио лампу, и нико у селу није знао кога он то чека на обали."
GERMAN = "Der alte Mann stieg die Treppe hinauf und zündete die Kerze noch einmal an, und es war still."
JAPANESE = "灯台守は三年間、口をきかなかった。今夜、ランプは点かなかった。"


@pytest.mark.parametrize(
    ("text", "story"),
    [
        (ENGLISH[1], ("Call me Ishmael.",)),  # classified by itself it is Welsh
        (ENGLISH[1], ("Pax",)),
        (GERMAN, ("O Penelope Ashworth! O Bartholomew! Ilse, Marguerite, Benedikt, Yusuf!",)),
        ("Ilse. Marguerite. Benedikt. Yusuf. Bartholomew. Ilse. Penelope. Ashworth.", ENGLISH),
        ("Marta, Marta!", (JAPANESE,)),
        (SERBIAN_CYRILLIC, (SERBIAN,)),
        (SERBIAN, (SERBIAN_CYRILLIC,)),
        ("トムとメアリーはロンドンのパブでビールを飲んだ。", (JAPANESE,)),
        ("東京大学文学部卒業、山田太郎。TOKYO ABC Company Limited。", (JAPANESE,)),
        (
            "그는 大韓民國의 憲法 第一條를 읽고 집으로 갔다.",
            ("등대지기는 세 해 겨울 동안 말을 하지 않았다.",),
        ),
        (GERMAN, (*ENGLISH, "Er hatte drei Winter lang geschwiegen, und niemand fragte ihn nach dem Grund.")),
        (ENGLISH[0], (*ENGLISH, "Er hatte drei Winter lang geschwiegen, und niemand fragte ihn danach.")),
        ("", ENGLISH),
        (GERMAN, ()),
    ],
)
def test_a_mixture_that_is_usual_and_what_is_too_short_to_say_is_no_change(
    text: str, story: tuple[str, ...]
) -> None:
    assert same_language(text, story)


@pytest.mark.parametrize(
    ("text", "story"),
    [
        (GERMAN, ENGLISH),
        (ENGLISH[0], (GERMAN,)),
        (SERBIAN_CYRILLIC, ENGLISH),
        ("Смотритель маяка молчал три зимы подряд. Сегодня лампа никак не хотела загораться.", (SERBIAN,)),
        (
            "灯塔看守人三个冬天没有说话。今晚灯怎么也点不着，村子里没有一个人问他为什么，只有海在说话。",
            (JAPANESE,),
        ),
        (
            JAPANESE,
            ("灯塔看守人三个冬天没有说话。今晚灯怎么也点不着，村子里没有一个人问他为什么，只有海在说话。",),
        ),
        ("คืนนั้นตะเกียงดับลง เขาเดินขึ้นบันไดไปในความมืดและนับขั้นบันไดทีละขั้น", ENGLISH),
    ],
)
def test_another_language_is_seen(text: str, story: tuple[str, ...]) -> None:
    assert not same_language(text, story)


def test_a_text_may_be_in_a_language_until_it_is_likelier_another() -> None:
    assert may_be(ENGLISH[0], "en")
    assert may_be("Was nun?", "en")
    assert not may_be(GERMAN, "en")
