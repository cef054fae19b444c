//! The command line: what it refuses, what it writes at the head of the file, and how the class behaves.

#[path = "common/scratch.rs"]
mod scratch;

use std::process::Command;

use scratch::Scratch;
use sha2::{Digest, Sha256};

/// What the script prints, with a fresh instance.
fn started(scratch: &Scratch, text: &str, options: &[&str], script: &str) -> String {
    scratch.php(text, options, &format!("Core::instantiate();{script}"))
}

#[test]
fn refuses_features_by_name() {
    let scratch = Scratch::new("refusals");
    let cases = [
        (r#"(module (import "env" "count" (global (mut i32))))"#, "import of a mutable global (env.count)"),
        (r#"(module (import "env" "tag" (tag)))"#, "exceptions"),
        ("(module (func (result v128) v128.const i64x2 0 0))", "SIMD"),
        ("(module (memory 1 1 shared) (func i32.const 0 i32.const 0 memory.atomic.notify drop))", "threads"),
        ("(module (memory 1) (memory 1))", "multi"),
        ("(module (memory i64 1))", "memory64"),
        ("(module (func $f return_call $f))", "tail calls"),
        ("(module (tag) (func throw 0))", "exceptions"),
        ("(module (type $f (func)) (func (param (ref $f)) (call_ref $f (local.get 0))))", "function references"),
        ("(module (type (struct (field i32))))", "gc"),
        ("(module (global i32 (i32.add (i32.const 1) (i32.const 2))))", "constant expression"),
    ];
    for (text, feature) in cases {
        let output = scratch.compile(text, &[]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{text}: {message}");
        assert!(message.to_lowercase().contains(&feature.to_lowercase()), "{text}: {message}");
    }
    assert_eq!(scratch.compile("(module)", &["--export", "absent"]).status.code(), Some(2));
}

#[test]
fn an_invalid_module_is_not_a_refusal() {
    let scratch = Scratch::new("invalid");
    let input = scratch.0.join("in.wasm");
    std::fs::write(&input, b"\0asm\x01\0\0\0\x01").expect("write");
    let run = Command::new(env!("CARGO_BIN_EXE_wasm2php"))
        .arg(input)
        .args(["--class", "C", "--out"])
        .arg(scratch.0.join("out.php"))
        .output()
        .expect("runs");
    assert_eq!(run.status.code(), Some(1));
    assert!(!scratch.0.join("out.php").exists());
}

#[test]
fn the_header_names_source_and_body() {
    let scratch = Scratch::new("header");
    assert!(scratch.compile("(module (memory 1))", &[]).status.success());
    let hex = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let php = std::fs::read_to_string(scratch.0.join("out.php")).expect("written");
    let mut lines = php.splitn(5, '\n');
    assert_eq!(lines.next(), Some("<?php"));
    assert!(lines.next().is_some_and(|line| line.contains(env!("CARGO_PKG_VERSION"))));
    let wasm = std::fs::read(scratch.0.join("in.wasm")).expect("there");
    assert_eq!(lines.next(), Some(format!("// wasm sha256 {}", hex(&wasm)).as_str()));
    let body = lines.next().expect("body line").to_string();
    assert!(body.contains(&hex(lines.next().expect("body").as_bytes())), "{body}");
}

#[test]
fn bytes_pass_in_and_out_within_bounds() {
    let scratch = Scratch::new("bytes");
    let script = r"
        $all = random_bytes(65536);
        Core::memoryWrite(0, $all); echo Core::memoryRead(0, 65536) === $all ? 'same ' : 'different ';
        foreach ([[1, 1], [3, 2], [5, 7], [65533, 3], [2, 40001], [65536, 0]] as [$at, $n]) {
            $part = $n ? random_bytes($n) : '';
            Core::memoryWrite($at, $part);
            $all = substr_replace($all, $part, $at, $n);
            echo Core::memoryRead(0, 65536) === $all && Core::memoryRead($at, $n) === $part ? 'ok ' : 'bad ';
        }
        foreach ([[-1, 1], [65536, 1], [65535, 2], [0, -1], [PHP_INT_MAX, 1]] as [$at, $n]) {
            echo trap(fn () => Core::memoryRead($at, $n)) === 'out of bounds memory access' ? 'trap ' : 'read ';
        }
        echo trap(fn () => Core::memoryWrite(65535, 'ab')), ' ', trap(fn () => Core::memoryWrite(-1, 'a'));";
    let expected =
        "same ok ok ok ok ok ok trap trap trap trap trap out of bounds memory access out of bounds memory access";
    assert_eq!(started(&scratch, "(module (memory 1))", &[], script), expected);
}

#[test]
fn a_trap_leaves_a_class_that_can_start_afresh() {
    let scratch = Scratch::new("afresh");
    let text = r#"(module (memory 1) (global $g (mut i32) (i32.const 7)) (data (i32.const 0) "abc")
        (func (export "spoil") (global.set $g (i32.const 9)) (i32.store8 (i32.const 0) (i32.const 122)) unreachable)
        (func $deep (export "deep") (param i32) (result i32) (i32.add (call $deep (local.get 0)) (i32.const 1)))
        (func (export "g") (result i32) global.get $g)
        (func (export "class") (param i32) (result i32) local.get 0)
        (func (export "memoryRead") (result i32) i32.const 5)
        (func (export "f1") (result i32) i32.const 6))"#;
    let script = r"
        echo trap(fn () => Core::spoil()), ' ', Core::g(), Core::memoryRead(0, 3), ' ';
        Core::instantiate(); echo Core::g(), Core::memoryRead(0, 3), ' ';
        echo trap(fn () => Core::deep(1)), ' ', trap(fn () => Core::deep(1)), ' ';
        echo Core::class_(-1), ' ', Core::memoryRead_(), ' ', Core::x_f1();";
    let expected = "unreachable 9zbc 7abc call stack exhausted call stack exhausted 4294967295 5 6";
    assert_eq!(started(&scratch, text, &["-d", "memory_limit=64M"], script), expected);
}

#[test]
fn memory_stops_growing_before_php_runs_out() {
    let scratch = Scratch::new("growth");
    let text = r#"(module (memory 1) (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))"#;
    let script = r"
        for ($pages = 1; Core::grow(4) !== 4294967295; $pages += 4);
        Core::memoryWrite(($pages << 16) - 1, 'z');
        echo $pages >= 16 && $pages < 512 ? 'stopped' : $pages, ' ', trap(fn () => Core::memoryRead($pages << 16, 1));";
    let limits = ["-d", "memory_limit=64M"];
    assert_eq!(started(&scratch, text, &limits, script), "stopped out of bounds memory access");
}

#[test]
fn a_shadow_stack_ends_in_a_trap() {
    let scratch = Scratch::new("stack");
    // Frames of 4096 bytes in a stack of 64 KiB: sixteen fit. The last word of each frame is its own depth.
    let text = r#"(module (memory 2) (global $sp (mut i32) (i32.const 65536))
        (func $down (export "down") (param i32) (result i32) (local i32)
            global.get $sp i32.const 4096 i32.sub local.tee 1 global.set $sp
            local.get 1 local.get 0 i32.store offset=4092
            local.get 0 if local.get 0 i32.const 1 i32.sub call $down drop end
            local.get 1 i32.load offset=4092
            local.get 1 i32.const 4096 i32.add global.set $sp)
        (func (export "leaf") (param i32) (result i32) global.get $sp local.get 0 i32.sub i32.load)
        (func (export "away") (param i32) local.get 0 i32.const -16 i32.and global.set $sp))"#;
    let script = r"
        echo Core::down(0), ' ', Core::down(15), ' ', trap(fn () => Core::down(16)), ' ';
        Core::instantiate(); echo Core::down(15), ' ', trap(fn () => Core::leaf(65532)), ' ', trap(fn () => Core::leaf(65537)), ' ';
        foreach ([0, 65536, 65552, -16] as $to) {
            Core::instantiate(); echo $to, ' ', trap(fn () => Core::away($to)), ' ';
        }";
    let deep = "call stack exhausted";
    let expected =
        format!("0 15 {deep} 15 none out of bounds memory access 0 none 65536 none 65552 {deep} -16 {deep} ");
    let script = format!("Core::instantiate();{script}");
    assert_eq!(scratch.php_of(text, &["--stack", "0"], &[], &script), expected);
    let php = std::fs::read_to_string(scratch.0.join("out.php")).expect("written");
    let checked = php.lines().find(|line| line.contains("??self::_u4($l1"));
    assert_eq!(checked, None, "a word of the frame is still checked");
}

#[test]
fn a_global_that_is_no_shadow_stack_is_refused() {
    let scratch = Scratch::new("no-stack");
    let cases = [
        ("(memory 1) (global (mut i32) (i32.const 65540))", "outside the memory"),
        ("(global (mut i32) (i32.const 16))", "outside the memory"),
        ("(memory 1) (global i32 (i32.const 16))", "module's own"),
        ("(memory 1) (global (export \"g\") (mut i32) (i32.const 16))", "module's own"),
        ("(memory 1) (global (mut i64) (i64.const 16))", "no i32 constant"),
        ("(import \"env\" \"g\" (global i32)) (memory 1)", "no i32 constant"),
        ("(memory 1)", "no such global"),
    ];
    for (text, reason) in cases {
        let output = scratch.compile(&format!("(module {text})"), &["--stack", "0"]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{text}: {message}");
        assert!(message.contains(reason), "{text}: {message}");
    }
}

#[test]
fn a_misaligned_access_traps_when_it_claims_to_be_aligned() {
    let scratch = Scratch::new("aligned");
    let text = r#"(module (memory 1)
        (func (export "load") (param i32) (result i32) local.get 0 i32.load)
        (func (export "two") (param i32) (result i32) local.get 0 i32.load offset=8 local.get 0 i32.load i32.add)
        (func (export "up") (param i32) (result i32) local.get 0 i32.const 7 i32.store offset=4 local.get 0 i32.load offset=8)
        (func (export "store") (param i32) local.get 0 i32.const 7 i32.store)
        (func (export "wide") (param i32) local.get 0 i64.const 7 i64.store)
        (func (export "loose") (param i32) (result i32) local.get 0 i32.load align=1))"#;
    let script = r"
        Core::instantiate();
        foreach ([4, 65524, 5, 65526, 65528, 65532, 65536, -4] as $at) {
            foreach (['load', 'two', 'up', 'store', 'wide', 'loose'] as $f) { echo trap(fn () => Core::$f($at)) === 'none' ? $f[0] : '-'; }
            echo ' ';
        }";
    let expected = "ltuswl ltuswl -----l -----l l--swl l--s-l ------ ------ ";
    assert_eq!(scratch.php_of(text, &["--aligned"], &[], script), expected);
    assert_eq!(scratch.php(text, &[], script), "ltuswl ltuswl ltuswl l--swl l--swl l--s-l ------ ------ ");
}

#[test]
fn what_a_condition_proves_ends_where_it_should() {
    let scratch = Scratch::new("bounds");
    let relations = [("lt_u", "<"), ("le_u", "<="), ("gt_u", ">"), ("ge_u", ">="), ("eq", "=="), ("ne", "!=")];
    let (mut text, mut script) =
        (String::from("(module "), String::from("$edge=[0,1,2,3,4294967292,4294967293,4294967294,4294967295];$n=0;"));
    for (name, relation) in relations {
        for (place, bound) in [0u32, 1, 2, u32::MAX - 1, u32::MAX].into_iter().enumerate() {
            let export = format!("{name}{place}");
            // Sums that leave 32 bits for just one value more than the condition lets through, and just not.
            let sums = |step: i32| format!("local.get 0 i32.const {step} i32.add i64.extend_i32_u return");
            for (by, step) in [1i32, 2, -1, -2].into_iter().enumerate() {
                text.push_str(&format!(
                    "(func (export \"{export}x{by}\") (param i32) (result i64) local.get 0 i32.const {} i32.{name} if {} end {})",
                    bound.cast_signed(), sums(step), sums(-step)
                ));
                script.push_str(&format!(
                    "foreach($edge as $x){{$n++;$w=$x{relation}{bound}?$x+({step}):$x-({step});if(Core::{export}x{by}($x)!==($w&4294967295))echo '{export} {step} ',$x,' ';}}"
                ));
            }
        }
    }
    text.push(')');
    assert_eq!(started(&scratch, &text, &[], &format!("{script}echo $n;")), "960");
}
