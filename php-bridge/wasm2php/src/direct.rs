//! `self` becomes the class's name: what `self` stands for, PHP works out anew each time, a name once.

/// `text`, members of one class, with `self::$…` and `self::…(` under the name that `class` gives for it. Constants stay:
/// PHP puts their values in as it compiles. Strings and comments stay as well.
pub fn named<'a>(text: &str, class: impl Fn(&str) -> &'a str) -> String {
    const SELF: &str = "self::";
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut rest = text;
    while let Some(first) = rest.find(['\'', '"', '/', 's']) {
        let (before, from) = rest.split_at(first);
        out.push_str(before);
        let own = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '\\'));
        let taken = match from.as_bytes() {
            [quote @ (b'\'' | b'"'), ..] => string(from, *quote),
            [b'/', b'/', ..] => from.find('\n').unwrap_or(from.len()),
            [b'/', b'*', ..] => from.find("*/").map_or(from.len(), |end| end + 2),
            _ => match from.strip_prefix(SELF).and_then(member).filter(|_| own) {
                Some(member) => {
                    out.push_str(class(member));
                    out.push_str("::");
                    rest = &from[SELF.len()..];
                    continue;
                }
                None => 1,
            },
        };
        out.push_str(&from[..taken]);
        rest = &from[taken..];
    }
    out + rest
}

/// The property (with its `$`) or the method that `from` begins with.
fn member(from: &str) -> Option<&str> {
    let name = from.strip_prefix('$').unwrap_or(from);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
    let (all, after) = from.split_at(from.len() - name.len() + end);
    (all.starts_with('$') || after.starts_with('(')).then_some(all)
}

/// The length of the string that `from` begins with.
fn string(from: &str, quote: u8) -> usize {
    let mut bytes = from.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            byte if byte == quote => return at + 1,
            _ => {}
        }
    }
    from.len()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn calls_and_state_get_the_name() {
        let rows = [
            ("return self::f1($m)+self::$g0;", "return C::f1($m)+C::$g0;"),
            ("self::$o.='self::$x';self::g();", "C::$o.='self::$x';C::g();"),
            ("$a=\"\\\"self::f(\".self::f();", "$a=\"\\\"self::f(\".C::f();"),
            ("$a='it\\'s self::f()'.self::f();", "$a='it\\'s self::f()'.C::f();"),
            (
                "/** it's self::f() */ self::f();// isn't self::g()\nself::g();",
                "/** it's self::f() */ C::f();// isn't self::g()\nC::g();",
            ),
            ("self::MAX_PAGES-self::FUNCTIONS[$x]/2", "self::MAX_PAGES-self::FUNCTIONS[$x]/2"),
            ("myself::f();$self::g();\\self::h();ss=self::i();", "myself::f();$self::g();\\self::h();ss=C::i();"),
            ("", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(named(text, |_| "C"), expected);
        }
    }

    #[test]
    fn each_member_has_its_class() {
        let class = |member: &str| if member == "f1" { "A" } else { "B" };
        assert_eq!(named("self::f1(self::f12(self::$f1))", class), "A::f1(B::f12(B::$f1))");
    }
}
