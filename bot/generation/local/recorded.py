"""The forward pass on a GPU, where starting a small operation takes longer than the operation itself.

Nearly all of a pass has one shape, whatever its rows are: that is recorded once, as CUDA graphs, and played
back. Only attention, whose shape grows with a row's text, is started anew each time, between two recordings.
"""

import torch
from torch import Tensor

from bot.generation.local.decoder import Attend, Decoder, Weights


class RecordedDecoder(Decoder):
    """The network on a GPU; its passes have one height. A prompt is read as anywhere else."""

    @torch.inference_mode()
    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        w, rows, device = weights, weights.group, weights.device
        # What the recordings read: it stays where it is.
        self._tokens = torch.zeros(rows, dtype=torch.long, device=device)
        self._at = torch.zeros(rows, dtype=torch.long, device=device)
        self._seen = torch.zeros(rows, w.queries * w.head_size, dtype=w.dtype, device=device)
        with torch.cuda.device(device):
            self._pieces = self._recorded()

    def _recorded(self) -> list[tuple[torch.cuda.CUDAGraph, Tensor]]:
        """Record what lies before, between and behind the layers' attention, each with what comes out."""
        layers, pieces = self._w.layers, list[tuple[torch.cuda.CUDAGraph, Tensor]]()
        h, turns = self._seen, list[Tensor]()
        pool, stream = torch.cuda.graph_pool_handle(), torch.cuda.Stream()  # type: ignore[no-untyped-call]
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            # Once as it comes: what is loaded at its first use cannot be loaded while recording.
            super()._run(self._tokens, self._at, lambda number, heads: self._seen)
        stream.synchronize()
        for number in range(len(layers) + 1):
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph, pool=pool, stream=stream, capture_error_mode="thread_local"):
                if number:
                    h = self._after(layers[number - 1], h, self._seen)
                else:
                    h, turns = self._embed(self._tokens, self._at), self._turns(self._at)
                last = number == len(layers)
                out = self._scores(h) if last else self._before(layers[number], h, turns)
            pieces.append((graph, out))
        return pieces

    def _run(self, tokens: Tensor, at: Tensor, attend: Attend) -> Tensor:
        self._tokens.copy_(tokens)
        self._at.copy_(at)
        for number, (graph, heads) in enumerate(self._pieces[:-1]):
            graph.replay()
            self._seen.copy_(attend(number, heads).view_as(self._seen))
        graph, scores = self._pieces[-1]
        graph.replay()
        return scores
