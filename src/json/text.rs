//! JSON strings: borrowed as they stand, or rebuilt where they hold escapes.

use super::parser::Manner;
use std::borrow::Cow;

/// The string whose opening quote is at `start`, and the position after its closing quote.
pub(super) fn read_text(input: &str, start: usize, manner: Manner) -> Option<(Cow<'_, str>, usize)> {
    let bytes = input.as_bytes();
    if bytes.get(start) != Some(&b'"') {
        return None;
    }
    let first = start.saturating_add(1);
    let mut run = first;
    let mut at = first;
    let mut built: Option<String> = None;
    loop {
        match *bytes.get(at)? {
            b'"' => {
                let tail = input.get(run..at)?;
                let text = match built {
                    None => Cow::Borrowed(tail),
                    Some(mut text) => {
                        text.push_str(tail);
                        Cow::Owned(text)
                    }
                };
                return Some((text, at.saturating_add(1)));
            }
            b'\\' => {
                let text = built.get_or_insert_default();
                text.push_str(input.get(run..at)?);
                let (character, length) = escape(bytes.get(at.saturating_add(1)..)?, manner)?;
                text.push(character);
                at = at.saturating_add(1).saturating_add(length);
                run = at;
            }
            0..=0x1f => return None,
            _ => at = at.saturating_add(1),
        }
    }
}

/// The character that the bytes after a backslash stand for, and how many of them it took.
fn escape(bytes: &[u8], manner: Manner) -> Option<(char, usize)> {
    let character = match *bytes.first()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(bytes, manner),
        _ => return None,
    };
    Some((character, 1))
}

/// `uXXXX`, or the two halves of a surrogate pair.
fn unicode(bytes: &[u8], manner: Manner) -> Option<(char, usize)> {
    let high = hex4(bytes.get(1..5)?)?;
    if let Some(character) = char::from_u32(high) {
        return Some((character, 5));
    }
    let low = match bytes.get(5..11) {
        Some([b'\\', b'u', rest @ ..]) if high < 0xdc00 => hex4(rest).filter(|low| (0xdc00..0xe000).contains(low)),
        _ => None,
    };
    match (low, manner) {
        (Some(low), _) => {
            let upper = high.wrapping_sub(0xd800) << 10;
            let code = upper.wrapping_add(low.wrapping_sub(0xdc00)).wrapping_add(0x1_0000);
            Some((char::from_u32(code)?, 11))
        }
        (None, Manner::Lenient) => Some(('\u{fffd}', 5)),
        (None, Manner::Strict) => None,
    }
}

fn hex4(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |value, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some((value << 4) | digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str, manner: Manner) -> Option<String> {
        read_text(input, 0, manner).filter(|(_, end)| *end == input.len()).map(|(text, _)| text.into_owned())
    }

    #[test]
    fn resolves_escapes() {
        assert_eq!(read(r#""a\"\\\/\b\f\n\r\t\u0041""#, Manner::Strict).as_deref(), Some("a\"\\/\u{8}\u{c}\n\r\tA"));
        assert_eq!(read(r#""\ud83d\udd34!""#, Manner::Strict).as_deref(), Some("🔴!"));
    }

    #[test]
    fn half_a_pair_is_a_fault_or_a_mark() {
        for text in [r#""\ud83d""#, r#""\ud83dx""#, r#""\udd34""#, r#""\ud83d\u0041""#] {
            assert_eq!(read(text, Manner::Strict), None);
            assert!(read(text, Manner::Lenient).is_some_and(|text| text.starts_with('\u{fffd}')));
        }
        assert_eq!(read(r#""\u00g0""#, Manner::Lenient), None);
        assert_eq!(read(r#""\u00""#, Manner::Lenient), None);
    }
}
