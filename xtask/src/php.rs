//! The PHP made from the wasm file, by the workspace's own translator.

use crate::Outcome;
use crate::artifact::run;
use std::env;
use std::path::Path;
use std::process::Command;

/// The class that the bridge loads.
pub const CLASS: &str = "Makegood\\Generated\\Core";

/// What the bridge calls; the glue's own helpers would only make the file larger and its stack harder to follow.
const EXPORTS: [&str; 3] = ["mg_alloc", "mg_call", "mg_release"];

pub fn build(root: &Path, dist: &Path) -> Outcome {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root).args(["run", "--quiet", "--release", "--package", "wasm2php", "--"]);
    command.arg(dist.join("makegood.wasm")).args(["--class", CLASS, "--out"]).arg(dist.join("makegood.php"));
    command.arg("--primitives").arg(root.join("php-bridge/primitives"));
    for export in EXPORTS {
        command.args(["--export", export]);
    }
    run(&mut command)
}
