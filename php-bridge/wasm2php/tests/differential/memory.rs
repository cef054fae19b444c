//! Programs that reach memory again and again through the same few addresses, near its edges, aligned or
//! not: what the compiler proves about an address on one way must not leak to another.

use std::fmt::Write;

use crate::random::Random;

struct Program {
    random: Random,
    text: String,
    /// Global 0 is a stack pointer that only frames move, so that the compiler may rely on its alignment.
    frames: bool,
    /// All addresses are multiples of 4 where an access claims so.
    aligned: bool,
    /// How many functions may be called: those written before. The first two have no other callers.
    callees: u64,
}

const LOADS: [&str; 8] = [
    "i32.load",
    "i32.load8_u",
    "i32.load8_s",
    "i32.load16_u",
    "i32.load16_s",
    "i64.load",
    "i64.load32_u",
    "i64.load8_s",
];
const STORES: [&str; 6] = ["i32.store", "i32.store8", "i32.store16", "i64.store", "i64.store32", "i64.store8"];

impl Program {
    fn pick(&mut self, count: u64) -> u64 {
        self.random.next() % count
    }

    fn offset(&mut self) -> u64 {
        match self.pick(120) {
            0 if self.aligned => self.pick(17_500) * 4,
            0 => self.pick(70_000),
            1 if self.aligned => 0xffff_fff8 + self.pick(2) * 4,
            1 => 0xffff_fff8 + self.pick(8),
            2..=20 => self.pick(64) & if self.aligned { !3 } else { !0 },
            _ => self.pick(12) * 4,
        }
    }

    fn local(&mut self) -> u64 {
        if self.frames && self.pick(2) == 0 { 7 } else { self.pick(4) }
    }

    /// Pushes an address: mostly a plain local, so that the compiler can keep its key.
    fn address(&mut self) {
        let local = self.local();
        let _ = match self.pick(12) {
            0 => {
                let other = self.local();
                write!(self.text, "local.get {local} local.get {other} i32.add ")
            }
            1 => {
                let less = if self.aligned { self.pick(10) * 4 } else { self.pick(40) };
                write!(self.text, "local.get {local} i32.const -{less} i32.add ")
            }
            2 => {
                let fixed = if self.aligned { self.pick(16_400) * 4 } else { self.pick(65_600) };
                write!(self.text, "i32.const {fixed} ")
            }
            _ => write!(self.text, "local.get {local} "),
        };
    }

    fn load(&mut self) {
        let op = LOADS[self.pick(8) as usize];
        self.address();
        let offset = self.offset();
        let _ = write!(self.text, "{op} offset={offset} ");
        let wide = op.starts_with("i64");
        self.text.push_str(if wide { "local.get 4 i64.add local.set 4 " } else { "local.get 5 i32.xor local.set 5 " });
    }

    fn store(&mut self) {
        let op = STORES[self.pick(6) as usize];
        self.address();
        let offset = self.offset();
        self.text.push_str(if op.starts_with("i64") { "local.get 4 " } else { "local.get 5 " });
        let _ = write!(self.text, "{op} offset={offset} ");
    }

    /// Changes an address: steps, frames as compilers allocate them, wrap-around.
    fn step(&mut self) {
        let local = self.pick(4);
        let by = [4, -4, 1, 8, 16, -16, 12, 4, -8, 20_000][self.pick(10) as usize];
        let by = if self.aligned && by == 1 { 28 } else { by };
        let _ = match self.pick(5) + if self.frames { 2 } else { 0 } {
            0 => write!(self.text, "global.get 0 i32.const 32 i32.sub local.tee {local} global.set 0 "),
            1 => write!(self.text, "local.get {local} i32.const 32 i32.add global.set 0 "),
            2 => write!(self.text, "local.get {local} i32.const -4 i32.and local.set {local} "),
            _ => write!(self.text, "local.get {local} i32.const {by} i32.add local.set {local} "),
        };
    }

    /// Hands over addresses of which the callee can only know what its callers have in common.
    fn call(&mut self) {
        for _ in 0..4 {
            let (local, by) = (self.local(), self.pick(8) * 4);
            let _ = match self.pick(4) {
                0 => write!(self.text, "i32.const {} ", 4 * by),
                1 => write!(self.text, "local.get {local} i32.const {by} i32.add "),
                _ => write!(self.text, "local.get {local} "),
            };
        }
        let callee = self.pick(self.callees);
        let _ = write!(self.text, "call {callee} local.get 4 i64.add local.set 4 ");
    }

    fn statements(&mut self, depth: u32) {
        for _ in 0..2 + self.pick(5) {
            match self.pick(if depth < 3 { 12 } else { 9 }) {
                0..=3 => self.load(),
                4..=6 => self.store(),
                7 => self.step(),
                8 if self.callees > 0 && self.pick(3) == 0 => self.call(),
                8 => self.step(),
                9 => self.branch(depth),
                10 => self.block(depth),
                _ => self.repeat(depth),
            }
        }
    }

    fn branch(&mut self, depth: u32) {
        let bit = 1 << self.pick(12);
        let _ = write!(self.text, "local.get 5 i32.const {bit} i32.and if ");
        self.statements(depth + 1);
        if self.pick(2) == 0 {
            self.text.push_str("else ");
            self.statements(depth + 1);
        }
        self.text.push_str("end ");
    }

    fn block(&mut self, depth: u32) {
        let bit = 1 << self.pick(12);
        let _ = write!(self.text, "block ");
        self.statements(depth + 1);
        let _ = write!(self.text, "local.get 5 i32.const {bit} i32.and br_if 0 ");
        self.statements(depth + 1);
        self.text.push_str("end ");
    }

    /// A loop of at most 40 rounds in the whole program; the way back is the last instruction or not.
    fn repeat(&mut self, depth: u32) {
        self.text.push_str("loop ");
        self.statements(depth + 1);
        self.text.push_str("local.get 6 i32.const 1 i32.add local.tee 6 i32.const 40 i32.lt_u br_if 0 ");
        if self.pick(2) == 0 {
            self.text.push_str("nop ");
        }
        self.text.push_str("end ");
    }
}

/// Addresses to call them with: mostly inside the page, often aligned.
pub fn address(random: &mut Random) -> u64 {
    match random.next() % 16 {
        0 => random.number(),
        1 => 65_536 - random.next() % 70,
        2 | 3 => random.next() % 30_000,
        _ => random.next() % 7_500 * 4,
    }
}

/// Addresses that are multiples of 4, often so near the end that only some of the words behind them exist.
pub fn aligned_address(random: &mut Random) -> u64 {
    if random.next().is_multiple_of(3) { 65_536 - random.next() % 12 * 4 } else { address(random) & !3 }
}

/// A module with one page (or none), a global used as a stack pointer, and a few functions.
pub fn module(seed: u64) -> Option<Vec<u8>> {
    let frames = seed.is_multiple_of(2);
    built(Program { random: Random(seed), text: String::new(), frames, aligned: false, callees: 0 }, 8)
}

/// One that keeps what `--stack 0 --aligned` asks for.
pub fn disciplined(seed: u64) -> Option<Vec<u8>> {
    built(Program { random: Random(seed), text: String::new(), frames: true, aligned: true, callees: 0 }, 1)
}

fn built(mut program: Program, memories: u64) -> Option<Vec<u8>> {
    let pages = if memories == 1 { 1 } else { program.pick(memories).min(1) };
    let mut text = format!("(module (memory (export \"m\") {pages} 2) (global (mut i32) (i32.const 65536)) ");
    for function in 0..6 {
        program.callees = function;
        program.text.clear();
        if program.frames {
            program.text.push_str("global.get 0 i32.const 64 i32.sub local.tee 7 global.set 0 ");
        }
        program.statements(0);
        if program.frames {
            program.text.push_str("local.get 7 i32.const 64 i32.add global.set 0 ");
        }
        let _ = write!(
            text,
            "(func {} (param i32 i32 i32 i32) (result i64) (local i64 i32 i32 i32) \
             i32.const {function} local.set 5 {} local.get 4 local.get 5 i64.extend_i32_u i64.add)",
            if function < 2 { String::new() } else { format!("(export \"e{function}\")") },
            program.text
        );
    }
    text.push(')');
    let buffer = wast::parser::ParseBuffer::new(&text).ok()?;
    wast::parser::parse::<wast::Wat<'_>>(&buffer).ok()?.encode().ok()
}
