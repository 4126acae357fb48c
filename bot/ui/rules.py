"""What the rules of the limits are called."""

from bot.domain.limits.policy import Category, Rule
from bot.ui.catalogue import Text, msg

_RULES = {
    Category.MILD: msg("mild language"),
    Category.PROFANITY: msg("strong language"),
    Category.SLUR: msg("a slur"),
    Category.SEXUAL: msg("explicit sexual content"),
    Category.VIOLENCE: msg("graphic violence"),
    Category.SELF_HARM: msg("instructions for self-harm"),
    Category.HARASSMENT: msg("harassment"),
}
_PERSONAL = {
    Rule.LINKS: msg("a link"),
    Rule.INVITES: msg("an invitation to a server"),
    Rule.MENTIONS: msg("a mention"),
    Rule.EMAIL: msg("an e-mail address"),
    Rule.PHONE: msg("a telephone number"),
    Rule.CARD: msg("the number of a card"),
}


def rule_name(rule: str) -> Text:
    """Return what a rule is called."""
    if rule.startswith("list:"):
        return msg("this server's list `{list}`", list=rule.removeprefix("list:"))
    if rule in set(Rule):
        return _PERSONAL[Rule(rule)]
    return _RULES[Category(rule)]
