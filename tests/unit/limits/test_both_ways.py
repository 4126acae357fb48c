"""Words in disguise beside innocent words that look the same to a cruder filter."""

import pytest

from bot.domain.limits.judge import judge
from bot.domain.limits.policy import Action, Policy
from bot.domain.story import Rating

STRICT = Policy(Rating.EVERYONE)


@pytest.mark.parametrize(
    "hidden",
    [
        "b***h", "w***e", "s**t", "**f** **u** **c** **k**", "||f|| ||u|| ||c|| ||k||", "f.u.c.k",
        "f\nu\nc\nk", "f\u200bu\u200bc\u200bk", "f\u00adu\u00adc\u00adk", "f\u0336u\u0336c\u0336k\u0336",
        "[fu](https://example.org/a)ck", "fu<:x:123456789012345678>ck", "f\\uck", "ｆｕｃｋ", "𝓯𝓾𝓬𝓴", "🅵🆄🅲🅺",
        "fυсk", "f#ck", "$h1t", "shiiiit", "assholed", "wan\u200bkered", "whoring", "bitchez", "bastaard",
        "who|2e", "wa|\\|ker", "cu/\\/t", "c(_)nt", "f|_|ck", "bitc]-[e[~", "455h013", "n1693r", "7w47",
        "g00k", "p4qi", "k1khe", "bitcheѕ", "bithces", "bostard", "bollokks", "bullsh’t", "asssshol*",
        "we-b-c-", "asshl", "Đł₱₴Ⱨł₮", "whoore", "ВІТсһ", "ẘḩǫŗẹ", "乃ㄥㄖ山ﾌㄖ乃", "5h!t", "b!+ch",
        "(-µ-n-7", "(-®-&-4-₥-¶-!-&", "88888881†(#", "w-n-er", "b?ll?c??", "cr--mp--", "w@nk#!", "raghe’d",
        "tovvelheacl", "diqhead", "dIXheaD", "DIckheEd", "dipsheet", "ragheed", "faggod", "ĐłⱠĐØ",
        "hanjobs", "blojob", "blowob", "di[]_|)o", "b+i t:c/H", "moferfucker", "ba_/--|-ar|)", "fu(_|<",
        "whatthefuck", "gofuckyourself", "BigFuckTime", "xXfuckXx", "killallniggers", "FuckThisShit",
        "noshit", "muthafucka", "niqqa", "c-cunt", "c-cksucker", "b-b-bitch", "f-fuck", "**hand**-job",
        'f[u](https://example.org/a "title")ck', "f[u]( https://example.org/a )ck", "@sshole", "b@tch",
    ],
)  # fmt: skip
def test_a_disguise_is_found_where_it_stands(hidden: str) -> None:
    text = f"You are such a {hidden} today, and everyone can see it."
    (match,) = judge(text, STRICT).matches
    start = text.index(hidden)
    slack = len("||")  # marks around the word may count as its own or not
    assert start <= match.start <= start + slack
    assert start + len(hidden) - slack - len("](https://example.org/a)") <= match.end <= start + len(hidden)


@pytest.mark.parametrize(
    "text",
    [
        "####",
        "One part ends here.\n####\nAnother begins.",
        "**** and ---- and **** again",
        "## The sea",
        "They threw a 3-hitter, and the 5-year-old cheered the 2-hitter.",
        "Then Ms. Phuc Nguyen and Dr. Bich Tran came to tea.",
        "The best way to die is in one's sleep, old Tom used to say.",
        "The raccoon ate shiitake; somebody had a snigger at the niggardly host.",
        "The bus to Scunthorpe leaves Penistone at noon, said Mr Cockburn of Lightwater.",
        "The pen is on the table; choose one of the options a, s, s or d.",
        "4 + 5 = 9 and 8008 - 455 = 7553; see A55, B17, 4th, 455.",
        "J. A. P. Morgan and F. U. Kay met C. U. Next in the U. S. A.",
        "The draghead of the dredger lay ashore with Ms. Kiker, Mr. Gooker, Mr. Biches and the ashholder.",
        "De bastaard van de koning liep met zijn hond door het bos en de wei.",
        "Dr. Shetty and Mr. Dixit read Nikos Kazantzakis (Νίκος Καζαντζάκης) and Исаак Бабель aloud.",
        "Sheephead, tickweed, crimpy, sheetless by the beachie strand; Beeching, the sagger and the bichy.",
        "At 5h17 they sold 600k of the 5x17 cm tiles, type 7B22 and F49, and two bâtards to R2D2.",
        "(-_-) ¯\\_(ツ)_/¯ |_| \\o/ <|> [x] {y} a[i]|b[j] | --- | === |",
        "I say a b c d e f g, and a ★ ★ ★ ★ of it.",
        "Is't so? On't, for't, do't; you're, we're, who're; a twenty-two- or thirty-two-foot wall.",
        "Det är slut på semestern och jag vill sova nu.",
        "Jij kunt morgen met de trein naar Utrecht komen als je wilt.",
        "Мой друг пришёл домой и лёг спать, а потом мы пошли в парк.",
        "He hanged himself in the old barn, and nobody in the village spoke of it.",
        "WTH is HTTP? ASAP, FYI, PS5, MP3, H2O, CO2, R2D2, C3PO, 3D, 4K, B12, K9.",
        "He said: e-g-g, 1-2-3-4, A-1-B-2 and x+y+z+w; o'er-t, re-er. Really?? So??? Wh-at?? N-no--",
        "Ragge's and Nigge's boats; the raggle'd edge; c@ke! b@ll! r&b! AT&T! Q&A! Wow!!",
        "A sheetless bed of tickweed, a bollock calf, a worksheet, a broadsheet.",
        "McBride, DiXit and LeBron went to DIXIT's by the van; di lido, ba star.",
        "foo(x) = min(32, cpu_count()), #33B and #FA6607; m][ a[t]=b x[i]=s[_k] {k: v} <_ >_",
        "Bastar, biches, Sagger and batards; a shita from Shida with fagots, waker, tanny and faggos.",
        "a+b=c-d*e, f(x) + g:h; x+y/z=k, p+q r;s, A+ B- C!",
        "if (a && b || c) { return a5s % 3; } // TODO fix #1234 @ 50%",
    ],
)
def test_innocent_text_is_free_even_for_everyone(text: str) -> None:
    verdict = judge(text, STRICT)
    assert [text[match.start : match.end] for match in verdict.matches] == []
    assert verdict.action is Action.ALLOW


@pytest.mark.parametrize("hidden", ["匚尺乇卂爪卩丨乇", "ԃїҫжнєдԃ"])
def test_a_word_of_signs_that_look_like_letters_is_found_alone(hidden: str) -> None:
    assert judge(f"{hidden}!", STRICT).action > Action.ALLOW


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("brb ba stard is calling", True),
        ("det var en lång natt i maj, och di ld", False),
        ("det var fu ck en lång natt i maj", False),
    ],
)
def test_a_long_word_in_pieces_is_found_whatever_the_language(text: str, *, found: bool) -> None:
    assert (judge(text, STRICT).action > Action.ALLOW) is found


@pytest.mark.parametrize(
    "text",
    [
        "S-s-sitting there, he c-c-counted the s-s-sheets; she w-wore a hat.",
        "We ate piiiizza and waited for the baaatch: I am countt and couuunting on you, passss it on.",
        "We were countin' sheep, an' he was harassin' nobody.",
        "S-U-S-A-N spelled W-O-E, then T-R-A-Y and P-A-K-I-S-T-A-N, and an a c c o u n t of the S-E-A-S.",
        "p4ss me a sh0t of the f4c3 of m4l3s",
        "Arsenal F.C. won. P.S. I love you, in S.I. units. H.E. Bates and A.S.A. Smith, C.I.S. and P.S.I.",
        "W. Hore and T. Wat came. Sh! It moved.",
        "On the other hand, jobs are scarce. One blow, Job fell. It was a second-hand job.",
        "He went to Shitlington and Lakshit; pushit, washit, susanalbumparty; the shittim wood.",
        "PenIsland, WhoRepresents, TitCoin and LeShitake; the McCunthorpe of iPhone and MacBook.",
        "The Rape of the Lock; a field of rape; a therapist scraped it.",
    ],
)
def test_what_people_do_to_ordinary_words_hides_nothing(text: str) -> None:
    matches = judge(text, STRICT).matches
    assert [text[one.start : one.end] for one in matches] == []


@pytest.mark.parametrize(
    ("text", "place", "rating"),
    [
        ("god hates fags, he said", "hates fags", Rating.TEEN),
        ("oh you retards", "you retards", Rating.TEEN),
        ("how to make a noose", "how to make a noose", Rating.MATURE),
        ("sieg heil, he cried", "sieg heil", Rating.TEEN),
        ("kill all jews, he cried", "kill all jews", Rating.TEEN),
        ("you should end your life", "should end your life", Rating.TEEN),
    ],
)
def test_what_no_place_for_young_people_lets_through(text: str, place: str, rating: Rating) -> None:
    (match,) = judge(text, Policy(rating)).matches
    assert text[match.start : match.end] == place
    assert match.action is Action.HOLD


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("so <:fuck:123456789012345678> it", "fuck"),
        ("so <a:happy_bitch_2:123456789012345678> it", "bitch"),
        ("so BigShitTime it", "Shit"),
        ("so #OldBastardsClub it", "Bastards"),
        ("so f̶u̶c̶k̶ it", "f̶u̶c̶k̶"),
        ("so f͎̈́ǘ͎c͎̈́k͎̈́ it", "f͎̈́ǘ͎c͎̈́k͎̈́"),
    ],
)
def test_the_whole_of_what_is_seen_is_its_place(text: str, place: str) -> None:
    (match,) = judge(text, STRICT).matches
    assert text[match.start : match.end] == place
