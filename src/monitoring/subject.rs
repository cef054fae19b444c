//! What an outage is about.

/// A server, a service, or (of maintenance only) everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject<'a> {
    /// `server:<id>`: all services on it.
    Server(&'a str),
    /// `service:<id>`: that one alone.
    Service(&'a str),
    /// `*`
    Everything,
}
