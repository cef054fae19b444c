// Requests and answers of contract v1, docs/contract.md. Written by `cargo run -p xtask -- types` from src/contract/shape; not edited by hand.

/** A SHA-256 hash: 64 lower-case hex digits. */
export type Hash = string;

/** An id: 1 to 200 bytes without control characters. */
export type Id = string;

/** A JSON Pointer (RFC 6901) into an item; with `//` in front, into the whole message. */
export type Pointer = string;

/** An instant in UTC, RFC 3339 with `Z` and no decimals or exactly three: `2026-03-04T12:00:00Z`, `2026-03-04T12:00:00.250Z`. Requests: years 1971 to 2099. */
export type Instant = string;

/** Bytes in padded standard base64. */
export type Base64 = string;

/** The key of an observation or outage: 1 to 2000 bytes without control characters. */
export type Key = string;

/** A count, 0 to 2^53. */
export type Count = number;

/** What can be down: `server:<id>` or `service:<id>`. */
export type Subject = string;

/** A number that begins with 1. */
export type Ordinal = number;

/** Milliseconds, 0 to 2^53. */
export type DurationMs = number;

/** A weight, 1 to 100. */
export type Weight = number;

/** Decimals, 0 to 4. */
export type Scale = number;

/** Seconds east of UTC. */
export type OffsetSeconds = number;

/** Per cent as a decimal string, `0` to `100`, at most 9 decimals. */
export type Percent = string;

/** An amount of money as a decimal string, never a number: `12.50`, `-0.375`. At most as many decimals as its currency has; answers print exactly so many. */
export type Amount = string;

/** Minutes of a counting rule, 1 to 1440. */
export type RuleMinutes = number;

/** A time of day: `02:30`. */
export type TimeOfDay = string;

/** A part of a fraction, 1 to 1000000. */
export type FractionPart = number;

/** Months, 1 to 120. */
export type MonthCount = number;

/** A multiple above 0, at most 1000000, as a decimal string with at most 9 decimals. */
export type Factor = string;

/** Decimals of a share, 0 to 9. */
export type ShareDecimals = number;

/** How many times, 1 to 1000. */
export type Times = number;

/** Days, 1 to 366. */
export type WindowDays = number;

/** `server:<id>`, `service:<id>`, or `*` for all. */
export type SubjectOrAll = string;

/** A month: `2026-03`. */
export type Month = string;

/** A civil date: `2026-03-01`. */
export type CivilDate = string;

/** A day of a month; one that the month lacks is its last day. */
export type DayOfMonth = number;

/** A tax rate in per cent as a decimal string; a sum of rates may exceed 100. */
export type Rate = string;

/** A share of the fee, exact: a whole number, or numerator and denominator in lowest terms, `1/30`. */
export type ExactShare = string;

/** A note for people: at most 2000 bytes. */
export type Note = string;

/** Working days, 1 to 60. */
export type WorkingDays = number;

/** Days of 24 hours, 0 (none) to 366. */
export type AppealDays = number;

/** Working days, 0 to 90. */
export type PayoutWorkingDays = number;

/** A day of the week: 1 is Monday, 7 Sunday. */
export type Weekday = number;

/** A number of clients, from 0. */
export type ClientLimit = number;

/** A count or an amount, as a decimal string. */
export type Figure = string;

/** Days, up to 3660. */
export type LongDays = number;

/** Hours, up to 87840. */
export type LongHours = number;

/** A country: two capital letters, ISO 3166-1. */
export type Country = string;

/** An id of a rule or fee: 1 to 40 letters, digits and `-`. */
export type RuleId = string;

/** Days of each month, 28 to 31. */
export type MonthDays = number;

/** How often a line is charged, 1 to 2^53. */
export type Quantity = number;

/** A price as a decimal string with at most 9 decimals, not negative: `0.012`. */
export type Price = string;

/** A quantity or factor as a decimal string with at most 9 decimals, not negative. */
export type QuantityText = string;

/** A share from 0 to 1 with 9 decimals. */
export type DecimalShare = string;

/** The commands. */
export type Command =
  | "describe" | "normalize" | "confirm" | "settle" | "reconcilePosting" | "advanceCase" | "checkOutgoing"
  | "previewInvoice" | "lintPolicy" | "describePolicy" | "attachCredits" | "quoteRefund" | "takeBack";

/** Monitors whose messages are understood. */
export type Vendor =
  | "pingdom" | "uptimerobot" | "uptime-kuma" | "hetrixtools" | "better-stack" | "statuscake" | "alertmanager"
  | "prometheus" | "grafana" | "zabbix" | "nagios" | "updown" | "site24x7" | "checkly" | "cloudwatch" | "datadog"
  | "freshping" | "statuspage" | "mapped" | "csv" | "manual" | "panel";

/** Families of schedules. */
export type Family =
  | "uptimeTiers" | "perUnit" | "ladder" | "multiple" | "perStep" | "flat" | "proportional" | "rollingYear"
  | "extension" | "components";

/** Why a request was refused; the codes are stable. */
export type ErrorCode =
  | "above_limit" | "amount_overflow" | "case_closed" | "case_incomplete" | "case_state" | "case_waits"
  | "conflicting_key" | "duplicate_field" | "duplicate_id" | "internal" | "invalid_amount" | "invalid_anchor"
  | "invalid_body" | "invalid_case" | "invalid_country" | "invalid_date" | "invalid_duration" | "invalid_entries"
  | "invalid_hash" | "invalid_id" | "invalid_instant" | "invalid_interval" | "invalid_json" | "invalid_limit"
  | "invalid_lines" | "invalid_mapping" | "invalid_month" | "invalid_months" | "invalid_note" | "invalid_office"
  | "invalid_percent" | "invalid_quantity" | "invalid_quorum" | "invalid_rates" | "invalid_scale" | "invalid_spans"
  | "invalid_subject" | "invalid_tiers" | "invalid_utf8" | "invalid_weight" | "invalid_word" | "invalid_zone"
  | "missing_field" | "mixed_modes" | "not_allowed" | "not_due" | "policy_cap" | "policy_counting" | "policy_fee"
  | "policy_give" | "policy_maintenance" | "policy_payout" | "policy_review" | "policy_rules" | "policy_schedule"
  | "policy_schema" | "policy_share" | "policy_tiers" | "policy_when" | "request_too_large" | "too_late"
  | "unknown_client" | "unknown_command" | "unknown_currency" | "unknown_field" | "unknown_mapping" | "unknown_policy"
  | "unknown_source" | "unknown_zone" | "unsupported_contract" | "wrong_type";

/** What was put right. */
export type WarningCode = "time_in_future";

/** What a monitor saw. */
export type State = "up" | "down" | "degraded" | "maintenance" | "unknown";

/** A state, or `refuse`: not understood. */
export type OtherState = "up" | "down" | "degraded" | "maintenance" | "unknown" | "refuse";

/** What sort of message it was; only `state` votes. */
export type Kind = "state" | "reminder" | "expiry" | "test" | "ack" | "evidence" | "other";

/** How a time is written. */
export type TimeForm = "epochSeconds" | "epochMs" | "rfc3339" | "utc";

/** What a time in a message is the time of. */
export type StatedPrecision = "exact" | "checkTime";

/** By which way a delivery came. */
export type Channel = "webhook" | "history";

/** What became of a delivery. */
export type DeliveryStatus = "observed" | "ignored" | "partial" | "unknown";

/** How well the instant is known. */
export type Precision = "exact" | "checkTime" | "received";

/** Why a delivery was not understood. */
export type ProblemCode =
  | "payload_empty" | "payload_not_utf8" | "payload_not_json" | "payload_shape" | "payload_state" | "payload_time"
  | "payload_target" | "payload_truncated";

/** Where a monitor looks from: on the machine itself, an own machine elsewhere, somebody else's network. */
export type Level = "server" | "own" | "thirdParty";

/** What a person decided about a stretch. */
export type Decision = "accepted" | "refused";

/** Whether an outage counts. */
export type OutageStatus = "confirmed" | "review" | "unconfirmed" | "refused";

/** Why an outage was classed so. */
export type OutageReason =
  | "quorum" | "trusted" | "locations" | "accepted" | "refused" | "receivedTime" | "stale" | "level" | "singleMonitor"
  | "silent";

/** How a vote ended. */
export type VoteEnd = "up" | "stale" | "expired" | "open";

/** What is to be decided. */
export type ReviewKind = "outage";

/** What the panel can do with a credit. */
export type Capability = "accountCredit" | "invoiceLine";

/** ISO 4217 codes. */
export type Currency =
  | "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN"
  | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF"
  | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK"
  | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF"
  | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD"
  | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD"
  | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN"
  | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP"
  | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD"
  | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP"
  | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES"
  | "VND" | "VUV" | "WST" | "XAD" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";

/** What maintenance means for downtime. */
export type MaintenanceRuleWord = "counted" | "excluded" | "excludedIfAnnounced";

/** What bounds a period. */
export type PeriodKind = "calendar" | "anniversary";

/** How long a month is. */
export type MonthLength = "period" | "days30" | "mean" | "hours730";

/** How downtime is measured. */
export type CountingRule =
  | "exact" | "wholeMinutes" | "touchedMinutes" | "consecutiveMinutes" | "longOutages" | "wholeSlots" | "touchedSlots";

/** From when an outage counts. */
export type Clock = "outage" | "report";

/** What time of an outage weighs. */
export type Affected = "whole" | "share";

/** What excused time is: up, or no service time. */
export type Excused = "up" | "outside";

/** Why time of one service is excused. */
export type Excuse = "unpaid" | "abuse" | "client" | "forceMajeure" | "thirdParty";

/** Who has an availability that is an edge. */
export type Edge = "below" | "atOrBelow";

/** What becomes of a part of a unit. */
export type Round = "up" | "down" | "proportional";

/** What is looked at. */
export type Per = "period" | "incident";

/** What becomes of the shares of components. */
export type Stack = "sum" | "largest";

/** What the fee is. */
export type FeeBase = "paid" | "recurring" | "before" | "cash";

/** What a cap limits. */
export type CapPer = "incident" | "period" | "year" | "client";

/** What a claim's window follows. */
export type ClaimFrom = "outage" | "period";

/** What costs the client the credit. */
export type Forfeit = "cancelled" | "unpaid" | "chargeback" | "discounted";

/** Whether the client could expect the service to run. */
export type SpanState = "active" | "suspended" | "ended";

/** How closely an assignment names the service. */
export type Scope = "service" | "product";

/** Whether an amount is net (`exclusive`) or gross (`inclusive`). */
export type TaxMode = "exclusive" | "inclusive";

/** What a paid line is for. */
export type ChargeKind = "plan" | "addOn";

/** What an entry of the ledger is for. */
export type EntryKind = "sla";

/** Where an adjustment goes. */
export type Route = "accountCredit" | "invoiceLine" | "carry" | "review" | "none";

/** Why time of an outage does not count; schema 1 knows the first two. */
export type Exclusion =
  | "maintenance" | "suspended" | "notReported" | "used" | "counted" | "unpaid" | "abuse" | "client" | "forceMajeure"
  | "thirdParty" | "minimum" | "grace";

/** How downtime is measured where it is not exact. */
export type InexactRule =
  | "wholeMinutes" | "touchedMinutes" | "consecutiveMinutes" | "longOutages" | "wholeSlots" | "touchedSlots";

/** How long a month is where it is not the period. */
export type FixedMonthLength = "days30" | "mean" | "hours730";

/** Where the fee comes from. */
export type FeeSource = "charge" | "recurring";

/** Families that say what they earn as a share. */
export type EarningFamily = "perUnit" | "ladder" | "multiple" | "perStep" | "flat" | "proportional";

/** What a cap limits; `line`: what is left of the paid line. */
export type CappedPer = "period" | "year" | "client" | "line";

/** What became of a posting. */
export type Verdict = "posted" | "notPosted" | "review";

/** What somebody does; questions know `accept` and `refuse`, refunds the others. */
export type Action =
  | "accept" | "refuse" | "begin" | "withdraw" | "supply" | "clear" | "ask" | "approve" | "adjust" | "reject" | "clock"
  | "confirm" | "decline" | "cancelled" | "cancelFailed" | "paid" | "fail" | "retry" | "appeal" | "look";

/** What a member of staff is. */
export type Role = "agent" | "lead" | "owner";

/** What a client is asked for. */
export type AskedField = "evidence" | "ticket" | "domain" | "invoice" | "bankAccount" | "explanation";

/** Why money did not go, or the service did not end. */
export type PayoutFailure =
  | "gatewayDeclined" | "gatewayUnavailable" | "paymentTooOld" | "methodClosed" | "wrongDetails" | "insufficientFunds"
  | "disputeOpened" | "cancellationFailed" | "unknownOutcome";

/** Why a quote may not be paid now. */
export type QuoteWait = "arrears" | "dispute";

/** Whether the service ends before money goes. */
export type ReviewOrder = "cancelFirst" | "payFirst";

/** Why a client asks for a refund. */
export type ReasonCode =
  | "notNeeded" | "notAsDescribed" | "outage" | "performance" | "duplicate" | "mistake" | "unknownCharge"
  | "priceIncrease" | "movedAway" | "other";

/** Who looks at a case. */
export type Team = "billing" | "technical" | "sales";

/** Where a case stands. */
export type CaseState = "open" | "accepted" | "refused";

/** Where a refund stands. */
export type RefundState =
  | "requested" | "waiting" | "underReview" | "secondReview" | "payoutPending" | "failed" | "rejected" | "paid"
  | "withdrawn";

/** What a refund waits for. */
export type RefundWait = "fields" | "arrears" | "dispute";

/** Whether the service ends with the refund. */
export type Cancellation = "none" | "wanted" | "done";

/** What was decided of a refund. */
export type RefundDecision = "approved" | "adjusted" | "rejected";

/** What a case is about. */
export type CaseKind = "outage" | "posting" | "run" | "claim";

/** Where a decided case stands. */
export type DecidedState = "accepted" | "refused";

export type OutageEffectType = "acceptOutage" | "refuseOutage";

/** It is on the account, or it is not. */
export type PostingEffectType = "markPosted" | "postAgain";

export type RunEffectType = "releaseRun" | "holdRun";

export type ClaimEffectType = "enterClaim" | "refuseClaim";

/** Who in a team is told. */
export type ToldRole = "lead" | "owner";

/** What may be done next. */
export type RefundAction =
  | "begin" | "withdraw" | "supply" | "clear" | "ask" | "approve" | "adjust" | "reject" | "clock" | "confirm"
  | "decline" | "cancelled" | "cancelFailed" | "paid" | "fail" | "retry" | "appeal";

/** Who may do something. */
export type Who = "client" | "staff" | "system";

/** `waiting` is about to go out, `posted` went out. */
export type OutgoingState = "waiting" | "posted";

/** What is limited. */
export type Limit = "clients" | "amount";

/** Which instant stops the clock. */
export type StopClock = "request" | "termination" | "decision";

/** What can be said of a refund case. */
export type CaseFact =
  | "consumer" | "earlyStart" | "activated" | "notStarted" | "failedOrder" | "renewal" | "trial" | "downgrade"
  | "breach" | "abuse" | "overdue" | "domainKept" | "customised" | "invoiced" | "ownFault";

/** From where a window runs. */
export type WindowFrom = "ordered" | "activated" | "started";

/** Where a window ends: at the instant, or with its last day. */
export type WindowEnds = "instant" | "day";

/** Whose refunds a quota counts. */
export type QuotaPer = "customer" | "product";

/** In what time a quota counts. */
export type QuotaIn = "ever" | "calendarYear" | "days";

/** What a waiting time runs from. */
export type CooldownSince = "refund" | "ordered";

/** What used time is counted in. */
export type TimeUnit = "exact" | "second" | "minute" | "hour" | "day";

/** By length, or by the calendar. */
export type TimeCount = "length" | "calendar";

/** What becomes of a begun unit. */
export type TimeEdge = "up" | "down";

/** A month as long as it is. */
export type RealMonth = "real";

/** Which price used time is counted at. */
export type PriceOf = "paid" | "list";

/** What a begun month costs. */
export type MonthRest = "share" | "hourly" | "month";

/** What a line of a refund is for. */
export type LineKind = "plan" | "addOn" | "valueAdded" | "setup" | "domain" | "licence" | "customisation" | "other";

/** As the rule gives, nothing, or all comes back. */
export type LineTreatment = "rule" | "kept" | "full";

/** Which included quantity counts for overage. */
export type IncludedQuantity = "whole" | "share";

/** What becomes of what vouchers paid. */
export type VoucherRule = "kept" | "returned";

/** Who bears what the gateway took. */
export type GatewayFeeRule = "ours" | "kept";

/** What open invoices mean. */
export type ArrearsRule = "settleFirst" | "offset" | "ignore";

/** What tax is rounded on. */
export type TaxRounding = "line" | "sum";

/** How what comes back of a line is rounded. */
export type RefundRounding = "halfUp" | "up" | "down";

/** Where money goes: there, where the client wishes, or in parts. */
export type PayoutTo = "payments" | "accountCredit" | "nextInvoice" | "choice" | "split";

/** Which payment comes first. */
export type PayoutOrder = "largest" | "newest" | "proportional";

/** Where money goes. */
export type PayoutDestination = "payments" | "accountCredit" | "nextInvoice";

/** Languages in which policies are described. */
export type Language = "en";

/** Sections of a policy's text. */
export type SectionId =
  | "promise" | "component" | "month" | "downtime" | "excluded" | "fee" | "limits" | "claim" | "when" | "rounding"
  | "examples" | "back" | "kept" | "time" | "overage" | "tax" | "paid" | "arrears" | "decision" | "appeal";

/** Which of a policy's three examples it is. */
export type ExampleId = "least" | "middle" | "most";

/** Which of a refund policy's three examples it is. */
export type RefundExampleId = "early" | "later" | "late";

/** By which ways a panel can give money back. */
export type PanelRoute = "gatewayRefund" | "accountCredit" | "invoiceLine";

/** Kinds of money. */
export type MoneySource = "cash" | "accountCredit" | "bonus" | "voucher";

/** What is done with a line. */
export type QuotedTreatment = "rule" | "kept" | "full" | "keep";

/** Why something does not come back. */
export type DeductionKind = "used" | "kept" | "overage" | "fee" | "spilled" | "limit" | "gatewayFee" | "arrears";

/** Why nothing may be paid yet. */
export type RefundWaits = "dispute" | "arrears";

/** How a part of a payout is booked; `task`: a person does it. */
export type RefundRoute = "gatewayRefund" | "accountCredit" | "invoiceLine" | "task";

/** Why a rule does not hold. */
export type RuleReasonCode =
  | "factMissing" | "factPresent" | "tooLate" | "tooEarly" | "usedTooMuch" | "productExcluded" | "countryExcluded"
  | "orderTooSmall" | "orderTooLarge" | "customerTooNew" | "customerTooOld" | "quotaUsed" | "coolingDown";

/** What a figure is about. */
export type ChangedWhat = "rule" | "line" | "deduction" | "entitlement" | "payout" | "waits" | "plan";

/** What is this core? */
export interface DescribeRequest {
  contract: 1;
  command: "describe";
}

/** What this core is and what it understands. */
export interface DescribeAnswer {
  ok: true;
  name: "makegood";
  /** Of the core: `0.1.0`. */
  version: string;
  contract: 1;
  /** Of the core's sources. */
  sourceHash: Hash;
  commands: Command[];
  sources: Vendor[];
  families: Family[];
  /** Sorted. */
  errorCodes: ErrorCode[];
  warnings: Warning[];
}

/** Something was put right that the caller should know of. */
export interface Warning {
  code: WarningCode;
  /** The place in the request. */
  path: string;
}

/** What do these deliveries say? */
export interface NormalizeRequest {
  contract: 1;
  command: "normalize";
  /** Hashes are unique. */
  mappings?: Mapping[] | null;
  /** Ids are unique. */
  deliveries: Delivery[];
}

/** A mapping with the hash of its stored bytes. */
export interface Mapping {
  hash: Hash;
  document: MappingDocument;
}

/** How to read a monitor that has no reader of its own. */
export interface MappingDocument {
  schema: 1;
  /** For people. */
  name: Id;
  /** A list, each element an item; absent: the whole message is one item. */
  items?: Pointer | null;
  /** The monitor's id of what it watches. */
  target: Pointer[];
  /** What people call it. */
  label?: Pointer[] | null;
  /** URL or host. */
  address?: Pointer[] | null;
  /** From where it was seen. */
  location?: Pointer[] | null;
  state: MappingStates;
  /** Absent: each message tells a state. */
  kind?: MappingKinds | null;
  /** Absent: the time of reception. */
  time?: MappingTime | null;
}

/** From the words of a message to states. */
export interface MappingStates {
  at: Pointer[];
  /** Each word once. */
  words: MappingStateWord[];
  /** What any other word means. */
  other: OtherState;
}

/** One word; numbers and booleans by their JSON text. */
export interface MappingStateWord {
  word: Id;
  state: State;
}

/** From the words of a message to kinds; any other word is a state. */
export interface MappingKinds {
  at: Pointer[];
  /** Each word once. */
  words: MappingKindWord[];
}

/** One word; numbers and booleans by their JSON text. */
export interface MappingKindWord {
  word: Id;
  kind: Kind;
}

/** Where the time stands and how it is written. */
export interface MappingTime {
  at: Pointer[];
  /** `utc` names no zone and is UTC. */
  form: TimeForm;
  precision: StatedPrecision;
}

/** A monitor's message as it arrived, with exactly one of `body` and `bodyBase64`. */
export interface Delivery {
  id: Id;
  /** Our id of the monitor's account. */
  source: Id;
  vendor: Vendor;
  /** By which way it came; absent: the monitor sent it. */
  channel?: Channel | null;
  /** The hash of a mapping in the request; needed by `mapped`. */
  mapping?: Hash | null;
  receivedAt: Instant;
  contentType?: string | null;
  /** The URL's query string without `?` and without the secret; of a history answer the question. */
  query?: string | null;
  body?: string | null;
  /** A body that is not UTF-8. */
  bodyBase64?: Base64 | null;
}

/** What the deliveries say. */
export interface NormalizeAnswer {
  ok: true;
  /** One for each delivery, in order. */
  results: NormalizedDelivery[];
  warnings: Warning[];
}

/** What one delivery says. */
export interface NormalizedDelivery {
  /** The delivery's. */
  id: Id;
  status: DeliveryStatus;
  observations: SeenObservation[];
  /** Maintenance that a status page announced; never a vote. */
  windows: SeenWindow[];
  /** Why it, or a part of it, was not understood. */
  problem: Problem | null;
}

/** An observation with what people want to see of it. */
export interface SeenObservation {
  /** Names the edge: equal keys are the same observation. */
  key: Key;
  source: Id;
  /** The monitor's id of what it watches. */
  target: Id;
  /** What people call it. */
  label: string | null;
  /** URL or host. */
  address: string | null;
  /** From where it was seen. */
  location: string | null;
  /** From how many places it was seen down at the same time, when the message says. */
  locations: Count | null;
  state: State;
  kind: Kind;
  at: Instant;
  precision: Precision;
}

/** Maintenance that a status page announced. */
export interface SeenWindow {
  /** The page's id of it. */
  reference: string;
  /** The page's id of what it is about. */
  target: Id;
  /** What people call it. */
  title: string;
  from: Instant;
  /** The same instant as `from`: it was called off. */
  to: Instant;
  /** When it was made public. */
  announcedAt: Instant;
}

/** Why a delivery was not understood. */
export interface Problem {
  code: ProblemCode;
  /** One sentence for a person. */
  message: string;
  /** What to do. */
  help: string;
}

/** When was this subject down, so that it counts? */
export interface ConfirmRequest {
  contract: 1;
  command: "confirm";
  asOf: Instant;
  subject: Subject;
  /** What the weights of groups that are down have to reach; absent: 2 groups, or all when there are fewer. */
  quorum?: Ordinal | null;
  /** A vote without fresh evidence ends after this; absent: a day. */
  staleAfterMs?: DurationMs | null;
  /** Every source with a target mapped to the subject. */
  sources: Source[];
  /** Levels that have to agree besides the quorum; each once. */
  required?: RequiredLevel[] | null;
  /** In any order, also repeated. */
  observations: Observation[];
  /** What people decided. */
  decisions?: IntervalDecision[] | null;
}

/** A monitor's account. */
export interface Source {
  id: Id;
  /** Groups vote, not sources: vendor or self-hosted host. */
  group: Id;
  enabled: boolean;
  /** Its word alone is enough when it is the only one. */
  trusted: boolean;
  level?: Level | null;
  /** What its group adds to a given quorum; absent: 1. */
  weight?: Weight | null;
  /** How long after the real edge it tells that something is down; absent: 0. */
  startDelayMs?: DurationMs | null;
  /** How long after the real edge it tells that something is back; absent: 0. */
  endDelayMs?: DurationMs | null;
  /** Its vote supports others so long before and after itself; absent: 0. */
  toleranceMs?: DurationMs | null;
  /** Silent for longer it cannot object; absent: it speaks only at a change. */
  expectEveryMs?: DurationMs | null;
  /** Polled: its vote ends at its last evidence when none follows within this. */
  expiresAfterMs?: DurationMs | null;
  /** Down from so many places at once counts as confirmed; absent: never. */
  ownQuorum?: Ordinal | null;
  /** When it was at work, besides its observations. */
  alive?: AliveInterval[] | null;
}

/** When a monitor was at work, as far as is known. */
export interface AliveInterval {
  from: Instant;
  to: Instant;
}

/** So many groups of a level have to say down. */
export interface RequiredLevel {
  level: Level;
  atLeast: Ordinal;
}

/** What a monitor said about one target. */
export interface Observation {
  /** Equal keys count once. */
  key: Key;
  source: Id;
  target: Id;
  state: State;
  kind: Kind;
  at: Instant;
  precision: Precision;
  /** From how many places at once it was seen. */
  locations?: Count | null;
}

/** What a person decided about a stretch that was seen. */
export interface IntervalDecision {
  case: Id;
  decision: Decision;
  from: Instant;
  to: Instant;
}

/** The subject's outages, and why they are classed so. */
export interface ConfirmAnswer {
  ok: true;
  subject: Subject;
  /** Independent groups among the enabled sources. */
  sourcesCounted: Count;
  /** Groups that have to be down, or what their weights have to reach where a quorum is given. */
  needed: Count;
  /** Sorted by `from`. */
  outages: Outage[];
  /** What a person has to decide. */
  review: ReviewItem[];
  /** Timelines whose last vote went stale, and sources that should have spoken. */
  silent: SilentTarget[];
  steps: ConfirmStep[];
  warnings: Warning[];
}

/** A stretch in which the subject was seen down. */
export interface Outage {
  key: Key;
  subject: Subject;
  from: Instant;
  to: Instant;
  /** It still went on at `asOf`. */
  open: boolean;
  status: OutageStatus;
  reason: OutageReason;
  /** The votes that overlap or support it; of more than 100 the first. */
  votes: Vote[];
}

/** A stretch in which one target was seen down by one source. */
export interface Vote {
  source: Id;
  target: Id;
  group: Id;
  from: Instant;
  to: Instant;
  end: VoteEnd;
  /** An end of it is the time of reception. */
  inexact: boolean;
}

/** An outage that waits for a person. */
export interface ReviewItem {
  /** Changes when the evidence changes. */
  key: string;
  kind: ReviewKind;
  reason: OutageReason;
  subject: Subject;
  from: Instant;
  to: Instant;
}

/** Of whom nothing more was heard. */
export interface SilentTarget {
  source: Id;
  /** A target whose last vote went stale; null: the source did not speak as often as it should. */
  target: Id | null;
  /** The last evidence or sign of life; null: there was none. */
  since: Instant | null;
}

/** What are these services owed? One service, or thousands that share outages, policies and zones. */
export interface SettleRequest {
  contract: 1;
  command: "settle";
  asOf: Instant;
  capabilities: Capabilities;
  /** Names are unique. */
  zones: Zone[];
  /** Hashes are unique. */
  policies: PolicyVersion[];
  /** Confirmed ones only; ids are unique. */
  outages: ConfirmedOutage[];
  /** Ids are unique. */
  maintenance?: MaintenanceWindow[] | null;
  /** Ids are unique. */
  clients: Client[];
  /** Id and period together are unique. */
  services: Service[];
}

/** What the panel can do. */
export interface Capabilities {
  /** Empty: every posting goes to review. */
  routes: Capability[];
  /** Each currency once. */
  postableScale?: PostableScale[] | null;
}

/** The decimals that the panel can book in a currency. */
export interface PostableScale {
  currency: Currency;
  scale: Scale;
}

/** A time zone as data. */
export interface Zone {
  name: Id;
  /** Version of the database, for the record. */
  tzdata?: Id | null;
  /** Sorted by `from`; the first has `from` null. */
  offsets: Offset[];
}

/** The offset of a zone from an instant on. */
export interface Offset {
  /** Null: since ever. */
  from: Instant | null;
  seconds: OffsetSeconds;
}

/** A policy document and its version. */
export interface PolicyVersion {
  /** Of the stored bytes of the document. */
  hash: Hash;
  document: AnyPolicyDocument;
}

/** A policy. Its version is the hash of its stored bytes. */
export type AnyPolicyDocument = PolicyDocument | PolicyDocument2;

/** A policy of schema 1: uptime tiers with a cap. */
export interface PolicyDocument {
  schema: 1;
  /** For people. */
  name: Id;
  /** The time zone whose calendar months are the periods. */
  zone: Id;
  maintenance: MaintenanceRule;
  schedule: Schedule;
  /** Absent: the whole fee. */
  cap?: Cap | null;
  /** Each currency once. Absent: none. */
  minimumPayout?: AmountIn[] | null;
  /** From the period's end to the decision; absent: 72 hours. */
  settleDelayMs?: DurationMs | null;
}

/** What maintenance means for downtime. */
export interface MaintenanceRule {
  rule: MaintenanceRuleWord;
  /** Required by `excludedIfAnnounced`, refused by the other rules. */
  noticeMs?: DurationMs | null;
}

/** From availability to a share of the fee. */
export interface Schedule {
  family: "uptimeTiers";
  /** `below` strictly falling, `percent` strictly rising. */
  tiers: Tier[];
}

/** One step of a schedule. */
export interface Tier {
  /** Availability strictly below this gives the share. */
  below: Percent;
  /** The share of the fee. */
  percent: Percent;
}

/** The largest share of the fee. */
export interface Cap {
  /** At least the first tier's. */
  percent: Percent;
}

/** An amount of a currency. */
export interface AmountIn {
  currency: Currency;
  /** Not negative. */
  amount: Amount;
}

/** A policy of schema 2: everything that published SLAs say (docs/policy.md). */
export interface PolicyDocument2 {
  schema: 2;
  /** For people. */
  name: Id;
  /** The time zone whose calendar bounds the periods. */
  zone: Id;
  /** Absent: `calendar`. */
  period?: PeriodKind | null;
  /** Absent: `period`. */
  length?: MonthLength | null;
  /** Absent: exact, nothing excused. */
  counting?: Counting | null;
  schedule: Schedule2;
  /** Absent: what was paid, with add-ons. */
  fee?: FeeRule | null;
  /** Each kind once. Absent: the whole fee of a period. */
  caps?: PolicyCap[] | null;
  /** Less is not owed. Each currency once. */
  minimumCredit?: AmountIn[] | null;
  /** Less is carried over. Each currency once. */
  minimumPayout?: AmountIn[] | null;
  /** Absent: nobody has to ask. */
  claim?: Claim | null;
  /** Flags of a service that cost it the credit; each once. */
  forfeits?: Forfeit[] | null;
  /** From `dueAt`. Absent: never. */
  expiresAfterMs?: DurationMs | null;
  /** From the period's end to the decision; absent: 72 hours. */
  settleDelayMs?: DurationMs | null;
}

/** From outages to downtime. */
export interface Counting {
  /** Absent: `exact`. */
  rule?: CountingRule | null;
  /** Of the rules that have some. */
  minutes?: RuleMinutes | null;
  /** An outage of which less is left counts nothing. */
  minimumMs?: DurationMs | null;
  /** The first so much of each outage does not count. */
  graceMs?: DurationMs | null;
  /** Absent: `outage`. */
  clock?: Clock | null;
  /** Absent: `whole`. */
  affected?: Affected | null;
  /** Absent: `up`. */
  excused?: Excused | null;
  /** Absent: counted. */
  maintenance?: MaintenanceRule2 | null;
  /** Each once. */
  excuses?: Excuse[] | null;
}

/** What maintenance means for downtime. */
export interface MaintenanceRule2 {
  rule: MaintenanceRuleWord;
  /** Required by `excludedIfAnnounced`, refused by the other rules. */
  noticeMs?: DurationMs | null;
  /** Only so much of a period is excused. Refused by `counted`. */
  quotaMs?: DurationMs | null;
  /** A stretch of every day besides. Refused by `counted`. */
  daily?: DailyWindow | null;
}

/** A stretch of every day in the policy's zone; one that ends before it begins reaches into the next day. */
export interface DailyWindow {
  from: TimeOfDay;
  /** Another one. */
  to: TimeOfDay;
}

/** From downtime to a share of the fee. */
export type Schedule2 =
  | UptimeTiers | PerUnit | Ladder | Multiple | PerStep | Flat | Proportional | RollingYear | Extension | Components;

/** The lowest tier that availability is below. */
export interface UptimeTiers {
  family: "uptimeTiers";
  tiers: Tier[];
  /** Absent: `below`. */
  edge?: Edge | null;
}

/** A share for each unit of downtime. */
export interface PerUnit {
  family: "perUnit";
  share: FeeShare;
  /** Above 0. */
  unitMs: DurationMs;
  round: Round;
  per: Per;
  /** Downtime that earns nothing; absent: 0. */
  beyondMs?: DurationMs | null;
  /** Only if availability is below this. Absent: always. */
  below?: Percent | null;
}

/** A share of the period's fee: exactly one of its members. */
export interface FeeShare {
  /** Above 0. */
  percent?: Percent | null;
  /** Numerator and denominator. */
  fraction?: FractionPart[] | null;
  /** So much of the month. Above 0. */
  ms?: DurationMs | null;
  /** So many monthly fees. */
  months?: MonthCount | null;
}

/** Shares by length. */
export interface Ladder {
  family: "ladder";
  per: Per;
  /** Lengths rising, shares of one unit rising. */
  steps: LadderStep[];
}

/** What a length earns. */
export interface LadderStep {
  fromMs: DurationMs;
  share: FeeShare;
}

/** A multiple of downtime. */
export interface Multiple {
  family: "multiple";
  factor: Factor;
  /** Downtime that earns nothing; absent: 0. */
  beyondMs?: DurationMs | null;
  /** What this availability leaves earns nothing. Not with `beyondMs`. */
  beyond?: Percent | null;
  per: Per;
  /** Of the share, half up. Absent: exact. */
  decimals?: ShareDecimals | null;
}

/** Per cent for each step of availability. */
export interface PerStep {
  family: "perStep";
  /** Above 0. */
  below: Percent;
  /** In per cent points. Above 0. */
  step: Percent;
  /** Above 0. */
  percent: Percent;
  round: Round;
}

/** A flat share: exactly one of `below` and `incidentMs`. */
export interface Flat {
  family: "flat";
  share: FeeShare;
  /** If availability is below this. */
  below?: Percent | null;
  /** For each incident of at least this length. Above 0. */
  incidentMs?: DurationMs | null;
  /** Incidents at most; absent: 1. */
  most?: Times | null;
}

/** Downtime ÷ time. */
export interface Proportional {
  family: "proportional";
  /** Only if availability is below this. Absent: always. */
  below?: Percent | null;
}

/** Tiers over the days before the period's end. */
export interface RollingYear {
  family: "rollingYear";
  /** Absent: 365. */
  days?: WindowDays | null;
  tiers: Tier[];
  /** Absent: `below`. */
  edge?: Edge | null;
}

/** Time instead of money. */
export interface Extension {
  family: "extension";
  /** Above 0. */
  unitMs: DurationMs;
  round: Round;
  factor: Factor;
  per: Per;
  /** Downtime that earns nothing; absent: 0. */
  beyondMs?: DurationMs | null;
}

/** Parts of the service, each with a schedule. */
export interface Components {
  family: "components";
  stack: Stack;
  /** Names are unique. */
  of: Component[];
}

/** A part of the service. */
export interface Component {
  /** What outages call it; `any`: all outages. */
  name: Id;
  schedule: ComponentSchedule;
  /** Absent: none. */
  cap?: Cap | null;
}

/** A schedule that earns money. */
export type ComponentSchedule = UptimeTiers | PerUnit | Ladder | Multiple | PerStep | Flat | Proportional | RollingYear;

/** What the share is a share of. */
export interface FeeRule {
  /** Absent: `paid`. */
  base?: FeeBase | null;
  /** Whether lines of add-ons belong to it; absent: yes. */
  addOns?: boolean | null;
}

/** A cap: exactly one of `percent` and `amounts`. */
export interface PolicyCap {
  per: CapPer;
  /** Of the fee; per year, of twelve. Above 0. */
  percent?: Percent | null;
  /** Above 0; a currency that is not named is not bound. */
  amounts?: AmountIn[] | null;
}

/** A credit has to be claimed. */
export interface Claim {
  windowMs: DurationMs;
  /** What the window follows. */
  from: ClaimFrom;
}

/** An outage that counts. */
export interface ConfirmedOutage {
  id: Key;
  subject: Subject;
  from: Instant;
  to: Instant;
  /** The part of the service that was down. */
  component?: Id | null;
  /** How much of it was; absent: all. */
  affected?: Percent | null;
  /** When the client said so. */
  reportedAt?: Instant | null;
}

/** A stretch of maintenance. */
export interface MaintenanceWindow {
  id: Id;
  subject: SubjectOrAll;
  from: Instant;
  to: Instant;
  announcedAt?: Instant | null;
}

/** A client's ledger in one currency. */
export interface Client {
  id: Id;
  currency: Currency;
  /** Of the ledger. */
  revision: Count;
  /** What the ledger owes beyond what was posted; may be negative. */
  carry: Amount;
  /** Credits that count towards a cap of the client, but those in `entries`. Not negative. */
  given?: Amount | null;
}

/** A service in one month. */
export interface Service {
  id: Id;
  client: Id;
  period: Month;
  /** Sorted, without overlap. */
  spans: Span[];
  assignments: Assignment[];
  /** Paid invoice lines. */
  charges: Charge[];
  /** The fee where no charge covers the month. */
  recurring?: Recurring | null;
  /** Of this service and period, n = 1, 2, … */
  entries: Entry[];
  /** The day on which an anniversary period begins; absent: 1. */
  anchor?: DayOfMonth | null;
  /** Stretches that a policy may excuse. */
  excused?: ExcusedStretch[] | null;
  /** When the client asked for the credit. */
  claims?: ClaimMade[] | null;
  /** What may cost the client the credit; each once. */
  flags?: Forfeit[] | null;
  /** What was given before, but those in `entries`. */
  given?: Given | null;
  /** Stretches whose downtime was looked at before. */
  used?: UsedStretch[] | null;
}

/** A stretch in which nothing about the service changed. */
export interface Span {
  from: Instant;
  /** Absent: still so. */
  to?: Instant | null;
  server?: Id | null;
  state: SpanState;
}

/** A policy version promised from some instant on. */
export interface Assignment {
  scope: Scope;
  policy: Hash;
  from: Instant;
}

/** A paid invoice line. */
export interface Charge {
  id: Id;
  /** The first day that it covers. */
  from: CivilDate;
  months: MonthCount;
  /** Not negative. */
  amount: Amount;
  /** Absent: none. */
  tax?: Tax | null;
  /** The part of `amount` that was paid in cash; absent: all of it. */
  cash?: Amount | null;
  /** Absent: `plan`. */
  kind?: ChargeKind | null;
}

/** The tax on a line. */
export interface Tax {
  mode: TaxMode;
  /** Summed. */
  rates: Percent[];
}

/** The regular amount. */
export interface Recurring {
  months: MonthCount;
  /** Not negative. */
  amount: Amount;
  /** Absent: none. */
  tax?: Tax | null;
}

/** What the ledger holds already; net + tax = gross. */
export interface Entry {
  n: Ordinal;
  net: Amount;
  tax: Amount;
  gross: Amount;
}

/** Time that a policy may excuse. */
export interface ExcusedStretch {
  from: Instant;
  to: Instant;
  kind: Excuse;
}

/** The client asked for the credit. */
export interface ClaimMade {
  at: Instant;
}

/** What was given before. Not negative; absent: nothing. */
export interface Given {
  /** On the same paid line: refunds, goodwill, chargebacks. */
  line?: Amount | null;
  /** Credits of the twelve months that end with this one. */
  year?: Amount | null;
}

/** Time whose downtime was looked at before. */
export interface UsedStretch {
  from: Instant;
  to: Instant;
}

/** What the services are owed. */
export interface SettleAnswer {
  ok: true;
  /** One for each service, in order. */
  results: Settlement[];
  warnings: Warning[];
}

/** What one service is owed for one month, and why. */
export interface Settlement {
  service: Id;
  client: Id;
  currency: Currency;
  period: Month;
  /** The period's first instant. */
  from: Instant;
  /** The first instant after the period. */
  to: Instant;
  /** From then on the result is final. */
  dueAt: Instant;
  /** Only a final result may be recorded; before, it is a preview. */
  final: boolean;
  /** The version in force. */
  policy: Hash | null;
  /** Service time of the whole period. */
  totalMs: DurationMs;
  /** What counts. */
  downtimeMs: DurationMs;
  /** What does not count. */
  excludedMs: DurationMs;
  /** Rounded down to 6 decimals, for display. */
  availability: Percent | null;
  entitlement: Entitlement;
  /** The difference to what the ledger holds. */
  adjustment: Adjustment | null;
  route: Route;
  /** What the panel books. */
  posting: Amount | null;
  carryBefore: Amount;
  carryAfter: Amount;
  /** Of the client's ledger that this was computed against. */
  revision: Count;
  /** Every outage that touches the service in the period. */
  counted: CountedOutage[];
  /** Only where a policy of schema 2 is in force; never null. */
  schema2?: Schema2Result | null;
  steps: SettleStep[];
}

/** What the service is owed in all. */
export interface Entitlement {
  net: Amount;
  tax: Amount;
  gross: Amount;
  /** The summed rate. */
  rate: Rate;
}

/** The entry that the ledger lacks. */
export interface Adjustment {
  /** Its place among the entries. */
  n: Ordinal;
  kind: EntryKind;
  net: Amount;
  tax: Amount;
  gross: Amount;
  /** The summed rate. */
  rate: Rate;
}

/** How much of an outage counts. */
export interface CountedOutage {
  /** Its id. */
  outage: Key;
  countedMs: DurationMs;
  excludedMs: DurationMs;
  /** Why the larger part of `excludedMs` does not count. */
  exclusion: Exclusion | null;
}

/** What only policies of schema 2 say. */
export interface Schema2Result {
  /** By how much the service is prolonged. */
  extensionMs: DurationMs;
  /** What is not owed only because nobody asked for it yet. */
  claimable: Claimable | null;
  /** When the credit ends. */
  expiresAt: Instant | null;
}

/** What could still be claimed. */
export interface Claimable {
  /** With tax. */
  gross: Amount;
  /** The last instant. */
  until: Instant;
}

/** What happened to a posting whose owner is gone? */
export interface ReconcilePostingRequest {
  contract: 1;
  command: "reconcilePosting";
  currency: Currency;
  /** Of the posting. */
  amount: Amount;
  /** What the posting's description begins with. */
  marker: Id;
  /** As the panel has it, up to 4 decimals. */
  balanceBefore: Amount;
  /** As the panel has it, up to 4 decimals. */
  balanceNow: Amount;
  /** Every row of the client's credit log since the claim. */
  rows: CreditRow[];
}

/** A row of the client's credit log. */
export interface CreditRow {
  id: Id;
  /** As the panel has it, up to 4 decimals. */
  amount: Amount;
  description: string;
}

/** What became of the posting. */
export interface ReconcilePostingAnswer {
  ok: true;
  verdict: Verdict;
  /** The row that is the posting, when it was booked. */
  row: Id | null;
  steps: ReconcileStep[];
  warnings: Warning[];
}

/** What does a person's answer set off? */
export interface AdvanceCaseRequest {
  contract: 1;
  command: "advanceCase";
  asOf: Instant;
  action: Action;
  /** `admin:1` */
  actor: Id;
  note?: Note | null;
  /** Of staff; this and what follows is of refunds only. */
  role?: Role | null;
  /** With `adjust`, above 0 and at most what is quoted; with `approve` what is quoted. */
  amount?: Amount | null;
  /** What the client gives, or staff asks for; each once. */
  fields?: AskedField[] | null;
  /** With `fail`. */
  failure?: PayoutFailure | null;
  /** What the quote of this moment waits for. */
  waits?: QuoteWait | null;
  /** The policy's. Absent: as its members absent. */
  review?: RefundReview | null;
  /** Absent: Monday to Friday, 09:00 to 17:00, UTC. */
  office?: OfficeHours | null;
  /** Names are unique; with the office's zone. */
  zones?: Zone[] | null;
  case: Case;
}

/** Who decides, by when, and what a client is asked for. */
export interface RefundReview {
  /** Absent: 3. */
  simpleDays?: WorkingDays | null;
  /** Absent: 5. */
  complexDays?: WorkingDays | null;
  /** A currency that is not named: never. */
  complexAbove?: AmountIn[] | null;
  /** Above it a second person. Not named: never. */
  secondAbove?: AmountIn[] | null;
  /** Each role once; one that is not named: any amount. */
  limits?: RoleLimit[] | null;
  /** Absent: 14. */
  appealDays?: AppealDays | null;
  /** Absent: `cancelFirst`. */
  order?: ReviewOrder | null;
  /** Each method once; not named: 5 to 10. */
  payoutDays?: PayoutDays[] | null;
  /** Each once; one that is not listed: billing, simple. */
  reasons?: ReasonRule[] | null;
}

/** What a role may decide alone. */
export interface RoleLimit {
  role: Role;
  /** A currency that is not named: any amount. */
  amounts: AmountIn[];
}

/** Working days until money is there. */
export interface PayoutDays {
  /** How it was paid. */
  method: Id;
  /** At least. */
  from: PayoutWorkingDays;
  /** At most; not below `from`. */
  to: PayoutWorkingDays;
}

/** What a client's reason means for the case. */
export interface ReasonRule {
  code: ReasonCode;
  /** Absent: `billing`. */
  route?: Team | null;
  /** Absent: no. */
  complex?: boolean | null;
  /** What the client is asked for; each once. */
  fields?: AskedField[] | null;
}

/** When somebody is there. */
export interface OfficeHours {
  /** A zone of `zones`. */
  zone: Id;
  /** Days of the week. */
  days: Weekday[];
  from: TimeOfDay;
  /** Later than `from`. */
  to: TimeOfDay;
  /** Days on which nobody is there. */
  holidays?: CivilDate[] | null;
}

/** A question to a person, or a refund. */
export type Case = OutageCase | PostingCase | RunCase | ClaimCase | RefundCase;

/** Whether an outage counts. */
export interface OutageCase {
  id: Id;
  kind: "outage";
  state: CaseState;
  openedAt: Instant;
  subject: Subject;
  from: Instant;
  to: Instant;
}

/** Whether a posting is on the client's account. */
export interface PostingCase {
  id: Id;
  kind: "posting";
  state: CaseState;
  openedAt: Instant;
  /** Its id. */
  posting: Id;
}

/** Whether a run above the operator's limits may go on. */
export interface RunCase {
  id: Id;
  kind: "run";
  state: CaseState;
  openedAt: Instant;
  /** Its id. */
  run: Id;
}

/** Whether a client's claim for a credit is taken up. */
export interface ClaimCase {
  id: Id;
  kind: "claim";
  state: CaseState;
  openedAt: Instant;
  /** Its id. */
  service: Id;
  /** For which period. */
  period: Id;
}

/** A refund, as the last answer gave it. */
export interface RefundCase {
  id: Id;
  kind: "refund";
  state: RefundState;
  /** How many steps it has taken. */
  step: Count;
  /** When the client asked. */
  openedAt: Instant;
  /** Of its amounts. */
  currency: Currency;
  reason: ReasonCode;
  /** What the client asks for. */
  wished?: Amount | null;
  /** The payout of the latest quote. */
  quoted?: Amount | null;
  /** What was decided to be paid. */
  amount?: Amount | null;
  /** What the client has given, each once. */
  fields: AskedField[];
  /** What the client is asked for now, each once. */
  needs: AskedField[];
  /** Whether staff has asked for more. */
  asked: boolean;
  waitsFor?: RefundWait | null;
  cancellation: Cancellation;
  /** Whose it is. */
  route?: Team | null;
  /** By when somebody decides. */
  dueAt?: Instant | null;
  /** How often that was missed. */
  escalation: Count;
  decision?: RefundDecision | null;
  decidedAt?: Instant | null;
  /** Of two persons the first. */
  decidedBy?: Id | null;
  appealUntil?: Instant | null;
  appealed: boolean;
  /** How the client paid. */
  method?: Id | null;
  /** When the money went. */
  paidAt?: Instant | null;
  failure?: PayoutFailure | null;
  /** When it will be there. */
  expectedAt?: Instant | null;
}

/** The case after the step and what it sets off. */
export interface AdvanceCaseAnswer {
  ok: true;
  case: CaseAfter;
  /** Of a question. */
  effect?: Effect | null;
  /** Of a refund, in the order in which they are done. */
  effects?: RefundEffect[] | null;
  /** Of a refund: what each side is told. */
  say?: Said[] | null;
  /** Of a refund: what may be done next. */
  allowed?: AllowedAction[] | null;
  warnings: Warning[];
}

/** A decided question, or a refund as it stands. */
export type CaseAfter = DecidedCase | AdvancedRefund;

/** A case after a person decided it. */
export interface DecidedCase {
  id: Id;
  kind: CaseKind;
  state: DecidedState;
  decidedAt: Instant;
  /** The actor. */
  decidedBy: Id;
  note: Note | null;
}

/** A refund after a step. */
export interface AdvancedRefund {
  id: Id;
  kind: "refund";
  state: RefundState;
  /** How many steps it has taken. */
  step: Count;
  /** When the client asked. */
  openedAt: Instant;
  /** Of its amounts. */
  currency: Currency;
  reason: ReasonCode;
  /** What the client asks for. */
  wished: Amount | null;
  /** The payout of the latest quote. */
  quoted: Amount | null;
  /** What was decided to be paid. */
  amount: Amount | null;
  /** What the client has given, each once. */
  fields: AskedField[];
  /** What the client is asked for now, each once. */
  needs: AskedField[];
  /** Whether staff has asked for more. */
  asked: boolean;
  waitsFor: RefundWait | null;
  cancellation: Cancellation;
  /** Whose it is. */
  route: Team | null;
  /** By when somebody decides. */
  dueAt: Instant | null;
  /** How often that was missed. */
  escalation: Count;
  decision: RefundDecision | null;
  decidedAt: Instant | null;
  /** Of two persons the first. */
  decidedBy: Id | null;
  appealUntil: Instant | null;
  appealed: boolean;
  /** How the client paid. */
  method: Id | null;
  /** When the money went. */
  paidAt: Instant | null;
  failure: PayoutFailure | null;
  /** When it will be there. */
  expectedAt: Instant | null;
}

/** What a decision sets off, with the case's own fields. */
export type Effect = OutageEffect | PostingEffect | RunEffect | ClaimEffect;

/** The stretch counts, or it does not. */
export interface OutageEffect {
  type: OutageEffectType;
  subject: Subject;
  from: Instant;
  to: Instant;
}

/** The credit is on the account, or it is posted again. */
export interface PostingEffect {
  type: PostingEffectType;
  posting: Id;
}

/** The run goes on, or its postings are held. */
export interface RunEffect {
  type: RunEffectType;
  run: Id;
}

/** The claim is taken up, or it is not. */
export interface ClaimEffect {
  type: ClaimEffectType;
  service: Id;
  period: Id;
}

/** What the bridge does after a step of a refund. */
export type RefundEffect = QuoteAgain | CancelService | Pay | PrepareTask | Notify;

/** Facts are read again and quoted. */
export interface QuoteAgain {
  type: "quoteAgain";
}

/** The service ends. */
export interface CancelService {
  type: "cancelService";
}

/** The plan is paid, each part by its route. */
export interface Pay {
  type: "pay";
  amount: Amount;
}

/** A person has to look into it. */
export interface PrepareTask {
  type: "prepareTask";
  team: Team;
}

/** A team is told, or who has a role in it. */
export interface Notify {
  type: "notify";
  team: Team;
  /** Null: the team. */
  role: ToldRole | null;
}

/** What one side is told: a key and its arguments. */
export type Said =
  | SaidRefundReceived | SaidRefundNeeds | SaidRefundWaits | SaidRefundAppealed | SaidRefundDelayed | SaidRefundApproved
  | SaidRefundAdjusted | SaidRefundRejected | SaidServiceEnded | SaidRefundStuck | SaidRefundRetried | SaidRefundPaid
  | SaidStaffWithdrawn | SaidStaffSupplied | SaidStaffSecond | SaidStaffDeclined | SaidStaffEscalated | SaidStaffFailed;

/** It is looked at. */
export interface SaidRefundReceived {
  to: "client";
  key: "refundReceived";
  args: SaidRefundReceivedArgs;
}

export interface SaidRefundReceivedArgs {
  dueAt: Instant;
}

/** These are missing. */
export interface SaidRefundNeeds {
  to: "client";
  key: "refundNeeds";
  args: SaidRefundNeedsArgs;
}

export interface SaidRefundNeedsArgs {
  fields: AskedField[];
}

/** It waits. */
export interface SaidRefundWaits {
  to: "client";
  key: "refundWaits";
  args: SaidRefundWaitsArgs;
}

export interface SaidRefundWaitsArgs {
  for: QuoteWait;
}

/** The appeal is looked at. */
export interface SaidRefundAppealed {
  to: "client";
  key: "refundAppealed";
  args: SaidRefundAppealedArgs;
}

export interface SaidRefundAppealedArgs {
  dueAt: Instant;
}

/** It is decided later. */
export interface SaidRefundDelayed {
  to: "client";
  key: "refundDelayed";
  args: SaidRefundDelayedArgs;
}

export interface SaidRefundDelayedArgs {
  dueAt: Instant;
}

/** So much comes back. */
export interface SaidRefundApproved {
  to: "client";
  key: "refundApproved";
  args: SaidRefundApprovedArgs;
}

export interface SaidRefundApprovedArgs {
  amount: Amount;
  expectedAt: Instant;
}

/** So much of what was quoted comes back. */
export interface SaidRefundAdjusted {
  to: "client";
  key: "refundAdjusted";
  args: SaidRefundAdjustedArgs;
}

export interface SaidRefundAdjustedArgs {
  amount: Amount;
  quoted: Amount;
  expectedAt: Instant;
}

/** Nothing comes back. */
export interface SaidRefundRejected {
  to: "client";
  key: "refundRejected";
  args: SaidRefundRejectedArgs;
}

export interface SaidRefundRejectedArgs {
  appealUntil: Instant | null;
}

/** The service has ended. */
export interface SaidServiceEnded {
  to: "client";
  key: "serviceEnded";
  args: SaidServiceEndedArgs;
}

export interface SaidServiceEndedArgs {
}

/** The client has to act. */
export interface SaidRefundStuck {
  to: "client";
  key: "refundStuck";
  args: SaidRefundStuckArgs;
}

export interface SaidRefundStuckArgs {
  failure: PayoutFailure;
}

/** It is tried again. */
export interface SaidRefundRetried {
  to: "client";
  key: "refundRetried";
  args: SaidRefundRetriedArgs;
}

export interface SaidRefundRetriedArgs {
  expectedAt: Instant;
}

/** The money has gone. */
export interface SaidRefundPaid {
  to: "client";
  key: "refundPaid";
  args: SaidRefundPaidArgs;
}

export interface SaidRefundPaidArgs {
  amount: Amount;
}

/** The client does not want it any more. */
export interface SaidStaffWithdrawn {
  to: "staff";
  key: "staffWithdrawn";
  args: SaidStaffWithdrawnArgs;
}

export interface SaidStaffWithdrawnArgs {
}

/** The client has given these. */
export interface SaidStaffSupplied {
  to: "staff";
  key: "staffSupplied";
  args: SaidStaffSuppliedArgs;
}

export interface SaidStaffSuppliedArgs {
  fields: AskedField[];
}

/** A second person has to agree. */
export interface SaidStaffSecond {
  to: "staff";
  key: "staffSecond";
  args: SaidStaffSecondArgs;
}

export interface SaidStaffSecondArgs {
  amount: Amount;
}

/** The second person did not agree. */
export interface SaidStaffDeclined {
  to: "staff";
  key: "staffDeclined";
  args: SaidStaffDeclinedArgs;
}

export interface SaidStaffDeclinedArgs {
}

/** Nobody decided in time, so often. */
export interface SaidStaffEscalated {
  to: "staff";
  key: "staffEscalated";
  args: SaidStaffEscalatedArgs;
}

export interface SaidStaffEscalatedArgs {
  escalation: Count;
}

/** The service did not end, or the money did not go. */
export interface SaidStaffFailed {
  to: "staff";
  key: "staffFailed";
  args: SaidStaffFailedArgs;
}

export interface SaidStaffFailedArgs {
  failure: PayoutFailure;
}

/** What may be done next, and by whom. */
export interface AllowedAction {
  action: RefundAction;
  who: Who;
}

/** Is what is about to be posted within the operator's limits? */
export interface CheckOutgoingRequest {
  contract: 1;
  command: "checkOutgoing";
  limits: OutgoingLimits;
  /** Ids are unique. */
  postings: OutgoingPosting[];
}

/** What may go out without a person. */
export interface OutgoingLimits {
  /** Distinct clients; absent: no limit. */
  clients?: ClientLimit | null;
  /** Each currency once; the others have no limit. */
  amounts: AmountLimit[];
}

/** The largest sum in a currency. */
export interface AmountLimit {
  currency: Currency;
  /** Not negative. */
  amount: Amount;
}

/** A credit that goes out or went out. */
export interface OutgoingPosting {
  id: Id;
  client: Id;
  currency: Currency;
  /** Not negative. */
  amount: Amount;
  state: OutgoingState;
}

/** What goes out, and which limits it exceeds. */
export interface CheckOutgoingAnswer {
  ok: true;
  /** Some limit is exceeded. */
  held: boolean;
  /** Distinct clients among all postings. */
  clients: Count;
  /** Sorted by currency. */
  totals: OutgoingTotal[];
  /** Clients first, then amounts by currency. */
  exceeded: ExceededLimit[];
  warnings: Warning[];
}

/** What goes out in one currency. */
export interface OutgoingTotal {
  currency: Currency;
  /** Distinct clients. */
  clients: Count;
  /** About to go out. */
  waiting: Amount;
  /** Went out. */
  posted: Amount;
  /** Both. */
  total: Amount;
}

/** A limit that the value is above. */
export interface ExceededLimit {
  limit: Limit;
  /** Of an amount. */
  currency: Currency | null;
  allowed: Figure;
  value: Figure;
}

/** What will these invoices look like, with credit on the balance? */
export interface PreviewInvoiceRequest {
  contract: 1;
  command: "previewInvoice";
  currency: Currency;
  /** In which the panel keeps invoices; amounts have at most so many decimals. */
  scale: Scale;
  /** The client's credit balance; not negative. */
  balance: Amount;
  /** The panel pays from the balance by itself. */
  useBalance: boolean;
  /** Absent: none. */
  tax?: InvoiceTax | null;
  /** In the order in which they are made; ids are unique. */
  invoices: UpcomingInvoice[];
}

/** How the panel taxes invoices. */
export interface InvoiceTax {
  mode: TaxMode;
  /** Each its own tax. */
  rates: Percent[];
  /** Rounded for each line, else once on the sum. */
  perLine: boolean;
}

/** An invoice that the panel will make. */
export interface UpcomingInvoice {
  id: Id;
  /** Posted to the balance before; ids are unique in the invoice. */
  credits: UpcomingCredit[];
  /** Ids are unique in the invoice. */
  lines: UpcomingLine[];
}

/** A credit posted to the balance before the invoice is made. */
export interface UpcomingCredit {
  id: Id;
  /** Not negative. */
  amount: Amount;
}

/** A line of the invoice. */
export interface UpcomingLine {
  id: Id;
  /** Negative for a discount. */
  amount: Amount;
  taxed: boolean;
}

/** The invoices as the panel will make them. */
export interface PreviewInvoiceAnswer {
  ok: true;
  /** In the order of the request. */
  invoices: InvoicePreview[];
  warnings: Warning[];
}

/** One invoice, and what the balance pays of it. */
export interface InvoicePreview {
  id: Id;
  balanceBefore: Amount;
  /** Sum of its credits. */
  credited: Amount;
  /** Without tax. */
  subtotal: Amount;
  /** One for each rate. */
  taxes: TaxAmount[];
  total: Amount;
  balanceUsed: Amount;
  /** What remains to be paid. */
  due: Amount;
  balanceAfter: Amount;
}

/** The tax of one rate. */
export interface TaxAmount {
  rate: Percent;
  amount: Amount;
}

/** What is wrong with a policy document? */
export interface LintPolicyRequest {
  contract: 1;
  command: "lintPolicy";
  /** Of either schema, also one that is refused or has two-sided bounds. */
  document: Record<string, unknown>;
  /** Those that need an amount wherever there are some. */
  currencies?: Currency[] | null;
}

/** What is wrong with a policy document. */
export interface LintPolicyAnswer {
  ok: true;
  /** Whether it is a policy, read with one bound for each tier and step. */
  readable: boolean;
  /** Empty: nothing is wrong. */
  findings: PolicyFinding[];
  /** A schema 1 document as schema 2 (`PolicyDocument2`); null for any other. */
  migrated: Record<string, unknown> | null;
  warnings: Warning[];
}

/** One thing that is wrong. */
export interface PolicyFinding {
  /** Stable: a code of docs/policy.md, or an error code of a reader. */
  code: string;
  /** The place in the document; empty for the whole. */
  path: string;
  /** One sentence for a person. */
  message: string;
  /** What to do. */
  help: string;
  /** What disagrees. */
  values: FindingValue[];
  /** All of them together; may be empty. */
  repair: FindingRepair[];
}

/** A value that takes part in a finding. */
export interface FindingValue {
  name: string;
  /** As text. */
  value: string;
}

/** What should stand in the document. */
export interface FindingRepair {
  /** The place in the document. */
  path: string;
  /** As text, integers as their digits; null: take it out. */
  value: string | null;
}

/** What does a client read about this policy? */
export interface DescribePolicyRequest {
  contract: 1;
  command: "describePolicy";
  /** An SLA, or a refund policy, which has a `kind`. */
  document: RefundPolicyDocument | AnyPolicyDocument;
  /** Of the examples. */
  currency: Currency;
  /** Of a month in the examples, of a refund policy's of a year, above 0. Absent: a hundred units. */
  fee?: Amount | null;
  /** Absent: `en`. */
  language?: Language | null;
}

/** What comes back when, and who decides (docs/refunds.md). */
export interface RefundPolicyDocument {
  /** What tells it from an SLA. */
  kind: "refund";
  schema: 1;
  /** For people. */
  name: Id;
  /** The time zone whose calendar dates are. */
  zone: Id;
  /** Absent: `request`. */
  clock?: StopClock | null;
  /** Conditions of every rule that is not statutory. */
  requires?: RefundConditions | null;
  /** The first whose conditions hold decides. Ids are unique. */
  rules: RefundRule[];
  /** The first of a kind whose facts are said decides. */
  lines?: RefundLine[] | null;
  /** What is kept besides. Ids are unique. */
  fees?: RefundFee[] | null;
  /** Absent: the whole quantity is included. */
  overage?: RefundOverage | null;
  /** Absent: `kept`. */
  vouchers?: VoucherRule | null;
  /** Absent: `ours`. */
  gatewayFees?: GatewayFeeRule | null;
  /** Absent: `settleFirst`. */
  arrears?: ArrearsRule | null;
  /** Absent: `line`. */
  tax?: TaxRounding | null;
  /** Of what comes back of a line. Absent: `halfUp`. */
  round?: RefundRounding | null;
  /** Absent: to the payments, the largest first. */
  payout?: RefundPayout | null;
  /** Absent: as its members absent. */
  review?: RefundReview | null;
}

/** Conditions, looked at in this order; what is absent holds. */
export interface RefundConditions {
  /** Each is said of the case. */
  facts?: CaseFact[] | null;
  /** None is said of it. */
  without?: CaseFact[] | null;
  /** Not later. */
  within?: RefundWindow | null;
  /** Later. */
  after?: RefundWindow | null;
  /** Used time of the plan line's term. */
  usedAtMost?: Percent | null;
  products?: RefundProducts | null;
  /** At least one. */
  countries?: Country[] | null;
  order?: RefundOrder | null;
  customer?: RefundCustomer | null;
  quota?: RefundQuota | null;
  cooldown?: RefundCooldown | null;
}

/** A length from an instant on: exactly one of `days` and `hours`. */
export interface RefundWindow {
  days?: LongDays | null;
  hours?: LongHours | null;
  /** Absent: `ordered`. */
  from?: WindowFrom | null;
  /** `day` with `days` only. Absent: `instant`. */
  ends?: WindowEnds | null;
}

/** Exactly one of `only` and `except`, which names something. */
export interface RefundProducts {
  /** One of these. */
  only?: Id[] | null;
  /** None of these. */
  except?: Id[] | null;
}

/** The sum of the lines with tax: exactly one of `above` and `atMost`. */
export interface RefundOrder {
  /** A currency that is not named fails. */
  above?: AmountIn[] | null;
  /** A currency that is not named fails. */
  atMost?: AmountIn[] | null;
}

/** Since when the customer is one: exactly one of `before` and `from`. */
export interface RefundCustomer {
  before?: CivilDate | null;
  from?: CivilDate | null;
}

/** How many refunds there may have been. */
export interface RefundQuota {
  /** Fewer than so many. */
  most: Times;
  /** Absent: `customer`. */
  per?: QuotaPer | null;
  /** Absent: `ever`. */
  in?: QuotaIn | null;
  /** From 1 on; with `in` `days` only. */
  days?: LongDays | null;
  /** By one of these. Absent: by any. */
  rules?: RuleId[] | null;
}

/** A time that has to pass first. */
export interface RefundCooldown {
  /** From 1 on. */
  hours: LongHours;
  /** Absent: `refund`. */
  since?: CooldownSince | null;
}

/** When it holds, what comes back. */
export interface RefundRule {
  id: RuleId;
  /** The law says so: `requires` is not asked. Absent: no. */
  statutory?: boolean | null;
  /** All that is written must hold. */
  when: RefundConditions;
  give: RefundGive;
  /** Looked at before the document's. */
  lines?: RefundLine[] | null;
}

/** What a rule gives back of a line. */
export type RefundGive = RefundFull | RefundNothing | RefundShare | RefundUnused | RefundMonthly;

/** All of it. */
export interface RefundFull {
  method: "full";
}

/** A stated no. */
export interface RefundNothing {
  method: "nothing";
}

/** So many per cent of it. */
export interface RefundShare {
  method: "share";
  percent: Percent;
}

/** What of its time is not used. */
export interface RefundUnused {
  method: "unused";
  /** Absent: exact. */
  time?: RefundTime | null;
  /** So often the used share is kept. Absent: 1. */
  times?: Factor | null;
  /** Absent: `paid`. */
  price?: PriceOf | null;
}

/** How used time is counted. */
export interface RefundTime {
  /** Absent: `exact`. */
  unit?: TimeUnit | null;
  /** Absent: `length`. */
  count?: TimeCount | null;
  /** Of a used unit that has begun. Not with `exact`. Absent: `up`. */
  used?: TimeEdge | null;
  /** Of the whole term, with `length` only. Absent: `down`. */
  total?: TimeEdge | null;
  /** How many days each month has, with days of the calendar only. Absent: `real`. */
  month?: RealMonth | MonthDays | null;
}

/** What the used months at their monthly price leave. */
export interface RefundMonthly {
  method: "monthly";
  /** Of a month that has begun. Absent: exact. */
  time?: RefundTime | null;
  /** Absent: `share`. */
  rest?: MonthRest | null;
  /** So often all of it is kept. Absent: 1. */
  times?: Factor | null;
}

/** What is done with lines of a kind. */
export interface RefundLine {
  kind: LineKind;
  give: LineTreatment | RefundKeep;
  /** Only where all of these are said; each once. */
  if?: CaseFact[] | null;
}

/** So much of the price is kept. */
export interface RefundKeep {
  keep: Percent;
}

/** A fee: exactly one of `amounts`, `percent` and `terms`. */
export interface RefundFee {
  id: RuleId;
  /** A currency that is not named: no fee. */
  amounts?: AmountIn[] | null;
  /** Of the price of the lines that the rule decides. */
  percent?: Percent | null;
  /** The first that fits. */
  terms?: RefundTermFee[] | null;
  /** Only where all of these are said; each once. */
  if?: CaseFact[] | null;
  /** Only under these. Absent: under any that is not statutory. */
  rules?: RuleId[] | null;
  /** Before tax, of the plan line; else with tax, off the sum. Absent: yes. */
  taxed?: boolean | null;
}

/** A fee by term and age. */
export interface RefundTermFee {
  /** The plan line's term. Absent: any. */
  months?: MonthCount | null;
  /** Not over since the begin of the term. Absent: always. */
  until?: MonthCount | null;
  /** Of the price of the lines that the rule decides. */
  percent: Percent;
}

/** What of the included quantity counts. */
export interface RefundOverage {
  /** Absent: `whole`. */
  included?: IncludedQuantity | null;
}

/** How money comes back. */
export interface RefundPayout {
  /** Absent: `payments`. */
  to?: PayoutTo | null;
  /** Of payments of one kind. Absent: `largest`. */
  order?: PayoutOrder | null;
  /** With `split` only: 100 per cent in all. */
  parts?: RefundPart[] | null;
}

/** A part of a payout. */
export interface RefundPart {
  /** Each once. */
  to: PayoutDestination;
  /** Above 0. */
  percent: Percent;
}

/** The SLA that a client reads. */
export interface DescribePolicyAnswer {
  ok: true;
  language: Language;
  title: string;
  /** In order; the last one leads to the examples. */
  sections: PolicySection[];
  /** Computed as `settle` does, a refund policy's as `quoteRefund` does. */
  examples: AnyPolicyExample[];
  /** The whole as plain text. */
  text: string;
  warnings: Warning[];
}

/** A part of the text. */
export interface PolicySection {
  /** The same in every language; `component` comes once for each. */
  id: SectionId;
  title: string;
  paragraphs: string[];
  /** Below the paragraphs. */
  table: PolicyTable | null;
}

/** Tiers or steps. */
export interface PolicyTable {
  /** What stands above them. */
  columns: string[];
  rows: string[][];
}

/** An example of an SLA, or of a refund policy. */
export type AnyPolicyExample = PolicyExample | RefundExample;

/** A month of a service, settled under the policy. */
export interface PolicyExample {
  id: ExampleId;
  /** What happens and what the client receives. */
  text: string;
  period: Month;
  /** Of a month, without tax. */
  fee: Amount;
  /** Their ids are their places, from `1` on. */
  outages: ExampleOutage[];
  /** Empty where the policy asks for none. */
  claims: ClaimMade[];
  /** What counts. */
  downtimeMs: DurationMs;
  /** Rounded down to 6 decimals, for display. */
  availability: Percent;
  credit: ExampleCredit;
  /** By how much the service is prolonged. */
  extensionMs: DurationMs;
  /** As those of `settle`; the policy's hash is 64 zeros. */
  steps: SettleStep[];
}

/** An outage of an example. */
export interface ExampleOutage {
  from: Instant;
  to: Instant;
  /** The part that was down, where the policy knows parts. */
  component: Id | null;
  /** How much of the service, where the policy asks for it. */
  affected: Percent | null;
  /** When the client reported it, where the policy asks for it. */
  reportedAt: Instant | null;
}

/** What the client receives. */
export interface ExampleCredit {
  net: Amount;
  tax: Amount;
  gross: Amount;
}

/** A client who asks for a refund. */
export interface RefundExample {
  id: RefundExampleId;
  /** When the client asks, what is kept, and what comes back. */
  text: string;
  /** Of a year, without tax. */
  price: Amount;
  requestedAt: Instant;
  /** The rule that decides; null where none holds. */
  rule: RuleId | null;
  /** What the client receives. */
  payout: Amount;
}

/** Which lines of credit does this invoice take, before it is approved? */
export interface AttachCreditsRequest {
  contract: 1;
  command: "attachCredits";
  currency: Currency;
  /** In which the panel keeps invoices; amounts have at most so many decimals. */
  scale: Scale;
  /** Of the invoice, on top of its taxed lines. Absent: no tax. */
  taxRate?: Percent | null;
  /** The smallest total other than nothing that may be left. */
  leastDue: Amount;
  /** Of the invoice as it is now. */
  lines: DraftLine[];
  /** In the order in which they are taken; ids are unique. */
  credits: WaitingCredit[];
}

/** A line of the invoice. */
export interface DraftLine {
  /** Of one piece, without tax; negative for a discount. */
  price: Amount;
  quantity: Quantity;
  taxed: boolean;
}

/** A credit that waits for an invoice. */
export interface WaitingCredit {
  id: Id;
  /** With tax; not negative. */
  amount: Amount;
  /** Whether the fee that it gives back was taxed. */
  taxed: boolean;
  /** What invoices took of it, with tax; together at most the amount. */
  attached: Amount[];
}

/** The lines to be added, and what is left. */
export interface AttachCreditsAnswer {
  ok: true;
  /** In the order of the credits. */
  lines: AttachedLine[];
  /** What the client pays. */
  total: InvoiceTotal;
  /** One for each credit, after these lines. */
  left: CreditLeft[];
  warnings: Warning[];
}

/** A line to be added, its price minus `net`. */
export interface AttachedLine {
  /** Of the credit. */
  id: Id;
  /** Above 0. */
  net: Amount;
  /** By which the invoice's tax falls. */
  tax: Amount;
  /** By which its total falls. */
  gross: Amount;
  taxed: boolean;
}

/** An invoice's total without and with the lines. */
export interface InvoiceTotal {
  before: Amount;
  after: Amount;
}

/** What is left of a credit. */
export interface CreditLeft {
  id: Id;
  amount: Amount;
}

/** What would come back of what was paid for a service, line by line? */
export interface QuoteRefundRequest {
  contract: 1;
  command: "quoteRefund";
  asOf: Instant;
  /** Of all amounts and prices. */
  currency: Currency;
  capabilities: RefundCapabilities;
  /** Names are unique; the policy's is among them. */
  zones: Zone[];
  policy: RefundPolicyVersion;
  /** What was bought. */
  product?: Id | null;
  /** Where the customer lives. */
  country?: Country | null;
  /** Since when they are a customer. */
  since?: CivilDate | null;
  /** What is said of the case; each once. */
  facts: CaseFact[];
  orderedAt: Instant;
  activatedAt?: Instant | null;
  requestedAt: Instant;
  terminatedAt?: Instant | null;
  decidedAt?: Instant | null;
  /** Where the client wants the money, if the policy lets them choose. */
  wish?: PayoutDestination | null;
  /** Ids are unique; the first of kind `plan` is the plan line, without one the first. */
  lines: QuoteLine[];
  /** Of these lines; ids are unique. */
  payments: RefundPayment[];
  /** What was given back otherwise than to a payment. */
  credited: Amount;
  /** Other open invoices. */
  arrears: Arrear[];
  /** The customer's refunds before. */
  history: PastRefund[];
  /** The lines of a new plan; amounts are for its whole term. */
  replacement?: QuoteLine[] | null;
  /** What a person decided to pay at most. */
  decided?: Amount | null;
  /** What refunds of these lines gave before, by whatever way. */
  refunded?: Amount[] | null;
  /** The `quote` of an earlier answer without its `steps`. */
  quoted?: QuotedRefund | null;
}

/** What the panel can do with money that comes back. */
export interface RefundCapabilities {
  /** Empty: a person does everything. */
  routes: PanelRoute[];
  /** Each currency once. */
  postableScale?: PostableScale[] | null;
}

/** A refund policy and the hash that names it. */
export interface RefundPolicyVersion {
  /** SHA-256 of the stored document. */
  hash: Hash;
  document: RefundPolicyDocument;
}

/** A paid line. Prices are in its own mode: without tax where tax comes on top. */
export interface QuoteLine {
  id: Id;
  kind: LineKind;
  /** Where its term begins. */
  from: Instant;
  /** Where its term ends, not before it begins. */
  to: Instant;
  /** As on the invoice; not negative. */
  amount: Amount;
  /** What coupons took off, at most the amount. Absent: 0. */
  coupon?: Amount | null;
  /** All taxed lines have one mode. */
  tax?: Tax | null;
  /** For the whole term, without any discount. */
  listPrice?: Price | null;
  monthlyPrice?: Price | null;
  hourlyPrice?: Price | null;
  /** A factor of these prices. Absent: 1. */
  discount?: QuantityText | null;
  /** Used by quantity instead of time. */
  units?: RefundUnits | null;
  /** Separately priced, and performed in full. Absent: false. */
  delivered?: boolean | null;
  /** What was used beside time; ids are unique. */
  usage?: RefundUsage[] | null;
  /** What was given back of it before, by whatever way. */
  given?: GivenBack | null;
}

/** A line that is used by quantity. */
export interface RefundUnits {
  granted: QuantityText;
  used: QuantityText;
}

/** What was used beside time. */
export interface RefundUsage {
  id: Id;
  /** In the whole term. */
  included: QuantityText;
  used: QuantityText;
  /** Of the quantity beyond; bounds rise. */
  tiers: OverageTier[];
}

/** The price of a part of the quantity beyond what is included. */
export interface OverageTier {
  /** Beyond; null in the last one only. */
  upTo: QuantityText | null;
  /** Of one, for the quantity above the tier before. */
  price: Price;
}

/** What was given back of a line before. */
export interface GivenBack {
  /** Not negative. */
  net: Amount;
  /** Not negative. */
  tax: Amount;
}

/** A payment of the lines. Amounts are not negative. */
export interface RefundPayment {
  id: Id;
  source: MoneySource;
  /** By which it was paid. */
  method?: Id | null;
  at: Instant;
  amount: Amount;
  /** What the gateway took. Absent: 0. */
  fee?: Amount | null;
  /** What went back to it. Absent: 0. */
  returned?: Amount | null;
  /** Absent: 0. */
  chargedBack?: Amount | null;
  /** Absent: false. */
  disputed?: boolean | null;
  /** Until when the gateway sends money back. Absent: always. */
  refundableUntil?: Instant | null;
}

/** An open invoice. */
export interface Arrear {
  id: Id;
  /** What is open. */
  amount: Amount;
}

/** A refund before this one. */
export interface PastRefund {
  at: Instant;
  product?: Id | null;
  /** Of the policy, by which it was given. */
  rule?: Id | null;
}

/** A quote without its steps, as it was answered before. */
export interface QuotedRefund {
  /** The policy's. */
  policy: Hash;
  /** The rule that decides; null: none does, and nothing comes back. */
  rule: Id | null;
  /** Whether the law says so. */
  statutory: boolean;
  stop: ClockStop;
  /** Not looked at. */
  rules: Record<string, unknown>[];
  /** In the order of the request. */
  lines: RefundLineQuote[];
  /** Kept besides, above 0. */
  deductions: RefundDeduction[];
  /** The sum of all lines. */
  entitlement: RefundSums;
  /** What is left of the entitlement. */
  claim: Amount;
  /** What was paid and not given back, less what has to stay. */
  limit: Amount;
  /** What of the claim was never paid: it lowers what is open. */
  waived: Amount;
  /** What is to be paid for the new plan; null: it does not change. */
  due: Amount | null;
  /** The smaller one of claim and limit. */
  payout: Amount;
  /** What of it the panel cannot book. */
  remainder: Amount;
  /** Not null: it may not be paid as long as this is so. */
  waits: RefundWaits | null;
  /** With the remainder it is the payout. */
  plan: PayoutPart[];
}

/** Where the clock stops. */
export interface ClockStop {
  by: StopClock;
  at: Instant;
  /** False: that instant is not known, and stands for it is `asOf`. */
  final: boolean;
}

/** What comes back of a line. */
export interface RefundLineQuote {
  id: Id;
  kind: LineKind;
  treatment: QuotedTreatment;
  /** In its own mode, after coupons and vouchers that are kept. */
  price: Amount;
  /** 9 decimals, half up; null where nothing was measured. */
  usedShare: DecimalShare | null;
  /** In its own mode; price − all of them comes back. */
  deductions: RefundDeduction[];
  net: Amount;
  tax: Amount;
  /** Comes back. */
  gross: Amount;
  /** Whether what was given back of it before leaves less. */
  limited: boolean;
}

/** What does not come back. */
export interface RefundDeduction {
  kind: DeductionKind;
  /** Of a usage, a fee, an open invoice. */
  id: Id | null;
  /** Above 0. */
  amount: Amount;
}

/** An amount without tax, the tax, and with tax. */
export interface RefundSums {
  net: Amount;
  tax: Amount;
  gross: Amount;
}

/** A part of a payout. */
export interface PayoutPart {
  to: PayoutDestination;
  /** Back to this one. */
  payment: Id | null;
  /** The payment's. */
  source: MoneySource | null;
  route: RefundRoute;
  /** Above 0. */
  amount: Amount;
}

/** What would come back. */
export interface QuoteRefundAnswer {
  ok: true;
  quote: RefundQuote;
  /** What differs from `quoted`; empty: every figure is the same. Null: nothing was quoted. */
  changed: ChangedFigure[] | null;
  warnings: Warning[];
}

/** What would come back, and why. */
export interface RefundQuote {
  /** The policy's. */
  policy: Hash;
  /** The rule that decides; null: none does, and nothing comes back. */
  rule: Id | null;
  /** Whether the law says so. */
  statutory: boolean;
  stop: ClockStop;
  /** Up to the one that decides. */
  rules: RuleLookedAt[];
  /** In the order of the request. */
  lines: RefundLineQuote[];
  /** Kept besides, above 0. */
  deductions: RefundDeduction[];
  /** The sum of all lines. */
  entitlement: RefundSums;
  /** What is left of the entitlement. */
  claim: Amount;
  /** What was paid and not given back, less what has to stay. */
  limit: Amount;
  /** What of the claim was never paid: it lowers what is open. */
  waived: Amount;
  /** What is to be paid for the new plan; null: it does not change. */
  due: Amount | null;
  /** The smaller one of claim and limit. */
  payout: Amount;
  /** What of it the panel cannot book. */
  remainder: Amount;
  /** Not null: it may not be paid as long as this is so. */
  waits: RefundWaits | null;
  /** With the remainder it is the payout. */
  plan: PayoutPart[];
  steps: RefundStep[];
}

/** A rule that was looked at. */
export interface RuleLookedAt {
  rule: RuleId;
  holds: boolean;
  /** The first condition that fails; null where the rule holds. */
  reason: RuleReason | null;
}

/** Why a rule does not hold. */
export type RuleReason =
  | FactMissing | FactPresent | TooLate | TooEarly | UsedTooMuch | ProductExcluded | CountryExcluded | OrderTooSmall
  | OrderTooLarge | CustomerTooNew | CustomerTooOld | QuotaUsed | CoolingDown;

/** This is not said of the case, or not known. */
export interface FactMissing {
  code: "factMissing";
  args: FactMissingArgs;
}

/** Its arguments. */
export interface FactMissingArgs {
  fact: CaseFact;
}

/** This is said of it. */
export interface FactPresent {
  code: "factPresent";
  args: FactPresentArgs;
}

/** Its arguments. */
export interface FactPresentArgs {
  fact: CaseFact;
}

/** The window ended. */
export interface TooLate {
  code: "tooLate";
  args: TooLateArgs;
}

/** Its arguments. */
export interface TooLateArgs {
  until: Instant;
}

/** The window has not opened. */
export interface TooEarly {
  code: "tooEarly";
  args: TooEarlyArgs;
}

/** Its arguments. */
export interface TooEarlyArgs {
  from: Instant;
}

/** More of the term is used. */
export interface UsedTooMuch {
  code: "usedTooMuch";
  args: UsedTooMuchArgs;
}

/** Its arguments. */
export interface UsedTooMuchArgs {
  percent: Percent;
}

/** Not for this product. */
export interface ProductExcluded {
  code: "productExcluded";
  args: ProductExcludedArgs;
}

/** Its arguments. */
export interface ProductExcludedArgs {
}

/** Not for this country. */
export interface CountryExcluded {
  code: "countryExcluded";
  args: CountryExcludedArgs;
}

/** Its arguments. */
export interface CountryExcludedArgs {
}

/** The order is not above it. */
export interface OrderTooSmall {
  code: "orderTooSmall";
  args: OrderTooSmallArgs;
}

/** Its arguments. */
export interface OrderTooSmallArgs {
  /** Null: none in this currency. */
  amount: Amount | null;
}

/** The order is above it. */
export interface OrderTooLarge {
  code: "orderTooLarge";
  args: OrderTooLargeArgs;
}

/** Its arguments. */
export interface OrderTooLargeArgs {
  /** Null: none in this currency. */
  amount: Amount | null;
}

/** Not a customer before this day. */
export interface CustomerTooNew {
  code: "customerTooNew";
  args: CustomerTooNewArgs;
}

/** Its arguments. */
export interface CustomerTooNewArgs {
  date: CivilDate;
}

/** A customer before this day. */
export interface CustomerTooOld {
  code: "customerTooOld";
  args: CustomerTooOldArgs;
}

/** Its arguments. */
export interface CustomerTooOldArgs {
  date: CivilDate;
}

/** There were so many refunds already. */
export interface QuotaUsed {
  code: "quotaUsed";
  args: QuotaUsedArgs;
}

/** Its arguments. */
export interface QuotaUsedArgs {
  most: Count;
}

/** A waiting time is not over. */
export interface CoolingDown {
  code: "coolingDown";
  args: CoolingDownArgs;
}

/** Its arguments. */
export interface CoolingDownArgs {
  until: Instant;
}

/** A figure that is not what it was. */
export interface ChangedFigure {
  what: ChangedWhat;
  /** Of a line, or of a payment of the plan. */
  id: Id | null;
  /** Of a deduction its kind, with `:` and its id where it has one; of the plan the destination, with `:` and the source. */
  figure: string;
  /** What it was: an amount, a word or an id; null: there was none. */
  quoted: string | null;
  /** What it is. */
  now: string | null;
}

/** A payment was reversed: which credit that was given for it goes back? */
export interface TakeBackRequest {
  contract: 1;
  command: "takeBack";
  currency: Currency;
  /** Not negative. */
  reversed: Amount;
  /** In the order in which they go back; ids are unique. */
  credits: GivenCredit[];
  /** What the account holds, as the panel's books have it: no more is taken. */
  balance?: Amount | null;
}

/** Credit that was given for the payment. */
export interface GivenCredit {
  id: Id;
  /** Not negative. */
  amount: Amount;
  /** At most the amount. */
  unspent: Amount;
}

/** What goes back, and what is still owed. */
export interface TakeBackAnswer {
  ok: true;
  /** In the order of the credits. */
  taken: TakenCredit[];
  /** With what is taken it is what was reversed. */
  owed: Amount;
  warnings: Warning[];
}

/** What of a credit goes back. */
export interface TakenCredit {
  id: Id;
  /** Above 0. */
  amount: Amount;
}

/** The answer to a request that was refused: exactly one error, the first in reading order. */
export interface Refused {
  ok: false;
  errors: [ContractError];
}

/** Why a request was refused. Message and help never quote the request. */
export interface ContractError {
  code: ErrorCode;
  /** One sentence for a person. */
  message: string;
  /** What to do. */
  help: string;
  /** The place in the request, `services[0].period`; empty for the whole. */
  path: string;
}

/** The arguments of each step of an explanation, by its key. */
export interface StepArgs {
  /** An outage that counts. */
  outageConfirmed: {
    from: Instant;
    to: Instant;
    /** Most groups that were down at one instant of it. */
    votes: Count;
    needed: Count;
    reason: OutageReason;
  };
  /** An outage that does not count as long as nobody accepts it. */
  outageDoubtful: {
    from: Instant;
    to: Instant;
    /** Most groups that were down at one instant of it. */
    votes: Count;
    needed: Count;
    reason: OutageReason;
  };
  /** An outage that a person refused. */
  outageRefused: {
    from: Instant;
    to: Instant;
  };
  /** The period that is settled. */
  period: {
    month: Month;
    from: Instant;
    to: Instant;
    zone: Id;
  };
  /** The policy in force. */
  policy: {
    hash: Hash;
    name: Id;
    /** The instant at which it had to be in force. */
    boundAt: Instant;
  };
  /** No policy is in force. */
  noPolicy: Record<string, never>;
  /** The days that a rolling year looks at. */
  window: {
    from: Instant;
    to: Instant;
  };
  /** Time in which the service was active, up to `asOf`. */
  serviceTime: {
    ms: DurationMs;
  };
  /** Excused time that is no service time. */
  outside: {
    /** Of the whole period. */
    ms: DurationMs;
  };
  /** What follows, up to its share, is about a part of the service. */
  component: {
    name: Id;
  };
  /** The service was never active in the period. */
  noService: Record<string, never>;
  /** One outage, as far as it touches the service in the period. */
  outage: {
    id: Key;
    from: Instant;
    to: Instant;
    /** What counts and was not counted before. */
    countedMs: DurationMs;
  };
  /** A stretch of the outage before it that does not count. */
  excluded: {
    /** The outage's. */
    id: Key;
    from: Instant;
    to: Instant;
    ms: DurationMs;
    reason: Exclusion;
  };
  /** The outage before it was never reported. */
  notReported: {
    /** The outage's. */
    id: Key;
  };
  /** What the time of the outage before it weighs. */
  affected: {
    /** The outage's. */
    id: Key;
    percent: Percent;
  };
  /** Downtime as the policy measures it. */
  rule: {
    rule: InexactRule;
    /** Of the rule; 0 where it has none. */
    minutes: Count;
    /** Rounded down. */
    ms: DurationMs;
  };
  /** The sum of what counts. */
  downtime: {
    ms: DurationMs;
  };
  /** The length of a month, of which service time has its part. */
  month: {
    length: FixedMonthLength;
    ms: DurationMs;
  };
  /** Up time over total time. */
  availability: {
    upMs: DurationMs;
    totalMs: DurationMs;
    /** Rounded down to 6 decimals. */
    display: Percent;
  };
  /** The service is prolonged. */
  extension: {
    ms: DurationMs;
  };
  /** What was paid for the period; one for each line, and their sum counts. */
  fee: {
    source: FeeSource;
    /** The charge's; empty for the recurring amount. */
    id: string;
    /** With tax. */
    gross: Amount;
    /** That it covers. */
    months: MonthCount;
  };
  /** Nothing was paid for the period. */
  noFee: Record<string, never>;
  /** The tier that was reached. */
  tier: {
    /** Availability is below this. */
    below: Percent;
    /** The share of the fee. */
    percent: Percent;
  };
  /** Availability is at or above every tier. */
  noTier: Record<string, never>;
  /** An incident and the share that it earns. */
  incident: {
    from: Instant;
    to: Instant;
    /** Its downtime, rounded down. */
    ms: DurationMs;
    share: ExactShare;
  };
  /** The share of the fee that was earned. */
  share: {
    family: EarningFamily;
    share: ExactShare;
  };
  /** The cap of a component, when it is lower: its share. */
  componentCap: {
    percent: Percent;
  };
  /** What the shares of all components come to. */
  stacked: {
    stack: Stack;
    share: ExactShare;
  };
  /** The share of the fee, rounded once. */
  credit: {
    gross: Amount;
  };
  /** The cap, when it is lower. */
  cap: {
    /** The share of the fee. */
    percent: Percent;
    gross: Amount;
  };
  /** Another cap, when it is lower. */
  capped: {
    per: CappedPer;
    limit: Amount;
    /** Before. */
    given: Amount;
    /** What is left of the credit. */
    gross: Amount;
  };
  /** Too little to be owed: nothing is. */
  belowMinimumCredit: {
    minimum: Amount;
  };
  /** Nothing is owed because of this. */
  forfeited: {
    reason: Forfeit;
  };
  /** Nothing is owed as nobody asked in time. */
  notClaimed: {
    /** The last instant. */
    until: Instant;
  };
  /** What of the credit is tax. */
  taxSplit: {
    net: Amount;
    tax: Amount;
    /** The summed rate. */
    rate: Rate;
  };
  /** What the ledger already holds. */
  ledger: {
    net: Amount;
    tax: Amount;
    gross: Amount;
    /** How many. */
    entries: Count;
  };
  /** The difference to what the ledger holds. */
  adjustment: {
    net: Amount;
    tax: Amount;
    gross: Amount;
  };
  /** What earlier entries left over. */
  carryIn: {
    /** May be negative. */
    amount: Amount;
  };
  /** Less than what is paid out. */
  belowMinimum: {
    /** The policy's minimum payout. */
    minimum: Amount;
  };
  /** What the panel books. */
  posting: {
    amount: Amount;
  };
  /** What is left for later entries. */
  carryOut: {
    /** May be negative. */
    amount: Amount;
  };
  /** Rows of the credit log that carry the marker. */
  markerRows: {
    count: Count;
  };
  /** Whether the panel's balance adds up. */
  balance: {
    /** Before the claim. */
    before: Amount;
    /** Sum of the rows since. */
    rows: Amount;
    now: Amount;
  };
  /** What became of the posting. */
  verdict: {
    verdict: Verdict;
  };
  /** Where the clock stops. */
  stop: {
    by: StopClock;
    at: Instant;
  };
  /** A rule that does not hold. */
  ruleFailed: {
    rule: RuleId;
    reason: RuleReasonCode;
  };
  /** The rule that decides. */
  refundRule: {
    rule: RuleId;
  };
  /** No rule holds: nothing comes back. */
  noRule: Record<string, never>;
  /** What follows, up to `lineBack`, is about this line. */
  line: {
    id: Id;
    kind: LineKind;
    /** In its own mode, after coupons and vouchers that are kept. */
    price: Amount;
  };
  /** Used time. */
  usedTime: {
    /** In units; exact: milliseconds. */
    used: Count;
    /** 0: all is used. */
    total: Count;
    unit: TimeUnit;
  };
  /** Used quantity. */
  usedUnits: {
    used: QuantityText;
    granted: QuantityText;
  };
  /** Used months. */
  usedMonths: {
    /** Whole ones. */
    months: Count;
    /** The begun one: its share, hours, or 1 where it is whole. */
    rest: ExactShare;
  };
  /** What is kept as the rule or the kind of line says. */
  kept: {
    amount: Amount;
  };
  /** What was used beyond the plan. */
  overage: {
    /** Of the usage. */
    id: Id;
    /** Beyond. */
    quantity: QuantityText;
    amount: Amount;
  };
  /** A fee. */
  feeKept: {
    id: RuleId;
    amount: Amount;
  };
  /** What comes back of the line. */
  lineBack: {
    net: Amount;
    tax: Amount;
    gross: Amount;
  };
  /** What of the new plan is not used. */
  newCost: {
    /** With tax. */
    amount: Amount;
  };
  /** What else does not come back. */
  deduction: {
    kind: DeductionKind;
    amount: Amount;
  };
  /** What was paid and not given back, less what has to stay. */
  limit: {
    amount: Amount;
  };
  /** What of the claim was never paid. */
  waived: {
    amount: Amount;
  };
  /** Nothing may be paid as long as this is so. */
  waits: {
    for: RefundWaits;
  };
  /** What refunds of these lines gave before. */
  refunded: {
    amount: Amount;
  };
  /** What a person decided to pay at most. */
  decided: {
    amount: Amount;
  };
  /** What comes back. */
  payout: {
    amount: Amount;
  };
  /** A part of it. */
  part: {
    to: PayoutDestination;
    amount: Amount;
  };
}

/** The steps with these keys, told apart by `key`. */
export type StepOf<K extends keyof StepArgs> = { [P in K]: { key: P; args: StepArgs[P] } }[K];

/** Steps of `confirm`. */
export type ConfirmStep = StepOf<"outageConfirmed" | "outageDoubtful" | "outageRefused">;

/** Steps of `settle`, in this order. Who follows them gets the amount. */
export type SettleStep = StepOf<
  | "period" | "policy" | "noPolicy" | "window" | "serviceTime" | "outside" | "component" | "noService" | "outage"
  | "excluded" | "notReported" | "affected" | "rule" | "downtime" | "month" | "availability" | "extension" | "fee"
  | "noFee" | "tier" | "noTier" | "incident" | "share" | "componentCap" | "stacked" | "credit" | "cap" | "capped"
  | "belowMinimumCredit" | "forfeited" | "notClaimed" | "taxSplit" | "ledger" | "adjustment" | "carryIn"
  | "belowMinimum" | "posting" | "carryOut"
>;

/** Steps of `reconcilePosting`. */
export type ReconcileStep = StepOf<"markerRows" | "balance" | "verdict">;

/** Steps of `quoteRefund`, in this order. Who follows them gets the payout. */
export type RefundStep = StepOf<
  | "stop" | "ruleFailed" | "refundRule" | "noRule" | "line" | "usedTime" | "usedUnits" | "usedMonths" | "kept"
  | "overage" | "feeKept" | "lineBack" | "newCost" | "deduction" | "limit" | "waived" | "waits" | "refunded" | "decided"
  | "payout" | "part"
>;

/** One step of an explanation: a key and its arguments, no sentence. */
export type Step = StepOf<keyof StepArgs>;

/** What each command is asked. */
export interface Requests {
  describe: DescribeRequest;
  normalize: NormalizeRequest;
  confirm: ConfirmRequest;
  settle: SettleRequest;
  reconcilePosting: ReconcilePostingRequest;
  advanceCase: AdvanceCaseRequest;
  checkOutgoing: CheckOutgoingRequest;
  previewInvoice: PreviewInvoiceRequest;
  lintPolicy: LintPolicyRequest;
  describePolicy: DescribePolicyRequest;
  attachCredits: AttachCreditsRequest;
  quoteRefund: QuoteRefundRequest;
  takeBack: TakeBackRequest;
}

/** What each command answers when it does not refuse. */
export interface Answers {
  describe: DescribeAnswer;
  normalize: NormalizeAnswer;
  confirm: ConfirmAnswer;
  settle: SettleAnswer;
  reconcilePosting: ReconcilePostingAnswer;
  advanceCase: AdvanceCaseAnswer;
  checkOutgoing: CheckOutgoingAnswer;
  previewInvoice: PreviewInvoiceAnswer;
  lintPolicy: LintPolicyAnswer;
  describePolicy: DescribePolicyAnswer;
  attachCredits: AttachCreditsAnswer;
  quoteRefund: QuoteRefundAnswer;
  takeBack: TakeBackAnswer;
}

/** Any request, told apart by `command`. */
export type Request =
  | DescribeRequest | NormalizeRequest | ConfirmRequest | SettleRequest | ReconcilePostingRequest | AdvanceCaseRequest
  | CheckOutgoingRequest | PreviewInvoiceRequest | LintPolicyRequest | DescribePolicyRequest | AttachCreditsRequest
  | QuoteRefundRequest | TakeBackRequest;

/** The answer to a command, told apart by `ok`. */
export type Answer<C extends Command = Command> = Answers[C] | Refused;
