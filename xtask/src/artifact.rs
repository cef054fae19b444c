//! Small helpers around files and tools.

use crate::Outcome;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::Command;

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a file, or an error that names it.
pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Writes a file, making its folder.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Runs a tool to its end.
pub fn run(command: &mut Command) -> Outcome {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Err(error) => Err(format!("{program} could not be started: {error}").into()),
        Ok(status) if !status.success() => Err(format!("{program} failed: {status}").into()),
        Ok(_) => Ok(()),
    }
}
