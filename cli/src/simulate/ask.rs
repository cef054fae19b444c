//! One month of some services under one policy, asked of the core.

use super::input::{Input, Outage, Policy, Service, Window};
use super::options::month_text;
use crate::json::{integer, list, print, quote, quote_or_null, text};
use crate::tables::Fault;
use makegood::calendar::{Date, Instant, Period};
use makegood::contract::MAX_REQUEST_BYTES;
use makegood::json::{Manner, Node, parse};
use makegood::money::{Currency, Money};
use std::fmt::Write;

/// When all of it has long been decided: what is asked about is over.
pub(super) const AS_OF: &str = "2099-12-31T00:00:00Z";

/// A service, and what the months before left.
#[derive(Debug, Clone)]
pub(super) struct Asked<'a> {
    pub(super) service: &'a Service,
    pub(super) revision: i64,
    pub(super) carry: Money,
    /// Credits of the eleven months before.
    pub(super) given_year: Money,
    /// What a policy that looks back has looked at.
    pub(super) used: Vec<Period>,
}

/// One request.
pub(super) struct Question<'a> {
    pub(super) policy: &'a Policy,
    /// The policy's zone as a request has it.
    pub(super) zone: &'a str,
    pub(super) month: i64,
    pub(super) asked: Vec<Asked<'a>>,
    pub(super) outages: Vec<&'a Outage>,
    pub(super) windows: Vec<&'a Window>,
    pub(super) do_claim: bool,
    pub(super) keep: Keep,
}

/// Of which results the text is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    All,
    Credited,
    None,
}

/// What an outage came to for one service.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub(super) outage: String,
    pub(super) counted_ms: i64,
    pub(super) excluded_ms: i64,
    pub(super) exclusion: Option<String>,
}

/// The core's result for one service and month.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub(super) service: String,
    pub(super) client: String,
    pub(super) from: Instant,
    pub(super) to: Instant,
    pub(super) downtime_ms: i64,
    pub(super) availability: Option<String>,
    pub(super) net: Money,
    pub(super) tax: Money,
    pub(super) gross: Money,
    pub(super) has_adjustment: bool,
    pub(super) posting: Option<Money>,
    pub(super) carry_after: Money,
    pub(super) extension_ms: i64,
    pub(super) counted: Vec<Counted>,
    /// The stretches of outages of which something counted.
    pub(super) stretches: Vec<Period>,
    /// The result as the core wrote it; empty where it was not to be kept.
    pub(super) raw: String,
}

impl<'a> Question<'a> {
    /// Asks; a request that is too large is asked in halves, no client's services apart.
    ///
    /// # Errors
    /// What the core refuses, at the place in the file where it stands.
    pub(super) fn ask(&self, input: &Input) -> Result<Vec<Settled>, Fault> {
        let request = self.request();
        if request.len() > MAX_REQUEST_BYTES
            && let Some((before, after)) = self.halves()
        {
            let mut settled = before.ask(input)?;
            settled.extend(after.ask(input)?);
            return Ok(settled);
        }
        let answer = makegood::call(request.as_bytes());
        let answer = String::from_utf8_lossy(&answer);
        let node = parse(&answer, Manner::Strict).map_err(|_| self.internal())?;
        if let [refusal] = list(&node, "errors") {
            return Err(self.refused(refusal, input));
        }
        list(&node, "results")
            .iter()
            .map(|result| settled(result, self.keep, self.policy.looks_back).ok_or_else(|| self.internal()))
            .collect()
    }

    fn halves(&self) -> Option<(Self, Self)> {
        let client = |asked: &Asked<'_>| asked.service.client.clone();
        let here = self.asked.get(self.asked.len() / 2).map(client)?;
        let first = self.asked.iter().position(|asked| asked.service.client == here)?;
        let after = self.asked.iter().rposition(|asked| asked.service.client == here)?.saturating_add(1);
        let cut = if first > 0 { first } else { after };
        let (before, after) = self.asked.split_at_checked(cut).filter(|(_, after)| !after.is_empty())?;
        Some((self.part(before), self.part(after)))
    }

    fn part(&self, asked: &[Asked<'a>]) -> Self {
        let is_about = |subject: &str| asked.iter().any(|asked| asked.service.is_subject(subject));
        let outages = self.outages.iter().copied().filter(|outage| is_about(&outage.subject)).collect();
        let windows = self.windows.iter().copied().filter(|window| is_about(&window.subject)).collect();
        Self { asked: asked.to_vec(), outages, windows, ..*self }
    }

    fn request(&self) -> String {
        let mut out = format!(
            r#"{{"contract":1,"command":"settle","asOf":"{AS_OF}","capabilities":{{"routes":["accountCredit"]}},"#
        );
        let Policy { hash, document, .. } = self.policy;
        let _ = write!(
            out,
            r#""zones":[{}],"policies":[{{"hash":"{hash}","document":{document}}}],"outages":["#,
            self.zone
        );
        let outages: Vec<String> = self.outages.iter().map(|outage| outage_text(outage)).collect();
        let windows: Vec<String> = self.windows.iter().map(|window| window_text(window)).collect();
        let _ = write!(out, r#"{}],"maintenance":[{}],"clients":["#, outages.join(","), windows.join(","));
        let mut before = None;
        for asked in &self.asked {
            let client = &asked.service.client;
            if before != Some(client) {
                let comma = if before.is_some() { "," } else { "" };
                let (currency, carry) = (asked.carry.currency().code(), asked.carry.text());
                let (id, revision) = (quote(client), asked.revision);
                let _ = write!(
                    out,
                    r#"{comma}{{"id":{id},"currency":"{currency}","revision":{revision},"carry":"{}"}}"#,
                    carry.as_str()
                );
            }
            before = Some(client);
        }
        out.push_str(r#"],"services":["#);
        for (place, asked) in self.asked.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            self.service(&mut out, asked);
        }
        out.push_str("]}");
        out
    }

    fn service(&self, out: &mut String, asked: &Asked<'_>) {
        let service = asked.service;
        let (id, client, server) =
            (quote(&service.id), quote(&service.client), quote_or_null(service.server.as_deref()));
        let from = service.from.unwrap_or(FIRST);
        let to = quote_or_null(service.to.map(Instant::text).as_ref().map(|text| text.as_str()));
        let _ = write!(
            out,
            r#"{{"id":{id},"client":{client},"period":"{}","spans":[{{"from":"{}","to":{to},"server":{server},"state":"active"}}],"assignments":[{{"scope":"product","policy":"{}","from":"{}"}}],"charges":["#,
            month_text(self.month),
            from.text().as_str(),
            self.policy.hash,
            FIRST.text().as_str(),
        );
        // The line that covers this month, and before it the one that covers the month before.
        let this = self.month;
        let earlier = this.saturating_sub(i64::from(service.months));
        charge(out, service, earlier);
        out.push(',');
        charge(out, service, this);
        out.push_str(r#"],"entries":[]"#);
        if let Some(anchor) = service.anchor {
            let _ = write!(out, r#","anchor":{anchor}"#);
        }
        if self.do_claim && self.policy.wants_claim {
            let touching = self.outages.iter().filter(|outage| service.is_subject(&outage.subject));
            let claims: Vec<String> = touching
                .flat_map(|outage| [outage.from, outage.to])
                .map(|at| format!(r#"{{"at":"{}"}}"#, at.text().as_str()))
                .collect();
            let _ = write!(out, r#","claims":[{}]"#, claims.join(","));
        }
        if self.policy.looks_back {
            let _ = write!(out, r#","given":{{"line":null,"year":"{}"}},"used":["#, asked.given_year.text().as_str());
            let used: Vec<String> = asked
                .used
                .iter()
                .map(|over| interval(over.from(), over.to()))
                .map(|both| format!("{{{both}}}"))
                .collect();
            let _ = write!(out, "{}]", used.join(","));
        }
        out.push('}');
    }

    fn internal(&self) -> Fault {
        let help = "Please report it with the files.";
        Fault::of(&self.policy.file, "internal", "The core's answer cannot be read.", help)
    }

    /// Where in the files the core's error stands.
    fn refused(&self, refusal: &Node<'_>, input: &Input) -> Fault {
        let [code, path, message, help] = ["code", "path", "message", "help"].map(|name| text(refusal, name));
        let (list, index, within) = split(path);
        let message = if within.is_empty() { message.to_owned() } else { format!("{within}: {message}") };
        let line = match list {
            "outages" => self.outages.get(index).map(|outage| (&input.outages_file, Some(outage.line))),
            "maintenance" => self.windows.get(index).map(|window| (&input.windows_file, Some(window.line))),
            "services" => self.asked.get(index).map(|asked| (&input.services_file, asked.service.line)),
            _ => None,
        };
        match line {
            Some((file, Some(line))) => Fault::at(file, line, code, &message, help),
            _ => Fault::of(&self.policy.file, code, &message, help),
        }
    }
}

/// 1971, before anything that can be asked about.
pub(super) const FIRST: Instant = Instant::from_ms(31_536_000_000);

/// `outages[3].from` → the list, the place in it, what is within; of a document the path within it.
fn split(path: &str) -> (&str, usize, &str) {
    let Some((list, rest)) = path.split_once('[') else { return ("", 0, path) };
    let Some((index, within)) = rest.split_once(']') else { return ("", 0, path) };
    let within = within.trim_start_matches('.');
    let within =
        if list == "policies" { within.trim_start_matches("document").trim_start_matches('.') } else { within };
    (list, index.parse().unwrap_or(usize::MAX), within)
}

fn interval(from: Instant, to: Instant) -> String {
    format!(r#""from":"{}","to":"{}""#, from.text().as_str(), to.text().as_str())
}

fn outage_text(outage: &Outage) -> String {
    let mut out = format!(
        r#"{{"id":{},"subject":{},{}"#,
        quote(&outage.id),
        quote(&outage.subject),
        interval(outage.from, outage.to)
    );
    for (name, value) in
        [("component", &outage.component), ("affected", &outage.affected), ("reportedAt", &outage.reported_at)]
    {
        if let Some(value) = value {
            let _ = write!(out, r#","{name}":{}"#, quote(value));
        }
    }
    out.push('}');
    out
}

fn window_text(window: &Window) -> String {
    format!(
        r#"{{"id":{},"subject":{},{},"announcedAt":{}}}"#,
        quote(&window.id),
        quote(&window.subject),
        interval(window.from, window.to),
        quote_or_null(window.announced_at.as_deref())
    )
}

fn charge(out: &mut String, service: &Service, month: i64) {
    let tax = service.tax.as_ref().map_or_else(
        || "null".to_owned(),
        |(mode, rate)| format!(r#"{{"mode":{},"rates":[{}]}}"#, quote(mode), quote(rate)),
    );
    let name = month_text(month);
    let _ = write!(
        out,
        r#"{{"id":"price/{name}","from":"{name}-01","months":{},"amount":"{}","tax":{tax}}}"#,
        service.months,
        service.price.text().as_str()
    );
}

fn settled(result: &Node<'_>, keep: Keep, do_stretches: bool) -> Option<Settled> {
    let currency = Currency::from_code(text(result, "currency"))?;
    let money = |node: &Node<'_>, name: &str| Money::parse(text(node, name), currency).ok();
    let instant = |name: &str| Instant::parse(text(result, name));
    let owed = result.get("entitlement")?;
    let counted = list(result, "counted").iter().map(|row| Counted {
        outage: text(row, "outage").to_owned(),
        counted_ms: integer(row, "countedMs"),
        excluded_ms: integer(row, "excludedMs"),
        exclusion: row.get("exclusion").and_then(Node::as_text).map(str::to_owned),
    });
    let gross = money(owed, "gross")?;
    let extension_ms = result.get("schema2").map(|more| integer(more, "extensionMs")).unwrap_or_default();
    let is_kept = match keep {
        Keep::All => true,
        Keep::Credited => !gross.is_zero() || extension_ms > 0,
        Keep::None => false,
    };
    let steps = if do_stretches { list(result, "steps") } else { &[] };
    Some(Settled {
        service: text(result, "service").to_owned(),
        client: text(result, "client").to_owned(),
        from: instant("from")?,
        to: instant("to")?,
        downtime_ms: integer(result, "downtimeMs"),
        availability: result.get("availability").and_then(Node::as_text).map(str::to_owned),
        net: money(owed, "net")?,
        tax: money(owed, "tax")?,
        gross,
        has_adjustment: result.get("adjustment").is_some(),
        posting: result.get("posting").and_then(|_| money(result, "posting")),
        carry_after: money(result, "carryAfter")?,
        extension_ms,
        counted: counted.collect(),
        stretches: steps.iter().filter_map(stretch).collect(),
        raw: if is_kept { print(result) } else { String::new() },
    })
}

fn stretch(step: &Node<'_>) -> Option<Period> {
    let args = step.get("args").filter(|args| text(step, "key") == "outage" && integer(args, "countedMs") > 0)?;
    Period::new(Instant::parse(text(args, "from"))?, Instant::parse(text(args, "to"))?)
}

/// The first instant of a month in UTC, also of one after the last that can be asked about.
pub(super) fn begin(month: i64) -> Instant {
    let date = Date::from_ymd(month.div_euclid(12), month.rem_euclid(12).saturating_add(1), 1);
    Instant::from_ms(date.unwrap_or(Date::from_days(0)).days().saturating_mul(86_400_000))
}
