"""The records of a collection: what each holds and means.

Every record is frozen and refuses unknown keys, so a misspelt key is a problem that is
reported, not a value that silently vanishes. The text on each field is the data dictionary.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from multivector.periods import PeriodError, parse_period

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Years a date may lie in; others are slips, and calendars have an end."""


class Record(BaseModel):
    """Common ground of all records: frozen, no unknown keys, finite numbers, no empty texts."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        str_min_length=1,
        allow_inf_nan=False,
        strict=True,
    )


def _checked_period(value: str) -> str:
    bounds = parse_period(value)
    if bounds.earliest.year < FIRST_YEAR or bounds.latest.year > LAST_YEAR:
        raise PeriodError(f"{value!r} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _frozen_mapping(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(value))


def _requires_english(texts: Mapping[str, str]) -> Mapping[str, str]:
    if "en" not in texts:
        raise PydanticCustomError("missing_english", "the English text (key en) is missing")
    return texts


def _is_web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'`{}|\\^]+", value):
        raise ValueError("not a web address that starts with http:// or https://")
    parts = urlsplit(value)
    if not parts.hostname or parts.port == 0 or "@" in parts.netloc:
        raise ValueError("not a web address with the name of a host and no name of a user")
    return value


def _each_once(ids: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(ids)) < len(ids):
        most, times = Counter(ids).most_common(1)[0]
        raise ValueError(f"{most} stands there {times} times")
    return ids


Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
PARTNER_CODE = "^[A-Z][A-Z0-9]{1,7}$"
PartnerId = Annotated[str, Field(pattern=PARTNER_CODE)]
Period = Annotated[str, AfterValidator(_checked_period)]
WebAddress = Annotated[str, AfterValidator(_is_web_address)]
Language = Literal["en", "de", "ru", "kk"]
Text = Annotated[
    Mapping[Language, str],
    AfterValidator(_requires_english),
    AfterValidator(_frozen_mapping),
    PlainSerializer(dict),
]
Number = float


Item = TypeVar("Item")
ListOf = Annotated[tuple[Item, ...], BeforeValidator(_as_tuple)]
Keys = Annotated[ListOf[Key], AfterValidator(_each_once)]
PartnerIds = Annotated[ListOf[PartnerId], AfterValidator(_each_once)]

PartnerKind = Literal["country", "bloc", "region", "organisation", "total"]
IndicatorKind = Literal["flow", "stock", "share", "count", "rank", "level"]
Flow = Literal["export", "import", "turnover"]
CountedFrom = Literal["events", "deals"]
Side = Annotated[str, Field(pattern=r"^([A-Z][A-Z0-9]{1,7}|third)$")]
Nature = Literal["official", "state-media", "independent", "statistical", "academic"]
Seen = Literal["full", "excerpt", "cited"]
ClaimKind = Literal["figure", "event", "agreement", "status", "statement", "assessment", "plan"]
Qualifier = Literal["exact", "over", "under", "nearly", "about", "record"]
Confidence = Literal["two-sources", "one-source", "derived"]
ObservationState = Literal["observed", "reported-zero", "not-reported", "not-applicable"]
EventKind = Literal[
    "summit", "state-visit", "working-visit", "forum", "committee", "tender", "treaty", "vote"
]
EventLevel = Literal["head-of-state", "head-of-government", "minister", "officials"]
EventState = Literal["held", "cancelled", "postponed", "scheduled", "proposed"]
DealState = Literal["announced", "signed", "in-force", "financed", "delivered", "cancelled"]
Marker = Literal[
    "circle",
    "square",
    "diamond",
    "cross",
    "triangle-up",
    "triangle-down",
    "star",
    "hexagon",
    "pentagon",
    "x",
]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


def _three_or_none(corners: PartnerIds) -> PartnerIds:
    if len(corners) not in (0, 3):
        raise ValueError(f"a triangle has three corners, not {len(corners)}")
    return corners


class Years(Record):
    """A span of calendar years, both ends included."""

    first: int = Field(ge=1900, le=2100, description="First year.")
    last: int = Field(ge=1900, le=2100, description="Last year.")

    @model_validator(mode="after")
    def _in_order(self) -> "Years":
        if self.first > self.last:
            raise ValueError(f"the first year {self.first} lies after the last {self.last}")
        return self


class Focus(Record):
    """The country whose foreign policy the collection is about, and the collection's own data."""

    id: PartnerId = Field(description="ISO 3166 alpha-2 code of the focus country.")
    title: Text = Field(description="Name of this dashboard.")
    question: Text = Field(description="The question the collection answers, in one line.")
    policy: Text = Field(description="What the policy is called, in one paragraph.")
    vectors: PartnerIds = Field(
        min_length=2,
        description="The partners between which the country balances: one cut of the partner tree.",
    )
    ternary: Annotated[PartnerIds, AfterValidator(_three_or_none)] = Field(
        default=(), description="The three partners of the triangle; none if there is none."
    )
    home_reporter: Key = Field(description="The reporter that counts for the focus country.")
    lead_article: Key | None = Field(
        default=None, description="The article the collection starts from, if it has one."
    )
    years: Years = Field(description="Years shown unless the reader chooses others.")
    history: Years = Field(description="All years for which the collection may hold figures.")
    version: str = Field(
        pattern=r"^[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}$",
        description="Version of the collection, year.month.number.",
    )
    released: date = Field(description="Day of this version.", strict=False)
    evidence_until: Period = Field(description="Latest date for which events were looked for.")
    licence: str = Field(description="SPDX name of the licence of our curation.")
    maintainers: str = Field(description="Who is named as author when the collection is cited.")
    address: WebAddress | None = Field(
        default=None, description="Where the collection is kept, if public."
    )

    @model_validator(mode="after")
    def _years_within_history(self) -> "Focus":
        years, history = self.years, self.history
        if years.first < history.first or years.last > history.last:
            raise ValueError(
                f"the years {years.first} to {years.last} do not lie within the history"
                f" {history.first} to {history.last}"
            )
        return self


class Membership(Record):
    """One member of a bloc, region or organisation, with the time it has belonged to it."""

    id: PartnerId = Field(description="The member.")
    since: Period | None = Field(default=None, description="Start of membership, if dated.")
    until: Period | None = Field(default=None, description="End of membership; none if it lasts.")


class Partner(Record):
    """A node of the partner tree."""

    id: PartnerId = Field(description="ISO 3166 alpha-2 code, or a short code of our own.")
    kind: PartnerKind = Field(description="Country, bloc, region, organisation, or the total.")
    name: Text | None = Field(
        default=None, description="Name; countries may leave it out and take it from CLDR."
    )
    short: Text | None = Field(default=None, description="Short name for chart labels.")
    colour: Colour | None = Field(
        default=None, description="Colour in charts, legible on light and dark ground."
    )
    marker: Marker | None = Field(default=None, description="Marker shape, the second cue.")
    aliases: ListOf[str] = Field(
        default=(), description="Other spellings under which readers look for it."
    )
    members: ListOf[Membership] = Field(
        default=(), description="Members of a bloc, region or organisation."
    )
    note: Text | None = Field(default=None, description="What the code covers, where unclear.")


class BalanceMeasure(Record):
    """How a domain is measured in the balance view."""

    indicator: Key = Field(description="Indicator whose amounts are turned into shares.")
    reporter: Key | None = Field(
        default=None, description="Whose count is used; none means the home reporter."
    )
    note: Text = Field(description="What this measure says and does not say.")


class Domain(Record):
    """A field of relations."""

    id: Key = Field(description="Short name.")
    name: Text = Field(description="Name on screen.")
    meaning: Text = Field(description="What belongs to it.")
    weight: Number = Field(ge=0, le=1, description="Default weight; all domains sum to one.")
    weight_reason: Text = Field(description="Why this weight.")
    balance: BalanceMeasure | None = Field(
        default=None, description="Measure of the balance view; none where no share can be formed."
    )
    fallback: BalanceMeasure | None = Field(
        default=None, description="Measure used where the first has no figure."
    )
    no_share: Text | None = Field(
        default=None, description="Why no share can be formed, where that is so."
    )
    expected: Key | None = Field(
        default=None,
        description="Indicator of each partner's part in the world: what size leads to expect.",
    )
    dependence: Key | None = Field(
        default=None, description="Indicator of the focus country's share in the partner's total."
    )
    agreement: Key | None = Field(
        default=None, description="Indicator of how alike the country and a partner act."
    )


class Weighting(Record):
    """A named set of weights of the domains that a reader may try."""

    id: Key = Field(description="Short name.")
    name: Text = Field(description="Name on screen.")
    reason: Text = Field(description="Whose view of the world this is.")
    weights: Annotated[
        Mapping[Key, Annotated[Number, Field(ge=0, le=10)]],
        AfterValidator(_frozen_mapping),
        PlainSerializer(dict),
    ] = Field(
        description="Per domain how many times the default it counts, 0 to 10; 1 if not named."
    )


class Change(Record):
    """One thing that would be otherwise: an amount moved, taken away, or a share of old."""

    model_config = ConfigDict(alias_generator=lambda name: {"giver": "from"}.get(name, name))

    domain: Key = Field(description="The domain in which it changes something.")
    indicator: Key | None = Field(
        default=None,
        description="Measure by which the domain is read here; none means its usual one.",
    )
    reporter: Key | None = Field(
        default=None, description="Whose count of that measure; none means the home reporter."
    )
    giver: PartnerId | None = Field(default=None, description="The partner that loses an amount.")
    to: PartnerId | None = Field(default=None, description="The partner that gains.")
    amount: Number | None = Field(
        default=None, gt=0, description="How much, in the measure's unit; none means all."
    )
    share_of: int | None = Field(
        default=None,
        ge=1900,
        le=2100,
        description="Year whose share the gaining partner has again; the others keep their ratio.",
    )

    @model_validator(mode="after")
    def _says_what(self) -> "Change":
        if self.share_of is not None:
            if self.to is None or self.giver is not None or self.amount is not None:
                raise ValueError("share_of stands with to alone, without from and amount")
        elif self.giver is None:
            raise ValueError("name the partner that loses (from), or a year (share_of)")
        elif self.giver == self.to:
            raise ValueError(f"from and to are both {self.to}")
        return self


class Scenario(Record):
    """An outcome that did not happen, or might, for readers to see what hangs on it."""

    id: Key = Field(description="Short name; also used in addresses.")
    name: Text = Field(description="What would be otherwise, in a few words.")
    reason: Text = Field(description="Why it is worth asking, and how it is reckoned.")
    changes: ListOf[Change] = Field(min_length=1, description="What changes.")


class View(Record):
    """What is chosen on a page, as its address has it; what is left out is not chosen."""

    model_config = ConfigDict(
        alias_generator=lambda name: {"first": "from", "last": "to"}.get(name, name)
    )

    partner: PartnerIds = Field(default=(), description="Partners.")
    first: int | None = Field(default=None, ge=1900, le=2100, description="First year.")
    last: int | None = Field(default=None, ge=1900, le=2100, description="Last year.")
    domain: Key | None = Field(default=None, description="Domain.")
    indicator: Key | None = Field(default=None, description="Indicator.")
    reporter: Key | None = Field(default=None, description="Who counted.")
    article: Key | None = Field(default=None, description="Article.")
    claim: Key | None = Field(default=None, description="The one claim asked for.")
    event: Key | None = Field(default=None, description="The one event asked for.")
    deal: Key | None = Field(default=None, description="The one deal asked for.")
    source: Key | None = Field(default=None, description="The one source asked for.")


PageName = Literal["overview", "partners", "timeline", "balance", "claims", "sources"]


class TourStep(Record):
    """One step of a short reading that takes a newcomer through the pages."""

    id: Key = Field(description="Short name.")
    page: PageName = Field(description="The page, by its address.")
    view: View = Field(default=View(), description="What is chosen on it.")
    title: Text = Field(description="What the step shows, in a few words.")
    text: Text = Field(description="What to look at, in two or three sentences.")


class PlausibleRange(Record):
    """Bounds outside which a value is probably a slip."""

    low: Number = Field(description="Lowest plausible value.")
    high: Number = Field(description="Highest plausible value.")
    reason: str = Field(description="Why these bounds.")

    @model_validator(mode="after")
    def _in_order(self) -> "PlausibleRange":
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self


class Indicator(Record):
    """One measured quantity."""

    id: Key = Field(description="Short name; also used in addresses.")
    domain: Key = Field(description="The domain it belongs to.")
    name: Text = Field(description="Name on screen, without unit.")
    definition: Text = Field(description="What exactly is counted.")
    unit: Key = Field(description="Unit of its figures; key in units.yaml.")
    other_units: Keys = Field(
        default=(), description="Units that single figures may carry as well; never summed."
    )
    kind: IndicatorKind = Field(description="Flow, stock, share, count, rank or level.")
    flow: Flow | None = Field(default=None, description="Direction seen from the subject.")
    additive: bool = Field(description="Whether figures of separate partners may be added up.")
    total_of: Key | None = Field(
        default=None, description="For a share: the indicator of which it is a share."
    )
    plausible: PlausibleRange = Field(description="Plausible values, in the unit.")
    caveats: Keys = Field(default=(), description="Cautions that go with every figure.")
    counted_from: CountedFrom | None = Field(
        default=None,
        description="What its figures are counted from; none means they are observations.",
    )


class Conversion(Record):
    """How amounts in one currency are compared with another: at the average rate of their year."""

    to: Key = Field(description="Unit they are turned into; key in units.yaml.")
    rate: Key = Field(
        description="Indicator of the rate: how many of that unit one of this unit makes."
    )


COUNT, PLACE = "count", "rank"
"""Units that are written in words of our own: a plain number, and a place among partners."""


class Unit(Record):
    """A unit of measurement."""

    id: Key = Field(
        description=f"Short name; {COUNT} stands for a plain number, {PLACE} for a place."
    )
    name: Text = Field(description="As written behind a number.")
    long: Text = Field(description="As written in a chart's subtitle.")
    decimals: int = Field(ge=0, le=4, description="Decimals shown in tables.")
    currency: str | None = Field(default=None, description="ISO 4217 code, if money.")
    converts: Conversion | None = Field(
        default=None, description="Another currency's unit it may be compared in."
    )


class Caveat(Record):
    """A caution with fixed wording, referred to by key."""

    id: Key = Field(description="Short name.")
    text: Text = Field(description="The wording.")


class Reporter(Record):
    """Who counted."""

    id: Key = Field(description="Short name; also used in addresses.")
    name: Text = Field(description="In the reader's words and short: whose count, or who said so.")
    full: Text = Field(description="The body's full name and, if relayed, through whom.")
    side: Side = Field(description="Whose side: a partner code, the focus country's, or third.")
    kind: Literal["statistics", "stated", "estimate", "mixed"] = Field(
        description="Statistical count, figure stated by an official, estimate, or mixed bases."
    )


class Name(Record):
    """A person's name as CSL has it."""

    family: str | None = Field(default=None, description="Family name.")
    given: str | None = Field(default=None, description="Given name.")
    literal: str | None = Field(default=None, description="Name of a body, unsplit.")


CslType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "broadcast",
    "dataset",
    "document",
    "entry-encyclopedia",
    "legislation",
    "paper-conference",
    "periodical",
    "post",
    "post-weblog",
    "report",
    "speech",
    "treaty",
    "webpage",
    "book",
    "chapter",
]


_CSL_KEYS = {"container_title": "container-title", "url": "URL", "doi": "DOI"}


class Source(Record):
    """A bibliography entry: a CSL item, and what we say about where it stands."""

    model_config = ConfigDict(alias_generator=lambda name: _CSL_KEYS.get(name, name))

    id: Key = Field(description="Citation key.")
    type: CslType = Field(description="CSL type.")
    title: str = Field(description="Title; in square brackets where it is descriptive only.")
    container_title: str | None = Field(default=None, description="Paper, series or site.")
    publisher: str | None = Field(default=None, description="Publisher.")
    author: ListOf[Name] = Field(default=(), description="Authors; empty if not stated.")
    issued: Period | None = Field(default=None, description="Date of publication as EDTF.")
    accessed: Period | None = Field(default=None, description="Date it was read as EDTF.")
    url: WebAddress | None = Field(default=None, description="Address.")
    version: str | None = Field(default=None, description="Version, of what has versions.")
    doi: str | None = Field(default=None, description="DOI, without the resolver's address.")
    language: str | None = Field(default=None, description="Language of the text, ISO 639-1.")
    note: str | None = Field(default=None, description="What a user should know of it.")
    side: Side = Field(description="Whose side publishes: partner code, focus country, or third.")
    nature: Nature = Field(
        description="Official, state media, independent, statistical or academic."
    )
    seen: Seen = Field(
        description="Whether the full text or an excerpt was read, or it is cited for its method."
    )
    inferred: ListOf[str] = Field(
        default=(), description="Fields above that are inferred, not stated by the source."
    )


class Measure(Record):
    """What a figure measures: the link that lets it be verified."""

    indicator: Key = Field(description="The indicator.")
    subject: PartnerId = Field(description="Focus country or region the figure is about.")
    partner: PartnerId = Field(description="The partner, bloc or total it is measured with.")


class Figure(Record):
    """A number in a claim."""

    value: Number | None = Field(default=None, description="The number as claimed.")
    low: Number | None = Field(default=None, description="Lower end, if a range is claimed.")
    high: Number | None = Field(default=None, description="Upper end, if a range is claimed.")
    unit: Key = Field(description="Unit; key in units.yaml.")
    qualifier: Qualifier = Field(description="The hedge word it comes with.")
    period: Period | None = Field(default=None, description="Period as EDTF, if given.")
    measures: Measure | None = Field(
        default=None, description="What it measures; none if no statistic of ours can test it."
    )
    among: Literal["vectors", "countries"] | None = Field(
        default=None, description="For a rank: the group it is a rank in."
    )
    beside: Keys = Field(
        default=(), description="Indicators whose figures are shown beside, without a verdict."
    )
    unclear: Text | None = Field(
        default=None, description="Why it cannot be tested as it stands, if it is ambiguous."
    )

    @model_validator(mode="after")
    def _value_or_range(self) -> "Figure":
        has_range = self.low is not None and self.high is not None
        if (self.value is None) == (not has_range):
            raise ValueError("give either value, or both low and high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self


class Claim(Record):
    """One thing an article says, in our own words."""

    id: Key = Field(description="The article's id, a dot, and the number in reading order.")
    paragraph: int | None = Field(
        default=None, ge=1, description="Paragraph of the text seen; none for an excerpt."
    )
    text: Text = Field(description="The claim in our own words.")
    partners: PartnerIds = Field(min_length=1, description="The partners it is about.")
    effect: Annotated[
        Mapping[PartnerId, Annotated[int, Field(ge=-1, le=1)]],
        AfterValidator(_frozen_mapping),
        PlainSerializer(dict),
    ] = Field(description="Per partner: 1 strengthens the tie, -1 weakens it, 0 neither.")
    domain: Key = Field(description="The domain it is about.")
    kind: ClaimKind = Field(description="What sort of claim it is.")
    speakers: ListOf[str] = Field(
        default=(), description="Who is quoted; empty if the article speaks itself."
    )
    date: Period | None = Field(default=None, description="When it happened or held, as EDTF.")
    figure: Figure | None = Field(default=None, description="The number in it.")
    event: Key | None = Field(default=None, description="The event it belongs to.")
    deal: Key | None = Field(default=None, description="The deal it belongs to.")
    contradicts: Keys = Field(default=(), description="Claims it cannot both hold with.")
    supports: Keys = Field(default=(), description="Claims it backs.")
    inferred: bool = Field(default=False, description="Whether part of it is our inference.")
    note: Text | None = Field(default=None, description="What a reader should know.")

    @model_validator(mode="after")
    def _effect_for_each_partner(self) -> "Claim":
        if self.effect.keys() != set(self.partners):
            raise ValueError(
                f"effect names {', '.join(sorted(self.effect)) or 'nobody'}, "
                f"partners names {', '.join(sorted(self.partners))}; they must be the same"
            )
        if both := sorted(set(self.contradicts).intersection(self.supports)):
            raise ValueError(f"contradicts and supports both name {both[0]}")
        return self


class Article(Record):
    """An article and its claims in reading order; the file's name is the id."""

    id: Key = Field(description="Same as the file's name and as the source.")
    source: Key = Field(description="Its bibliography entry.")
    claims: ListOf[Claim] = Field(description="Claims in reading order.")


class Place(Record):
    """Where something took place."""

    city: str | None = Field(default=None, description="City, in English; see names.yaml.")
    country: PartnerId | None = Field(default=None, description="Country.")
    online: bool = Field(default=False, description="Whether it was held by video link.")


class ProperName(Record):
    """How languages write the name of a person, a body or a city."""

    id: str = Field(min_length=1, description="Name in English, as the records have it.")
    name: Text = Field(description="Name in the languages shown.")


class Amount(Record):
    """A sum of money named at an event or in a deal."""

    value: Number | None = Field(default=None, ge=0, description="The sum.")
    low: Number | None = Field(default=None, ge=0, description="Lower end of a range.")
    high: Number | None = Field(
        default=None, ge=0, description="Upper end; none means no upper end."
    )
    unit: Key = Field(description="Unit; key in units.yaml.")
    what: Text = Field(description="What the sum is for, and how binding.")

    @model_validator(mode="after")
    def _value_or_range(self) -> "Amount":
        has_end = self.low is not None or self.high is not None
        if (self.value is None) == (not has_end):
            raise ValueError("give either value, or low, high or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self


class Event(Record):
    """A meeting, visit, signing or vote."""

    id: Key = Field(description="Short name.")
    title: Text = Field(description="Title.")
    start: Period = Field(description="First day, or as much of the date as is known.")
    end: Period | None = Field(default=None, description="Last day, if it is another.")
    place: Place = Field(default=Place(), description="Where.")
    partners: PartnerIds = Field(description="The partners taking part, without the focus country.")
    kind: EventKind = Field(description="What sort of event.")
    level: EventLevel = Field(description="Highest level of those taking part.")
    state: EventState = Field(description="Held, cancelled, postponed, scheduled or proposed.")
    edition: int | None = Field(default=None, ge=1, description="Number in its series.")
    documents_signed: int | None = Field(default=None, ge=0, description="Documents signed.")
    documents_at_least: bool = Field(
        default=False, description="Whether the number of documents is a lower bound."
    )
    amounts: ListOf[Amount] = Field(default=(), description="Sums named there.")
    outcome: Text = Field(description="What came out, in our own words.")
    sources: Keys = Field(min_length=1, description="Where it is reported.")
    confidence: Literal["two-sources", "one-source"] = Field(
        description="Whether event and date rest on two sources or one."
    )
    caveats: Keys = Field(default=(), description="Cautions.")
    note: Text | None = Field(default=None, description="What a reader should know.")


class Series(Record):
    """A series of meetings and its editions; the file's name is the id."""

    id: Key = Field(description="Same as the file's name.")
    name: Text = Field(description="Name of the series.")
    format: Literal[
        "bilateral", "bloc", "region-plus-one", "regional", "organisation", "process"
    ] = Field(description="Who sits at the table.")
    partners: PartnerIds = Field(description="Partners of the series as such.")
    rhythm: Text | None = Field(default=None, description="How often it meets, if agreed.")
    gaps: Text | None = Field(default=None, description="Editions known to be missing here.")
    events: ListOf[Event] = Field(description="Its editions in order of time.")


class Instrument(Record):
    """A treaty or declaration that sets the formal status of a relation."""

    id: Key = Field(description="Short name.")
    partner: PartnerId = Field(description="With whom.")
    title: Text = Field(description="What it is called.")
    date: Period = Field(description="Date, as EDTF.")
    step: Literal["signed", "in-force"] = Field(description="What happened on that date.")
    source: Key = Field(description="Where it is reported.")
    confidence: Confidence = Field(description="How well it is attested.")
    note: Text | None = Field(default=None, description="What a reader should know.")


class DealStep(Record):
    """One step in the life of a deal."""

    state: DealState = Field(description="What was reached.")
    date: Period = Field(description="When, as EDTF.")
    source: Key = Field(description="Where it is reported.")
    note: Text | None = Field(default=None, description="What a reader should know.")


class Deal(Record):
    """One deal and its history; the file's name is the id."""

    id: Key = Field(description="Same as the file's name.")
    title: Text = Field(description="Title.")
    partners: PartnerIds = Field(min_length=1, description="The partners.")
    domain: Key = Field(description="The domain.")
    parties: ListOf[str] = Field(default=(), description="Firms and bodies.")
    amounts: ListOf[Amount] = Field(default=(), description="Sums named.")
    history: ListOf[DealStep] = Field(min_length=1, description="Steps in order of time.")
    note: Text | None = Field(default=None, description="What a reader should know.")


class Annotation(Record):
    """A remark drawn on charts of one indicator at one time."""

    id: Key = Field(description="Short name.")
    date: Period = Field(description="When, as EDTF.")
    text: Text = Field(description="The remark, short enough for a chart.")
    indicators: Keys = Field(description="Indicators on whose charts it is drawn.")
    partners: PartnerIds = Field(default=(), description="Partners it is about; empty means all.")
    source: Key = Field(description="Where it is reported.")


class VerificationLimits(Record):
    """How far a statistic may lie from a claimed figure, by the figure's hedge word."""

    about: Number = Field(ge=0, le=1, description="Largest distance, as a share of the claim.")
    nearly: Number = Field(ge=0, le=1, description="Furthest below the claim, as a share of it.")
    over: Number = Field(ge=0, le=1, description="Furthest above; beyond it is understated.")
    under: Number = Field(ge=0, le=1, description="Furthest below; beyond it is overstated.")
    latest_years: int = Field(
        default=2, ge=0, le=100, description="Oldest figure for a claim without a period, in years."
    )
    rank_partners: int = Field(
        default=3, ge=2, description="Fewest partners by which a place among them is judged."
    )


class Observation(Record):
    """One figure of a statistic."""

    indicator: Key = Field(description="The indicator.")
    subject: PartnerId = Field(description="Focus country, partner or region the figure is about.")
    partner: PartnerId = Field(description="The partner it is measured with.")
    period: Period = Field(description="Period as EDTF: a year, a month, a span.")
    value: Number | None = Field(default=None, description="The figure; empty if not reported.")
    low: Number | None = Field(default=None, description="Lower end, if only a range is known.")
    high: Number | None = Field(default=None, description="Upper end, if only a range is known.")
    unit: Key = Field(description="Unit; key in units.yaml.")
    reporter: Key = Field(description="Who counted.")
    source: Key = Field(description="Where it was read.")
    retrieved: Period | None = Field(default=None, description="When it was read.")
    confidence: Confidence = Field(description="Two sources, one source, or derived by us.")
    state: ObservationState = Field(description="Observed, reported zero, not reported, n/a.")
    formula: str | None = Field(default=None, description="How a derived figure was formed.")
    caveats: Keys = Field(default=(), description="Cautions for this figure.")
    note: str | None = Field(default=None, description="What a user should know.")

    @model_validator(mode="after")
    def _fits_its_state(self) -> "Observation":
        if (
            self.state == "observed"
            and self.value is None
            and self.low is None
            and self.high is None
        ):
            raise ValueError("state is observed but there is no value, low or high")
        if self.state == "reported-zero" and self.value != 0:
            raise ValueError("state is reported-zero but the value is not 0")
        if self.state in ("not-reported", "not-applicable") and self.value is not None:
            raise ValueError(f"state is {self.state} but there is a value")
        if self.confidence == "derived" and self.formula is None:
            raise ValueError("a derived figure names its formula")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self
