"""Sentences of our own writing: Quire's own story prompts, and what the scripted muse makes its texts of."""

import random

IDEA_PEOPLE = (
    "A lighthouse keeper",
    "A translator of dead languages",
    "The last clockmaker in a drowned town",
    "A girl who can hear old houses",
    "A retired cartographer",
    "A night baker",
    "The youngest of nine sisters",
    "A ferryman on a river that has begun to run backwards",
    "A librarian in a library without doors",
    "A beekeeper who has never been stung",
)

IDEA_EVENTS = (
    "finds a letter in her own hand, dated next spring",
    "is asked to keep a stranger's shadow for a single night",
    "wakes to find that every door in the street opens onto the sea",
    "discovers that one word has vanished from every book",
    "receives a key by post, and the next day the lock",
    "meets someone who remembers a life the two of them never lived",
    "agrees to carry a sealed box across the mountains before the first snow",
    "sees a light in the window of a house that burned down years ago",
    "inherits a garden in which nothing has ever been planted, and which blooms",
    "is mistaken for the one person in the city everybody is looking for",
)

IDEA_TURNS = (
    "What is owed turns out to be older than the debt.",
    "Before dawn there is a choice to make, and only one witness to it.",
    "Somebody already knows how this ends, and has begun to lie about it.",
    "The price is small, and it is asked for again every day.",
    "No one else in the town seems to find it strange.",
    "Tell it from the moment when turning back is still possible.",
    "The one who could explain it all has stopped speaking.",
    "It would be easier if the stranger were not so kind.",
)


def idea(chance: random.Random) -> str:
    """Return a story prompt of the bank; there are 800."""
    person, event, turn = (chance.choice(part) for part in (IDEA_PEOPLE, IDEA_EVENTS, IDEA_TURNS))
    return f"{person} {event}. {turn}"


SENTENCES = (
    "The rain had stopped an hour ago, but the gutters went on telling it.",
    "She counted the steps aloud, and there was one more than yesterday.",
    "Nobody in the room looked at the chair by the window.",
    "He had rehearsed the words all the way up the hill, and they were gone.",
    "Far below, a single lamp moved along the harbour wall, paused, and moved on.",
    "The letter smelled of cedar and of somebody else's kitchen.",
    "It was the kind of silence that has already made up its mind.",
    "A dog barked twice, then seemed to think better of it.",
    "When the door opened at last, it opened the wrong way.",
    "They ate in the dark, because lighting the candle would have meant agreeing.",
    "Somewhere above them a floorboard settled, like a person sitting down.",
    "The map was correct in every detail but the coast.",
    "She laughed, and for a moment the whole long winter was only weather.",
    "He put the stone back exactly where it had been, which was the first mistake.",
    "By morning the snow had covered the tracks, and the argument with them.",
    "There was a name on the page, and under it, much fainter, hers.",
    "The bridge held, although it complained.",
    "What she had taken for a shadow picked up its hat and left.",
    "All the clocks in the house agreed, for once, and all of them were late.",
    "He asked what he owed, and the old woman told him to begin with the truth.",
    "The harbour master wrote the time down, and then, after some thought, the other time.",
    "A dog crossed the square as though it had an appointment.",
    "He folded the map along a border that was no longer there.",
    "Upstairs, somebody practised the same four notes and stopped before the fifth.",
    "The bread had risen in the night, and with it a smell of somewhere else.",
    "Her grandmother used to say that rivers only pretend to leave.",
    "The letter was in green ink, which meant that it was serious.",
    "By noon the shadows had gone in to rest.",
    "They divided the last orange into five, though there were four of them.",
    "The bell rang, and everyone in the market looked at their shoes.",
    "Nobody had warned him that the desert would be so polite.",
    "A button rolled under the piano and was not mentioned again.",
    "The old woman at the window lowered her opera glasses and smiled.",
    "Under the bridge the water told the news from upstream.",
    "He had packed for winter, and winter was late.",
    "Two moths held a council on the rim of the lampshade.",
    "The key fitted, which was the first surprise.",
    "On the third floor a child was teaching a cat to count.",
    "Snow fell upward for a moment, as it does when no one is looking.",
    "The clerk stamped the paper twice, once for himself.",
    "Her coat still held the shape of another journey.",
    "The radio found a station that had closed before she was born.",
    "Whoever had painted the door had begun with the best of intentions.",
    "It took a whole pot of tea to say what could have been said at the gate.",
    "The tide went out further than it had any right to.",
    "He kept the receipt, in case the day could be returned.",
    "A paper boat came down the gutter with its lantern lit.",
    "Behind the wallpaper they found the plan of a larger house.",
)
