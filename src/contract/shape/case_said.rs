//! `advanceCase` of a refund: what a step sets off, what each side is told, and what may be done next.

use super::scalars::{AMOUNT, COUNT, INSTANT};
use super::words::{ASKED_FIELD, FAILURE, HOLD, REFUND_ACTION, TEAM, TOLD_ROLE, WHO};
use super::{Constant, Field, Object, Type, Union, list, nullable, required};

pub(super) static EFFECT_OF_REFUND: Union = Union {
    name: "RefundEffect",
    about: "What the bridge does after a step of a refund.",
    tag: "type",
    members: &[&QUOTE_AGAIN, &CANCEL_SERVICE, &PAY, &PREPARE_TASK, &NOTIFY],
};

const fn text(name: &'static str, value: &'static str) -> Field {
    required(name, Type::Constant(Constant::Text(value)), "")
}

static QUOTE_AGAIN: Object =
    Object { name: "QuoteAgain", about: "Facts are read again and quoted.", fields: &[text("type", "quoteAgain")] };

static CANCEL_SERVICE: Object =
    Object { name: "CancelService", about: "The service ends.", fields: &[text("type", "cancelService")] };

static PAY: Object = Object {
    name: "Pay",
    about: "The plan is paid, each part by its route.",
    fields: &[text("type", "pay"), required("amount", AMOUNT, "")],
};

static PREPARE_TASK: Object = Object {
    name: "PrepareTask",
    about: "A person has to look into it.",
    fields: &[text("type", "prepareTask"), required("team", TEAM, "")],
};

static NOTIFY: Object = Object {
    name: "Notify",
    about: "A team is told, or who has a role in it.",
    fields: &[text("type", "notify"), required("team", TEAM, ""), nullable("role", TOLD_ROLE, "Null: the team.")],
};

pub(super) static ALLOWED: Object = Object {
    name: "AllowedAction",
    about: "What may be done next, and by whom.",
    fields: &[required("action", REFUND_ACTION, ""), required("who", WHO, "")],
};

pub(super) static SAID: Union = Union {
    name: "Said",
    about: "What one side is told: a key and its arguments.",
    tag: "key",
    members: &[
        &REFUND_RECEIVED,
        &REFUND_NEEDS,
        &REFUND_WAITS,
        &REFUND_APPEALED,
        &REFUND_DELAYED,
        &REFUND_APPROVED,
        &REFUND_ADJUSTED,
        &REFUND_REJECTED,
        &SERVICE_ENDED,
        &REFUND_STUCK,
        &REFUND_RETRIED,
        &REFUND_PAID,
        &STAFF_WITHDRAWN,
        &STAFF_SUPPLIED,
        &STAFF_SECOND,
        &STAFF_DECLINED,
        &STAFF_ESCALATED,
        &STAFF_FAILED,
    ],
};

/// Declares what is told: to whom, and the arguments.
macro_rules! said {
    ($($constant:ident $name:literal $to:literal $key:literal $about:literal [$($field:expr),*];)+) => {
        $(static $constant: Object = {
            static ARGS: Object = Object { name: concat!($name, "Args"), about: "", fields: &[$($field),*] };
            Object {
                name: $name,
                about: $about,
                fields: &[text("to", $to), text("key", $key), required("args", Type::Object(&ARGS), "")],
            }
        };)+
    };
}

said! {
    REFUND_RECEIVED "SaidRefundReceived" "client" "refundReceived" "It is looked at." [required("dueAt", INSTANT, "")];
    REFUND_NEEDS "SaidRefundNeeds" "client" "refundNeeds" "These are missing." [required("fields", list(&ASKED_FIELD), "")];
    REFUND_WAITS "SaidRefundWaits" "client" "refundWaits" "It waits." [required("for", HOLD, "")];
    REFUND_APPEALED "SaidRefundAppealed" "client" "refundAppealed" "The appeal is looked at." [required("dueAt", INSTANT, "")];
    REFUND_DELAYED "SaidRefundDelayed" "client" "refundDelayed" "It is decided later." [required("dueAt", INSTANT, "")];
    REFUND_APPROVED "SaidRefundApproved" "client" "refundApproved" "So much comes back." [required("amount", AMOUNT, ""), required("expectedAt", INSTANT, "")];
    REFUND_ADJUSTED "SaidRefundAdjusted" "client" "refundAdjusted" "So much of what was quoted comes back." [required("amount", AMOUNT, ""), required("quoted", AMOUNT, ""), required("expectedAt", INSTANT, "")];
    REFUND_REJECTED "SaidRefundRejected" "client" "refundRejected" "Nothing comes back." [nullable("appealUntil", INSTANT, "")];
    SERVICE_ENDED "SaidServiceEnded" "client" "serviceEnded" "The service has ended." [];
    REFUND_STUCK "SaidRefundStuck" "client" "refundStuck" "The client has to act." [required("failure", FAILURE, "")];
    REFUND_RETRIED "SaidRefundRetried" "client" "refundRetried" "It is tried again." [required("expectedAt", INSTANT, "")];
    REFUND_PAID "SaidRefundPaid" "client" "refundPaid" "The money has gone." [required("amount", AMOUNT, "")];
    STAFF_WITHDRAWN "SaidStaffWithdrawn" "staff" "staffWithdrawn" "The client does not want it any more." [];
    STAFF_SUPPLIED "SaidStaffSupplied" "staff" "staffSupplied" "The client has given these." [required("fields", list(&ASKED_FIELD), "")];
    STAFF_SECOND "SaidStaffSecond" "staff" "staffSecond" "A second person has to agree." [required("amount", AMOUNT, "")];
    STAFF_DECLINED "SaidStaffDeclined" "staff" "staffDeclined" "The second person did not agree." [];
    STAFF_ESCALATED "SaidStaffEscalated" "staff" "staffEscalated" "Nobody decided in time, so often." [required("escalation", COUNT, "")];
    STAFF_FAILED "SaidStaffFailed" "staff" "staffFailed" "The service did not end, or the money did not go." [required("failure", FAILURE, "")];
}
