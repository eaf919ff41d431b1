"""Passenger lists in UN/EDIFACT PAXLST (D.02B, D.05B, D.12B, D.15B): read from bytes as they come, and written."""

from naungan.engine.documents.paxlst.interchange import read_paxlst
from naungan.engine.documents.paxlst.message import Row
from naungan.engine.documents.paxlst.values import ListFunction, ListKind, ListMessage, ListTotal
from naungan.engine.documents.paxlst.write import write_paxlst

__all__ = ["ListFunction", "ListKind", "ListMessage", "ListTotal", "Row", "read_paxlst", "write_paxlst"]
