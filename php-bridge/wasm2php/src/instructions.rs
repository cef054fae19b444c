//! The instruction table: which method of the translator writes which instruction.

use wasmparser::Operator;

use crate::control::Kind;
use crate::expr::Expr;
use crate::function::Translator;
use crate::module::{Refusal, Ty};
use crate::numeric::{EQ, GE, GT, LE, LT, NE};

impl Translator<'_> {
    /// Writes one instruction; groups are tried in turn.
    pub fn instruction(&mut self, op: &Operator<'_>) -> Result<(), Refusal> {
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
            Select | TypedSelect { .. } => self.select(),
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
                let e = self.load32(memarg);
                self.push(e);
            }
            I64Load { memarg } => {
                let e = self.load64(memarg);
                self.push(e);
            }
            I64Load32U { memarg } => {
                let e = self.load32(memarg);
                self.push(e);
                self.widen(false);
            }
            I64Load32S { memarg } => {
                let e = self.load32(memarg);
                self.push(e);
                self.widen(true);
            }
            F32Load { memarg } => self.load_f(memarg, Ty::F32),
            F64Load { memarg } => self.load_f(memarg, Ty::F64),
            I32Load8U { memarg } => self.load_narrow(memarg, 1, false, Ty::I32),
            I32Load8S { memarg } => self.load_narrow(memarg, 1, true, Ty::I32),
            I32Load16U { memarg } => self.load_narrow(memarg, 2, false, Ty::I32),
            I32Load16S { memarg } => self.load_narrow(memarg, 2, true, Ty::I32),
            I64Load8U { memarg } => self.load_narrow(memarg, 1, false, Ty::I64),
            I64Load8S { memarg } => self.load_narrow(memarg, 1, true, Ty::I64),
            I64Load16U { memarg } => self.load_narrow(memarg, 2, false, Ty::I64),
            I64Load16S { memarg } => self.load_narrow(memarg, 2, true, Ty::I64),
            I32Store { memarg } => self.store32(memarg),
            I64Store { memarg } => self.store64(memarg),
            F32Store { memarg } => self.store_f(memarg, Ty::F32),
            F64Store { memarg } => self.store_f(memarg, Ty::F64),
            I32Store8 { memarg } | I64Store8 { memarg } => self.store_narrow(memarg, 1),
            I32Store16 { memarg } | I64Store16 { memarg } => self.store_narrow(memarg, 2),
            I64Store32 { memarg } => self.store32_of_64(memarg),
            MemorySize { .. } => self.memory_size(),
            MemoryGrow { .. } => self.memory_grow(),
            MemoryCopy { .. } => self.bulk("mcopy("),
            MemoryFill { .. } => self.bulk("mfill("),
            MemoryInit { data_index, .. } => self.bulk(&format!("minit({data_index},")),
            DataDrop { data_index } => self.drop_segment(&format!("self::$data[{data_index}]='';")),
            TableCopy { dst_table, src_table } => self.bulk(&format!("tcopy({dst_table},{src_table},")),
            TableInit { elem_index, table } => self.bulk(&format!("tinit({table},{elem_index},")),
            ElemDrop { elem_index } => self.drop_segment(&format!("self::$elem[{elem_index}]=[];")),
            other => return self.reference(other),
        }
        Ok(())
    }

    fn reference(&mut self, op: &Operator<'_>) -> Result<(), Refusal> {
        use Operator::*;
        match op {
            RefNull { hty } => self.ref_null(*hty),
            RefFunc { function_index } => self.ref_func(*function_index),
            RefIsNull => self.ref_is_null(),
            TableGet { table } => self.table_get(*table),
            TableSet { table } => self.table_set(*table),
            TableSize { table } => self.table_size(*table),
            TableGrow { table } => self.table_grow(*table),
            TableFill { table } => self.bulk(&format!("tfill({table},")),
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
            F32Neg | F64Neg => self.float_unary("self::_neg"),
            F32Ceil | F64Ceil => self.float_unary("\\ceil"),
            F32Floor | F64Floor => self.float_unary("\\floor"),
            F32Trunc | F64Trunc => self.float_unary("self::_trunc"),
            F32Nearest | F64Nearest => self.float_unary("self::_nearest"),
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
