//! The one wasm file: cargo, then wasm-bindgen, then wasm-opt; usable unchanged by the glue and by PHP.

use crate::Outcome;
use crate::artifact::{read, run, write};
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::{env, fs};
use wasm_bindgen_cli_support::Bindgen;

pub const TARGET: &str = "wasm32-unknown-unknown";
/// 64 KiB of stack instead of 1 MiB: the module starts with two pages of memory. Reference types would give the module
/// a table and an import that PHP cannot serve.
const FLAGS: [&str; 2] = ["-Clink-arg=-zstack-size=65536", "-Ctarget-feature=-reference-types,-multivalue"];
/// What the translator to PHP and every browser understand. For speed, not size: PHP gains a twentieth, the file 3 %.
const OPTIMISER: [&str; 7] = [
    "-O3",
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--strip-producers",
];

/// Functions whose bodies PHP replaces: a copy of one anywhere else would go past it.
const PRIMITIVES: &str = "mg_text_*";

pub fn build(root: &Path, dist: &Path) -> Outcome {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    compile(root, &[], &[])?;
    let raw = target.join(TARGET).join("wasm/makegood.wasm");
    let work = target.join("xtask");
    let bound = bind(&raw, &work)?;
    let wasm = dist.join("makegood.wasm");
    fs::create_dir_all(dist)?;
    optimise(&bound, &wasm, &[])?;
    refuse_imports(&wasm)?;
    write(&dist.join("js/makegood.js"), read(&work.join("makegood.js"))?)?;
    // Node before 22 takes a .js file for an ES module only where a package says so.
    write(&dist.join("js/package.json"), "{\"type\":\"module\"}\n")?;
    write(&dist.join("makegood.d.ts"), read(&work.join("makegood.d.ts"))?)
}

/// Paths of this machine are renamed, so that the same sources give the same bytes elsewhere.
pub fn compile(root: &Path, more: &[&OsStr], settings: &[(&str, &str)]) -> Outcome {
    let home = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo")))?;
    let rename = |from: &str, to: &str| format!("--remap-path-prefix={from}={to}");
    let renamed = [rename(&root.display().to_string(), "makegood"), rename(&home, "cargo")];
    let flags: Vec<&str> = FLAGS.into_iter().chain(renamed.iter().map(String::as_str)).collect();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["build", "--quiet", "--package", "makegood", "--lib", "--profile", "wasm", "--target", TARGET];
    let mut command = Command::new(cargo);
    // Encoded, since a path may hold a space.
    command.args(arguments).args(more).envs(settings.iter().copied());
    run(command.current_dir(root).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))
}

fn bind(raw: &Path, work: &Path) -> Outcome<std::path::PathBuf> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(raw).web(true)?.typescript(true).remove_producers_section(true);
    bindgen.generate(work).map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    Ok(work.join("makegood_bg.wasm"))
}

pub fn optimise(bound: &Path, wasm: &Path, more: &[&str]) -> Outcome {
    let mut command = Command::new("wasm-opt");
    if knows_no_inline()? {
        command.arg(format!("--no-inline={PRIMITIVES}"));
    }
    run(command.args(OPTIMISER).args(more).arg(bound).arg("-o").arg(wasm))
        .map_err(|error| format!("{error} (wasm-opt comes with the package binaryen)").into())
}

/// Older releases lack the option, and leave exported functions of such a size alone; the translator refuses a module
/// in which one was inlined all the same.
fn knows_no_inline() -> Outcome<bool> {
    let help = Command::new("wasm-opt").arg("--help").output()?;
    Ok(String::from_utf8_lossy(&help.stdout).contains("--no-inline"))
}

/// A module that imports nothing runs anywhere and can do nothing but compute.
pub fn refuse_imports(wasm: &Path) -> Outcome {
    let bytes = read(wasm)?;
    match imports(&bytes) {
        Some(0) => Ok(()),
        Some(count) => Err(format!("{} has {count} imports; it has to have none", wasm.display()).into()),
        None => Err(format!("{} is not a wasm module", wasm.display()).into()),
    }
}

/// The number of imports: section 2, which begins with its count.
fn imports(bytes: &[u8]) -> Option<u64> {
    match section(bytes, 2)? {
        [] => Some(0),
        body => leb128(body).map(|(count, _)| count),
    }
}

/// What stands in a section; nothing where there is none. None: not a wasm module.
pub fn section(bytes: &[u8], wanted: u8) -> Option<&[u8]> {
    let mut rest = bytes.strip_prefix(b"\0asm\x01\0\0\0")?;
    while let [section, after @ ..] = rest {
        let (size, body) = leb128(after)?;
        let (body, next) = body.split_at_checked(usize::try_from(size).ok()?)?;
        if *section == wanted {
            return Some(body);
        }
        rest = next;
    }
    Some(&[])
}

/// An unsigned number in LEB128, and what follows it.
pub fn leb128(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(9) {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_imports() {
        let head = b"\0asm\x01\0\0\0";
        let module = |sections: &[u8]| [head.as_slice(), sections].concat();
        assert_eq!(imports(&module(&[])), Some(0));
        assert_eq!(imports(&module(&[1, 1, 0, 2, 3, 2, 0, 0])), Some(2));
        assert_eq!(imports(&module(&[1, 9, 0])), None);
        assert_eq!(imports(b"MZ"), None);
    }
}
