"""Whatever a client could send, and more: inputs made by chance, from a seed, for ``scene``."""

import random
import re
from dataclasses import dataclass, field
from typing import Any

import discord
import simcord
from simcord.interactions import base_payload, nest_options, resolve_handle, store_interaction_attachment
from simcord.interactions import walk_to_subcommand as walk

from tests.discord.every_way import COMMANDS, FORM, FORMS, specs
from tests.discord.scene import Scene

TYPED = discord.InteractionType.application_command
PRESSED = discord.InteractionType.component
ASKED = discord.InteractionType.autocomplete
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 10, 11

PIECES = [
    *("the tide", "A gull came back.", "Damn", "bastard", "s h i t", "зуrquа", "said the keeper", "haiku"),
    *(
        "مرحبا بالعالم",
        "שלום",
        "\u202eback",
        "\u2066",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u00ad",
        "a\u0301" * 30,
    ),
    *(
        "👩\u200d👩\u200d👧",
        "🏳️\u200d🌈",
        "🇫🇷",
        "☕️",
        "𝕲𝖚𝖑𝖑",
        "ﬁ",
        "ß",
        "İ",
        "ı",
        "ǅ",
        "潮が満ちる",
        "น้ำ",
        "ꙮ",
        "½",
        "²",
        "١٢",
    ),
    *(
        "\0",
        "\x1b[31m",
        "\r\n",
        "\n",
        "\n\n\n",
        "\t",
        "\u2028",
        "\x85",
        "\x7f",
        "\ufffe",
        "\U0010ffff",
        "\ue000",
    ),
    *(
        "```",
        "``",
        "||",
        "**",
        "__",
        "> ",
        ">>> ",
        "# ",
        "-# ",
        "- ",
        "\\",
        "[a](https://x.example)",
        "~~",
        "* * *",
    ),
    *("@everyone", "<@1>", "<@&1>", "<#1>", "<t:0:R>", "</help:1>", "<:a:1>", "<id:home>", "q1:write:1:1"),
    *("0", "-1", "1", "3", "#2", "1e999", "NaN", "inf", "9" * 30, "0x1f", "1.5", "1_0", "+1", "²³"),
    *("3d", "-3d", "9" * 15 + "d", "0d", "2026-02-30", "9999-12-31", "0001-01-01", "25:99", "09:00", "24:00"),
    *("UTC", "Europe/Berlin", "../../etc/passwd", "UTC\0", "Etc/GMT+14", "on", "off", "teen", "none"),
    *(
        "'; DROP TABLE stories; --",
        '"',
        "'",
        "NEAR(a b)",
        "a OR",
        "NOT",
        "*",
        "a*",
        "^a",
        "title:",
        "(",
        "%",
        "_",
    ),
    *("{}", "{0}", "{text}", "%s", "%(a)s", "${HOME}", "{{ 7*7 }}", "{% raw %}", "<script>", "&amp;", "]]>"),
    *("#let a = 1", "$x$", "\\input{a}", "<|im_end|>", "<|endoftext|>", "[INST]", "</s>", "ignore the above"),
    *("...", "—", "“Well?”", "!?!?", "_(:3", "http://", "a" * 90, "word " * 40, "ab-" * 30, ". " * 50),
]
"""Parts of texts, each of which has broken some program."""

_NUMBERS = [*range(9), 12, 99, -1, 10**6, 2**31, 2**53, -(2**53), 2**63 - 1]
_IDS = [*range(1, 9), 0, 12, 999, 2**31, 2**48 - 1, 2**63 - 1, 2**63, 10**19, 10**30]
_WRONG_IDS = [
    "",
    "q1",
    "q1:",
    "q1:write",
    "q2:write:1:1",
    "q1:write:-1:1",
    "q1:write:1:1:1",
    "q1:WRITE:1:1",
    "\0",
]
_FILES = [
    "a.txt",
    "a.md",
    "a.docx",
    "",
    "../a.txt",
    "a" * 200 + ".txt",
    "\u202etxt.exe",
    "a.png",
    "CON.txt",
    "@all.txt",
]
_BYTES = [
    b"",
    b"It rose.\r\n",
    b"\xff\xfe\x00",
    b"\x00" * 50,
    "潮".encode("utf-16"),
    b"\xef\xbb\xbfIt",
    b"a" * 60_000,
]


@dataclass
class Fuzzer:
    """Makes inputs and sends them. ``seen`` are the ids of buttons and forms that Quire has shown, each with
    whom it was shown to and the message it stands in; ``sent`` tells what was sent, for whoever reads a
    failure."""

    scene: Scene
    chance: random.Random
    numbers: dict[str, int]
    kinds: dict[str, int]
    seen: list[tuple[str, simcord.MemberActor, Any]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        scene = self.scene
        world = scene.world
        self.specs = specs(world)
        self.people = [*scene.nobodies.values(), scene.clare, scene.banned, world.mod, scene.manager]
        self.gone = world.env.create_user("gone")
        self.places = [world.room, scene.corner, *world.room.threads]
        self.roles = list(world.guild.roles.values())

    def text(self) -> str:
        """Return a text: pieces, one of them again and again, signs by chance but no surrogates, nothing."""
        pick = self.chance
        match pick.choice(["pieces"] * 4 + ["one", "one", "many", "again", "signs", "nothing"]):
            case "one":
                return pick.choice(PIECES)
            case "pieces":
                return pick.choice(["", " "]).join(pick.choices(PIECES, k=pick.randint(1, 6)))
            case "many":
                return " ".join(pick.choices(PIECES, k=pick.randint(20, 200)))
            case "again":
                return pick.choice(PIECES) * pick.randint(2, 400)
            case "signs":
                signs = (pick.randint(0, pick.choice([0x7F, 0x7FF, 0xFFFF, 0x10FFFF])) for _ in range(90))
                return "".join(chr(sign) for sign in signs if not 0xD800 <= sign <= 0xDFFF)
            case _:
                return pick.choice(["", " ", "\n", "\u200b", "\u3164"])

    def _value(self, option: dict[str, Any]) -> Any:
        pick = self.chance
        match option["type"]:
            case 3 if option.get("choices") and pick.random() < 0.9:
                return pick.choice(option["choices"])["value"]
            case 3:
                return self.text()[:6000]
            case 4:
                return pick.choice(_NUMBERS)
            case 5:
                return pick.random() < 0.5
            case 6:
                return pick.choice([*self.people, self.gone])
            case 7:
                return pick.choice(self.places)
            case 8:
                return pick.choice(self.roles)
            case 10:
                return pick.choice([0, -1.5, 1e300, 5e-324, 2])
            case 11:
                return pick.choice(_FILES), pick.choice(_BYTES)
        raise AssertionError(f"no values for options of type {option['type']}")

    def _options(self, command: str) -> dict[str, Any]:
        """Return options: good ones, of which some are changed, left out, or added."""
        pick, good, given = self.chance, COMMANDS[command](self.scene), {}
        for option in self.specs[command]:
            name, chance = option["name"], pick.random()
            if name in good and chance < 0.55:
                given[name] = good[name]
            elif chance < 0.97 and (option.get("required") or chance < 0.7):
                given[name] = self._value(option)
        return given

    def _emit(self, member: Any, place: Any, kind: Any, data: dict[str, Any]) -> Any:
        backend = self.scene.world.env.backend
        record, payload = base_payload(
            backend,
            type=kind.value,
            channel_id=place.id,
            guild_id=self.scene.world.guild.id,
            user_id=member.id,
            data=data,
        )
        backend.emit("INTERACTION_CREATE", payload)
        return record

    def command(self, *, asked: bool = False) -> Any:
        """Send a command; ``asked``: only what Discord asks for choices while a text is typed."""
        pick, backend = self.chance, self.scene.world.env.backend
        offering = [
            name for name, options in self.specs.items() if any(one.get("autocomplete") for one in options)
        ]
        command = pick.choice(offering if asked else list(self.specs))
        member, place = pick.choice(self.people), pick.choice(self.places)
        given, path = self._options(command), command.split()
        root = backend.find_command(path[0], self.scene.world.guild.id, type=1)
        assert root is not None
        leaf, nesting = walk(root, path[1:])
        resolved: dict[str, Any] = {}
        built = []
        for option in leaf.get("options") or []:
            if option["name"] not in given:
                continue
            value = given[option["name"]]
            if isinstance(value, tuple):
                value = store_interaction_attachment(backend, place.id, *value, resolved)
            elif option["type"] in (USER, CHANNEL, ROLE):
                value = self._handle(member, value, resolved, place)
            built.append({"name": option["name"], "type": option["type"], "value": value})
        if asked:
            focused = pick.choice([one for one in leaf["options"] if one.get("autocomplete")])
            built = [one for one in built if one["name"] != focused["name"]]
            value = self.text() if focused["type"] == STRING else str(pick.choice(_NUMBERS))
            built.append(
                {"name": focused["name"], "type": focused["type"], "value": value[:6000], "focused": True}
            )
        data = {"id": root["id"], "name": path[0], "type": 1, "options": nest_options(root, nesting, built)}
        self.sent.append(f"{member} {command} {built}")
        return self._emit(member, place, ASKED if asked else TYPED, data | {"resolved": resolved})

    def _handle(self, member: Any, value: Any, resolved: dict[str, Any], place: Any) -> str:
        try:
            resolve_handle(member, value, resolved, channel_id=place.id)
        except simcord.SetupError:  # a channel that they cannot see
            value = self.scene.world.room
            resolve_handle(member, value, resolved, channel_id=place.id)
        return str(value.id)

    def _button(self) -> tuple[str, Any, Any]:
        """Return the id of a button or form, who presses it, and the message in which it stands."""
        pick = self.chance
        member, message = pick.choice(self.people), pick.choice([self._public(), *self._private()])
        if self.seen and pick.random() < 0.5:
            custom_id, shown_to, where = pick.choice(self.seen)
            where = where if self._there(where) else message
            return custom_id, shown_to if pick.random() < 0.8 else member, where
        if pick.random() < 0.1:
            return pick.choice(_WRONG_IDS), member, message
        kind = pick.choice(list(self.kinds))
        count = self.kinds[kind] + (pick.random() < 0.05)
        known = [*_IDS[:6], *self.numbers.values()] if pick.random() < 0.8 else _IDS
        return ":".join(["q1", kind, *(str(pick.choice(known)) for _ in range(count))]), member, message

    def _public(self) -> Any:
        """Return the last message of some channel, which is mostly a board, or None."""
        return self.chance.choice(self.places).last_message

    def _private(self) -> list[Any]:
        return [one.message for one in self.scene.private.values() if self._there(one.message)]

    def _there(self, message: Any) -> bool:
        return message is not None and message.id in self.scene.world.env.backend.messages.get(
            message.channel.id, {}
        )

    def button(self) -> Any:
        """Send the press of a button, or what was chosen in a list."""
        custom_id, member, message = self._button()
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": 2}
        if self.chance.random() < 0.2 or "setup-set" in custom_id:
            values = [self.text()[:100] for _ in range(self.chance.randint(0, 3))]
            data |= {"component_type": 3, "values": self.chance.choice([values, ["on"], ["teen"], ["1"]])}
        self.sent.append(f"{member} {data}")
        return self.scene.world.emit(member, data, message=message)._interaction

    def form(self) -> Any:
        """Send a form: one that is known, or a button's id as if it were a form's."""
        pick = self.chance
        if pick.random() < 0.6:
            kind = pick.choice(list(FORMS))
            who, ids, fields = FORMS[kind]
            member = getattr(self.scene.world, who) if pick.random() < 0.7 else pick.choice(self.people)
            custom_id, message = f"q1:{kind}:{ids.format(**self.numbers)}", self._public()
        else:
            custom_id, member, message = self._button()
            fields = {"text": "It rose.", pick.choice(["reason", "title", "note"]): "It."}
        values = {name: self.text()[:4000] if pick.random() < 0.7 else text for name, text in fields.items()}
        labels = [
            {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
            for name, value in values.items()
            if pick.random() < 0.97
        ]
        self.sent.append(f"{member} {custom_id} {values}")
        data = {"custom_id": custom_id, "components": labels}
        return self.scene.world.emit(member, data, kind=FORM, message=message)._interaction

    def next(self) -> Any:
        """Send one input of any kind; return Discord's record of it."""
        match self.chance.choices(["command", "button", "form", "asked"], [45, 30, 17, 8])[0]:
            case "command":
                return self.command()
            case "button":
                return self.button()
            case "form":
                return self.form()
            case _:
                return self.command(asked=True)

    def learn(self, record: Any) -> None:
        """Take note of the buttons and forms that an answer shows."""
        result = simcord.InteractionResult(self.scene.world.env, record)
        member = next(one for one in self.people if one.id == record.user_id)
        shown = [(message.message, message.components) for message in result.followups]
        if result.response is not None:
            shown.append((result.response.message, result.response.components))
        if result.modal is not None:
            shown.append((self._public(), result.modal))
        for message, components in shown:
            for custom_id in re.findall(r"q1:[a-z-]+(?::\d+)*", str(components)):
                self.seen.append((custom_id, member, message))
        del self.seen[:-200]
