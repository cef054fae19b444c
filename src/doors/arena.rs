//! Where blocks of memory lie: one after the other, upwards. A call's blocks are small and gone when it ends, so what a
//! general allocator does for each block costs more, in PHP, than the rules.
//!
//! In front of each block stands one word: the block below it, and whether it was given back. What is given back is
//! free again once everything above it is; the last block grows and shrinks where it lies.

use core::num::NonZeroUsize;

/// Bytes of the word in front of a block.
const HEADER: usize = 4;
/// Blocks begin at multiples of this; stricter alignments leave a gap.
const UNIT: usize = 8;
/// In a header: the block was given back. Addresses are multiples of [`UNIT`].
const GIVEN_BACK: usize = 1;

/// The memory that blocks lie in; addresses count bytes.
pub(super) trait Memory {
    /// The word at an address that was stored before.
    fn load(&self, address: usize) -> usize;
    /// Changes the word at an address below an end that [`Memory::grow`] gave.
    fn store(&mut self, address: usize, word: usize);
    /// Where the memory that is ours begins, and where it ends so far.
    fn bounds(&self) -> (usize, usize);
    /// Moves the end up to `end` or beyond and gives the new one. `None`: refused, nothing changed.
    fn grow(&mut self, end: usize) -> Option<usize>;
}

/// What has been given out.
#[derive(Debug)]
pub(super) struct Arena {
    /// Where the next header goes: [`HEADER`] below a multiple of [`UNIT`].
    top: usize,
    /// Where the first header goes.
    begin: usize,
    /// Where memory ends.
    end: usize,
    /// The highest block that was not given back; 0 for none.
    last: usize,
}

impl Arena {
    /// Nothing given out, and no memory known: there is no room at the first block's place, 0.
    pub const fn new() -> Self {
        Self { top: 0_usize.wrapping_sub(HEADER), begin: 0, end: 0, last: 0 }
    }

    /// A block of `size` bytes, at most half of the address space, at a multiple of `align`, a power of two.
    #[inline]
    pub fn allocate(&mut self, memory: &mut impl Memory, size: usize, align: usize) -> Option<usize> {
        let mut block = self.top.wrapping_add(HEADER);
        if align > UNIT || !self.holds(block, size) {
            block = self.extend(memory, size, align)?.get();
        }
        memory.store(block.wrapping_sub(HEADER), self.last);
        self.last = block;
        self.top = above(block, size);
        Some(block)
    }

    /// Takes a block back.
    #[inline]
    pub fn release(&mut self, memory: &mut impl Memory, block: usize) {
        let mut header = block.wrapping_sub(HEADER);
        let mut below = memory.load(header);
        if block != self.last {
            memory.store(header, below | GIVEN_BACK);
            return;
        }
        // Whatever was given back right below is free now as well.
        loop {
            self.top = header;
            self.last = below;
            if below == 0 {
                // Also what an alignment had left out.
                self.top = self.begin;
                return;
            }
            header = below.wrapping_sub(HEADER);
            let next = memory.load(header);
            if next & GIVEN_BACK == 0 {
                return;
            }
            below = next ^ GIVEN_BACK;
        }
    }

    /// Whether a block of `old` bytes has room for `new` where it lies; if so it has them now.
    #[inline]
    pub fn resize(&mut self, memory: &mut impl Memory, block: usize, old: usize, new: usize) -> bool {
        if block != self.last {
            return new <= old;
        }
        if !self.holds(block, new) && self.extend(memory, new, UNIT).is_none() {
            return false;
        }
        self.top = above(block, new);
        true
    }

    /// Whether memory reaches beyond `size` bytes at `block`, which is not outside, and the next header.
    #[inline]
    fn holds(&self, block: usize, size: usize) -> bool {
        size.wrapping_add(UNIT.wrapping_add(HEADER)) <= self.end.wrapping_sub(block)
    }

    /// Makes room for a block above the last one, and says where.
    #[cold]
    #[inline(never)]
    fn extend(&mut self, memory: &mut impl Memory, size: usize, align: usize) -> Option<NonZeroUsize> {
        if self.end == 0 {
            let (begin, end) = memory.bounds();
            self.begin = up(begin, UNIT).wrapping_add(UNIT.wrapping_sub(HEADER));
            self.top = self.begin;
            self.end = end;
        }
        let block = up(self.top.wrapping_add(HEADER), align.max(UNIT));
        // The block, the rest of its last unit, the next header, and a unit so that the place after it is inside.
        let end = block.checked_add(size)?.checked_add(UNIT.wrapping_mul(3))?;
        if end > self.end {
            self.end = memory.grow(end)?;
        }
        // No block lies at 0, and a number alone is returned without a detour through the memory.
        NonZeroUsize::new(block)
    }
}

/// The next multiple of a power of two.
fn up(address: usize, align: usize) -> usize {
    address.wrapping_add(align).wrapping_sub(1) & !align.wrapping_sub(1)
}

/// Where the header after a block goes.
fn above(block: usize, size: usize) -> usize {
    up(block.wrapping_add(size).wrapping_add(HEADER), UNIT).wrapping_sub(HEADER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Where the toy memory begins: not at a multiple of anything.
    const BEGIN: usize = 1_003;
    const PAGE: usize = 256;
    const LARGEST: usize = 64 * 1024;

    struct Toy(Vec<u8>);

    impl Memory for Toy {
        fn load(&self, address: usize) -> usize {
            assert!(address >= BEGIN && address.is_multiple_of(HEADER));
            u32::from_le_bytes(self.0[address..address + HEADER].try_into().unwrap()) as usize
        }
        fn store(&mut self, address: usize, word: usize) {
            assert!(address >= BEGIN && address.is_multiple_of(HEADER));
            self.0[address..address + HEADER].copy_from_slice(&u32::try_from(word).unwrap().to_le_bytes());
        }
        fn bounds(&self) -> (usize, usize) {
            (BEGIN, self.0.len())
        }
        fn grow(&mut self, end: usize) -> Option<usize> {
            assert!(end > self.0.len());
            let whole = end.next_multiple_of(PAGE);
            (whole <= LARGEST).then(|| self.0.resize(whole, 0xEE))?;
            Some(whole)
        }
    }

    #[derive(Debug, Clone)]
    enum Act {
        Allocate(usize, u32),
        Release(usize),
        Resize(usize, usize),
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let size = prop_oneof![6 => 1usize..40, 3 => 1usize..600, 1 => 1usize..30_000];
        let act = prop_oneof![
            4 => (size.clone(), 0u32..7).prop_map(|(size, align)| Act::Allocate(size, align)),
            3 => any::<usize>().prop_map(Act::Release),
            // Mostly young blocks, as a list that grows is.
            3 => (prop_oneof![3 => 0usize..3, 1 => any::<usize>()], size).prop_map(|(which, size)| Act::Resize(which, size)),
        ];
        prop::collection::vec(act, 0..120)
    }

    /// What a program has: where its blocks are and what it wrote into them.
    #[derive(Debug, Clone)]
    struct Held {
        block: usize,
        bytes: Vec<u8>,
        align: usize,
    }

    struct Program {
        arena: Arena,
        memory: Toy,
        held: Vec<Held>,
        next: u8,
    }

    impl Program {
        fn new() -> Self {
            Self { arena: Arena::new(), memory: Toy(vec![0xEE; 2_000]), held: Vec::new(), next: 0 }
        }

        fn write(&mut self, block: usize, size: usize, align: usize, kept: &[u8]) {
            let mut bytes = kept[..kept.len().min(size)].to_vec();
            while bytes.len() < size {
                self.next = self.next.wrapping_mul(31).wrapping_add(7);
                bytes.push(self.next);
            }
            self.memory.0[block..block + size].copy_from_slice(&bytes);
            self.held.push(Held { block, bytes, align });
        }

        fn allocate(&mut self, size: usize, align: usize) -> bool {
            let Some(block) = self.arena.allocate(&mut self.memory, size, align) else { return false };
            self.write(block, size, align, &[]);
            true
        }

        fn release(&mut self, which: usize) {
            let held = self.held.remove(which);
            self.arena.release(&mut self.memory, held.block);
        }

        fn resize(&mut self, which: usize, size: usize) {
            let held = self.held[which].clone();
            let Held { block, bytes, align } = held;
            if self.arena.resize(&mut self.memory, block, bytes.len(), size) {
                self.held.remove(which);
                self.write(block, size, align, &bytes);
            } else if let Some(moved) = self.arena.allocate(&mut self.memory, size, align) {
                self.release(which);
                self.write(moved, size, align, &bytes);
            }
        }

        fn act(&mut self, act: Act) {
            let from_young =
                |which: usize, held: &[Held]| held.len().checked_sub(1).map(|most| most - which % held.len());
            match act {
                Act::Allocate(size, align) => _ = self.allocate(size, 1 << align),
                Act::Release(which) => {
                    if let Some(which) = from_young(which, &self.held) {
                        self.release(which);
                    }
                }
                Act::Resize(which, size) => {
                    if let Some(which) = from_young(which, &self.held) {
                        self.resize(which, size);
                    }
                }
            }
        }

        /// Blocks are in memory, aligned, apart from each other and their headers, and hold what was written.
        fn check(&self) {
            let mut by_place = self.held.clone();
            by_place.sort_by_key(|held| held.block);
            let mut free_from = BEGIN;
            for Held { block, bytes, align } in by_place {
                assert!(block >= free_from + HEADER, "{block} overlaps what ends at {free_from}");
                assert_eq!(block % align, 0);
                assert_eq!(self.memory.0[block..block + bytes.len()], bytes, "block {block} was overwritten");
                free_from = block + bytes.len();
            }
        }
    }

    proptest! {
        #[test]
        fn blocks_stay_apart_and_keep_what_they_hold(acts in acts()) {
            let mut program = Program::new();
            prop_assert!(program.allocate(1, 1));
            let begin = program.held[0].block;
            program.release(0);
            for act in acts {
                program.act(act);
                program.check();
            }
            while !program.held.is_empty() {
                program.release(program.held.len() / 2);
                program.check();
            }
            prop_assert!(program.allocate(1, 1));
            prop_assert_eq!(program.held[0].block, begin, "memory is empty again, whatever the order");
        }
    }

    #[test]
    fn a_block_that_lives_long_keeps_nothing_above_it() {
        let mut program = Program::new();
        assert!(program.allocate(100, 8));
        for round in 0..1_000 {
            let before = program.arena.top;
            for size in [8, 24, 400, 16] {
                assert!(program.allocate(size, 4));
            }
            for which in if round % 2 == 0 { [1, 1, 1, 1] } else { [3, 1, 2, 1] } {
                program.release(which);
            }
            assert_eq!(program.arena.top, before);
        }
    }

    #[test]
    fn the_last_block_grows_and_shrinks_where_it_lies() {
        let mut program = Program::new();
        for size in [10, 10] {
            assert!(program.allocate(size, 1));
        }
        let block = program.held[1].block;
        for size in [500, 9_000, 40_000, 3] {
            program.resize(1, size);
            assert_eq!(program.held[1].block, block);
            program.check();
        }
        program.resize(0, 20);
        assert!(program.held[1].block > block, "one below another block has to move");
        program.check();
    }

    #[test]
    fn a_refusal_changes_nothing() {
        let mut program = Program::new();
        assert!(program.allocate(100, 1));
        assert!(!program.allocate(LARGEST, 1));
        assert!(!program.allocate(usize::MAX / 2, 64));
        assert!(!program.arena.resize(&mut program.memory, program.held[0].block, 100, LARGEST));
        assert!(program.allocate(100, 1));
        program.check();
    }
}
