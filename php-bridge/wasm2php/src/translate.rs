//! The instruction table: which method of the translator writes which instruction.

use std::collections::{HashMap, HashSet};

use wasmparser::Operator;

use crate::analysis::{self, Calls};
use crate::control::Kind;
use crate::expr::Expr;
use crate::function::{Key, Known, Translator};
use crate::module::{Module, Refusal, Ty};
use crate::numeric::{EQ, GE, GT, LE, LT, NE};

/// One function in PHP, with what its translation learnt.
pub struct Translated {
    /// Statements of the method body.
    pub code: String,
    /// Trailing zero bits that its assignments leave in each global.
    pub global_seen: Vec<u8>,
}

/// Translates function `index`. A first pass assumes nothing about locals; the next ones use the bounds
/// that held for every assignment before, which is sound because assumptions only get stronger.
pub fn function(module: &Module<'_>, calls: &Calls, global_align: &[u8], index: usize) -> Result<Translated, Refusal> {
    let function = &module.functions[index];
    let signature = &module.types[function.type_index as usize];
    let params = signature.params.len();
    let body = analysis::body(function, params);
    let mut known: Vec<Known> = function.locals.iter().map(|ty| Known::nothing(*ty)).collect();
    let mut reused = HashSet::new();
    for last in [false, false, true] {
        let mut t = Translator {
            module,
            calls,
            body: &body,
            index,
            out: String::new(),
            stack: Vec::new(),
            frames: Vec::new(),
            held: Vec::new(),
            labels: 0,
            known: &known,
            seen: vec![None; known.len()],
            facts: start(&function.locals, params),
            keys: vec![Key::default(); known.len()],
            accesses: Vec::new(),
            reused: &reused,
            global_align,
            global_seen: vec![4; global_align.len()],
            at: 0,
            skip: false,
            dead: false,
            dead_blocks: 0,
        };
        t.prologue(params);
        t.open_function(signature.clone());
        t.run()?;
        if last {
            return Ok(Translated { code: t.out, global_seen: t.global_seen });
        }
        let seen = std::mem::take(&mut t.seen);
        reused = followed(&function.ops, &t.accesses);
        for (local, seen) in seen.into_iter().enumerate().skip(params) {
            let zero = Known::of(&Expr::i32(0));
            let floats = matches!(function.locals[local], Ty::F32 | Ty::F64);
            known[local] = match seen {
                _ if floats => continue,
                Some(seen) if body.zeroed[local] => seen.join(zero),
                Some(seen) => seen,
                None => zero,
            };
        }
    }
    unreachable!("the last pass returns")
}

/// Facts at the start: parameters are unknown, other locals zero.
fn start(locals: &[Ty], params: usize) -> Vec<Known> {
    let zero = Known::of(&Expr::i32(0));
    let unknown = |ty: &Ty| matches!(ty, Ty::F32 | Ty::F64);
    locals
        .iter()
        .enumerate()
        .map(|(i, ty)| if i < params || unknown(ty) { Known::nothing(*ty) } else { zero })
        .collect()
}

/// The accesses after which another one has the same base: no assignment lies between, and the first
/// one is passed on every way to the second.
fn followed(ops: &[Operator<'_>], accesses: &[(usize, u32)]) -> HashSet<usize> {
    let mut result = HashSet::new();
    let mut next: HashMap<u32, usize> = HashMap::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut rest = accesses.iter().rev().peekable();
    // Backwards: `ends` holds where the innermost block ends that contains the instruction.
    for at in (0..ops.len()).rev() {
        match &ops[at] {
            Operator::End => ends.push(at),
            Operator::Else => {
                ends.pop();
                ends.push(at);
            }
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                ends.pop();
            }
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                next.remove(local_index);
            }
            _ => {}
        }
        while let Some((_, base)) = rest.next_if(|(access, _)| *access == at) {
            if next.get(base).is_some_and(|later| ends.last().is_none_or(|end| later < end)) {
                result.insert(at);
            }
            next.insert(*base, at);
        }
    }
    result
}

impl Translator<'_> {
    fn prologue(&mut self, params: usize) {
        if self.calls.recursive[self.index] {
            self.line("if($d>self::DEPTH)self::deep();");
        }
        let locals = self.locals();
        for (zero, wanted) in [("0", [Ty::I32, Ty::I64]), ("0.0", [Ty::F32, Ty::F64])] {
            let names: String = (params..locals.len())
                .filter(|&i| self.body.zeroed[i] && wanted.contains(&locals[i]))
                .map(|i| format!("$l{i}="))
                .collect();
            if !names.is_empty() {
                self.line(&format!("{names}{zero};"));
            }
        }
    }

    fn run(&mut self) -> Result<(), Refusal> {
        let function = &self.module.functions[self.index];
        for (at, op) in function.ops.iter().enumerate() {
            self.at = at;
            if std::mem::take(&mut self.skip) || (self.dead && self.skip_dead(op)) {
                continue;
            }
            self.instruction(op)?;
        }
        Ok(())
    }

    fn instruction(&mut self, op: &Operator<'_>) -> Result<(), Refusal> {
        use Operator::*;
        match op {
            Nop => {}
            Unreachable => self.unreachable(),
            Block { blockty } => self.open(Kind::Block, *blockty),
            Loop { blockty } => self.open(Kind::Loop, *blockty),
            If { blockty } => self.open(Kind::If, *blockty),
            Else => self.else_branch(),
            End => {
                self.close();
            }
            Br { relative_depth } => self.branch(*relative_depth),
            BrIf { relative_depth } => self.branch_if(*relative_depth),
            BrTable { targets } => self.branch_table(targets),
            Return => self.return_values(),
            Call { function_index } => self.call(*function_index),
            CallIndirect { type_index, table_index } => self.call_indirect(*type_index, *table_index),
            Drop => self.drop_top(),
            Select => self.select(),
            LocalGet { local_index } => self.local_get(*local_index),
            LocalSet { local_index } => self.local_set(*local_index),
            LocalTee { local_index } => self.local_tee(*local_index),
            GlobalGet { global_index } => self.global_get(*global_index),
            GlobalSet { global_index } => self.global_set(*global_index),
            I32Const { value } => self.push(Expr::i32(value.cast_unsigned())),
            I64Const { value } => self.push(Expr::i64(*value)),
            F32Const { value } => self.float_constant(value.bits().into(), Ty::F32),
            F64Const { value } => self.float_constant(value.bits(), Ty::F64),
            other => return self.integer(other),
        }
        Ok(())
    }

    fn integer(&mut self, op: &Operator<'_>) -> Result<(), Refusal> {
        use Operator::*;
        match op {
            I32Eqz | I64Eqz => self.eqz(),
            I32Eq | I64Eq => self.compare_equal(EQ),
            I32Ne | I64Ne => self.compare_equal(NE),
            I32LtS | I64LtS => self.compare_signed(LT),
            I32GtS | I64GtS => self.compare_signed(GT),
            I32LeS | I64LeS => self.compare_signed(LE),
            I32GeS | I64GeS => self.compare_signed(GE),
            I32LtU | I64LtU => self.compare_unsigned(LT),
            I32GtU | I64GtU => self.compare_unsigned(GT),
            I32LeU | I64LeU => self.compare_unsigned(LE),
            I32GeU | I64GeU => self.compare_unsigned(GE),
            I32Add | I64Add => self.add(1),
            I32Sub | I64Sub => self.add(-1),
            I32Mul | I64Mul => self.multiply(),
            I32DivS | I64DivS => self.divide_signed(),
            I32DivU | I64DivU => self.divide_unsigned(),
            I32RemS | I64RemS => self.remainder_signed(),
            I32RemU | I64RemU => self.remainder_unsigned(),
            I32And | I64And => self.and(),
            I32Or | I64Or => self.or("|"),
            I32Xor | I64Xor => self.or("^"),
            I32Shl | I64Shl => self.shift_left(),
            I32ShrS | I64ShrS => self.shift_right_signed(),
            I32ShrU | I64ShrU => self.shift_right_unsigned(),
            I32Rotl | I64Rotl => self.rotate(true),
            I32Rotr | I64Rotr => self.rotate(false),
            I32Clz | I64Clz => self.count_bits("clz"),
            I32Ctz | I64Ctz => self.count_bits("ctz"),
            I32Popcnt | I64Popcnt => self.count_bits("pop"),
            I32Extend8S | I64Extend8S => self.extend_signed(8),
            I32Extend16S | I64Extend16S => self.extend_signed(16),
            I64Extend32S => self.extend_signed(32),
            I32WrapI64 => self.wrap(),
            I64ExtendI32S => self.widen(true),
            I64ExtendI32U => self.widen(false),
            other => return self.memory_access(other),
        }
        Ok(())
    }

    fn memory_access(&mut self, op: &Operator<'_>) -> Result<(), Refusal> {
        use Operator::*;
        match op {
            I32Load { memarg } => {
                let e = self.load32(memarg.offset);
                self.push(e);
            }
            I64Load { memarg } => {
                let e = self.load64(memarg.offset);
                self.push(e);
            }
            I64Load32U { memarg } => {
                let e = self.load32(memarg.offset);
                self.push(e);
                self.widen(false);
            }
            I64Load32S { memarg } => {
                let e = self.load32(memarg.offset);
                self.push(e);
                self.widen(true);
            }
            F32Load { memarg } => self.load_f(memarg.offset, Ty::F32),
            F64Load { memarg } => self.load_f(memarg.offset, Ty::F64),
            I32Load8U { memarg } => self.load_narrow(memarg.offset, 1, false, Ty::I32),
            I32Load8S { memarg } => self.load_narrow(memarg.offset, 1, true, Ty::I32),
            I32Load16U { memarg } => self.load_narrow(memarg.offset, 2, false, Ty::I32),
            I32Load16S { memarg } => self.load_narrow(memarg.offset, 2, true, Ty::I32),
            I64Load8U { memarg } => self.load_narrow(memarg.offset, 1, false, Ty::I64),
            I64Load8S { memarg } => self.load_narrow(memarg.offset, 1, true, Ty::I64),
            I64Load16U { memarg } => self.load_narrow(memarg.offset, 2, false, Ty::I64),
            I64Load16S { memarg } => self.load_narrow(memarg.offset, 2, true, Ty::I64),
            I32Store { memarg } => self.store32(memarg.offset),
            I64Store { memarg } => self.store64(memarg.offset),
            F32Store { memarg } => self.store_f(memarg.offset, Ty::F32),
            F64Store { memarg } => self.store_f(memarg.offset, Ty::F64),
            I32Store8 { memarg } | I64Store8 { memarg } => self.store_narrow(memarg.offset, 1),
            I32Store16 { memarg } | I64Store16 { memarg } => self.store_narrow(memarg.offset, 2),
            I64Store32 { memarg } => self.store32_of_64(memarg.offset),
            MemorySize { .. } => self.memory_size(),
            MemoryGrow { .. } => self.memory_grow(),
            MemoryCopy { .. } => self.bulk("mcopy("),
            MemoryFill { .. } => self.bulk("mfill("),
            MemoryInit { data_index, .. } => self.bulk(&format!("minit({data_index},")),
            DataDrop { data_index } => self.line(&format!("self::$data[{data_index}]='';")),
            TableCopy { dst_table, src_table } => self.bulk(&format!("tcopy({dst_table},{src_table},")),
            TableInit { elem_index, table } => self.bulk(&format!("tinit({table},{elem_index},")),
            ElemDrop { elem_index } => self.line(&format!("self::$elem[{elem_index}]=[];")),
            other => return self.float(other),
        }
        Ok(())
    }

    fn float(&mut self, op: &Operator<'_>) -> Result<(), Refusal> {
        use Operator::*;
        match op {
            F32Add | F64Add => self.float_arithmetic("+"),
            F32Sub | F64Sub => self.float_arithmetic("-"),
            F32Mul | F64Mul => self.float_arithmetic("*"),
            F32Div | F64Div => self.float_arithmetic("/"),
            F32Eq | F64Eq => self.float_compare("=="),
            F32Ne | F64Ne => self.float_compare("!="),
            F32Lt | F64Lt => self.float_compare("<"),
            F32Gt | F64Gt => self.float_compare(">"),
            F32Le | F64Le => self.float_compare("<="),
            F32Ge | F64Ge => self.float_compare(">="),
            F32Abs | F64Abs => self.float_unary("\\abs"),
            F32Neg | F64Neg => self.float_unary("self::neg"),
            F32Ceil | F64Ceil => self.float_unary("\\ceil"),
            F32Floor | F64Floor => self.float_unary("\\floor"),
            F32Trunc | F64Trunc => self.float_unary("self::trunc"),
            F32Nearest | F64Nearest => self.float_unary("self::nearest"),
            F32Sqrt | F64Sqrt => self.float_unary("\\sqrt"),
            F32Min | F64Min => self.float_binary("min"),
            F32Max | F64Max => self.float_binary("max"),
            F32Copysign | F64Copysign => self.float_binary("copysign"),
            I32TruncF32S | I32TruncF64S => self.truncate("toi32", Ty::I32, true),
            I32TruncF32U | I32TruncF64U => self.truncate("tou32", Ty::I32, true),
            I64TruncF32S | I64TruncF64S => self.truncate("toi64", Ty::I64, true),
            I64TruncF32U | I64TruncF64U => self.truncate("tou64", Ty::I64, true),
            I32TruncSatF32S | I32TruncSatF64S => self.truncate("sati32", Ty::I32, false),
            I32TruncSatF32U | I32TruncSatF64U => self.truncate("satu32", Ty::I32, false),
            I64TruncSatF32S | I64TruncSatF64S => self.truncate("sati64", Ty::I64, false),
            I64TruncSatF32U | I64TruncSatF64U => self.truncate("satu64", Ty::I64, false),
            F32ConvertI32S | F32ConvertI64S => self.convert(Ty::F32, true),
            F32ConvertI32U | F32ConvertI64U => self.convert(Ty::F32, false),
            F64ConvertI32S | F64ConvertI64S => self.convert(Ty::F64, true),
            F64ConvertI32U | F64ConvertI64U => self.convert(Ty::F64, false),
            F32DemoteF64 => self.demote(),
            F64PromoteF32 => self.promote(),
            I32ReinterpretF32 => self.reinterpret(Ty::I32),
            I64ReinterpretF64 => self.reinterpret(Ty::I64),
            F32ReinterpretI32 => self.reinterpret(Ty::F32),
            F64ReinterpretI64 => self.reinterpret(Ty::F64),
            other => return Err(Refusal::Unsupported(format!("instruction {other:?}"))),
        }
        Ok(())
    }
}
