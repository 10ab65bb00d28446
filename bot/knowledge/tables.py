"""The schema: one SQLModel class for each table of the knowledge base.

``row`` is the order in which things were stored (and so the order of the report); ``id`` is the short
name that answers show. Spans are half-open offsets into ``body.text``. Lists are JSON arrays.
Importing this module costs a good part of a second: only the build does.
"""

from __future__ import annotations

from sqlmodel import Field, Index, SQLModel


class Meta(SQLModel, table=True):
    """What the file as a whole is: fingerprint, sources, problems of the build."""

    key: str = Field(primary_key=True)
    value: str


class Report(SQLModel, table=True):
    """What is known of a report without reading it; ``years`` of its figures, with blanks between.

    All of this table is read at start, so it holds nothing that is long.
    """

    id: str = Field(primary_key=True)
    title: str
    issuer: str | None
    district: str | None
    date: str | None
    file: str
    years: str


class Body(SQLModel, table=True):
    """The whole clean text of a report, and where its pages begin."""

    report_id: str = Field(primary_key=True, foreign_key="report.id")
    text: str
    page_starts: str


class Prepared(SQLModel, table=True):
    """A report made ready for searching (``bot.matching.prepared``)."""

    report_id: str = Field(primary_key=True, foreign_key="report.id")
    content: bytes


class Section(SQLModel, table=True):
    """A node of the outline; without ``level`` and spans, a section that is only cited (落款)."""

    row: int = Field(primary_key=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    label: str
    path: str
    title: str
    level: int | None
    span_start: int | None
    span_end: int | None
    heading_start: int | None
    heading_end: int | None


class Passage(SQLModel, table=True):
    """A paragraph's stretch of text that belongs to one section."""

    row: int | None = Field(default=None, primary_key=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    section_row: int = Field(foreign_key="section.row")
    span_start: int
    span_end: int
    of_table: bool = False


class Indicator(SQLModel, table=True):
    """What a report counts or measures, once for each report however often it is stated.

    ``folded`` is the name as it is compared (``bot.knowledge.snapshot.indicator_key``).
    """

    __table_args__ = (Index("indicator_of_report", "report_id", "folded"),)

    row: int = Field(primary_key=True)
    report_id: str = Field(foreign_key="report.id")
    name: str
    folded: str


class Observation(SQLModel, table=True):
    """One figure; its fields are those of ``bot.facts.model.Observation``."""

    row: int | None = Field(default=None, primary_key=True)
    id: str = Field(index=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    indicator_row: int = Field(foreign_key="indicator.row", index=True)
    value: float
    value_text: str
    unit: str | None
    bound: str
    role: str
    aspect: str
    section_row: int = Field(foreign_key="section.row")
    quote: str
    span_start: int
    span_end: int
    sentence_start: int
    sentence_end: int
    value_to: float | None
    base: str | None
    period: str | None
    period_text: str | None
    rate: str | None
    part_of: str | None
    parent: str | None
    page: int | None


class Statement(SQLModel, table=True):
    """What was done, happened, is wrong or is planned."""

    row: int | None = Field(default=None, primary_key=True)
    id: str = Field(index=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    kind: str
    label: str
    section_row: int = Field(foreign_key="section.row")
    quote: str
    span_start: int
    span_end: int
    period: str | None
    page: int | None
    names: str


class Finding(SQLModel, table=True):
    """What a careful reader would notice; ``observations`` are ids."""

    row: int | None = Field(default=None, primary_key=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    kind: str
    text: str
    observations: str


class Ledger(SQLModel, table=True):
    """One number of the text and what became of it."""

    row: int | None = Field(default=None, primary_key=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    text: str
    span_start: int
    span_end: int
    page: int | None
    kind: str
    observation: str | None


class Alias(SQLModel, table=True):
    """Another word for an official one; of every report where ``report_id`` is null."""

    row: int | None = Field(default=None, primary_key=True)
    report_id: str | None = Field(default=None, foreign_key="report.id")
    alias: str = Field(index=True)
    official: str
