//! Closed lists of words. Where the core has an enum, a variant that is missing here does not compile.

use super::{Type, Words};
use crate::contract::Code;
use crate::contract::mapping::REFUSE;
use crate::contract::refund_policy::{CHOICE, COUNTS, EXACT, REAL, SPLIT};
use crate::contract::refund_when::QUOTA_IN as REFUND_QUOTA_IN;
use crate::intake::{Channel, Form, Problem as PayloadProblem, Status as Read, Vendor};
use crate::money::Currency;
use crate::monitoring::{Ending, Kind, Level, Precision, Reason, State, Status};
use crate::policy::Scope;
use crate::policy::full::{
    Affected, CapPer, ClaimFrom, Clock, Edge, Excuse, Excused, Family as Families, FeeBase, Forfeit, Length, Per,
    PeriodKind, Round, Rule, Stack,
};
use crate::policy::refund::{
    Arrears, AskedField, Begin, CooldownSince, Destination, Edge as TimeEdge, Ends, Fact, GatewayFees, Included,
    LineKind, Order, PriceOf, QuotaPer, ReasonCode, Rest, ReviewOrder, Role, Round as RoundBack, StopClock, TaxBy,
    Team, Unit, Vouchers,
};
use crate::refund::{DeductionKind, Source, TREATMENTS, WAITS, Way};
use crate::review::{Action, Cancellation, CaseState, Decision, Failure, Hold, State as RefundState, Wait, Who};
use crate::settlement::{PostingState, Route, Verdict};
use crate::sla::full::{ChargeKind, Why};
use crate::sla::{SpanState, TaxMode};

/// Declares each list, and the type that a field refers to it by.
macro_rules! words {
    ($($constant:ident $name:literal $about:literal $list:expr;)+) => {
        $(pub(super) const $constant: Type = {
            static WORDS: Words = Words { name: $name, about: $about, list: $list };
            Type::Word(&WORDS)
        };)+
    };
}

/// The words of an enum, each from the core's function.
macro_rules! of {
    ($enum:ident.$word:ident: $($variant:ident)+) => {{
        const _: fn($enum) = |value| match value { $($enum::$variant => (),)+ };
        || vec![$($enum::$variant.$word()),+]
    }};
}

/// The words of an enum that is only read.
macro_rules! read {
    ($enum:ident: $($variant:ident $word:literal)+) => {{
        const _: fn($enum) = |value| match value { $($enum::$variant => (),)+ };
        || vec![$($word),+]
    }};
}

words! {
    COMMAND "Command" "The commands." || crate::contract::COMMANDS.iter().map(|(name, _)| *name).collect();
    ERROR_CODE "ErrorCode" "Why a request was refused; the codes are stable." || Code::ALL.iter().map(|code| code.word()).collect();
    CURRENCY "Currency" "ISO 4217 codes." || Currency::all().map(Currency::code).collect();
    VENDOR "Vendor" "Monitors whose messages are understood." || Vendor::all().iter().map(|vendor| vendor.word()).collect();
    FAMILY "Family" "Families of schedules." || Families::WORDS.to_vec();
    LANGUAGE "Language" "Languages in which policies are described." || crate::explain::policy::languages().collect();
    SECTION_ID "SectionId" "Sections of a policy's text." || {
        let mut sections = crate::explain::policy::SECTIONS.to_vec();
        sections.extend(crate::explain::refund::SECTIONS.iter().filter(|id| !crate::explain::policy::SECTIONS.contains(id)));
        sections
    };
    EXAMPLE_ID "ExampleId" "Which of a policy's three examples it is." || crate::settlement::EXAMPLE_IDS.to_vec();
    REFUND_EXAMPLE_ID "RefundExampleId" "Which of a refund policy's three examples it is." || crate::refund::REFUND_EXAMPLE_IDS.to_vec();
    WARNING_CODE "WarningCode" "What was put right." || vec!["time_in_future"];

    READ_STATUS "DeliveryStatus" "What became of a delivery." of!(Read.word: Observed Ignored Partial Unknown);
    CHANNEL "Channel" "By which way a delivery came." read!(Channel: Webhook "webhook" History "history");
    PROBLEM "ProblemCode" "Why a delivery was not understood." of!(PayloadProblem.code: Empty NotUtf8 NotJson Shape State Time Target Truncated);
    STATE "State" "What a monitor saw." of!(State.word: Up Down Degraded Maintenance Unknown);
    KIND "Kind" "What sort of message it was; only `state` votes." of!(Kind.word: State Reminder Expiry Test Ack Evidence Other);
    PRECISION "Precision" "How well the instant is known." of!(Precision.word: Exact CheckTime Received);
    STATED_PRECISION "StatedPrecision" "What a time in a message is the time of." || vec![Precision::Exact.word(), Precision::CheckTime.word()];
    TIME_FORM "TimeForm" "How a time is written." read!(Form: EpochSeconds "epochSeconds" EpochMs "epochMs" Rfc3339 "rfc3339" Utc "utc");
    OTHER_STATE "OtherState" "A state, or `refuse`: not understood." || {
        let states = [State::Up, State::Down, State::Degraded, State::Maintenance, State::Unknown];
        states.map(State::word).into_iter().chain([REFUSE]).collect()
    };
    OUTAGE_STATUS "OutageStatus" "Whether an outage counts." of!(Status.word: Confirmed Review Unconfirmed Refused);
    REASON "OutageReason" "Why an outage was classed so." of!(Reason.word: Quorum Trusted Locations Accepted Refused ReceivedTime Stale Level SingleMonitor Silent);
    ENDING "VoteEnd" "How a vote ended." of!(Ending.word: Up Stale Expired Open);
    LEVEL "Level" "Where a monitor looks from: on the machine itself, an own machine elsewhere, somebody else's network." of!(Level.word: Server Own ThirdParty);
    DECISION "Decision" "What a person decided about a stretch." || vec!["accepted", "refused"];

    CAPABILITY "Capability" "What the panel can do with a credit." || vec![Route::AccountCredit.word(), Route::InvoiceLine.word()];
    SPAN_STATE "SpanState" "Whether the client could expect the service to run." read!(SpanState: Active "active" Suspended "suspended" Ended "ended");
    SCOPE "Scope" "How closely an assignment names the service." read!(Scope: Service "service" Product "product");
    TAX_MODE "TaxMode" "Whether an amount is net (`exclusive`) or gross (`inclusive`)." read!(TaxMode: Exclusive "exclusive" Inclusive "inclusive");
    MAINTENANCE_RULE "MaintenanceRuleWord" "What maintenance means for downtime." || vec!["counted", "excluded", "excludedIfAnnounced"];
    COUNTING_RULE "CountingRule" "How downtime is measured." || Rule::WORDS.to_vec();
    CLOCK "Clock" "From when an outage counts." of!(Clock.word: Outage Report);
    AFFECTED "Affected" "What time of an outage weighs." of!(Affected.word: Whole Share);
    EXCUSED "Excused" "What excused time is: up, or no service time." of!(Excused.word: Up Outside);
    EXCUSE "Excuse" "Why time of one service is excused." of!(Excuse.word: Unpaid Abuse Client ForceMajeure ThirdParty);
    PERIOD_KIND "PeriodKind" "What bounds a period." of!(PeriodKind.word: Calendar Anniversary);
    MONTH_LENGTH "MonthLength" "How long a month is." of!(Length.word: Period Days30 Mean Hours730);
    EDGE "Edge" "Who has an availability that is an edge." of!(Edge.word: Below AtOrBelow);
    ROUND "Round" "What becomes of a part of a unit." of!(Round.word: Up Down Proportional);
    PER "Per" "What is looked at." of!(Per.word: Period Incident);
    STACK "Stack" "What becomes of the shares of components." of!(Stack.word: Sum Largest);
    FEE_BASE "FeeBase" "What the fee is." of!(FeeBase.word: Paid Recurring Before Cash);
    CAP_PER "CapPer" "What a cap limits." of!(CapPer.word: Incident Period Year Client);
    CLAIM_FROM "ClaimFrom" "What a claim's window follows." of!(ClaimFrom.word: Outage Period);
    FORFEIT "Forfeit" "What costs the client the credit." of!(Forfeit.word: Cancelled Unpaid Chargeback Discounted);
    ENTRY_KIND "EntryKind" "What an entry of the ledger is for." || vec!["sla"];
    ROUTE "Route" "Where an adjustment goes." of!(Route.word: AccountCredit InvoiceLine Carry Review None);
    EXCLUSION "Exclusion" "Why time of an outage does not count; schema 1 knows the first two." || Why::ALL.map(Why::word).to_vec();
    CHARGE_KIND "ChargeKind" "What a paid line is for." read!(ChargeKind: Plan "plan" AddOn "addOn");
    CAPPED_PER "CappedPer" "What a cap limits; `line`: what is left of the paid line." || vec!["period", "year", "client", "line"];
    EARNING "EarningFamily" "Families that say what they earn as a share." || vec!["perUnit", "ladder", "multiple", "perStep", "flat", "proportional"];
    OTHER_LENGTH "FixedMonthLength" "How long a month is where it is not the period." || vec!["days30", "mean", "hours730"];
    OTHER_RULE "InexactRule" "How downtime is measured where it is not exact." || Rule::WORDS.into_iter().filter(|rule| *rule != "exact").collect();
    FEE_SOURCE "FeeSource" "Where the fee comes from." || vec!["charge", "recurring"];

    FACT "CaseFact" "What can be said of a refund case." of!(Fact.word: Consumer EarlyStart Activated NotStarted FailedOrder Renewal Trial Downgrade Breach Abuse Overdue DomainKept Customised Invoiced OwnFault);
    LINE_KIND "LineKind" "What a line of a refund is for." of!(LineKind.word: Plan AddOn ValueAdded Setup Domain Licence Customisation Other);
    REFUND_CLOCK "StopClock" "Which instant stops the clock." of!(StopClock.word: Request Termination Decision);
    REFUND_UNIT "TimeUnit" "What used time is counted in." || std::iter::once(EXACT).chain(Unit::WORDS.iter().copied()).collect();
    REFUND_COUNT "TimeCount" "By length, or by the calendar." || COUNTS.to_vec();
    REFUND_EDGE "TimeEdge" "What becomes of a begun unit." of!(TimeEdge.word: Up Down);
    REFUND_REAL "RealMonth" "A month as long as it is." || vec![REAL];
    REFUND_PRICE "PriceOf" "Which price used time is counted at." of!(PriceOf.word: Paid List);
    REFUND_REST "MonthRest" "What a begun month costs." of!(Rest.word: Share Hourly Month);
    REFUND_TREATMENT "LineTreatment" "As the rule gives, nothing, or all comes back." || vec!["rule", "kept", "full"];
    REFUND_INCLUDED "IncludedQuantity" "Which included quantity counts for overage." of!(Included.word: Whole Share);
    REFUND_VOUCHERS "VoucherRule" "What becomes of what vouchers paid." of!(Vouchers.word: Kept Returned);
    REFUND_GATEWAY_FEES "GatewayFeeRule" "Who bears what the gateway took." of!(GatewayFees.word: Ours Kept);
    REFUND_ARREARS "ArrearsRule" "What open invoices mean." of!(Arrears.word: SettleFirst Offset Ignore);
    REFUND_TAX "TaxRounding" "What tax is rounded on." of!(TaxBy.word: Line Sum);
    REFUND_ROUND "RefundRounding" "How what comes back of a line is rounded." of!(RoundBack.word: HalfUp Up Down);
    REFUND_DESTINATION "PayoutDestination" "Where money goes." of!(Destination.word: Payments AccountCredit NextInvoice);
    REFUND_TO "PayoutTo" "Where money goes: there, where the client wishes, or in parts." || Destination::WORDS.iter().copied().chain([CHOICE, SPLIT]).collect();
    REFUND_ORDER "PayoutOrder" "Which payment comes first." of!(Order.word: Largest Newest Proportional);
    WINDOW_FROM "WindowFrom" "From where a window runs." of!(Begin.word: Ordered Activated Started);
    WINDOW_ENDS "WindowEnds" "Where a window ends: at the instant, or with its last day." of!(Ends.word: Instant Day);
    QUOTA_PER "QuotaPer" "Whose refunds a quota counts." of!(QuotaPer.word: Customer Product);
    QUOTA_IN "QuotaIn" "In what time a quota counts." || REFUND_QUOTA_IN.to_vec();
    COOLDOWN_SINCE "CooldownSince" "What a waiting time runs from." of!(CooldownSince.word: Refund Ordered);
    REASON_CODE "ReasonCode" "Why a client asks for a refund." of!(ReasonCode.word: NotNeeded NotAsDescribed Outage Performance Duplicate Mistake UnknownCharge PriceIncrease MovedAway Other);
    TEAM "Team" "Who looks at a case." of!(Team.word: Billing Technical Sales);
    ASKED_FIELD "AskedField" "What a client is asked for." of!(AskedField.word: Evidence Ticket Domain Invoice BankAccount Explanation);
    ROLE "Role" "What a member of staff is." of!(Role.word: Agent Lead Owner);
    REVIEW_ORDER "ReviewOrder" "Whether the service ends before money goes." of!(ReviewOrder.word: CancelFirst PayFirst);

    MONEY_SOURCE "MoneySource" "Kinds of money." of!(Source.word: Cash AccountCredit Bonus Voucher);
    PANEL_WAY "PanelRoute" "By which ways a panel can give money back." || Way::OF_PANELS.iter().map(|way| way.word()).collect();
    REFUND_WAY "RefundRoute" "How a part of a payout is booked; `task`: a person does it." of!(Way.word: GatewayRefund AccountCredit InvoiceLine Task);
    REFUND_WAITS "RefundWaits" "Why nothing may be paid yet." || WAITS.to_vec();
    QUOTED_TREATMENT "QuotedTreatment" "What is done with a line." || TREATMENTS.to_vec();
    DEDUCTION_KIND "DeductionKind" "Why something does not come back." of!(DeductionKind.word: Used Kept Overage Fee Spilled Limit GatewayFee Arrears);
    CHANGED_WHAT "ChangedWhat" "What a figure is about." || vec!["rule", "line", "deduction", "entitlement", "payout", "waits", "plan"];
    REFUND_REASON "RuleReasonCode" "Why a rule does not hold." || vec!["factMissing", "factPresent", "tooLate", "tooEarly", "usedTooMuch", "productExcluded", "countryExcluded", "orderTooSmall", "orderTooLarge", "customerTooNew", "customerTooOld", "quotaUsed", "coolingDown"];

    VERDICT "Verdict" "What became of a posting." of!(Verdict.word: Posted NotPosted Review);
    ACTION "Action" "What somebody does; questions know `accept` and `refuse`, refunds the others." || Action::WORDS.to_vec();
    CASE_KIND "CaseKind" "What a case is about." || vec!["outage", "posting", "run", "claim"];
    REVIEW_KIND "ReviewKind" "What is to be decided." || vec!["outage"];
    CASE_STATE "CaseState" "Where a case stands." of!(CaseState.word: Open Accepted Refused);
    DECIDED_STATE "DecidedState" "Where a decided case stands." || vec![CaseState::Accepted.word(), CaseState::Refused.word()];
    OUTAGE_EFFECT "OutageEffectType" "" || vec!["acceptOutage", "refuseOutage"];
    POSTING_EFFECT "PostingEffectType" "It is on the account, or it is not." || vec!["markPosted", "postAgain"];
    RUN_EFFECT "RunEffectType" "" || vec!["releaseRun", "holdRun"];
    CLAIM_EFFECT "ClaimEffectType" "" || vec!["enterClaim", "refuseClaim"];
    REFUND_STATE "RefundState" "Where a refund stands." of!(RefundState.word: Requested Waiting UnderReview SecondReview PayoutPending Failed Rejected Paid Withdrawn);
    WAIT "RefundWait" "What a refund waits for." of!(Wait.word: Fields Arrears Dispute);
    HOLD "QuoteWait" "Why a quote may not be paid now." of!(Hold.word: Arrears Dispute);
    CANCELLATION "Cancellation" "Whether the service ends with the refund." of!(Cancellation.word: None Wanted Done);
    REFUND_DECISION "RefundDecision" "What was decided of a refund." of!(Decision.word: Approved Adjusted Rejected);
    FAILURE "PayoutFailure" "Why money did not go, or the service did not end." of!(Failure.word: GatewayDeclined GatewayUnavailable PaymentTooOld MethodClosed WrongDetails InsufficientFunds DisputeOpened CancellationFailed UnknownOutcome);
    TOLD_ROLE "ToldRole" "Who in a team is told." || vec![Role::Lead.word(), Role::Owner.word()];
    WHO "Who" "Who may do something." of!(Who.word: Client Staff System);
    REFUND_ACTION "RefundAction" "What may be done next." || {
        let of_refunds = |action: &&Action| !matches!(action, Action::Accept | Action::Refuse | Action::Look);
        Action::ALL.iter().filter(of_refunds).map(|action| action.word()).collect()
    };

    OUTGOING_STATE "OutgoingState" "`waiting` is about to go out, `posted` went out." read!(PostingState: Waiting "waiting" Posted "posted");
    LIMIT "Limit" "What is limited." || vec!["clients", "amount"];
}
