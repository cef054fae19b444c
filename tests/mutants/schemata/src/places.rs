//! Finds what to put where: a branch at the head of a function, around an expression, or a guard on an arm.

use crate::{Mutant, Position};
use proc_macro2::{Ident, LineColumn, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, BinOp, Expr, ExprBinary, ExprPath, ExprStruct, ExprUnary, File, ItemConst, Macro, Visibility};

/// Text put into a source, with the mutants that parts of it are.
pub struct Insert {
    /// Where; then what ends before what begins; then the inner of two ends, the outer of two beginnings first.
    pub order: (usize, u8, usize),
    pub pieces: Vec<(String, Option<u32>)>,
}

/// What to put in, and the mutants that have no place.
pub fn places(source: &str, mutants: &[&Mutant]) -> syn::Result<(Vec<Insert>, Vec<u32>)> {
    let mut finder = Finder {
        source,
        lines: starts(source),
        mutants,
        wraps: BTreeMap::new(),
        inserts: Vec::new(),
        chain: None,
        late: BTreeSet::new(),
        placed: BTreeSet::new(),
    };
    let file = syn::parse_file(source)?;
    finder.heads();
    finder.late = late(&file, &finder);
    finder.visit_file(&file);
    finder.wrapped();
    let alone = mutants.iter().map(|mutant| mutant.id).filter(|id| !finder.placed.contains(id)).collect();
    Ok((finder.inserts, alone))
}

fn starts(source: &str) -> Vec<usize> {
    std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

struct Finder<'s> {
    source: &'s str,
    /// Where each line begins.
    lines: Vec<usize>,
    mutants: &'s [&'s Mutant],
    /// What an expression is instead, by its range.
    wraps: BTreeMap<(usize, usize), Vec<(String, u32)>>,
    inserts: Vec<Insert>,
    /// The chain of operators that the expression being visited is a link of.
    chain: Option<Range<usize>>,
    /// Constants of this file that are counted when the program runs.
    late: BTreeSet<String>,
    placed: BTreeSet<u32>,
}

impl<'s> Finder<'s> {
    /// The byte of a position.
    fn byte(&self, at: Position) -> usize {
        let line = self.lines[at.line - 1];
        line + self.source[line..].chars().take(at.column - 1).map(char::len_utf8).sum::<usize>()
    }

    fn range(&self, mutant: &Mutant) -> Range<usize> {
        self.byte(mutant.span.start)..self.byte(mutant.span.end)
    }

    /// Mutants of a genre that begin here.
    fn at(&self, start: LineColumn, genre: &str) -> Vec<&'s Mutant> {
        let start = Position { line: start.line, column: start.column + 1 };
        self.mutants.iter().copied().filter(|mutant| mutant.span.start == start && mutant.genre == genre).collect()
    }

    /// A function that gives something else does so before anything.
    fn heads(&mut self) {
        let mutants = self.mutants;
        for mutant in mutants.iter().filter(|mutant| mutant.genre == "FnValue") {
            let text = format!("if crate::mutant::is({}) {{ return {}; }} ", mutant.id, mutant.replacement);
            self.insert((self.byte(mutant.span.start), 1, 0), vec![(text, Some(mutant.id))]);
            self.placed.insert(mutant.id);
        }
    }

    fn insert(&mut self, order: (usize, u8, usize), pieces: Vec<(String, Option<u32>)>) {
        self.inserts.push(Insert { order, pieces });
    }

    /// In this range stands something else instead.
    fn wrap(&mut self, range: &Range<usize>, text: String, id: u32) {
        self.wraps.entry((range.start, range.end)).or_default().push((text, id));
        self.placed.insert(id);
    }

    /// The same text, with the mutant's own span replaced.
    fn instead(&mut self, range: &Range<usize>, mutant: &Mutant) {
        let own = self.range(mutant);
        let (before, after) = (&self.source[range.start..own.start], &self.source[own.end..range.end]);
        let text = format!("{}{}{}", self.read_late(before), mutant.replacement, self.read_late(after));
        self.wrap(range, text, mutant.id);
    }

    /// A late constant is behind a pointer.
    fn read(&mut self, name: &Ident) {
        if self.late.contains(&name.to_string()) {
            let range = name.span().byte_range();
            self.insert((range.start, 1, usize::MAX), vec![("(*".to_owned(), None)]);
            self.insert((range.end, 0, 0), vec![(")".to_owned(), None)]);
        }
    }

    fn read_within(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => self.read(&name),
                TokenTree::Group(group) => self.read_within(group.stream()),
                _ => {}
            }
        }
    }

    /// The text with each late constant read where it stands.
    fn read_late(&self, text: &str) -> String {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let ends = text.char_indices().filter(|(at, letter)| {
            text[at + letter.len_utf8()..].chars().next().is_none_or(|next| is_word(*letter) != is_word(next))
        });
        let mut out = String::new();
        let mut from = 0;
        for end in ends.map(|(at, letter)| at + letter.len_utf8()) {
            let word = &text[from..end];
            out.push_str(&if self.late.contains(word) { format!("(*{word})") } else { word.to_owned() });
            from = end;
        }
        out
    }

    /// `a < b` becomes `(if …is(1) { a == b } else if …is(2) { a > b } else { a < b })`.
    fn wrapped(&mut self) {
        for ((start, end), others) in std::mem::take(&mut self.wraps) {
            let mut pieces = vec![("(".to_owned(), None)];
            for (text, id) in others {
                pieces.push((format!("if crate::mutant::is({id}) {{ {text} }}"), Some(id)));
                pieces.push((" else ".to_owned(), None));
            }
            pieces.push(("{ ".to_owned(), None));
            self.insert((start, 1, usize::MAX - end), pieces);
            self.insert((end, 0, usize::MAX - start), vec![(" })".to_owned(), None)]);
        }
    }
}

/// Constants of a file's own in which mutants are: what the compiler counts has no switch.
fn late(file: &File, finder: &Finder<'_>) -> BTreeSet<String> {
    struct Constants<'f, 's>(&'f Finder<'s>, BTreeSet<String>);
    impl<'ast> Visit<'ast> for Constants<'_, '_> {
        fn visit_item_const(&mut self, item: &'ast ItemConst) {
            let range = item.expr.span().byte_range();
            let own = matches!(item.vis, Visibility::Inherited);
            if own && self.0.mutants.iter().any(|mutant| range.contains(&self.0.byte(mutant.span.start))) {
                self.1.insert(item.ident.to_string());
            }
        }
    }
    let mut constants = Constants(finder, BTreeSet::new());
    constants.visit_file(file);
    constants.1
}

/// Whether a chain of operators binds names on its way: it can be no expression elsewhere.
fn binds(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(ExprBinary { left, op: BinOp::And(_), right, .. }) => binds(left) || binds(right),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        // Only a direct operand is a link of the chain around it.
        if !matches!(expr, Expr::Binary(_)) {
            self.chain = None;
        }
        visit::visit_expr(self, expr);
    }

    /// Another operator may bind otherwise than the one it replaces: the whole chain is written again.
    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        let free = !binds(&binary.left) && !binds(&binary.right);
        let range = self.chain.take().unwrap_or_else(|| binary.span().byte_range());
        if free {
            for mutant in self.at(binary.op.span().start(), "BinaryOperator") {
                self.instead(&range, mutant);
            }
        }
        for operand in [&binary.left, &binary.right] {
            self.chain = free.then(|| range.clone());
            self.visit_expr(operand);
        }
        self.chain = None;
    }

    /// `const N: i64 = 2 * 3;` becomes a static that is counted at its first use.
    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        if self.late.contains(&item.ident.to_string()) {
            let (name, of, whole) =
                (&item.ident, &self.source[item.ty.span().byte_range()], item.expr.span().byte_range());
            let head = format!("static {name}: std::sync::LazyLock<{of}> = std::sync::LazyLock::new(|| -> {of} {{ /* ");
            self.insert((item.const_token.span().byte_range().start, 1, 0), vec![(head, None)]);
            self.insert((whole.start, 0, usize::MAX), vec![("*/ ".to_owned(), None)]);
            self.insert((whole.end, 0, usize::MAX), vec![(" })".to_owned(), None)]);
        }
        visit::visit_item_const(self, item);
    }

    fn visit_expr_path(&mut self, expr: &'ast ExprPath) {
        expr.path.get_ident().into_iter().for_each(|name| self.read(name));
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.read_within(called.tokens.clone());
    }

    fn visit_expr_unary(&mut self, unary: &'ast ExprUnary) {
        for mutant in self.at(unary.op.span().start(), "UnaryOperator") {
            self.instead(&unary.span().byte_range(), mutant);
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_struct(&mut self, expr: &'ast ExprStruct) {
        for field in &expr.fields {
            for mutant in self.at(field.span().start(), "StructField") {
                self.instead(&expr.span().byte_range(), mutant);
            }
        }
        visit::visit_expr_struct(self, expr);
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        for mutant in self.at(arm.span().start(), "MatchArm") {
            let text = format!(" if !crate::mutant::is({})", mutant.id);
            self.insert((arm.pat.span().byte_range().end, 0, usize::MAX), vec![(text, Some(mutant.id))]);
            self.placed.insert(mutant.id);
        }
        if let Some((_, guard)) = arm.guard.as_ref().filter(|(_, guard)| !binds(guard)) {
            for mutant in self.at(guard.span().start(), "MatchArmGuard") {
                self.instead(&guard.span().byte_range(), mutant);
            }
        }
        visit::visit_arm(self, arm);
    }
}
