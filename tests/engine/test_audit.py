"""The mathematics of the audit log against naive oracles and the published vectors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine import audit

# Leaves and roots of the reference implementation's Merkle tree tests (Certificate Transparency, RFC 6962).
VECTOR = [bytes.fromhex(leaf) for leaf in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
VECTOR_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
entries = st.lists(st.binary(max_size=6), max_size=40)


def naive_root(data: Sequence[bytes]) -> bytes:
    """RFC 9162 section 2.1.1, word for word."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    split = 1
    while split * 2 < len(data):
        split *= 2
    return hashlib.sha256(b"\x01" + naive_root(data[:split]) + naive_root(data[split:])).digest()


def hashed(data: Sequence[bytes]) -> list[bytes]:
    return [audit.leaf(item) for item in data]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_published_vectors(size: int) -> None:
    assert naive_root(VECTOR[:size]).hex() == VECTOR_ROOTS[size]
    assert audit.root(hashed(VECTOR[:size])).hex() == VECTOR_ROOTS[size]


def test_an_inclusion_proof_is_that_of_the_published_vectors() -> None:
    proof = audit.inclusion_proof(hashed(VECTOR), 5)
    assert [step.hex() for step in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(entries, st.data())
def test_a_frontier_grown_in_pieces_has_the_root_of_the_whole(data: list[bytes], draw: st.DataObject) -> None:
    frontier, rest = audit.Frontier(), hashed(data)
    while rest:
        piece = draw.draw(st.integers(1, len(rest)))
        frontier = frontier.extended(rest[:piece])
        frontier = audit.Frontier.unpacked(frontier.size, frontier.packed())
        rest = rest[piece:]
    assert frontier.size == len(data)
    assert frontier.root == naive_root(data)


@given(entries.filter(bool), st.data())
def test_inclusion_is_proven_for_each_leaf_and_for_no_other(data: list[bytes], draw: st.DataObject) -> None:
    leaves, root = hashed(data), naive_root(data)
    index = draw.draw(st.integers(0, len(data) - 1))
    proof = audit.inclusion_proof(leaves, index)
    assert audit.included(leaves[index], index, len(data), proof, root)
    assert not audit.included(audit.leaf(b"forged entry"), index, len(data), proof, root)
    assert not audit.included(leaves[index], index, len(data), proof, bytes(32))
    assert not audit.included(leaves[index], index, len(data), [*proof, bytes(32)], root)
    assert not proof or not audit.included(leaves[index], index, len(data), proof[:-1], root)
    other = draw.draw(st.integers(-1, len(data)))
    if other != index:
        assert not audit.included(leaves[index], other, len(data), proof, root) or leaves[other] == leaves[index]


@given(entries.filter(bool), st.data())
def test_consistency_is_proven_with_each_earlier_tree_and_no_other(data: list[bytes], draw: st.DataObject) -> None:
    leaves, root = hashed(data), naive_root(data)
    earlier = draw.draw(st.integers(1, len(data)))
    before = naive_root(data[:earlier])
    proof = audit.consistency_proof(leaves, earlier)
    assert audit.consistent(earlier, before, len(data), root, proof)
    assert not audit.consistent(earlier, bytes(32), len(data), root, proof)
    assert not audit.consistent(earlier, before, len(data), bytes(32), proof)
    assert not audit.consistent(earlier, before, len(data), root, [*proof, bytes(32)])
    assert not audit.consistent(len(data) + 1, before, len(data), root, proof)
    assert not audit.consistent(0, before, len(data), root, proof)


def test_proofs_outside_the_tree_are_refused() -> None:
    leaves = hashed(VECTOR[:3])
    with pytest.raises(IndexError):
        audit.inclusion_proof(leaves, 3)
    with pytest.raises(ValueError, match="no earlier tree of 4 in a tree of 3"):
        audit.consistency_proof(leaves, 4)


@pytest.mark.parametrize(("size", "packed"), [(1, b""), (3, bytes(32)), (2, bytes(33)), (-1, b"")])
def test_a_frontier_that_contradicts_its_size_is_refused(size: int, packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"subtrees|bytes"):
        audit.Frontier.unpacked(size, packed)


# --- content ---------------------------------------------------------------------------------------------------------
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), values, max_size=4))
def test_the_canonical_body_reads_back_as_what_was_written(body: dict[str, object]) -> None:
    assert json.loads(audit.canonical(body)) == body


@given(st.dictionaries(st.text(max_size=5), values, min_size=2, max_size=4))
def test_the_canonical_body_does_not_hang_on_the_order_of_keys(body: dict[str, object]) -> None:
    assert audit.canonical(dict(reversed(body.items()))) == audit.canonical(body)


def test_the_canonical_body_is_written_in_one_form() -> None:
    moment = datetime(2026, 11, 22, 9, 14, 3, 12, tzinfo=UTC)
    body = {"z": (1, 2), "a": moment, "é": date(2026, 1, 2), "b": UUID(int=1), "c": {"y", "x"}, "d": 1.5, "e": "คำ\n"}
    assert audit.canonical(body) == (
        '{"a":"2026-11-22T09:14:03.000012+00:00","b":"00000000-0000-0000-0000-000000000001",'
        '"c":["x","y"],"d":1.5,"e":"คำ\\n","z":[1,2],"é":"2026-01-02"}'
    )


def test_keys_are_ordered_by_utf_16_as_rfc_8785_has_it() -> None:
    assert audit.canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'


def test_half_a_surrogate_pair_becomes_a_replacement_and_not_an_error() -> None:
    assert audit.commitment(b"", audit.canonical({"name": "a\ud800b"}))
    assert json.loads(audit.canonical({"name": "a\ud800b"}))["name"] == "a\ufffdb"


@pytest.mark.parametrize("value", [b"bytes", object(), {1: object()}])
def test_what_has_no_json_form_is_refused_by_its_type(value: object) -> None:
    with pytest.raises(TypeError, match="an audit row cannot hold a"):
        audit.canonical({"detail": value})


def test_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        audit.canonical({"detail": float("nan")})


def test_the_commitment_hangs_on_salt_and_body() -> None:
    assert audit.commitment(b"salt", "body") == hashlib.sha256(b"saltbody").digest()
    assert audit.commitment(b"other", "body") != audit.commitment(b"salt", "body")


def test_an_entry_holds_the_moment_whatever_zone_it_was_told_in() -> None:
    here = datetime(2026, 11, 22, 17, 0, 0, 1, tzinfo=timezone(timedelta(hours=8)))
    assert audit.entry(here, b"c") == audit.entry(here.astimezone(UTC), b"c")
    assert int.from_bytes(audit.entry(here, b"")[:8], "big") == int(here.timestamp()) * 1_000_000 + 1


# --- the check of a stored log ---------------------------------------------------------------------------------------
def sealed(before: Sequence[audit.Stone], frontier: audit.Frontier, at: datetime) -> audit.Stone:
    """The checkpoint of this tree after those before it."""
    seal = audit.seal(before[-1].seal if before else b"", frontier.size, frontier.root, at)
    return audit.Stone(frontier.size, frontier.root, frontier.packed(), at, seal)


class Log:
    """A stored log that a test can tamper with: 20 rows, checkpoints after 5, 12, 13 and 20."""

    def __init__(self) -> None:
        self.rows: list[audit.Logged] = []
        frontier = audit.Frontier()
        self.stones: list[audit.Stone] = []
        for number in range(20):
            at = datetime(2026, 11, 22, 9, number, tzinfo=UTC)
            body = audit.canonical(
                {"actor": "user:1", "action": "register.open", "subject": f"entry:{number}", "at": at}
            )
            salt = bytes([number]) * 32
            row = audit.Logged(number, 100 + number, at, audit.commitment(salt, body), salt, body,
                               ("user:1", "register.open", f"entry:{number}"))  # fmt: skip
            self.rows.append(row)
            frontier = frontier.extended([audit.leaf(audit.entry(row.at, row.commitment))])
            if number + 1 in {5, 12, 13, 20}:
                self.stones.append(sealed(self.stones, frontier, at))
        self.head = audit.Stone(20, None, frontier.packed(), None, self.stones[-1].seal)

    def change(self, place: int, /, **changes: object) -> None:
        old = {name: getattr(self.rows[place], name) for name in audit.Logged.__slots__}
        self.rows[place] = audit.Logged(**(old | changes))

    def forge(self, number: int) -> None:
        """A row rewritten in full, with a commitment that fits."""
        row = self.rows[number]
        body = str(row.body).replace("user:1", "user:2")
        self.change(number, body=body, commitment=audit.commitment(row.salt or b"", body),
                    lookup=("user:2", *row.lookup[1:]))  # fmt: skip

    def stone(self, place: int, /, **changes: object) -> None:
        old = {name: getattr(self.stones[place], name) for name in audit.Stone.__slots__}
        self.stones[place] = audit.Stone(**(old | changes))

    def kept(self, *sizes: int) -> list[audit.KeptHead]:
        """The heads that the node kept beside the database as the rows were written."""
        leaves = [audit.leaf(audit.entry(row.at, row.commitment)) for row in Log().rows]
        return [audit.KeptHead(size, audit.root(leaves[:size]), self.rows[0].at) for size in sizes]

    def check(self, expected: tuple[int, bytes] | None = None, kept: Sequence[audit.KeptHead] = ()) -> list[str]:
        verifier = audit.Verifier(expected, kept)
        stones = list(self.stones)
        for row in sorted(self.rows, key=lambda row: row.number):
            while stones and stones[0].size <= row.number:
                verifier.reach(stones.pop(0))
            verifier.take(row)
        for stone in stones:
            verifier.reach(stone)
        verifier.finish(self.head)
        return [str(finding) for finding in verifier.findings]


def test_a_log_as_it_was_written_has_no_findings() -> None:
    log = Log()
    root_at_7 = audit.root([audit.leaf(audit.entry(row.at, row.commitment)) for row in log.rows[:7]])
    assert log.check() == []
    assert log.check((7, root_at_7)) == []


@given(st.integers(0, 19))
def test_changed_content_is_named_by_number_and_time(number: int) -> None:
    log = Log()
    log.change(number, body=str(log.rows[number].body).replace("register.open", "register.read"))
    assert log.check() == [f"row {number}, 2026-11-22 09:{number:02d}:00 UTC: The content is not what was written."]


@given(st.integers(0, 19))
def test_a_row_rewritten_with_a_fitting_commitment_is_named_by_its_stretch(number: int) -> None:
    log = Log()
    log.forge(number)
    first, last = next((a, b - 1) for a, b in [(0, 5), (5, 12), (12, 13), (13, 20)] if a <= number < b)
    (found,) = log.check()
    assert found.startswith(f"rows {first} to {last}," if first != last else f"row {first},")
    assert "not the ones that were written" in found


def test_two_rewritten_stretches_are_both_named_and_the_rest_is_not() -> None:
    log = Log()
    log.forge(6)
    log.forge(15)
    assert [line.split(",")[0] for line in log.check()] == ["rows 5 to 11", "rows 13 to 19"]


@given(st.integers(0, 18), st.integers(1, 3))
def test_deleted_rows_are_named_as_a_gap(first: int, count: int) -> None:
    log = Log()
    last = min(first + count - 1, 19)
    del log.rows[first : last + 1]
    found = log.check()
    assert all("leave a gap" in line for line in found)
    numbers = sorted({n for line in found for n in range(int(line.replace(",", " ").split()[1]),
                      int(line.replace(",", " ").split()[3 if line.startswith("rows") else 1]) + 1)})  # fmt: skip
    assert numbers == list(range(first, last + 1))


@given(st.lists(st.integers(0, 19), min_size=2, max_size=2, unique=True))
def test_swapped_rows_are_found(pair: list[int]) -> None:
    log = Log()
    one, other = pair
    log.change(one, number=other)
    log.change(other, number=one)
    assert log.check() != []


def test_swapped_rows_of_one_batch_are_named() -> None:
    log = Log()
    log.change(7, number=8)
    log.change(8, number=7)
    found = log.check()
    assert "row 8, 2026-11-22 09:07:00 UTC: This row stands out of order: rows were swapped." in found


@pytest.mark.parametrize("which", range(4))
def test_a_forged_checkpoint_is_told_from_changed_rows(which: int) -> None:
    log = Log()
    stone = log.stones[which]
    peaks = audit.Frontier.unpacked(stone.size, stone.peaks).peaks
    false = audit.Frontier(stone.size, (*peaks[:-1], bytes(32)))
    log.stone(which, root=false.root, peaks=false.packed())
    unsealed, found = log.check()
    assert "The seal of the checkpoint after this row is broken" in unsealed
    assert "The checkpoint after these rows was forged" in found
    assert f"{stone.size - 1}, 2026-11-22 09:{stone.size - 1:02d}" in found


def test_a_checkpoint_whose_root_does_not_fit_its_peaks_is_named() -> None:
    log = Log()
    log.stone(1, root=bytes(32))
    assert log.check() == [
        "row 11, 2026-11-22 09:11:00 UTC: The seal of the checkpoint after this row is broken: "
        "it was changed, or one before it was deleted.",
        "row 11, 2026-11-22 09:11:00 UTC: The checkpoint after this row was forged: it contradicts itself.",
    ]


def test_a_cut_tail_that_fits_together_is_found_only_with_the_noted_root() -> None:
    log = Log()
    noted = (20, log.stones[-1].root or b"")
    log.rows, log.stones = log.rows[:13], log.stones[:3]
    log.head = audit.Stone(13, None, log.stones[-1].peaks, None, log.stones[-1].seal)
    assert log.check() == []
    assert log.check(noted) == [
        "rows 13 to 19, 2026-11-22 09:12:00 UTC: "
        "The log had 20 rows when its root was noted, now 13: its end was cut off."
    ]


def test_a_cut_tail_that_fits_together_is_found_with_the_heads_that_the_node_kept() -> None:
    log = Log()
    kept = log.kept(5, 12, 20)
    assert log.check(kept=kept) == []
    log.rows, log.stones = log.rows[:13], log.stones[:3]
    log.head = audit.Stone(13, None, log.stones[-1].peaks, None, log.stones[-1].seal)
    assert [line.partition(": ")[2] for line in log.check(kept=kept)] == [
        "The file of heads knows 20 rows, the log has 13: its end was cut off, or an older copy was put back."
    ]


def test_a_log_that_was_emptied_is_found_with_the_heads_that_the_node_kept() -> None:
    log = Log()
    kept = log.kept(5, 20)
    log.rows, log.stones, log.head = [], [], audit.Stone(0, None, b"", None, b"")
    assert log.check() == []
    (found,) = log.check(kept=kept)
    assert "knows 20 rows, the log has 0" in found


def test_a_log_rewritten_from_a_row_on_is_named_once_by_the_heads_that_the_node_kept() -> None:
    log = Log()
    kept = log.kept(3, 5, 12, 13, 20)
    log.forge(6)
    frontier, log.stones = audit.Frontier(), []
    for row in log.rows:
        frontier = frontier.extended([audit.leaf(audit.entry(row.at, row.commitment))])
        if frontier.size in {5, 12, 13, 20}:
            log.stones.append(sealed(log.stones, frontier, row.at))
    log.head = audit.Stone(20, None, frontier.packed(), None, log.stones[-1].seal)
    assert log.check() == []
    (found,) = log.check(kept=kept)
    assert "The root after 12 rows is not the one kept in the file of heads" in found


@pytest.mark.parametrize("gone", [{0}, {1}, {2}, {3}, {1, 2}, {0, 1, 2, 3}])
def test_checkpoints_that_were_deleted_are_missed(gone: set[int]) -> None:
    log = Log()
    log.stones = [stone for place, stone in enumerate(log.stones) if place not in gone]
    (found,) = log.check()
    assert "seal of the checkpoint" in found or "not the one that the head of the log names" in found


@pytest.mark.parametrize("at", [datetime(2020, 1, 1, tzinfo=UTC), None])
def test_a_checkpoint_whose_time_was_changed_is_found(at: datetime | None) -> None:
    log = Log()
    log.stone(1, at=at)
    (found,) = log.check()
    assert "row 11" in found
    assert "The seal of the checkpoint after this row is broken" in found


def test_a_time_that_goes_back_is_found_beyond_the_tolerance() -> None:
    for back, count in ((audit.TOLERANCE, 0), (audit.TOLERANCE + timedelta(seconds=1), 1)):
        log = Log()
        log.rows = log.rows[:1]
        body = audit.canonical({"actor": "a", "action": "b", "subject": "c", "at": log.rows[0].at - back})
        late = audit.Logged(1, 200, log.rows[0].at - back, audit.commitment(b"s", body), b"s", body, ("a", "b", "c"))
        verifier = audit.Verifier()
        verifier.take(log.rows[0])
        verifier.take(late)
        assert ["goes back by more than 15 minutes" in str(found) for found in verifier.findings] == [True] * count


def test_a_row_whose_time_can_not_be_read_is_a_finding_and_the_rest_is_still_checked() -> None:
    log = Log()
    log.change(3, at=None)
    log.change(15, body="other")
    found = log.check()
    assert "row 3: The time of this row can't be read: it was overwritten." in found
    assert "row 15, 2026-11-22 09:15:00 UTC: The content is not what was written." in found


def test_rows_that_wait_are_checked_by_themselves_and_against_the_last_number() -> None:
    log = Log()
    verifier = audit.Verifier()
    for row in log.rows[:18]:
        verifier.take(row)
    verifier.wait(log.rows[19])
    assert verifier.findings == []
    verifier.wait(log.rows[0])
    log.change(19, body="other")
    verifier.wait(log.rows[19])
    log.change(19, body=None)
    verifier.wait(log.rows[19])
    assert [finding.message for finding in verifier.findings] == [
        "This row has no number, though later ones have: it was taken away.",
        "The content is not what was written.",
        "The content is gone, and no erasure is on record.",
    ]
    assert (verifier.contents, verifier.erased) == (18, 0)


def test_a_log_rewritten_from_end_to_end_is_found_only_with_the_noted_root() -> None:
    log = Log()
    assert any("was rewritten" in line for line in log.check((7, bytes(32))))


def test_content_that_is_gone_needs_an_erasure_that_names_the_row() -> None:
    log = Log()
    log.change(3, salt=None, body=None, lookup=(None, None, None))
    assert "no erasure is on record" in log.check()[0]
    log.change(3, eraser='{"action":"audit.erase","detail":{"ids":[102]}}')
    assert "no erasure is on record" in log.check()[0]
    log.change(3, eraser='{"action":"audit.erase","detail":{"ids":[102,103]}}')
    assert log.check() == []


@pytest.mark.parametrize(
    "text",
    [
        "[]", "no json", "[" * 100_000, '{"action":"audit.erase","detail":[]}', '{"action":"audit.erase"}',
        '{"action":"audit.erase","detail":{"ids":5}}',
    ],
)  # fmt: skip
def test_a_forged_erasure_in_any_shape_is_a_finding_and_not_a_crash(text: str) -> None:
    log = Log()
    log.change(3, salt=None, body=None, lookup=(None, None, None), eraser=text)
    assert len(log.check()) == 1


@pytest.mark.parametrize("text", ["[]", "no json", "{}", "[" * 100_000, '{"actor":1,"at":"soon"}', '{"at":5}'])
def test_a_forged_content_in_any_shape_is_a_finding_and_not_a_crash(text: str) -> None:
    log = Log()
    log.change(3, body=text, commitment=audit.commitment(log.rows[3].salt or b"", text))
    assert len(log.check()) >= 2


def test_look_up_columns_and_time_must_say_what_the_content_says() -> None:
    log = Log()
    log.change(3, lookup=("user:2", "register.open", "entry:3"))
    assert ["look-up columns" in line for line in log.check()] == [True]
    log = Log()
    log.change(4, at=log.rows[4].at + timedelta(seconds=1))
    assert "The time was changed" in log.check()[0]


def test_findings_are_counted_beyond_those_that_are_kept() -> None:
    verifier = audit.Verifier()
    for _ in range(250):
        verifier.report("Something.")
    assert verifier.found == 250
    assert len(verifier.findings) == 100
