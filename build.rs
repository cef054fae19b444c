//! Computes the hash of the core's sources, which `describe` reports: the same for every build of the same sources.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = vec![root.join("Cargo.toml")];
    collect(&root.join("src"), &mut files)?;
    let mut named: Vec<(String, PathBuf)> = files.into_iter().map(|file| (relative(&root, &file), file)).collect();
    named.sort();

    let mut hash = Sha256::new();
    for (name, file) in &named {
        let bytes = fs::read(file)?;
        // Lengths keep a name and the contents beside it apart.
        hash.update(format!("{}:{}:{}:", name.len(), name, bytes.len()));
        hash.update(&bytes);
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=MAKEGOOD_SOURCE_HASH={hex}");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.toml");
    Ok(())
}

/// Every Rust file under `folder`.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// The path below the package, with `/` on every system.
fn relative(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).unwrap_or(file);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
