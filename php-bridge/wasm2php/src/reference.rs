//! References and tables: a function is known by its number, a value of the host is kept as it is.

use crate::expr::*;
use crate::function::Translator;
use crate::module::{Ty, value_type};

/// More elements than this are refused, and no table grows beyond it.
pub const MOST_ELEMENTS: u64 = 1 << 20;

impl Translator<'_> {
    pub fn ref_null(&mut self, of: wasmparser::HeapType) {
        let ty = wasmparser::RefType::new(true, of).map(wasmparser::ValType::Ref);
        let ty = ty.and_then(|ty| value_type(ty).ok()).unwrap_or(Ty::ExternRef);
        self.push(Expr::of(Text::new("null", ATOM), ty, U32, &[]));
    }

    pub fn ref_func(&mut self, index: u32) {
        self.push(Expr::of(literal(index.into()), Ty::FuncRef, U32, &[]));
    }

    pub fn ref_is_null(&mut self) {
        let e = self.pop();
        let null = Text::new("null", ATOM);
        let test = |op: &str| binary(op, EQUAL, &e.text, &null);
        self.push(Expr::boolean(test("==="), test("!=="), &[&e]));
    }

    /// Reading a table may trap with a name of its own: as for numbers, the order of traps shows.
    pub fn table_get(&mut self, table: u32) {
        let at = self.pop();
        let text = Text::new(format!("self::_tget({table},{})", at.value().s), ATOM);
        let mut e = Expr::of(text, self.module.tables[table as usize].ty, U32, &[&at]);
        e.trap |= TRAP_NUMBER;
        self.push(e);
    }

    pub fn table_set(&mut self, table: u32) {
        self.before_call(2);
        let (e, at) = (self.pop(), self.pop());
        self.line(&format!("self::_tset({table},{},{});", at.value().s, e.value().s));
    }

    /// Like a read of memory: calls and bulk operations may change it.
    pub fn table_size(&mut self, table: u32) {
        let text = Text::new(format!("\\count(self::$tables[{table}])"), ATOM);
        let mut e = Expr::of(text, Ty::I32, (0, MOST_ELEMENTS.into()), &[]);
        e.global = true;
        self.push(e);
    }

    pub fn table_grow(&mut self, index: u32) {
        self.before_call(2);
        let (by, e) = (self.pop(), self.pop());
        let table = &self.module.tables[index as usize];
        let limit = match table.import {
            Some(_) => format!("self::$tableMax[{index}]"),
            None => table.max.unwrap_or(MOST_ELEMENTS).min(MOST_ELEMENTS).to_string(),
        };
        let text = format!("self::_tgrow({index},{limit},{},{})", e.value().s, by.value().s);
        let mut e = Expr::of(Text::new(text, ATOM), Ty::I32, (0, MASK), &[&e, &by]);
        e.effect = true;
        self.push(e);
    }

    /// Forgetting a segment: a call that is still pending may need it.
    pub fn drop_segment(&mut self, statement: &str) {
        self.before_call(0);
        self.line(statement);
    }
}
