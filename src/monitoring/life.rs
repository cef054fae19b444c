//! Signs of life: which groups could have objected at an instant, and who is silent when it is asked.

use super::observation::Observation;
use super::source::Source;
use crate::calendar::{Instant, Period, merge};
use crate::order::sort_by_key;

/// Who is not heard any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence<'a> {
    /// The source's id.
    pub source: &'a str,
    /// The target whose last vote went stale; `None`: the source as a whole.
    pub target: Option<&'a str>,
    /// The last evidence or sign of life; `None`: there was none.
    pub since: Option<Instant>,
}

/// What is known of the life of sources that have to speak every so often.
#[derive(Debug, Default)]
pub(super) struct Life {
    /// By group: `None` where one of its sources speaks only at a change, so that silence says nothing; else when it
    /// lived, in order.
    pub groups: Vec<Option<Vec<Period>>>,
    /// The last sign of each source, by its place.
    last: Vec<Option<Instant>>,
}

impl Life {
    /// Of `sources`, each with its group's number below `groups`; `observations` are each with its source's place, none
    /// after the instant of asking, of any kind.
    pub fn of(
        groups: usize,
        sources: &[(&Source<'_>, usize)],
        observations: &[(usize, Observation<'_>)],
        as_of: Instant,
    ) -> Self {
        let mut lived: Vec<Option<Vec<Period>>> = vec![Some(Vec::new()); groups];
        let mut last: Vec<Option<Instant>> = vec![None; sources.len()];
        for (source, group) in sources {
            if source.expect_every_ms.is_none()
                && let Some(lived) = lived.get_mut(*group)
            {
                *lived = None;
            }
        }
        let mut sign = |place: usize, from: Instant, to: Instant| {
            let Some((source, group)) = sources.get(place) else { return };
            let Some(expect_every_ms) = source.expect_every_ms.filter(|_| from <= as_of) else { return };
            if let Some(last) = last.get_mut(place) {
                *last = (*last).max(Some(to.min(as_of)));
            }
            if let Some(Some(lived)) = lived.get_mut(*group) {
                lived.extend(Period::new(from, to.plus_ms(expect_every_ms)));
            }
        };
        for (place, observation) in observations {
            sign(*place, observation.at, observation.at);
        }
        for (place, (source, _)) in sources.iter().enumerate() {
            source.alive.iter().for_each(|alive| sign(place, alive.from(), alive.to()));
        }
        Self { groups: lived.into_iter().map(|lived| lived.map(merge)).collect(), last }
    }

    /// Adds the sources that are silent at `as_of` and puts all in order.
    pub fn silent<'a>(&self, sources: &[(&Source<'a>, usize)], as_of: Instant, silent: &mut Vec<Silence<'a>>) {
        for ((source, _), last) in sources.iter().zip(&self.last) {
            let Some(expect_every_ms) = source.expect_every_ms else { continue };
            if last.is_none_or(|last| as_of.since(last) > expect_every_ms) {
                silent.push(Silence { source: source.id, target: None, since: *last });
            }
        }
        sort_by_key(silent, |silence| (silence.source, silence.target));
    }
}
