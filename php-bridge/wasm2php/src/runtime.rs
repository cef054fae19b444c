//! The PHP that does not depend on the module: helpers are copied when they are used.

use std::fmt::Write;

use sha2::{Digest, Sha256};

const HELPERS: [&str; 5] = [
    include_str!("runtime/integer.php"),
    include_str!("runtime/memory.php"),
    include_str!("runtime/float.php"),
    include_str!("runtime/table.php"),
    include_str!("runtime/import.php"),
];
const DOORS: &str = include_str!("runtime/doors.php");

/// The methods that move bytes in and out.
pub fn doors() -> &'static str {
    DOORS.split_once("//:\n").map_or(DOORS, |(_, rest)| rest)
}

/// SHA-256 in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The bytes as text that survives any transfer.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let word = group.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for digit in 0..4 {
            if digit <= group.len() {
                out.push(char::from(DIGITS[(word >> (18 - 6 * digit) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// The helpers by name, in file order.
fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    HELPERS.iter().flat_map(|file| file.split("//: ").skip(1)).filter_map(|section| section.split_once('\n'))
}

/// The names that helpers take, in lower case.
pub fn names() -> impl Iterator<Item = String> {
    sections().map(|(name, _)| name.to_ascii_lowercase())
}

/// The helpers that `body` uses, directly or through each other, and that neither it nor `elsewhere` holds.
pub fn helpers(body: &str, elsewhere: &str) -> Vec<&'static str> {
    let sections: Vec<(&str, &str)> = sections().collect();
    let mut wanted: Vec<bool> = sections.iter().map(|(name, _)| body.contains(&format!("self::{name}("))).collect();
    loop {
        let mut changed = false;
        for i in 0..sections.len() {
            if wanted[i] {
                for j in 0..sections.len() {
                    if !wanted[j] && sections[i].1.contains(&format!("self::{}(", sections[j].0)) {
                        wanted[j] = true;
                        changed = true;
                    }
                }
            }
        }
        if !changed {
            break;
        }
    }
    // A door may bring its own.
    let there = |name: &str| [body, elsewhere].iter().any(|text| text.contains(&format!("static function {name}(")));
    let needed = sections.iter().zip(&wanted).filter(|((name, _), wanted)| **wanted && !there(name));
    needed.map(|((_, text), _)| *text).collect()
}
