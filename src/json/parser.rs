//! A recursive-descent reader of RFC 8259, one pass, no backtracking.

use super::text::read_text;
use super::{MAX_DEPTH, Node};
use crate::order::first_repeat;
use std::borrow::Cow;

/// How strictly a text is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Our own contract: a repeated key and half a surrogate pair are faults.
    Strict,
    /// A vendor's payload: the last of repeated keys counts, half a surrogate pair becomes U+FFFD.
    Lenient,
}

/// Why a text is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not JSON.
    Syntax,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// A key twice in one object; the steps from the root to it, last step first.
    Repeated(Vec<Step>),
}

/// One step of a path into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A member of an object.
    Member(String),
    /// An element of an array.
    Element(usize),
}

/// Up to this many members are compared one by one instead of being sorted.
const FEW_MEMBERS: usize = 16;

/// Reads one value and nothing after it but white space.
///
/// # Errors
/// [`Fault`]: the first one in reading order.
pub fn parse(input: &str, manner: Manner) -> Result<Node<'_>, Fault> {
    let mut reader = Reader { input, at: 0, manner };
    let node = reader.value(1)?;
    reader.space();
    if reader.at == input.len() { Ok(node) } else { Err(Fault::Syntax) }
}

struct Reader<'a> {
    input: &'a str,
    at: usize,
    manner: Manner,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.input.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.skip(1);
        }
    }

    /// The next byte that is not white space, taken.
    fn take(&mut self) -> Option<u8> {
        self.space();
        let byte = self.peek();
        self.skip(1);
        byte
    }

    fn value(&mut self, depth: u32) -> Result<Node<'a>, Fault> {
        self.space();
        match self.peek() {
            Some(b'"') => self.text().map(Node::Text),
            Some(b'{' | b'[') if depth > MAX_DEPTH => Err(Fault::TooDeep),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.word("null", Node::Null),
            Some(b't') => self.word("true", Node::Bool(true)),
            Some(b'f') => self.word("false", Node::Bool(false)),
            _ => Err(Fault::Syntax),
        }
    }

    fn word(&mut self, word: &str, node: Node<'a>) -> Result<Node<'a>, Fault> {
        let rest = self.input.get(self.at..).unwrap_or("");
        if !rest.starts_with(word) {
            return Err(Fault::Syntax);
        }
        self.skip(word.len());
        Ok(node)
    }

    fn text(&mut self) -> Result<Cow<'a, str>, Fault> {
        let (text, end) = read_text(self.input, self.at, self.manner).ok_or(Fault::Syntax)?;
        self.at = end;
        Ok(text)
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.skip(1);
        }
        if self.at == start { Err(Fault::Syntax) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<Node<'a>, Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.skip(1);
        }
        if self.peek() == Some(b'0') {
            self.skip(1);
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.skip(1);
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.skip(1);
            if let Some(b'+' | b'-') = self.peek() {
                self.skip(1);
            }
            self.digits()?;
        }
        self.input.get(start..self.at).map(Node::Number).ok_or(Fault::Syntax)
    }

    fn list(&mut self, depth: u32) -> Result<Node<'a>, Fault> {
        self.skip(1);
        let mut elements = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.skip(1);
            return Ok(Node::List(elements));
        }
        loop {
            let element =
                self.value(depth.saturating_add(1)).map_err(|fault| below(fault, || Step::Element(elements.len())))?;
            elements.push(element);
            match self.take() {
                Some(b',') => {}
                Some(b']') => return Ok(Node::List(elements)),
                _ => return Err(Fault::Syntax),
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Node<'a>, Fault> {
        self.skip(1);
        let mut members: Vec<(Cow<'a, str>, Node<'a>)> = Vec::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.skip(1);
            return Ok(Node::Object(members));
        }
        loop {
            self.space();
            let key = self.text()?;
            if self.take() != Some(b':') {
                return Err(Fault::Syntax);
            }
            let value = self
                .value(depth.saturating_add(1))
                .map_err(|fault| below(fault, || Step::Member(key.clone().into_owned())))?;
            members.push((key, value));
            match self.take() {
                Some(b',') => {}
                Some(b'}') => return self.finish(members),
                _ => return Err(Fault::Syntax),
            }
        }
    }

    /// The object, once its keys are known to differ.
    fn finish(&self, members: Vec<(Cow<'a, str>, Node<'a>)>) -> Result<Node<'a>, Fault> {
        let repeated = if self.manner == Manner::Strict { repeated(&members) } else { None };
        match repeated {
            None => Ok(Node::Object(members)),
            Some(key) => Err(Fault::Repeated(vec![Step::Member(key.to_owned())])),
        }
    }
}

/// The first key that was there before.
fn repeated<'m>(members: &'m [(Cow<'_, str>, Node<'_>)]) -> Option<&'m str> {
    if members.len() > FEW_MEMBERS {
        let place = first_repeat(members.iter().map(|(key, _)| (key.as_ref(), "")))?;
        return members.get(place).map(|(key, _)| key.as_ref());
    }
    let mut before: &[(Cow<'_, str>, Node<'_>)] = &[];
    for (place, (key, _)) in members.iter().enumerate() {
        if before.iter().any(|(known, _)| known == key) {
            return Some(key);
        }
        before = members.get(..=place).unwrap_or(&[]);
    }
    None
}

/// A fault met one level further down: a repeated key gets its path from the inside out.
fn below(fault: Fault, step: impl FnOnce() -> Step) -> Fault {
    match fault {
        Fault::Repeated(mut path) => {
            path.push(step());
            Fault::Repeated(path)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether serde_json takes the text as well, apart from the rules it does not share.
    fn oracle(input: &str) -> bool {
        serde_json::from_str::<&serde_json::value::RawValue>(input).is_ok()
    }

    #[test]
    fn takes_json_and_nothing_else() {
        for good in ["null", " [1 , -0.5e+3,true] ", r#"{"a":{"b":[]},"":"\u00e9\n"}"#, "\"\u{7f}é\"", "-0"] {
            assert!(parse(good, Manner::Strict).is_ok(), "{good}");
        }
        for bad in [
            "",
            "nul",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "\"\n\"",
            "\"\\x\"",
            "[1] 2",
            "'a'",
            "[",
            "\u{feff}1",
            "\"\\ud800\"",
            "NaN",
        ] {
            assert_eq!(parse(bad, Manner::Strict), Err(Fault::Syntax), "{bad}");
        }
    }

    #[test]
    fn names_the_repeated_key() {
        let path = vec![Step::Member("b".into()), Step::Element(1), Step::Member("a".into())];
        assert_eq!(parse(r#"{"a":[1,{"b":1,"\u0062":2}]}"#, Manner::Strict), Err(Fault::Repeated(path)));
        let lenient = parse(r#"{"b":1,"b":2}"#, Manner::Lenient).unwrap();
        assert_eq!(lenient.get("b"), Some(&Node::Number("2")));
        let members: Vec<String> = (0..100).map(|number| format!("\"k{number}\":0")).collect();
        assert!(parse(&format!("{{{}}}", members.join(",")), Manner::Strict).is_ok());
        assert!(matches!(
            parse(&format!("{{{},\"k3\":1}}", members.join(",")), Manner::Strict),
            Err(Fault::Repeated(_))
        ));
    }

    #[test]
    fn counts_depth_from_one() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&nested(32), Manner::Strict).is_ok());
        assert_eq!(parse(&nested(33), Manner::Strict), Err(Fault::TooDeep));
        assert_eq!(parse(&"[".repeat(100_000), Manner::Strict), Err(Fault::TooDeep));
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json(input in r#"[\[\]{}:,"a0-9.eE+ \\u\-ntrulfasbd]{0,24}"#) {
            match parse(&input, Manner::Strict) {
                Ok(_) => prop_assert!(oracle(&input)),
                Err(Fault::Syntax) => prop_assert!(!oracle(&input) || input.contains("\\u")),
                Err(_) => {}
            }
        }
    }
}
