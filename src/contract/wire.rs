//! How values look in answers. Each wrapper is one row of the contract's table of types. Printed numbers and times go
//! to the writer as bytes, which it takes for text that needs no escapes. None is inlined: every field of every answer
//! would hold a copy.

use crate::calendar::Instant;
use crate::money::{DecimalText, Money, Percent};
use crate::monitoring::Subject;
use serde::{Serialize, Serializer};

/// An instant.
#[derive(Debug, Clone, Copy)]
pub(super) struct At(pub Instant);

impl Serialize for At {
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.text().as_str().as_bytes())
    }
}

/// An amount with exactly its currency's decimals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount(pub Money);

impl Serialize for Amount {
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.text().as_str().as_bytes())
    }
}

/// An amount of the panel's, in units of 10^-scale, and that scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scaled(pub i64, pub u32);

impl Serialize for Scaled {
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(DecimalText::exact(self.0, self.1).as_str().as_bytes())
    }
}

/// A percentage in its shortest form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rate(pub Percent);

impl Serialize for Rate {
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.text().as_str().as_bytes())
    }
}

/// A decimal that is printed already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printed(pub DecimalText);

impl Serialize for Printed {
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_str().as_bytes())
    }
}

/// A subject as it is written.
pub(super) fn subject_text(subject: Subject<'_>) -> String {
    match subject {
        Subject::Server(id) => format!("server:{id}"),
        Subject::Service(id) => format!("service:{id}"),
        Subject::Everything => "*".to_owned(),
    }
}

/// A warning: something was put right that the caller should know of.
#[derive(Debug, Serialize)]
pub(super) struct Warning {
    pub code: &'static str,
    pub path: String,
}
