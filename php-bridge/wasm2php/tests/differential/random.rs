//! Numbers from a seed, so that a seed names a module for ever.

/// A small generator with good spread.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Numbers near the edges more often than elsewhere.
    pub fn number(&mut self) -> u64 {
        const EDGES: [u64; 10] =
            [0, 1, 2, 0x7f, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x7fff_ffff_ffff_ffff, 1 << 63];
        match self.next() % 4 {
            0 => EDGES[(self.next() % 10) as usize],
            1 => EDGES[(self.next() % 10) as usize].wrapping_neg(),
            2 => self.next() % 70_000,
            _ => self.next(),
        }
    }
}
