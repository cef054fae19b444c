// One row a case: which element, which data, what must and must not be read on it.

const [timeline, credit, invoice, notice, source, trial, drill, quote] = ["timeline", "credit", "invoice", "notice", "source", "trial", "drill", "quote"].map((name) => `makegood-${name}`);
const FAILED = "This could not be drawn";
const SAME = "Computed again in this browser: the same to the last digit";

/** What the panel gives in the client area (Texts::forClient). */
const CLIENT = { state_pending: "being checked", state_review: "being checked", state_held: "being checked", ui_held: "being checked", ui_next_run: "not credited yet", ui_forecast: "expected" };

export const ROWS = [
  { id: "timeline", tag: timeline, data: "timeline", texts_: ["Web Starter", "Availability 99.940001 %", "Downtime 26 min 47 s", "Does not count", "announced maintenance", "still going on", "the monitor fell silent", "Times in UTC", "2026-03-04 11:59:20", "monitors: 1 of 2 needed"], absent: ["AM", "PM", "Mar 4"], table: 16 },
  { id: "timeline-zone", tag: timeline, data: "timeline", zone: "America/New_York", texts_: ["Times in America/New_York", "2026-03-04 07:00", "2026-03-28 14:02"], table: 16 },
  { id: "timeline-empty", tag: timeline, data: "timeline-empty", texts_: ["No outage was seen"], absent: ["Availability"], table: 0 },
  { id: "timeline-many", tag: timeline, data: "timeline-many", texts_: ["Monitor 8", "12 more are not listed here."], table: 8 * 60 + 60 },
  { id: "timeline-hostile", tag: timeline, data: "timeline-hostile", hostile: true, texts_: ["<script>"], table: 16 },
  { id: "credit", tag: credit, data: "credit", texts_: [SAME, "core ", "12.00 USD", "10 %", "1.20 USD", "net 1.00, tax 0.20 (20 %)", "March 2026", "Availability below 99.95 % earns 10 % of the monthly fee.", "for 1 month, invoice 7, line 12.", "2026-04-04 06:00:12", "Times in UTC", "Credited: 1.20 USD."], absent: ["month(s)", "Would be"], verdict: "same" },
  { id: "credit-pending", tag: credit, data: "credit-pending", texts_: ["Would be credited: 1.20 USD.", "waiting to be credited"], absent: ["Credited:"], verdict: "same" },
  { id: "credit-zone", tag: credit, data: "credit", zone: "America/New_York", texts_: ["Times in America/New_York", "2026-04-04 02:00:12", "Outage from 2026-03-04 07:00 to 2026-03-04 07:26:47"], verdict: "same" },
  { id: "credit-rich", tag: credit, data: "credit-rich", texts_: [SAME, "Limit", "Carried over", "announced maintenance"], verdict: "same" },
  { id: "credit-carried", tag: credit, data: "credit-carried", texts_: ["kept for next time", "Below the smallest payout of 1.00 USD"], verdict: "same" },
  { id: "credit-mismatch", tag: credit, data: "credit-mismatch", texts_: ["it comes out differently", "1.21 USD", "1.20 USD", "≠"], absent: [SAME], verdict: "different" },
  { id: "credit-hostile", tag: credit, data: "credit-hostile", hostile: true, texts_: ["<script>"], verdict: "same" },
  { id: "invoice", tag: invoice, data: "invoice", invoices: true, texts_: ["12.00 USD", "4.30 USD", "7.70 USD", "9.60 USD", "Loyalty discount", "Invoice due on 2026-04-15", "decided on 2026-04-04", "held", "not credited yet", "forecast", "kept for next time", "SLA credit March 2026"], verdict: "same" },
  { id: "invoice-carried", tag: invoice, data: "invoice-carried", texts_: ["6.20 USD with 5.00 USD kept from before", "1.10 USD after -0.10 USD from before"], verdict: "same" },
  { id: "invoice-client", tag: invoice, data: "invoice", invoices: true, texts: CLIENT, texts_: ["being checked", "expected", "not credited yet"], absent: ["held", "forecast"], verdict: "same" },
  { id: "invoice-lines", tag: invoice, data: "invoice-lines", invoices: true, texts_: ["SLA credit 2026-03, site02", "-3.12 USD", "21.88 USD", "4.38 USD", "26.26 USD"], absent: ["credit balance", "Credit balance"], verdict: "same" },
  { id: "invoice-empty", tag: invoice, data: "invoice-empty", texts_: ["No credit is due"] },
  { id: "invoice-mismatch", tag: invoice, data: "invoice-mismatch", invoices: true, texts_: ["it comes out differently", "1.21 USD"], verdict: "different" },
  { id: "invoice-hostile", tag: invoice, data: "invoice-hostile", invoices: true, hostile: true, texts_: ["<script>", "__proto__"], verdict: "same" },
  { id: "notice", tag: notice, data: "notice", texts_: ["Down since 12:04 (2026-03-04), seen by two monitors. If the month ends below what is promised, the credit comes by itself.", "Reported by one monitor since 23:50 (2026-03-03); being checked.", "a person is looking", "Times in UTC"], absent: ["being checked. If", "looking at it. If"] },
  { id: "notice-empty", tag: notice, data: "notice-empty", quiet: true },
  { id: "notice-hostile", tag: notice, data: "notice-hostile", hostile: true, texts_: ["<script>"] },
  { id: "source", tag: source, data: "source", light: "good", texts_: ["are understood", "4 so far", "not mapped yet", "watches server:1"] },
  { id: "source-waiting", tag: source, data: "source-waiting", light: "waiting", texts_: ["Waiting for the first message"] },
  { id: "source-new", tag: source, data: "source-new", light: "new", texts_: ["will be read by the next run"] },
  { id: "source-bad", tag: source, data: "source-bad", light: "bad", texts_: ["was not understood", "The message is not JSON. Choose JSON"] },
  { id: "source-hostile", tag: source, data: "source-hostile", light: "bad", hostile: true, texts_: ["<script>"] },
  { id: "trial", tag: trial, data: "look", texts_: ["10.00 USD", "5 min", "3 d", "1.20 USD", "2.40 USD", "20 %"] },
  { id: "drill", tag: drill, data: "drill", play: true, texts_: ["Pingdom says that Web 1 is down.", "an outage of 12 min", "Would be credited:"], absent: ["Credited:"] },
  { id: "quote", tag: quote, data: "quote", texts_: [SAME, "Comes back 89.98 EUR", "100.00 EUR", "− 29.03 EUR", "Used: 9 of 31 days.", "29 % used", "− 2.00 EUR", "More was used than is included: traffic.", "82.76 EUR", "68.97 and 13.79 tax", "Daily backup", "8.52 and 1.70 tax", "− 15.00 EUR", "The policy keeps this part.", "92.98 EUR", "− 3.00 EUR", "It pays what is still open: invoice:9.", "moneyBack does not hold", "Its time was over at 2026-03-08 00:00.", "prorated decides", "back to the payment", "payment 8, by hand", "byte for byte: yes"], absent: ["Nothing comes back", "It waits"], verdict: "same" },
  { id: "quote-zone", tag: quote, data: "quote", zone: "America/New_York", texts_: ["Its time was over at 2026-03-07 19:00."], verdict: "same" },
  { id: "quote-none", tag: quote, data: "quote-none", texts_: ["No rule of the policy holds, so nothing comes back.", "Comes back 0.00 EUR"], verdict: "same" },
  { id: "quote-waits", tag: quote, data: "quote-waits", texts_: ["It waits until the open invoices are paid.", "Comes back 92.98 EUR"], verdict: "same" },
  { id: "quote-inside", tag: quote, data: "quote-inside", texts_: ["Never paid: comes off the open invoice", "8.52 EUR", "Nothing comes back."], verdict: "same" },
  { id: "quote-mismatch", tag: quote, data: "quote-mismatch", texts_: ["it comes out differently", "89.99 EUR", "89.98 EUR", "≠"], absent: [SAME], verdict: "different" },
  { id: "quote-changed", tag: quote, data: "quote-changed", texts_: ["What has changed since", "a part · Web Starter - site17.example.com (01/03/2026 - 31/03/2026) · gross", "86.63 EUR", "82.76 EUR", "moneyBack"], verdict: "same" },
  { id: "quote-hostile", tag: quote, data: "quote-hostile", hostile: true, texts_: ["<script>", "Used: 8 d 10 h of 31 d."], verdict: "same" },
  { id: "translated", tag: credit, data: "credit", texts: { ui_same: "Hier nachgerechnet: gleich", step_posting: "Gutgeschrieben: {amount}." }, texts_: ["Hier nachgerechnet: gleich", "Gutgeschrieben: 1.20 USD.", "Availability below"], absent: [SAME], verdict: "same" },
  { id: "http-500", tag: credit, data: "http-500", failed: true, texts_: [FAILED, "status 500"] },
  { id: "refused", tag: credit, data: "refused", failed: true, texts_: [FAILED, "This credit is not there. Go back to the list."] },
  { id: "not-json", tag: timeline, data: "not-json", failed: true, texts_: [FAILED, "something else than was asked for"] },
  { id: "half", tag: timeline, data: "half", failed: true, texts_: [FAILED, "its data is incomplete"] },
  { id: "half-invoice", tag: invoice, data: "half", failed: true, texts_: [FAILED, "its data is incomplete"] },
];

/** Each case by its id, also with a forced theme. */
export const CASES = Object.fromEntries(ROWS.flatMap((row) => [
  [row.id, row],
  ...["light", "dark"].map((theme) => [`${row.id}-theme-${theme}`, { ...row, id: `${row.id}-theme-${theme}`, attributes: `theme="${theme}"` }]),
]));
