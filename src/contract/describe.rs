//! `describe`: what this core is and what it understands.

use super::error::Code;
use super::read::{Members, Read};
use super::writer::{Empty, List, answer};
use super::{COMMANDS, CONTRACT};
use crate::intake::Vendor;
use crate::policy::full::Family;

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    super::slots::nothing(members)?;
    Ok(answer!(
        "ok": true,
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "contract": CONTRACT,
        "sourceHash": env!("MAKEGOOD_SOURCE_HASH"),
        "commands": List(COMMANDS.iter().map(|(name, _)| *name)),
        "sources": List(Vendor::all().iter().map(|vendor| vendor.word())),
        "families": List(Family::WORDS.into_iter()),
        "errorCodes": List(Code::ALL.iter().map(|code| code.word())),
        "warnings": Empty,
    ))
}
