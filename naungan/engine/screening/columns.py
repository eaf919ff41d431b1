"""Arrays that grow at their end, and ragged ones: many values a row, in one flat array with offsets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class Column:
    """A one- or two-dimensional array with room to grow; `view` is what it holds, without a copy."""

    def __init__(self, dtype: type[np.generic], *, width: int = 0) -> None:
        self._shape = (width,) if width else ()
        self._room: NDArray[np.generic] = np.zeros((16, *self._shape), dtype=dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def view(self) -> NDArray[np.generic]:
        """The values held; to be read until the next `extend`."""
        return self._room[: self._size]

    def extend(self, values: Sequence[object]) -> None:
        """Append values (rows, where the column has a width)."""
        if not values:
            return
        size = self._size + len(values)
        if size > len(self._room):
            room = np.zeros((max(size, 2 * len(self._room)), *self._shape), dtype=self._room.dtype)
            room[: self._size] = self.view
            self._room = room
        self._room[self._size : size] = np.asarray(values, dtype=self._room.dtype)
        self._size = size


class Ragged:
    """Rows of one or more values each. Reduces a value per cell to one per row."""

    def __init__(self, dtype: type[np.generic], *, width: int = 0) -> None:
        self.cells = Column(dtype, width=width)
        self._starts = Column(np.int64)

    def __len__(self) -> int:
        return len(self._starts)

    def append(self, values: Sequence[object]) -> None:
        """Append one row; it must not be empty, since a reduction over nothing has no answer."""
        if not values:
            raise ValueError("a ragged row needs a value")
        self._starts.extend([len(self.cells)])
        self.cells.extend(values)

    def largest(self, per_cell: NDArray[np.float32]) -> NDArray[np.float32]:
        """The largest value of each row, given one for each cell."""
        if not len(self):
            return np.zeros(0, dtype=np.float32)
        found: NDArray[np.float32] = np.maximum.reduceat(per_cell, self._starts.view.astype(np.int64, copy=False))
        return found
