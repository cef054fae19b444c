//! The allocator of the wasm file: an arena over linear memory.
#![allow(unsafe_code, reason = "an allocator hands out addresses")]

use super::arena::{Arena, Memory};
use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::UnsafeCell;
use core::ptr::{copy_nonoverlapping, null_mut, with_exposed_provenance, with_exposed_provenance_mut};

const PAGE_BYTES: usize = 65_536;

unsafe extern "C" {
    /// Laid by the linker where static data and stack end.
    static __heap_base: u8;
}

struct Linear;

impl Memory for Linear {
    fn load(&self, address: usize) -> usize {
        // SAFETY: the arena only asks for headers that it stored, multiples of 4 below the end of memory.
        unsafe { with_exposed_provenance::<usize>(address).read() }
    }

    fn store(&mut self, address: usize, word: usize) {
        // SAFETY: the arena only stores headers, at multiples of 4 above the heap's base and below the end of memory;
        // no block that it gave out holds them.
        unsafe { with_exposed_provenance_mut::<usize>(address).write(word) }
    }

    fn bounds(&self) -> (usize, usize) {
        ((&raw const __heap_base).expose_provenance(), memory_size::<0>().saturating_mul(PAGE_BYTES))
    }

    fn grow(&mut self, end: usize) -> Option<usize> {
        let pages = end.div_ceil(PAGE_BYTES);
        // Pages that a host added by itself are taken as well: nobody else in here asks for memory.
        let more = pages.saturating_sub(memory_size::<0>());
        (more == 0 || memory_grow::<0>(more) != usize::MAX).then(|| memory_size::<0>().saturating_mul(PAGE_BYTES))
    }
}

struct Heap(UnsafeCell<Arena>);

// SAFETY: the module has one thread: it is built without atomics, and its memory is not shared.
unsafe impl Sync for Heap {}

impl Heap {
    #[expect(clippy::mut_from_ref, reason = "one thread, and no borrow outlives a method of the allocator")]
    fn arena(&self) -> &mut Arena {
        // SAFETY: there is one thread, and the arena calls nothing that allocates: this is the only borrow.
        unsafe { &mut *self.0.get() }
    }
}

// SAFETY: blocks lie apart, aligned, inside memory, and stay as they are until they are given back: src/doors/arena.rs
// and its tests.
unsafe impl GlobalAlloc for Heap {
    // Never inlined: there are hundreds of callers, and each copy would be code to load.
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let block = self.arena().allocate(&mut Linear, layout.size(), layout.align());
        block.map_or(null_mut(), with_exposed_provenance_mut)
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        self.arena().release(&mut Linear, block.expose_provenance());
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if self.arena().resize(&mut Linear, block.expose_provenance(), layout.size(), size) {
            return block;
        }
        let Some(moved) = self.arena().allocate(&mut Linear, size, layout.align()) else { return null_mut() };
        let moved = with_exposed_provenance_mut(moved);
        // SAFETY: both blocks are ours and lie apart; the old one has as many bytes as its layout says.
        unsafe { copy_nonoverlapping(block, moved, layout.size().min(size)) };
        self.arena().release(&mut Linear, block.expose_provenance());
        moved
    }
}

#[global_allocator]
static HEAP: Heap = Heap(UnsafeCell::new(Arena::new()));
