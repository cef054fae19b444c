//! SHA-256 as hexadecimal digits: a policy's version is the hash of its bytes.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// 64 lower-case digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
