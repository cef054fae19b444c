//! How far a close is: a bar on a terminal, a line now and then elsewhere. Never on standard output.
#![allow(clippy::print_stderr, reason = "this is what standard error is for")]

use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

pub(super) struct Progress {
    quiet: bool,
    is_terminal: bool,
    began: Instant,
    state: Mutex<State>,
    done: AtomicU64,
    /// Milliseconds from the beginning until something is shown again.
    next_ms: AtomicU64,
}

struct State {
    what: &'static str,
    unit: &'static str,
    all: u64,
    began: Instant,
}

impl Progress {
    pub fn new(quiet: bool) -> Self {
        let began = Instant::now();
        let state = Mutex::new(State { what: "", unit: "", all: 0, began });
        let is_terminal = std::io::stderr().is_terminal();
        Self { quiet, is_terminal, began, state, done: AtomicU64::new(0), next_ms: AtomicU64::new(0) }
    }

    /// A stretch of work begins: `all` units of it.
    pub fn begin(&self, what: &'static str, unit: &'static str, all: u64) {
        *super::gather::held(&self.state) = State { what, unit, all, began: Instant::now() };
        self.done.store(0, Ordering::Relaxed);
        let first = if self.is_terminal { 0 } else { 2_000 };
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.next_ms.store(now.saturating_add(first), Ordering::Relaxed);
    }

    /// So many units more are done.
    pub fn tick(&self, units: u64) {
        let done = self.done.fetch_add(units, Ordering::Relaxed).saturating_add(units);
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let next = self.next_ms.load(Ordering::Relaxed);
        let pause = if self.is_terminal { 100 } else { 5_000 };
        let later = now.saturating_add(pause);
        if self.quiet
            || now < next
            || self.next_ms.compare_exchange(next, later, Ordering::Relaxed, Ordering::Relaxed).is_err()
        {
            return;
        }
        let state = super::gather::held(&self.state);
        let line = line(&state, done.min(state.all));
        if self.is_terminal { eprint!("\r{line}\x1b[K") } else { eprintln!("{line}") }
    }

    /// A stretch of work is over.
    pub fn end(&self) {
        if self.quiet {
            return;
        }
        let state = super::gather::held(&self.state);
        let seconds = tenths(state.began.elapsed());
        if self.is_terminal {
            eprint!("\r\x1b[K");
        }
        eprintln!("{}: done in {seconds} s", state.what);
    }
}

/// `12.3`
fn tenths(time: Duration) -> String {
    let tenths = time.as_millis().checked_div(100).unwrap_or(0);
    format!("{}.{}", tenths.checked_div(10).unwrap_or(0), tenths.checked_rem(10).unwrap_or(0))
}

fn line(state: &State, done: u64) -> String {
    const WIDTH: u64 = 24;
    let all = state.all.max(1);
    let full = usize::try_from(done.saturating_mul(WIDTH).checked_div(all).unwrap_or(0)).unwrap_or(0);
    let empty = usize::try_from(WIDTH).unwrap_or(0).saturating_sub(full);
    let bar = format!("{}{}", "#".repeat(full), "-".repeat(empty));
    let percent = done.saturating_mul(100).checked_div(all).unwrap_or(0);
    let ms = u64::try_from(state.began.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = done.saturating_mul(1_000).checked_div(ms).unwrap_or(0);
    let left = all.saturating_sub(done).checked_div(rate.max(1)).unwrap_or(0);
    format!("{}: [{bar}] {percent} %, {rate} {}/s, {left} s left", state.what, state.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_says_how_much_is_done() {
        let began = Instant::now().checked_sub(Duration::from_secs(10));
        let Some(began) = began else { return };
        let state = State { what: "settling", unit: "services", all: 1_000, began };
        let half = line(&state, 500);
        assert!(half.starts_with("settling: [############------------] 50 %, "), "{half}");
        assert!(half.ends_with(" s left"), "{half}");
        assert_eq!(tenths(Duration::from_millis(12_345)), "12.3");
    }
}
