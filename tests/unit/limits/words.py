"""The coarse words that the tests disguise: the strongest of the built-in lists."""

WORDS = tuple(
    """
    fuck fucking motherfucker clusterfuck shit bullshit shithead dipshit asshole bastard bitch bitches cunt
    wanker twat slut whore bollocks cocksucker dickhead nigger niggers faggot faggots kike gook wetback
    raghead towelhead tranny shemale paki blowjob handjob cumshot dildo jizz gangbang milf creampie
    """.split()  # noqa: SIM905 - as a list it fills a page
)
