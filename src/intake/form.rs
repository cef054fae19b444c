//! Forms: `a=b&c=d` as in query strings and bodies, and multipart/form-data.

/// The fields of a form, in order, decoded.
pub(super) type Fields = Vec<(String, String)>;

/// The fields of `a=b&c=d`; `None` when what they decode to is not UTF-8. A `%` without two hexadecimal digits stands
/// for itself.
pub(super) fn urlencoded(text: &str) -> Option<Fields> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}

fn decode(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        match (*byte, after) {
            (b'+', _) => decoded.push(b' '),
            (b'%', [high, low, later @ ..]) => match hex_byte(*high, *low) {
                Some(value) => {
                    decoded.push(value);
                    rest = later;
                }
                None => decoded.push(b'%'),
            },
            (other, _) => decoded.push(other),
        }
    }
    String::from_utf8(decoded).ok()
}

fn hex_byte(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from((digit(high)? << 4) | digit(low)?).ok()
}

/// The boundary of a `multipart/form-data` header; `None` for any other type.
pub(super) fn boundary(content_type: &str) -> Option<&str> {
    let mut parts = content_type.split(';').map(str::trim);
    if !parts.next()?.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let named = parts.filter_map(|part| part.split_once('=')).find(|(name, _)| name.eq_ignore_ascii_case("boundary"));
    named.map(|(_, value)| value.trim_matches('"')).filter(|value| !value.is_empty())
}

/// The fields of a multipart body; parts that are no form fields are left out.
pub(super) fn multipart(body: &str, boundary: &str) -> Fields {
    let delimiter = format!("--{boundary}");
    body.split(delimiter.as_str()).skip(1).filter_map(part).collect()
}

fn part(text: &str) -> Option<(String, String)> {
    let (headers, value) = text.split_once("\r\n\r\n").or_else(|| text.split_once("\n\n"))?;
    let value = value.strip_suffix("\r\n").or_else(|| value.strip_suffix('\n')).unwrap_or(value);
    let attributes = headers.split([';', '\r', '\n']).map(str::trim);
    let name = attributes.filter_map(|attribute| attribute.strip_prefix("name=")).next()?;
    Some((name.trim_matches('"').to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_pairs() {
        let fields = urlencoded("a=1+2&b=%C3%A9%2&c&=&d=%zz").unwrap();
        let expected = [("a", "1 2"), ("b", "é%2"), ("c", ""), ("", ""), ("d", "%zz")];
        assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(urlencoded("a=%ff"), None);
    }

    #[test]
    fn finds_multipart_fields() {
        let header = "Multipart/Form-Data; boundary=\"--x\"";
        let body = "----x\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{\"a\":1}\r\n----x--\r\n";
        assert_eq!(boundary(header), Some("--x"));
        assert_eq!(multipart(body, "--x"), [("data".to_owned(), "{\"a\":1}".to_owned())]);
        assert_eq!(boundary("application/json"), None);
    }
}
