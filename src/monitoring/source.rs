//! A monitor's account and what its settings say about its word.

use crate::calendar::Period;

/// Where a monitor looks from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// On the machine itself.
    Server,
    /// On another machine of the same owner.
    Own,
    /// From somebody else's network.
    ThirdParty,
}

impl Level {
    /// Each of them, in order.
    pub(super) const ALL: [Self; 3] = [Self::Server, Self::Own, Self::ThirdParty];

    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Own => "own",
            Self::ThirdParty => "thirdParty",
        }
    }

    /// The level with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// So many groups of a level have to say down, besides the quorum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Required {
    /// Of this level.
    pub level: Level,
    /// So many groups, from 1.
    pub at_least: i64,
}

/// A monitor account that watches the subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source<'a> {
    /// Its id.
    pub id: &'a str,
    /// The independence key (vendor or self-hosted host): groups vote, not sources.
    pub group: &'a str,
    /// Disabled sources are not heard.
    pub enabled: bool,
    /// Whether it is believed when it is the only group.
    pub trusted: bool,
    /// Where it looks from; `None` counts for no required level.
    pub level: Option<Level>,
    /// What its group adds to a given quorum when it says down, 1 to 100.
    pub weight: u32,
    /// How long after the real edge it tells that something went down, in milliseconds.
    pub start_delay_ms: i64,
    /// How long after the real edge it tells that something is back, in milliseconds.
    pub end_delay_ms: i64,
    /// How far its clock of checks may lie beside another's, in milliseconds.
    pub tolerance_ms: i64,
    /// Silent for longer than this it is taken for dead; `None`: it speaks only at a change.
    pub expect_every_ms: Option<i64>,
    /// Polled: its vote ends at its last evidence when none follows within this; `None`: it holds until it goes stale.
    pub expires_after_ms: Option<i64>,
    /// Down from so many places at once counts as confirmed; `None`: never.
    pub own_quorum: Option<i64>,
    /// When it is known to have been at work besides its observations; in any order.
    pub alive: Vec<Period>,
}

impl<'a> Source<'a> {
    /// An enabled source without any setting: its word counts as it comes.
    #[must_use]
    pub fn plain(id: &'a str, group: &'a str) -> Self {
        Self {
            id,
            group,
            enabled: true,
            trusted: false,
            level: None,
            weight: 1,
            start_delay_ms: 0,
            end_delay_ms: 0,
            tolerance_ms: 0,
            expect_every_ms: None,
            expires_after_ms: None,
            own_quorum: None,
            alive: Vec::new(),
        }
    }
}
