//! Odd requests from good ones: bytes, members of the tree, and the tree of a message inside the request.

use crate::random::Random;
use makegood::intake::Vendor;
use serde_json::{Value, json};

/// Values that readers stumble over.
const ODD: [&str; 46] = [
    "null",
    "true",
    "0",
    "-1",
    "1e3",
    "1.5",
    "9007199254740993",
    "99999999999999999999",
    "18446744073709551616",
    "-0",
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "\"\\ud83d\\udd34\"",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "{\"\":null}",
    "\"0001-01-01T00:00:00Z\"",
    "\"2026-02-30T00:00:00Z\"",
    "\"2026-03-01T24:00:00Z\"",
    "\"2099-12-31T23:59:59.999Z\"",
    "\"1971-01-01T00:00:00Z\"",
    "\"2026-03-04T12:00:00\"",
    "\"2026-03-04T12:00:00+14:00\"",
    "\"2026-03-04T12:00:00.123456789-0330\"",
    "\"03/04/2026 12:00:00 PM\"",
    "1772625600",
    "1772625600000",
    "4102444799999",
    "4102444800000",
    "\"1772625600.5\"",
    "\"*alertType*\"",
    "\"down\"",
    "\"up\"",
    "\"DOWN\"",
    "\"OK\"",
    "\"resolved\"",
    "\"firing\"",
    "\"é\"",
    "\"a/b%c\"",
    "\"/a~1b\"",
    "\"//x\"",
    "\"\\ufeff{}\"",
    "9223372036854775807",
];
const CONTENT: [&str; 5] =
    ["", "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"];
const QUERY: [&str; 5] = [
    "",
    "from=1772582400&to=1772668800&target=7",
    "from=1772668800&to=1772582400",
    "from=&to=x&target=%00",
    "monitorID=7&alertType=1",
];
/// Trees are not nested deeper than this on purpose; depth itself is a mutation of bytes.
const DEEP: usize = 12;

pub struct Mutator<'p> {
    pool: &'p [Vec<u8>],
    random: &'p mut Random,
}

impl<'p> Mutator<'p> {
    pub fn new(pool: &'p [Vec<u8>], random: &'p mut Random) -> Self {
        Self { pool, random }
    }

    pub fn next(&mut self) -> Vec<u8> {
        let mut request = self.random.pick(self.pool).clone();
        for _ in 0..=self.random.below(4) {
            request = match self.random.below(10) {
                0 => self.bytes(request),
                1 | 2 => self.tree(request),
                _ => self.inside(request),
            };
        }
        request
    }

    /// Bytes written over, put in, taken out; a stretch of another request; the end cut off.
    fn bytes(&mut self, mut text: Vec<u8>) -> Vec<u8> {
        for _ in 0..=self.random.below(3) {
            let at = self.random.below(text.len() + 1);
            let end = (at + self.random.below(4)).min(text.len());
            let other = self.random.pick(self.pool);
            let put: Vec<u8> = match self.random.below(6) {
                0 => Vec::new(),
                1 => vec![self.random.next() as u8],
                2 => self.random.pick(&ODD).bytes().collect(),
                3 => b"[".repeat(self.random.below(40)),
                4 => text[at..end].repeat(self.random.below(20)),
                _ => {
                    let from = self.random.below(other.len());
                    other[from..].iter().copied().take(self.random.below(80)).collect()
                }
            };
            text.splice(at..end, put);
            if self.random.one_in(12) {
                text.truncate(self.random.below(text.len() + 1));
            }
        }
        text
    }

    /// One place of the request's tree.
    fn tree(&mut self, request: Vec<u8>) -> Vec<u8> {
        let Ok(mut value) = serde_json::from_slice::<Value>(&request) else { return self.bytes(request) };
        self.bend(&mut value, DEEP);
        value.to_string().into_bytes()
    }

    /// A delivery's message, vendor or way; or an observation or source of a timeline.
    fn inside(&mut self, request: Vec<u8>) -> Vec<u8> {
        let Ok(mut value) = serde_json::from_slice::<Value>(&request) else { return self.bytes(request) };
        if let Some(deliveries) = some(&mut value, "deliveries") {
            let place = self.random.below(deliveries.len());
            self.delivery(&mut deliveries[place]);
        } else if let Some(observations) = some(&mut value, "observations") {
            let mut other = self.random.pick(observations).clone();
            self.observation(&mut other);
            observations.push(other);
        }
        if self.random.one_in(4)
            && let Some(sources) = some(&mut value, "sources")
        {
            let place = self.random.below(sources.len());
            self.source(&mut sources[place]);
        }
        value.to_string().into_bytes()
    }

    fn delivery(&mut self, delivery: &mut Value) {
        match self.random.below(12) {
            0 => delivery["vendor"] = json!(self.random.pick(Vendor::all()).word()),
            1 => delivery["channel"] = json!(*self.random.pick(&["webhook", "history"])),
            2 => delivery["contentType"] = json!(*self.random.pick(&CONTENT)),
            3 => delivery["query"] = json!(*self.random.pick(&QUERY)),
            _ => {
                let body = delivery["body"].as_str().unwrap_or_default().to_owned();
                let bent = self.message(&body);
                match String::from_utf8(bent) {
                    Ok(text) => delivery["body"] = json!(text),
                    Err(bytes) => {
                        delivery["body"] = Value::Null;
                        delivery["bodyBase64"] = json!(base64(bytes.as_bytes()));
                    }
                }
            }
        }
    }

    /// JSON bent as a tree, or as a batch, or put into a form; anything else as bytes.
    fn message(&mut self, body: &str) -> Vec<u8> {
        let Ok(mut value) = serde_json::from_str::<Value>(body) else { return self.bytes(body.as_bytes().to_vec()) };
        match self.random.below(12) {
            0 => return self.bytes(body.as_bytes().to_vec()),
            1 => value = Value::Array(vec![value.clone(); self.random.below(5)]),
            2 => return format!("data={body}").into_bytes(),
            3 => return form(&value).into_bytes(),
            4 => value = json!({"Type": "Notification", "Message": body}),
            _ => self.bend(&mut value, DEEP),
        }
        value.to_string().into_bytes()
    }

    fn observation(&mut self, observation: &mut Value) {
        let ms = 1_772_582_400_000 + (self.random.below(48) as i64) * 1_800_000 + self.random.below(2) as i64;
        let at = makegood::calendar::Instant::from_ms(ms);
        observation["at"] = json!(at.text().as_str());
        observation["state"] =
            json!(*self.random.pick(&["down", "down", "up", "up", "degraded", "maintenance", "unknown"]));
        observation["kind"] = json!(*self.random.pick(&["state", "state", "state", "reminder", "other", "evidence"]));
        observation["precision"] = json!(*self.random.pick(&["exact", "exact", "checkTime", "received"]));
        observation["key"] = json!(format!("fuzz/{}", self.random.next()));
        if self.random.one_in(4) {
            observation["locations"] = json!(self.random.below(9));
        }
    }

    fn source(&mut self, source: &mut Value) {
        let hours = |random: &mut Random| json!(random.below(5) * 1_800_000);
        match self.random.below(9) {
            0 => source["weight"] = json!(self.random.below(102)),
            1 => source["startDelayMs"] = hours(self.random),
            2 => source["endDelayMs"] = hours(self.random),
            3 => source["toleranceMs"] = hours(self.random),
            4 => source["expectEveryMs"] = hours(self.random),
            5 => source["expiresAfterMs"] = hours(self.random),
            6 => source["ownQuorum"] = json!(self.random.below(5)),
            7 => source["level"] = json!(*self.random.pick(&["server", "own", "thirdParty"])),
            _ => source["trusted"] = json!(self.random.one_in(2)),
        }
    }

    /// One member or element somewhere below: another value, gone, twice, wrapped, or the whole turned round.
    fn bend(&mut self, node: &mut Value, depth: usize) {
        let odd = serde_json::from_str(ODD[self.random.below(ODD.len())]).unwrap();
        let deeper = depth > 0 && !self.random.one_in(4);
        match node {
            Value::Object(members) if !members.is_empty() => {
                let names: Vec<String> = members.keys().cloned().collect();
                let name = self.random.pick(&names).clone();
                if deeper && (members[&name].is_object() || members[&name].is_array()) {
                    return self.bend(&mut members[&name], depth - 1);
                }
                match self.random.below(5) {
                    0 => drop(members.remove(&name)),
                    1 => {
                        let other = members[self.random.pick(&names).as_str()].clone();
                        members.insert(name, other);
                    }
                    2 => members[&name] = json!([members[&name]]),
                    _ => members[&name] = odd,
                }
            }
            Value::Array(elements) if !elements.is_empty() => {
                let place = self.random.below(elements.len());
                if deeper && (elements[place].is_object() || elements[place].is_array()) {
                    return self.bend(&mut elements[place], depth - 1);
                }
                match self.random.below(5) {
                    0 => drop(elements.remove(place)),
                    1 => elements.push(elements[place].clone()),
                    2 => elements.reverse(),
                    3 => elements[place] = json!([elements[place]]),
                    _ => elements[place] = odd,
                }
            }
            other => *other = odd,
        }
    }
}

/// A list of objects in a request, unless it is empty or no longer one.
fn some<'v>(request: &'v mut Value, name: &str) -> Option<&'v mut Vec<Value>> {
    let list = request.get_mut(name)?.as_array_mut()?;
    Some(list).filter(|all| !all.is_empty() && all.iter().all(Value::is_object))
}

/// Scalars of the first level as a form.
fn form(value: &Value) -> String {
    let Some(members) = value.as_object() else { return "a=b".into() };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let pairs =
        members.iter().map(|(name, value)| format!("{name}={}", text(value).replace('&', "%26").replace(' ', "+")));
    pairs.collect::<Vec<_>>().join("&")
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, place| bits << 8 | usize::from(group.get(place).copied().unwrap_or(0)));
        for place in 0..4 {
            let digit = char::from(DIGITS[bits >> (18 - 6 * place) & 63]);
            text.push(if place > group.len() { '=' } else { digit });
        }
    }
    text
}
