//! Strings, integers and booleans: the contract's table *Types on the wire*.

use super::{Form, Scalar, Type};

/// Durations and counters: 2^53, which every JSON reader holds exactly.
const LARGEST: i64 = 9_007_199_254_740_992;
const NINE_DECIMALS: &str = r"-?(0|[1-9][0-9]*)(\.[0-9]{1,9})?";
const DECIMAL: &str = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?";

/// Declares each scalar, and the type that a field refers to it by.
macro_rules! scalars {
    ($($constant:ident $name:literal $form:expr, $about:literal;)+) => {
        $(pub(super) const $constant: Type = {
            static SCALAR: Scalar = Scalar { name: $name, about: $about, form: $form };
            Type::Scalar(&SCALAR)
        };)+
    };
}

scalars! {
    INSTANT "Instant" Form::Text(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3})?Z", None),
        "An instant in UTC, RFC 3339 with `Z` and no decimals or exactly three: `2026-03-04T12:00:00Z`, `2026-03-04T12:00:00.250Z`. Requests: years 1971 to 2099.";
    DATE "CivilDate" Form::Text("[0-9]{4}-[0-9]{2}-[0-9]{2}", None), "A civil date: `2026-03-01`.";
    MONTH "Month" Form::Text("[0-9]{4}-[0-9]{2}", None), "A month: `2026-03`.";
    AMOUNT "Amount" Form::Text(DECIMAL, None),
        "An amount of money as a decimal string, never a number: `12.50`, `-0.375`. At most as many decimals as its currency has; answers print exactly so many.";
    FIGURE "Figure" Form::Text(DECIMAL, None), "A count or an amount, as a decimal string.";
    PERCENT "Percent" Form::Text(r"(100(\.0{1,9})?|[1-9]?[0-9](\.[0-9]{1,9})?)", None),
        "Per cent as a decimal string, `0` to `100`, at most 9 decimals.";
    RATE "Rate" Form::Text(r"(0|[1-9][0-9]*)(\.[0-9]{1,9})?", None),
        "A tax rate in per cent as a decimal string; a sum of rates may exceed 100.";
    ID "Id" Form::Text(r"[^\u0000-\u001f\u007f-\u009f]+", Some(200)), "An id: 1 to 200 bytes without control characters.";
    KEY "Key" Form::Text(r"[^\u0000-\u001f\u007f-\u009f]+", Some(2_000)),
        "The key of an observation or outage: 1 to 2000 bytes without control characters.";
    TEXT "string" Form::Text("", None), "";
    NOTE "Note" Form::Text("", Some(2_000)), "A note for people: at most 2000 bytes.";
    BASE64 "Base64" Form::Text(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", None),
        "Bytes in padded standard base64.";
    SUBJECT "Subject" Form::Text(r"(server|service):[^\u0000-\u001f\u007f-\u009f]+", Some(208)),
        "What can be down: `server:<id>` or `service:<id>`.";
    SUBJECT_OR_ALL "SubjectOrAll" Form::Text(r"(\*|(server|service):[^\u0000-\u001f\u007f-\u009f]+)", Some(208)),
        "`server:<id>`, `service:<id>`, or `*` for all.";
    HASH "Hash" Form::Text("[0-9a-f]{64}", None), "A SHA-256 hash: 64 lower-case hex digits.";
    DURATION_MS "DurationMs" Form::Integer(0, LARGEST), "Milliseconds, 0 to 2^53.";
    COUNT "Count" Form::Integer(0, LARGEST), "A count, 0 to 2^53.";
    CLIENT_LIMIT "ClientLimit" Form::Integer(0, i64::MAX), "A number of clients, from 0.";
    MINUTES "RuleMinutes" Form::Integer(1, 1_440), "Minutes of a counting rule, 1 to 1440.";
    DAY_OF_MONTH "DayOfMonth" Form::Integer(1, 31), "A day of a month; one that the month lacks is its last day.";
    SHARE_TEXT "ExactShare" Form::Text("[0-9]+(/[0-9]+)?", None),
        "A share of the fee, exact: a whole number, or numerator and denominator in lowest terms, `1/30`.";
    PART "FractionPart" Form::Integer(1, 1_000_000), "A part of a fraction, 1 to 1000000.";
    DAYS "WindowDays" Form::Integer(1, 366), "Days, 1 to 366.";
    TIMES "Times" Form::Integer(1, 1_000), "How many times, 1 to 1000.";
    SHARE_DECIMALS "ShareDecimals" Form::Integer(0, 9), "Decimals of a share, 0 to 9.";
    FACTOR "Factor" Form::Text(r"(0|[1-9][0-9]*)(\.[0-9]{1,9})?", None),
        "A multiple above 0, at most 1000000, as a decimal string with at most 9 decimals.";
    TIME_OF_DAY "TimeOfDay" Form::Text("([01][0-9]|2[0-3]):[0-5][0-9]", None), "A time of day: `02:30`.";
    QUANTITY "Quantity" Form::Integer(1, LARGEST), "How often a line is charged, 1 to 2^53.";
    NUMBER "Ordinal" Form::Integer(1, LARGEST), "A number that begins with 1.";
    WEIGHT "Weight" Form::Integer(1, 100), "A weight, 1 to 100.";
    MONTHS "MonthCount" Form::Integer(1, 120), "Months, 1 to 120.";
    SCALE "Scale" Form::Integer(0, 4), "Decimals, 0 to 4.";
    OFFSET_SECONDS "OffsetSeconds" Form::Integer(-64_800, 64_800), "Seconds east of UTC.";
    POINTER "Pointer" Form::Text("(/([^~]|~[01])*)?", None),
        "A JSON Pointer (RFC 6901) into an item; with `//` in front, into the whole message.";
    RULE_ID "RuleId" Form::Text("[A-Za-z0-9-]+", Some(40)), "An id of a rule or fee: 1 to 40 letters, digits and `-`.";
    COUNTRY "Country" Form::Text("[A-Z]{2}", None), "A country: two capital letters, ISO 3166-1.";
    LONG_DAYS "LongDays" Form::Integer(0, 3_660), "Days, up to 3660.";
    LONG_HOURS "LongHours" Form::Integer(0, 87_840), "Hours, up to 87840.";
    MONTH_DAYS "MonthDays" Form::Integer(28, 31), "Days of each month, 28 to 31.";
    WORKING_DAYS "WorkingDays" Form::Integer(1, 60), "Working days, 1 to 60.";
    PAYOUT_WORKING_DAYS "PayoutWorkingDays" Form::Integer(0, 90), "Working days, 0 to 90.";
    WEEKDAY "Weekday" Form::Integer(1, 7), "A day of the week: 1 is Monday, 7 Sunday.";
    APPEAL_DAYS "AppealDays" Form::Integer(0, 366), "Days of 24 hours, 0 (none) to 366.";
    PRICE "Price" Form::Text(NINE_DECIMALS, None), "A price as a decimal string with at most 9 decimals, not negative: `0.012`.";
    QUANTITY_TEXT "QuantityText" Form::Text(NINE_DECIMALS, None), "A quantity or factor as a decimal string with at most 9 decimals, not negative.";
    SHARE_DECIMAL "DecimalShare" Form::Text(r"[01]\.[0-9]{9}", None), "A share from 0 to 1 with 9 decimals.";
    BOOLEAN "boolean" Form::Bool, "";
}
