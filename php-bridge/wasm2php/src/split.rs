//! Two files instead of one: what usual calls need, and a second class that the first one loads when it is asked for
//! the rest.

use std::collections::HashSet;

use crate::emit::{Method, Parts};
use crate::module::Refusal;
use crate::{direct, imports, runtime};

/// How to split: the names of the functions for the first file, and the name of the second file beside it.
pub struct Split<'a> {
    pub hot: &'a str,
    pub file: &'a str,
}

const MORE: &str = r"/** Loads the second file, once it has proved to be the one that was made with this one. */
private static function _more(): void
{
    $file = __DIR__ . '/FILE';
    if (\class_exists(CLASSMore::class, false)) {
        throw new Trap('the second file was loaded by somebody else');
    }
    if (!\is_file($file) || \hash_file('sha256', $file) !== 'DIGEST') {
        throw new Trap('the second file is missing, or not the one that was made with this one');
    }
    // PHP takes some 60 MB to read it (with OPcache some more, once), of which 20 stay: more than many hosts leave.
    $limit = \function_exists('ini_get') && \function_exists('ini_set') ? \ini_get('memory_limit') : false;
    $lifted = $limit !== false && @\ini_set('memory_limit', '-1') !== false;
    require $file;
    $lifted && @\ini_set('memory_limit', $limit);
    self::$more = true;
}
private static $more=false;
private function __construct()
{
}
";

fn join<'a>(methods: impl Iterator<Item = &'a Method>) -> String {
    methods.map(|method| method.text.as_str()).collect()
}

impl Parts {
    /// Everything in one class.
    pub fn whole(&self) -> String {
        let mut class = self.members.clone() + &join(self.functions.iter()) + &join(self.dispatchers.iter());
        class.push_str(&runtime::helpers(&class, "").concat());
        imports::functions(&mut class, &self.calls);
        let class = direct::named(&self.settle(class), |_| &self.class);
        let text = format!("{}{}final class {}\n{{\n{class}}}\n", self.head, self.errors, self.class);
        self.sign(&text)
    }

    /// First and second file.
    pub fn split(&self, split: &Split<'_>) -> Result<(String, String), Refusal> {
        let wanted: HashSet<&str> = split.hot.split_whitespace().collect();
        let known = |name: &&str| self.functions.iter().any(|method| method.name == **name);
        if let Some(name) = wanted.iter().copied().filter(|name| !known(name)).min() {
            return Err(Refusal::Invalid(format!("the list of hot functions names {name}, which is not there")));
        }
        let (hot, cold): (Vec<_>, Vec<_>) = self.functions.iter().partition(|m| wanted.contains(m.name.as_str()));
        let mut first = self.members.clone() + &join(hot.into_iter());
        let mut second = join(cold.iter().copied());
        for dispatcher in &self.dispatchers {
            // The first class has it also for the second one.
            let side = if first.contains(&dispatcher.called()) { &mut first } else { &mut second };
            side.push_str(&dispatcher.text);
        }
        let stubs: String =
            cold.iter().filter(|method| first.contains(&method.called())).map(|m| self.stub(m)).collect();
        first.push_str(&stubs);
        first.push_str(&runtime::helpers(&first, "").concat());
        second.push_str(&runtime::helpers(&second, &first).concat());
        let mut all = first.clone() + &second;
        let before = all.len();
        imports::functions(&mut all, &self.calls);
        first.push_str(&all[before..]);

        let class = &self.class;
        let head = &self.head;
        let shared = |text: String| {
            text.replace("private static ", "protected static ").replace("private const ", "protected const ")
        };
        // Only what the second class brings or overrides is its own.
        let more_class = format!("{class}More");
        let second = self.settle(second);
        let methods = second.split("static function ").skip(1).filter_map(|rest| rest.split_once('('));
        let own: HashSet<&str> = methods.map(|(name, _)| name).collect();
        let second = direct::named(&second, |member| if own.contains(member) { &more_class } else { class });
        let second = format!("{head}final class {more_class} extends {class}\n{{\n{}}}\n", shared(second));
        let second = self.sign(&second);
        let digest = runtime::hex(second.as_bytes());
        let more = MORE.replace("FILE", split.file).replace("DIGEST", &digest).replace("CLASS", class);
        let first = shared(direct::named(&self.settle(first), |_| class)) + &direct::named(&more, |_| class);
        Ok((self.sign(&format!("{head}{}class {class}\n{{\n{first}}}\n", self.errors)), second))
    }

    /// Stands in the first class for a function of the second one, which overrides it.
    fn stub(&self, method: &Method) -> String {
        let Method { name, parameters, .. } = method;
        let arguments = parameters.replace('&', "");
        format!(
            "private static function {name}({parameters}){{self::$more||self::_more();return {}More::{name}({arguments});}}\n",
            self.class
        )
    }
}
