//! Standard base64 with padding, as the contract's `bodyBase64` uses it.

/// The bytes that `text` stands for; `None` unless it is padded standard base64 without white space, in its one
/// canonical spelling.
#[must_use]
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len().saturating_sub(digits.len());
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for group in digits.as_bytes().chunks(4) {
        let bits = group.iter().try_fold(0_u32, |bits, digit| Some((bits << 6) | value(*digit)?))?;
        let missing = 4_usize.saturating_sub(group.len());
        let shifted = match missing {
            0 => bits,
            1 => bits << 6,
            2 => bits << 12,
            _ => return None,
        };
        let [_, first, second, third] = shifted.to_be_bytes();
        let whole = [first, second, third];
        let kept = 3_usize.saturating_sub(missing);
        // What the padding cut off has to be zero, or two texts would mean the same bytes.
        if whole.iter().skip(kept).any(|rest| *rest != 0) {
            return None;
        }
        bytes.extend(whole.iter().take(kept));
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit.wrapping_sub(b'A'),
        b'a'..=b'z' => digit.wrapping_sub(b'a').wrapping_add(26),
        b'0'..=b'9' => digit.wrapping_sub(b'0').wrapping_add(52),
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_padded_standard_base64() {
        for (text, bytes) in [("", &b""[..]), ("Zg==", b"f"), ("Zm8=", b"fo"), ("Zm9v", b"foo"), ("/+8=", b"\xff\xef")]
        {
            assert_eq!(decode_base64(text).as_deref(), Some(bytes), "{text}");
        }
        for text in ["Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zm 9v", "Zm9v\n", "_-8=", "Zh=="] {
            assert_eq!(decode_base64(text), None, "{text}");
        }
    }
}
