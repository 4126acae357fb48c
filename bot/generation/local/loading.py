"""Loads a model and its tokenizer with transformers. Only the local engine uses this; it imports torch."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer
from transformers import logging as transformers_logging
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING

from bot.cores import cores
from bot.errors import ModelError
from bot.generation.engine import Checkpoint
from bot.generation.local.anymodel import AnyModel
from bot.generation.local.families import decoder_for
from bot.generation.local.linears import Precision, byte_levels
from bot.generation.local.network import Network
from bot.generation.weights import ModelSource

CAUSAL_ENDINGS = ("ForCausalLM", "LMHeadModel")
ENDING_NAMES = ("<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<end_of_turn>", "</s>")
"""Tokens that end a text where a model has them, whether its configuration says so or not."""
DEFAULT_WINDOW = 2048
MAX_WINDOW = 4096
"""How many tokens a row may have: each costs memory and time, and a story is told from its last pages."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that is ready. ``window`` counts the tokens it sees, ``endings`` are those that end a text.

    ``place`` names what calculates, as far as a text depends on it: the threads, or the card.
    """

    network: Network
    tokenizer: Any
    precision: Precision
    place: str
    window: int
    endings: frozenset[int]
    folder: Path | None = None


def load_model(
    source: ModelSource, device_name: str, threads: int, wanted: str, checkpoint: Checkpoint
) -> Loaded:
    """Load the model onto its device. ``wanted`` is the setting ``precision``.

    Of ``threads``, 0 means two, or one for each core but one where there are more.

    Raises:
        ModelError: it is not a causal language model, is damaged, or lacks its tokenizer; or there is no such
            device, or it cannot calculate so.
    """
    torch.set_num_threads(threads or min(cores(), max(cores() - 1, 2)))
    quiet: Any = transformers_logging
    quiet.disable_progress_bar()
    quiet.set_verbosity_error()
    device = device_of(device_name)
    precision = _precision(wanted, device)
    config = _config(source)
    checkpoint()
    tokenizer = _tokenizer(source, config)
    checkpoint()
    model = _model(source, config)
    checkpoint()
    model.eval()
    window, endings = min(_window(config), MAX_WINDOW), _endings(model, tokenizer)
    network = make_network(model, precision, window, device, source.folder)
    return Loaded(network, tokenizer, precision, _place(device), window, endings, source.folder)


@torch.inference_mode()
def make_network(
    model: Any, precision: Precision, window: int, device: torch.device, folder: Path
) -> Network:
    """Return what runs a model that transformers loaded from ``folder``: our own pass, or transformers."""
    if device.type == "cuda":
        # cuDNN makes a plan for each length that a text reaches, 40 ms a token; flash attention needs none.
        torch.backends.cuda.enable_cudnn_sdp(False)
    decoder = decoder_for(model, precision, window, device, folder)
    if decoder is not None:
        return decoder
    dtype = torch.bfloat16 if precision is Precision.BF16 else torch.float32
    for parameter in model.parameters():
        parameter.data = parameter.data.to(dtype)  # not the buffers: angles in 16 bits turn far tokens wrong
    return AnyModel(model.to(device), precision, device)


def _precision(wanted: str, device: torch.device) -> Precision:
    """Return what to calculate with: as wanted, else int8 on a CPU that has it, bfloat16 on a GPU."""
    if wanted in (Precision.FP32, Precision.BF16):
        return Precision(wanted)
    levels = byte_levels() if device.type == "cpu" else None
    if levels is not None:
        return Precision.INT8 if levels == 127 else Precision.INT8_SEVEN
    if wanted == Precision.INT8:
        raise ModelError(
            f"This machine cannot calculate in int8 on {device.type}; set QUIRE_PRECISION to `auto`."
        )
    return Precision.FP32 if device.type == "cpu" else Precision.BF16


def _place(device: torch.device) -> str:
    """Name what calculates: attention adds up in another order on other threads, and on another card."""
    if device.type == "cpu":
        return f"{torch.get_num_threads()} threads"
    return torch.cuda.get_device_name(device) if device.type == "cuda" else device.type


def device_of(name: str) -> torch.device:
    """Return the device that the setting names; `auto` takes a GPU where one is there.

    Raises:
        ModelError: there is no such device.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError, ValueError, NotImplementedError):
        raise ModelError(f"There is no device {name} here; set QUIRE_DEVICE to `auto` or `cpu`.") from None
    return device


def _config(source: ModelSource) -> Any:
    try:
        config = AutoConfig.from_pretrained(source.folder, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"The config.json in {source.folder} is damaged or of a kind this transformers does not know; "
            "choose another model with QUIRE_MODEL."
        ) from error
    named = config.architectures or []
    causal = any(name.endswith(CAUSAL_ENDINGS) for name in named) or not named
    if not causal or type(config) not in MODEL_FOR_CAUSAL_LM_MAPPING:
        raise ModelError(
            f"The model {source.name} ({', '.join(named) or config.model_type}) is not a causal language "
            "model; choose one that writes on, such as gpt2, with QUIRE_MODEL."
        )
    return config


def _tokenizer(source: ModelSource, config: Any) -> Any:
    try:
        tokenizer: Any = AutoTokenizer.from_pretrained(source.folder, local_files_only=True)
        usable = bool(tokenizer("a").input_ids)
    except Exception as error:  # tokenizers fail in many ways, plain Exception from the Rust side among them
        raise _no_tokenizer(source) from error
    if not usable or len(tokenizer) > config.get_text_config().vocab_size:
        raise _no_tokenizer(source)
    return tokenizer


def _no_tokenizer(source: ModelSource) -> ModelError:
    return ModelError(
        f"The folder {source.folder} has no tokenizer that fits its model; "
        "save the model's own tokenizer beside it."
    )


def _model(source: ModelSource, config: Any) -> Any:
    try:
        reader: Any = AutoModelForCausalLM
        model, notes = reader.from_pretrained(
            source.folder,
            config=config,
            dtype="auto",  # as stored: layers are turned into other numbers one by one, to save memory
            local_files_only=True,
            use_safetensors=True,
            output_loading_info=True,
        )
    except Exception as error:  # the readers' own errors, shapes, missing files: all mean the same here
        raise ModelError(
            f"The weights in {source.folder} are damaged or do not fit its config.json "
            f"({type(error).__name__}); bring them again with `quire model fetch`, or save the model anew."
        ) from error
    # transformers fills what is missing with chance, which would write nonsense without a word.
    if notes["missing_keys"] or notes["mismatched_keys"]:
        raise ModelError(f"The weights in {source.folder} are not complete; save the whole model anew.")
    return model


def _window(config: Any) -> int:
    positions = getattr(config.get_text_config(), "max_position_embeddings", None)
    return int(positions) if positions and positions > 0 else DEFAULT_WINDOW


def _endings(model: Any, tokenizer: Any) -> frozenset[int]:
    named = model.generation_config.eos_token_id
    endings = set(named) if isinstance(named, list) else {named}
    endings.add(tokenizer.eos_token_id)
    vocabulary = tokenizer.get_vocab()
    endings.update(vocabulary.get(name) for name in ENDING_NAMES)
    return frozenset(token for token in endings if token is not None)
