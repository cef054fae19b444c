//! `describe`: what this core is and what it understands.

use super::error::Code;
use super::read::{Members, Read};
use super::wire::Warning;
use super::{COMMANDS, CONTRACT, write};
use crate::intake::Vendor;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Description {
    ok: bool,
    name: &'static str,
    version: &'static str,
    contract: i64,
    source_hash: &'static str,
    commands: Vec<&'static str>,
    sources: Vec<&'static str>,
    families: [&'static str; 1],
    error_codes: &'static [Code],
    warnings: [Warning; 0],
}

pub(super) fn answer(members: &Members<'_>) -> Read<Vec<u8>> {
    super::slots::nothing(members)?;
    Ok(write(&Description {
        ok: true,
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        contract: CONTRACT,
        source_hash: env!("MAKEGOOD_SOURCE_HASH"),
        commands: COMMANDS.iter().map(|(name, _)| *name).collect(),
        sources: Vendor::ALL.iter().map(|vendor| vendor.word()).collect(),
        families: [super::policy::FAMILY],
        error_codes: Code::ALL,
        warnings: [],
    }))
}
