//! The phrases of which a `settle` request consists that a bridge wrote: compact, every field in the order of
//! docs/contract.md. What differs is read as a tree. Of two phrases that begin alike the longer one stands first.

use crate::text::phrases::phrases;

phrases! {
    OUTAGE_OF_SERVER 5 r#"<,>{"id":"<k>,"subject":"server:<s>,"from":"<t>,"to":"<t>}"#;
    OUTAGE_OF_SERVICE 5 r#"<,>{"id":"<k>,"subject":"service:<s>,"from":"<t>,"to":"<t>}"#;
    TIER 3 r#"<,>{"below":"<d>,"percent":"<d>}"#;
    OFFSET 4 r#"<,>{"from":"<t!>,"seconds":<i>}"#;
    SPAN 7 r#"<,>{"from":"<t>,"to":"<t?>,"server":"<s?>,"state":"<active|suspended|ended>}"#;
    ASSIGNMENT 4 r#"<,>{"scope":"<product|service>,"policy":"<h>,"from":"<t>}"#;
    CHARGE 6 r#"<,>{"id":"<s>,"from":"<y>,"months":<i>,"amount":"<d>,"tax":<->}"#;
    /// Its rates and [`LIST_END`] follow.
    TAXED_CHARGE 6 r#"<,>{"id":"<s>,"from":"<y>,"months":<i>,"amount":"<d>,"tax":{"mode":"<exclusive|inclusive>,"rates":["#;
    RATE 2 r#"<,>"<d>"#;
    CLIENT 5 r#"<,>{"id":"<s>,"currency":"<c>,"revision":<i>,"carry":"<d>}"#;
    SERVICE 4 r#"<,>{"id":"<s>,"client":"<s>,"period":"<m>,"spans":["#;
    ASSIGNMENTS 0 r#"],"assignments":["#;
    CHARGES 0 r#"],"charges":["#;
    ENTRIES 2 r#"]<>,"recurring":<->,"entries":["#;
    RECURRING 3 r#"],"recurring":{"months":<i>,"amount":"<d>,"tax":<->},"entries":["#;
    /// Its rates and [`RECURRING_END`] follow.
    TAXED_RECURRING 3 r#"],"recurring":{"months":<i>,"amount":"<d>,"tax":{"mode":"<exclusive|inclusive>,"rates":["#;
    RECURRING_END 0 r#"]}},"entries":["#;
    ENTRY 5 r#"<,>{"n":<i>,"net":"<d>,"tax":"<d>,"gross":"<d>}"#;
    ROOT 1 r#"{"contract":1,"command":"settle","asOf":"<t>,"capabilities":{"routes":["#;
    ROUTED_SCALES 1 r#""<accountCredit|invoiceLine>],"postableScale":["#;
    SCALES 0 r#"],"postableScale":["#;
    SCALE 3 r#"<,>{"currency":"<c>,"scale":<i>}"#;
    ROUTED_ZONES 1 r#""<accountCredit|invoiceLine>]},"zones":["#;
    ZONES 0 r#"]},"zones":["#;
    ZONE 4 r#"<,>{"name":"<s>,"tzdata":"<s?>,"offsets":["#;
    POLICIES 0 r#"],"policies":["#;
    POLICY 7 r#"<,>{"hash":"<h>,"document":{"schema":1,"name":"<s>,"zone":"<s>,"maintenance":{"rule":"<counted|excluded|excludedIfAnnounced>,"noticeMs":<i?>},"schedule":{"family":"uptimeTiers","tiers":["#;
    MINIMUMS 3 r#"]}<>,"cap":{"percent":"<d?}>,"minimumPayout":["#;
    POLICY_END 6 r#"]}<>,"cap":{"percent":"<d?}>,"minimumPayout":<->,"settleDelayMs":<i?>}}"#;
    MINIMUM 3 r#"<,>{"currency":"<c>,"amount":"<d>}"#;
    /// Of a policy after its minimum payouts; without the field, also of a taxed charge.
    LIST_END 3 r#"]<>,"settleDelayMs":<i?>}}"#;
    OUTAGES 0 r#"],"outages":["#;
    MAINTENANCE 0 r#"],"maintenance":["#;
    WINDOW_OF_SERVER 7 r#"<,>{"id":"<s>,"subject":"server:<s>,"from":"<t>,"to":"<t>,"announcedAt":"<t?>}"#;
    WINDOW_OF_SERVICE 7 r#"<,>{"id":"<s>,"subject":"service:<s>,"from":"<t>,"to":"<t>,"announcedAt":"<t?>}"#;
    WINDOW 6 r#"<,>{"id":"<s>,"subject":"*","from":"<t>,"to":"<t>,"announcedAt":"<t?>}"#;
    CLIENTS 0 r#"],"clients":["#;
    SERVICES 0 r#"],"services":["#;
    /// Of a zone, a service, the request.
    END 0 r#"]}"#;
}
