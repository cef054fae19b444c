//! Choices read from numbers that proptest draws: they shrink towards none, which is the simplest case.

/// The numbers not read yet; after the last one all are 0.
pub struct Tape<'t> {
    cells: core::slice::Iter<'t, u16>,
}

impl<'t> Tape<'t> {
    pub fn new(cells: &'t [u16]) -> Self {
        Self { cells: cells.iter() }
    }

    /// From 0 to below `count`; smaller numbers mean smaller ones.
    pub fn below(&mut self, count: usize) -> usize {
        usize::from(self.cells.next().copied().unwrap_or(0)) * count / 65_536
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// Something, so many times of a hundred; nothing is simpler.
    pub fn maybe<T>(&mut self, percent: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(100) >= 100 - percent).then(|| make(self))
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.maybe(percent, |_| ()).is_some()
    }

    /// Of a list each with even chance.
    pub fn some<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        from.iter().filter(|_| self.chance(50)).cloned().collect()
    }
}
