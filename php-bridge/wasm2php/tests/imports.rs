//! What a module imports: handed in, checked at the door, and calls that come back through it.

#[path = "common/scratch.rs"]
mod scratch;

use scratch::Scratch;

const HOST: &str = r#"(module
    (import "env" "i" (func $i (param i32 i64 f32 f64) (result i32)))
    (import "env" "l" (func $l (result i64)))
    (import "env" "f" (func $f (result f32)))
    (import "env" "d" (func $d (result f64)))
    (import "env" "two" (func $two (result i32 f64)))
    (import "env" "x" (func $x (param externref) (result externref)))
    (import "env" "r" (func $r (param funcref) (result funcref)))
    (import "env" "it's" (func $odd))
    (import "env" "start" (global $start i32))
    (memory 1)
    (func (export "i") (param i32 i64 f32 f64) (result i32)
        (call $i (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
    (func (export "l") (result i64) call $l)
    (func (export "f") (result f32) call $f)
    (func (export "d") (result f64) call $d)
    (func (export "two") (result i32 f64) call $two)
    (func (export "x") (param externref) (result externref) (call $x (local.get 0)))
    (func $named (export "r") (result funcref) (call $r (ref.func $named)))
    (func (export "given") (param funcref) (result i32) (ref.is_null (local.get 0)))
    (func (export "began") (result i32) global.get $start)
    (func (export "odd") call $odd)
    (func (export "store") (i32.store (i32.const 0) (i32.const 7)) call $odd))"#;

/// A full set of imports; `with` replaces one of them and instantiates again.
const SET: &str = r"
    $answer = static fn ($v) => static fn () => $v;
    $env = ['i' => $answer(1), 'l' => $answer(-1), 'f' => $answer(0.1), 'd' => $answer(0.1), 'two' => $answer([1, 2.5]),
        'x' => static fn ($v) => $v, 'r' => static fn ($v) => $v, 'it\'s' => $answer(null), 'start' => 41];
    $with = static function (array $other) use (&$env) { Core::instantiate(['env' => $other + $env]); };
    function error(callable $f): string {
        try { return var_export($f(), true); } catch (\Throwable $e) { return get_class($e) . ': ' . $e->getMessage(); }
    }
    ";

fn run(name: &str, script: &str) -> Vec<String> {
    let scratch = Scratch::new(name);
    scratch.php(HOST, &[], &format!("{SET}{script}")).lines().map(String::from).collect()
}

#[test]
fn a_missing_or_wrong_import_is_named() {
    let script = r#"
        echo error(fn () => Core::instantiate([])), "\n";
        echo error(fn () => Core::instantiate(['env' => 5])), "\n";
        foreach (['i' => 5, 'l' => 'no_such_function', 'it\'s' => null, 'start' => '41'] as $name => $value) {
            echo error(fn () => $with([$name => $value])), "\n";
        }
        echo error(fn () => $with(['start' => 4294967296])), "\n";
        unset($env['x']);
        echo error(fn () => $with([])), "\n";"#;
    let error = r"Made\By\ImportError: import env.";
    let expected = [
        "i is missing",
        "i is missing",
        "i has to be callable, is int",
        "l has to be callable, is string",
        "it's has to be callable, is null",
        "start gave string where i32 (int) is asked",
        "start gave 4294967296 where i32 (-2147483648 to 4294967295) is asked",
        "x is missing",
    ];
    assert_eq!(run("missing", script), expected.map(|text| format!("{error}{text}")));
}

#[test]
fn arguments_and_answers_have_the_documented_form() {
    let script = r#"
        $with(['i' => static function (...$all) { echo json_encode($all), ' '; return -1; }]);
        echo json_encode([Core::i(-1, -1, 0.1, 0.1), Core::l(), Core::f(), Core::d(), Core::two(), Core::began()]), "\n";
        $o = new \stdClass(); $f = Core::r();
        var_dump(Core::x($o) === $o, Core::x(null), Core::x([1]) === [1], is_int($f), Core::given($f), Core::given(null));
        foreach (['i' => [4294967296, -2147483649, 1.0, '1', null, true], 'l' => [1.0, null], 'f' => [1, '1.0'],
            'd' => [1], 'two' => [[1], [1, 2], ['a' => 1, 'b' => 2.0], 5], 'r' => ['Core', 10000, 0.5]] as $name => $bad) {
            foreach ($bad as $value) {
                $with([$name => $answer($value)]);
                echo strstr(error(fn () => $name === 'i' ? Core::i(0, 0, 0.0, 0.0) : Core::$name()), ' '), "\n";
            }
        }
        $with([]);
        echo strstr(error(fn () => Core::given(10000)), ' '), "\n";"#;
    let lines = run("answers", script);
    let expected = "\
[4294967295,-1,0.10000000149011612,0.1] [4294967295,-1,0.10000000149011612,0.1,[1,2.5],41]
bool(true)
NULL
bool(true)
bool(true)
int(0)
int(1)
 import env.i gave 4294967296 where i32 (-2147483648 to 4294967295) is asked
 import env.i gave -2147483649 where i32 (-2147483648 to 4294967295) is asked
 import env.i gave float where i32 (int) is asked
 import env.i gave string where i32 (int) is asked
 import env.i gave null where i32 (int) is asked
 import env.i gave bool where i32 (int) is asked
 import env.l gave float where i64 (int) is asked
 import env.l gave null where i64 (int) is asked
 import env.f gave int where a float is asked
 import env.f gave string where a float is asked
 import env.d gave int where a float is asked
 import env.two gave array where a list of 2 values is asked
 import env.two gave int where a float is asked
 import env.two gave array where a list of 2 values is asked
 import env.two gave int where a list of 2 values is asked
 import env.r gave string where a function reference of this class or null is asked
 import env.r gave int where a function reference of this class or null is asked
 import env.r gave float where a function reference of this class or null is asked
 10000 is no function reference of this class";
    assert_eq!(lines, expected.lines().collect::<Vec<_>>());
}

#[test]
fn exceptions_pass_and_calls_may_come_back() {
    let script = r#"
        $with(['it\'s' => static function () { throw new \DomainException('mine'); }]);
        echo error(fn () => Core::store()), ' ', ord(Core::memoryRead(0, 1)), "\n";
        $with(['it\'s' => static fn () => Core::instantiate([])]);
        echo error(fn () => Core::odd()), "\n";
        $depth = 0;
        $with(['it\'s' => static function () use (&$depth) { $depth++; Core::odd(); }]);
        echo error(fn () => Core::odd()), ' ', $depth > 500 && $depth < 2100 ? 'deep' : $depth, "\n";
        $depth = 0;
        echo error(fn () => Core::odd()), ' ', $depth > 500 && $depth < 2100 ? 'deep' : $depth, "\n";
        $with(['it\'s' => static function () { Core::memoryWrite(0, 'z'); }]);
        Core::store(); echo Core::memoryRead(0, 1), "\n";"#;
    let expected = [
        "DomainException: mine 7",
        "LogicException: instantiate() during a call",
        r"Made\By\Trap: call stack exhausted deep",
        r"Made\By\Trap: call stack exhausted deep",
        "z",
    ];
    assert_eq!(run("exceptions", script), expected);
}

#[test]
fn memory_table_and_globals_are_copied_and_measured() {
    let text = r#"(module
        (import "env" "memory" (memory 1 3))
        (import "env" "table" (table 2 4 externref))
        (import "env" "pi" (global $pi f64))
        (export "pi" (global $pi))
        (global (export "own") (mut i64) (i64.const -7))
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "more") (param i32) (result i32) (table.grow 0 (ref.null extern) (local.get 0)))
        (func (export "get") (param i32) (result externref) (table.get 0 (local.get 0))))"#;
    let script = r#"
        $env = ['memory' => ['bytes' => str_pad('abc', 65536, "\0"), 'max' => 2], 'table' => ['items' => [1, 'two'], 'max' => 4], 'pi' => 3.5];
        $with = static function (array $other) use ($env) { Core::instantiate(['env' => $other + $env]); };
        $with([]);
        echo Core::memoryRead(0, 3), Core::get(1), Core::globalGet('pi'), Core::globalGet('own'), ' ';
        foreach ([0, 1, 1] as $pages) echo Core::grow($pages), ' ';
        foreach ([2, 1] as $items) echo Core::more($items), ' ';
        echo "\n";
        $page = str_repeat("\0", 65536);
        foreach (['memory' => [null, $page, ['bytes' => 'abc', 'max' => 2], ['bytes' => '', 'max' => 2], ['bytes' => $page], ['bytes' => $page, 'max' => 4]],
            'table' => [['items' => [1], 'max' => 4], ['items' => ['a' => 1, 'b' => 2], 'max' => 4], ['items' => [1, 2], 'max' => 1]]] as $name => $bad) {
            foreach ($bad as $value) {
                try { $with([$name => $value]); echo 'taken '; } catch (Made\By\ImportError $e) { echo 'refused '; }
            }
        }
        try { Core::globalGet('none'); } catch (\OutOfBoundsException $e) { echo $e->getMessage(); }"#;
    let expected = "abctwo3.5-7 1 1 4294967295 2 4294967295 \n\
        refused refused refused refused refused refused refused refused refused no exported global none";
    assert_eq!(Scratch::new("copied").php(text, &[], script), expected);
}
