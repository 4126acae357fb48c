from bot.generation.frequent import zipf


def test_common_words_are_more_common_than_rare_ones() -> None:
    assert zipf()["the"] > 7 > zipf()["sea"] > zipf()["lantern"] > 2.5
    assert 25_000 < len(zipf()) < 35_000
    assert "zzyzx" not in zipf()
