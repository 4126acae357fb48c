from pathlib import Path

import torch
from safetensors.torch import save_file

from bot.generation.local.mapped import mapped


def test_a_table_is_found_where_it_lies_bit_for_bit(tmp_path: Path) -> None:
    tables = {name: torch.randn(50, 8).half() for name in ("first", "second")}
    save_file({**tables, "odd": torch.randn(3), "wide": torch.randn(50, 8)}, tmp_path / "a.safetensors")
    for table in tables.values():
        there = mapped(tmp_path, table)
        assert there is not None
        assert torch.equal(there, table)
        assert there.data_ptr() != table.data_ptr()
        assert torch.equal(there[torch.tensor([3, 49])], table[torch.tensor([3, 49])])


def test_another_table_is_not_taken_for_it(tmp_path: Path) -> None:
    table = torch.randn(50, 8).half()
    save_file({"table": table}, tmp_path / "a.safetensors")
    assert mapped(tmp_path, table + 1) is None
    assert mapped(tmp_path, table.float()) is None
    assert mapped(tmp_path / "nowhere", table) is None
