//! Services with more than plain rows say: settled by requests of the contract, a client at a time.

use super::fault::{Fault, Why};
use super::keys::key_text;
use super::output::Part;
use super::refused;
use super::roster::Stretch;
use super::settle::{Common, Found, Ledger, Outcome};
use super::sums;
use crate::json::put;
use makegood::calendar::{Date, Instant};
use makegood::contract::{Code, close};
use makegood::json::{Manner, Node, parse};
use makegood::money::{Currency, Money, Percent};
use makegood::sla::{Fee, Tax, TaxMode};
use std::collections::BTreeSet;
use std::fmt::Write;

/// So many services are asked about at once.
const MOST: usize = 1_000;

/// Settles services of one client, in order.
pub(super) fn settle(
    common: &Common<'_>,
    ledger: &mut Ledger,
    group: &[u32],
    (found, ids): (&[Found], &str),
    out: &mut Part,
    outcome: &mut Outcome,
) -> Result<(), Fault> {
    let mut todo: Vec<Vec<u32>> = group.chunks(MOST).rev().map(<[u32]>::to_vec).collect();
    while let Some(mut services) = todo.pop() {
        services.retain(|place| {
            let is_unclear = common.service(*place).is_some_and(|service| common.roster.is_unclear(*place, service));
            if is_unclear {
                refuse(common, *place, "entries", Why::UnclearLedger, outcome);
            }
            !is_unclear
        });
        while !services.is_empty() {
            let request = request(common, ledger, &services, found, ids);
            let answer = String::from_utf8_lossy(&makegood::call(request.as_bytes())).into_owned();
            let tree = parse(&answer, Manner::Strict).map_err(|_| internal())?;
            let Some(Node::List(errors)) = tree.get("errors") else {
                answered(common, ledger, &tree, &answer, out, outcome)?;
                break;
            };
            let Some(error) = errors.first() else { return Err(internal()) };
            let text = |name: &str| error.get(name).and_then(Node::as_text).unwrap_or_default();
            let why =
                Code::ALL.iter().find(|code| code.word() == text("code")).copied().unwrap_or(Code::Internal).into();
            let path = text("path");
            let at = path.strip_prefix("services[").and_then(|rest| rest.split_once(']'));
            let at = at.and_then(|(place, rest)| Some((place.parse::<usize>().ok()?, rest)));
            match (at, services.as_slice()) {
                (Some((place, _)), _) if place >= services.len() => return Err(internal()),
                (Some((place, rest)), _) => {
                    let service = services.remove(place);
                    refuse(common, service, rest.trim_start_matches('.'), why, outcome);
                }
                (None, [service]) => {
                    refuse(common, *service, path, why, outcome);
                    break;
                }
                // An outage or all together: it need not be about each of them.
                (None, _) => {
                    todo.push(services.split_off(services.len().div_ceil(2)));
                }
            }
        }
    }
    Ok(())
}

fn internal() -> Fault {
    Fault::new("internal", "The core's answer cannot be read.", "Report the files to the makers.")
}

fn refuse(common: &Common<'_>, service: u32, path: &str, why: Why, outcome: &mut Outcome) {
    let key = common.service(service).map_or(0, |service| service.key);
    outcome.refused.push(refused::service(&key_text(&common.roster.names, key), path, why));
}

/// Writes the results down, and moves the client's ledger on to where the last of them left it.
fn answered(
    common: &Common<'_>,
    ledger: &mut Ledger,
    tree: &Node<'_>,
    answer: &str,
    out: &mut Part,
    outcome: &mut Outcome,
) -> Result<(), Fault> {
    let Some(Node::List(results)) = tree.get("results") else { return Err(internal()) };
    let currency = ledger.state.carry.currency();
    for (result, bytes) in results.iter().zip(elements(answer)) {
        let text = |node: Option<&Node<'_>>| node.and_then(Node::as_text).map(str::to_owned).unwrap_or_default();
        let is_final = result.get("final") == Some(&Node::Bool(true));
        let money = |node: Option<&Node<'_>>| amount(node, currency);
        // What a service is owed counts for the next one, due or not.
        let owed = money(result.get("entitlement").and_then(|owed| owed.get("gross")))?;
        ledger.given = ledger.given.plus(owed).map_err(sums::overflow)?;
        if !is_final && !common.preview {
            outcome.refused.push(refused::service(&text(result.get("service")), "", Why::NotDue));
            continue;
        }
        let figures = &mut outcome.figures;
        figures.without_policy = figures.without_policy.saturating_add(u64::from(result.get("policy").is_none()));
        if let Some(adjustment) = result.get("adjustment") {
            let [net, tax, gross] = ["net", "tax", "gross"].map(|name| money(adjustment.get(name)));
            let posting = result.get("posting").map(|posting| money(Some(posting))).transpose()?;
            figures.add(net?, tax?, gross?, posting, &text(result.get("route")))?;
            if is_final {
                ledger.state.carry = money(result.get("carryAfter"))?;
                ledger.state.revision = ledger.state.revision.saturating_add(1);
            }
        } else if !common.all {
            continue;
        }
        figures.results = figures.results.saturating_add(1);
        out.answered(result, bytes)?;
    }
    Ok(())
}

fn amount(node: Option<&Node<'_>>, currency: Currency) -> Result<Money, Fault> {
    let text = node.and_then(Node::as_text).unwrap_or_default();
    Money::parse(text, currency).map_err(close::code_of).map_err(|_| internal())
}

/// The elements of `results`, as they stand in the answer.
fn elements(answer: &str) -> impl Iterator<Item = &str> {
    let from = answer.find('[').map_or(answer.len(), |at| at.saturating_add(1));
    let mut rest = answer.get(from..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (mut depth, mut inside, mut escaped) = (0_u32, false, false);
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if inside => escaped = true,
                b'"' => inside = !inside,
                b'{' if !inside => depth = depth.saturating_add(1),
                b'}' if !inside => depth = depth.saturating_sub(1),
                b']' if !inside && depth == 0 => return None,
                _ => {}
            }
            if byte == b'}' && !inside && depth == 0 {
                let (element, behind) = rest.split_at_checked(at.saturating_add(1))?;
                rest = behind;
                return Some(element.trim_start_matches(','));
            }
        }
        None
    })
}

fn request(common: &Common<'_>, ledger: &Ledger, services: &[u32], found: &[Found], ids: &str) -> String {
    let (roster, settings) = (common.roster, common.settings);
    let Some(client) = common.client(ledger.client) else { return String::new() };
    let client_id = key_text(&roster.names, client.key);
    let mut text = String::from(r#"{"contract":1,"command":"settle","asOf":"#);
    instant(common.as_of, &mut text);
    let _ = write!(text, ",\"capabilities\":{},\"zones\":{},\"policies\":[", settings.capabilities, settings.zones);
    for (place, promise) in settings.promises.iter().enumerate() {
        let comma = if place > 0 { "," } else { "" };
        let _ = write!(text, "{comma}{{\"hash\":\"{}\",\"document\":{}}}", promise.hash, promise.document);
    }
    text.push_str("],\"outages\":[");
    let servers = servers(common, services);
    let mut outages = Vec::new();
    let mut windows: Vec<String> =
        roster.maintenance.everything.iter().map(|window| element(window, "*", "announcedAt")).collect();
    for server in &servers {
        let subject = format!("server:{}", roster.servers.get(*server));
        let confirmed = common.servers.get(server).map_or(&[][..], Vec::as_slice);
        let given = roster.outages.servers.get(server).map_or(&[][..], Vec::as_slice);
        outages.extend(given.iter().chain(confirmed).map(|outage| element(outage, &subject, "")));
        let maintenance = roster.maintenance.servers.get(server).map_or(&[][..], Vec::as_slice);
        windows.extend(maintenance.iter().map(|window| element(window, &subject, "announcedAt")));
    }
    for place in services {
        let subject =
            format!("service:{}", key_text(&roster.names, common.service(*place).map_or(0, |service| service.key)));
        outages.extend(roster.outages.of_service(*place).iter().map(|outage| element(outage, &subject, "")));
        for found in found.iter().filter(|found| found.service == *place) {
            let id = ids.get(found.id.clone()).unwrap_or_default().into();
            outages.push(element(&Stretch { id, over: found.over, announced_at: None, more: None }, &subject, ""));
        }
        windows.extend(
            roster.maintenance.of_service(*place).iter().map(|window| element(window, &subject, "announcedAt")),
        );
    }
    let _ = write!(text, "{}],\"maintenance\":[{}],\"clients\":[{{\"id\":", outages.join(","), windows.join(","));
    put(&client_id, &mut text);
    let state = &ledger.state;
    let (code, revision) = (client.currency.code(), state.revision);
    let _ =
        write!(text, ",\"currency\":\"{code}\",\"revision\":{revision},\"carry\":\"{}\"", state.carry.text().as_str());
    let _ = write!(text, ",\"given\":\"{}\"", ledger.given.text().as_str());
    text.push_str("}],\"services\":[");
    for (number, place) in services.iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        service(common, *place, &client_id, &mut text);
    }
    text.push_str("]}");
    text
}

/// Servers that carried any of the services.
fn servers(common: &Common<'_>, services: &[u32]) -> BTreeSet<u32> {
    let mut servers = BTreeSet::new();
    for place in services {
        let Some(service) = common.service(*place) else { continue };
        servers.extend(service.server.checked_sub(1));
        let listed = common.roster.lists.get(place).into_iter().flatten().filter(|(list, _)| *list == "spans");
        let mut texts: Vec<String> = listed.map(|(_, element)| element.clone()).collect();
        texts.extend(extra(common, service.extra).map(|members| format!("{{{}}}", members.trim_start_matches(','))));
        for text in texts {
            let Ok(node) = parse(&text, Manner::Strict) else { continue };
            let spans = match node.get("spans") {
                Some(Node::List(spans)) => spans.as_slice(),
                _ => std::slice::from_ref(&node),
            };
            let named = spans.iter().filter_map(|span| span.get("server").and_then(Node::as_text));
            servers.extend(named.filter_map(|name| common.roster.servers.find(name)));
        }
    }
    servers
}

fn extra<'c>(common: &'c Common<'_>, number: u32) -> Option<&'c str> {
    let place = usize::try_from(number.checked_sub(1)?).ok()?;
    common.roster.extras.get(place).map(String::as_str)
}

/// An outage or a window; `announced` names the member for when it was announced.
fn element(stretch: &Stretch, subject: &str, announced: &str) -> String {
    let mut text = "{\"id\":".to_owned();
    put(&stretch.id, &mut text);
    text.push_str(",\"subject\":");
    put(subject, &mut text);
    text.push_str(",\"from\":");
    instant(stretch.over.from(), &mut text);
    text.push_str(",\"to\":");
    instant(stretch.over.to(), &mut text);
    if let (false, Some(at)) = (announced.is_empty(), stretch.announced_at) {
        let _ = write!(text, ",\"{announced}\":");
        instant(at, &mut text);
    }
    text.push_str(stretch.more.as_deref().unwrap_or_default());
    text.push('}');
    text
}

fn instant(at: Instant, text: &mut String) {
    let _ = write!(text, "\"{}\"", at.text().as_str());
}

fn service(common: &Common<'_>, place: u32, client: &str, text: &mut String) {
    let roster = common.roster;
    let Some(service) = common.service(place) else { return };
    let extra = extra(common, service.extra).unwrap_or_default();
    let lists = roster.lists.get(&place).map_or(&[][..], Vec::as_slice);
    let list = |name: &str| {
        let elements: Vec<&str> =
            lists.iter().filter(|(list, _)| *list == name).map(|(_, element)| element.as_str()).collect();
        (!elements.is_empty()).then(|| elements.join(","))
    };
    let has = |name: &str| extra.contains(&format!(",\"{name}\":["));
    text.push_str("{\"id\":");
    put(&key_text(&roster.names, service.key), text);
    text.push_str(",\"client\":");
    put(client, text);
    let _ = write!(text, ",\"period\":\"{}\"", common.name);
    if !has("spans") {
        match list("spans") {
            Some(spans) => {
                let _ = write!(text, ",\"spans\":[{spans}]");
            }
            None => {
                text.push_str(",\"spans\":[{\"from\":");
                instant(service.since, text);
                if let Some(until) = service.until {
                    text.push_str(",\"to\":");
                    instant(until, text);
                }
                if let Some(server) = service.server.checked_sub(1) {
                    text.push_str(",\"server\":");
                    put(roster.servers.get(server), text);
                }
                text.push_str(",\"state\":\"active\"}]");
            }
        }
    }
    if !has("assignments") {
        text.push_str(",\"assignments\":[");
        if let Some(promise) = common.settings.promise(service.policy) {
            let _ = write!(text, "{{\"scope\":\"service\",\"policy\":\"{}\",\"from\":", promise.hash);
            instant(service.promised, text);
            text.push('}');
        }
        text.push(']');
    }
    text.push_str(",\"charges\":[");
    for (number, line) in roster.lines.get(&place).into_iter().flatten().enumerate() {
        text.push_str(if number > 0 { ",{\"id\":" } else { "{\"id\":" });
        put(&line.id, text);
        let _ = write!(
            text,
            ",\"from\":\"{}\",{}{}}}",
            date(line.from),
            fee(&line.fee),
            line.more.as_deref().unwrap_or_default()
        );
    }
    text.push(']');
    if let Some(known) = &service.fee {
        let _ = write!(text, ",\"recurring\":{{{}}}", fee(known));
    }
    text.push_str(",\"entries\":[");
    for (number, (n, net, tax, gross)) in roster.entries.get(&place).into_iter().flatten().enumerate() {
        let comma = if number > 0 { "," } else { "" };
        let [net, tax, gross] = [net, tax, gross].map(|amount| amount.text());
        let (net, tax, gross) = (net.as_str(), tax.as_str(), gross.as_str());
        let _ = write!(text, "{comma}{{\"n\":{n},\"net\":\"{net}\",\"tax\":\"{tax}\",\"gross\":\"{gross}\"}}");
    }
    text.push(']');
    text.push_str(extra);
    for name in ["excused", "claims", "used"] {
        if let Some(elements) = list(name).filter(|_| !has(name)) {
            let _ = write!(text, ",\"{name}\":[{elements}]");
        }
    }
    text.push('}');
}

fn date(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

fn fee(fee: &Fee) -> String {
    let mut text = format!("\"months\":{},\"amount\":\"{}\"", fee.months, fee.amount.text().as_str());
    if let Some(Tax { mode, rate }) = fee.tax {
        let mode = if mode == TaxMode::Exclusive { "exclusive" } else { "inclusive" };
        let _ = write!(text, ",\"tax\":{{\"mode\":\"{mode}\",\"rates\":[{}]}}", rates(rate));
    }
    text
}

/// Rates that sum to `rate`: one where it is a percentage.
fn rates(rate: Percent) -> String {
    if rate <= Percent::HUNDRED {
        return format!("\"{}\"", rate.text().as_str());
    }
    // Rates are summed before anything is computed: a hundred and the rest say the same.
    let text = rate.text();
    let (whole, part) = text.as_str().split_once('.').unwrap_or((text.as_str(), ""));
    let above: i64 = whole.parse().unwrap_or(100);
    let hundreds = above.checked_div(100).unwrap_or(1);
    let rest = above.checked_rem(100).unwrap_or(0);
    let mut texts: Vec<String> = (0..hundreds).map(|_| "\"100\"".to_owned()).collect();
    let point = if part.is_empty() { "" } else { "." };
    texts.push(format!("\"{rest}{point}{part}\""));
    texts.join(",")
}
