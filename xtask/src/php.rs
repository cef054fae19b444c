//! The PHP made from the wasm file, by the workspace's own translator: what every call needs in one file, the rest in
//! another that is loaded on demand.

use crate::Outcome;
use crate::artifact::{run, write};
use std::env;
use std::path::Path;
use std::process::Command;

/// The class that the bridge loads.
pub const CLASS: &str = "Makegood\\Generated\\Core";
/// The two files.
pub const FILES: [&str; 2] = ["makegood.php", "makegood-more.php"];

/// What the bridge calls; the glue's own helpers would only make the file larger and its stack harder to follow.
const EXPORTS: [&str; 3] = ["mg_alloc", "mg_ask", "mg_release"];

pub fn build(root: &Path, dist: &Path) -> Outcome {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let work = target.join("xtask");
    let (traced, hot) = (work.join("traced.php"), work.join("hot.txt"));
    std::fs::create_dir_all(&work)?;
    translate(root, dist, &traced, |command| command.arg("--trace"))?;
    write(&hot, entered(root, &traced)?)?;
    let [first, more] = FILES.map(|file| dist.join(file));
    translate(root, dist, &first, |command| command.arg("--hot").arg(&hot).arg("--more").arg(&more))
}

fn translate(root: &Path, dist: &Path, out: &Path, more: impl FnOnce(&mut Command) -> &mut Command) -> Outcome {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root).args(["run", "--quiet", "--release", "--package", "wasm2php", "--"]);
    command.arg(dist.join("makegood.wasm")).args(["--class", CLASS, "--out"]).arg(out);
    // LLVM's stack pointer is always the first global; Rust never misaligns an access that it calls aligned.
    command.args(["--stack", "0", "--aligned"]);
    command.arg("--primitives").arg(root.join("php-bridge/primitives"));
    for export in EXPORTS {
        command.args(["--export", export]);
    }
    run(more(&mut command))
}

/// The functions that usual calls enter, one a line. PHP's own settings are left out: a JIT could spoil the list.
fn entered(root: &Path, traced: &Path) -> Outcome<Vec<u8>> {
    let mut command = Command::new(env::var_os("PHP").unwrap_or_else(|| "php".into()));
    let script = root.join("xtask/src/training.php");
    let output = command.arg("-n").arg(script).arg(traced).arg(root).output();
    let output = output.map_err(|error| format!("php could not be started: {error}"))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        return Err(format!("the training calls failed: {}", String::from_utf8_lossy(&said)).into());
    }
    Ok(output.stdout)
}
