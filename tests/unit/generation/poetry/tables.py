"""Vocabularies to lead poems through: real tokenizers of two kinds, trained here on the words in stock."""

from functools import cache

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from bot.domain.verse.stock import Entry, stocked
from bot.generation.frequent import zipf
from bot.generation.local.vocabulary import Vocabulary
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.spelled import spelled_out


@cache
def stock() -> tuple[Entry, ...]:
    return stocked({word: share for word, share in zipf().items() if share > 3.9})


@cache
def byte_level() -> Vocabulary:
    """As GPT-2's: pieces of bytes, the space before a word its first sign."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=2500,
        special_tokens=["<end>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    return _trained(tokenizer, trainer)


@cache
def sentence_pieces() -> Vocabulary:
    """As SentencePiece's: likely pieces, with a mark for the space, which may stand alone."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="never")
    signs = [*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,;:.!?'\n", "▁"]
    trainer = trainers.UnigramTrainer(
        vocab_size=2500, special_tokens=["<end>"], initial_alphabet=signs, show_progress=False
    )
    return _trained(tokenizer, trainer)


def _trained(tokenizer: Tokenizer, trainer: trainers.Trainer) -> Vocabulary:
    said = [entry.text for entry in stock() for _ in range(int(entry.zipf))]
    texts = [f"{one.capitalize()} {one} {one},\n{one.capitalize()}.\nAnd! but? so; yet:" for one in said]
    tokenizer.train_from_iterator(texts, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>")
    return Vocabulary(fast, frozenset({fast.eos_token_id}))


@cache
def lexicon(kind: str) -> Lexicon:
    return spelled_out(stock(), {"bytes": byte_level, "pieces": sentence_pieces}[kind]())
