//! Computes the hash of the core's sources, which `describe` reports: the same for every build of the same sources. And
//! makes one Rust value of each catalogue of texts, so that a text that is missing does not compile, nor one that English
//! has not; one that nobody uses is a warning, which lint refuses.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where the catalogues are; a language is a file, English says which texts there are.
const TEXTS: &str = "src/explain/texts";

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
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("texts.rs"), catalogues(&root.join(TEXTS))?)
}

/// Every Rust file and every catalogue under `folder`.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "rs" || end == "json") {
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

/// The names in braces of a text, or of both its forms.
fn blanks(text: &Value) -> BTreeSet<&str> {
    let forms = text.as_object().map_or_else(|| vec![text], |forms| forms.values().collect());
    let parts = forms.into_iter().filter_map(Value::as_str).flat_map(|form| form.split('{').skip(1));
    parts.map(|rest| rest.split_once('}').map_or(rest, |(name, _)| name)).collect()
}

/// A type with a field for each text, a value of it for each language, and the list of languages.
fn catalogues(folder: &Path) -> io::Result<String> {
    let mut languages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let texts: Map<String, Value> = serde_json::from_str(&fs::read_to_string(&path)?)?;
        languages.push((name, texts));
    }
    languages.sort_by(|(one, _), (other, _)| one.cmp(other));
    let english = languages.iter().find(|(name, _)| name == "en").map(|(_, texts)| texts);
    for (name, texts) in &languages {
        for (id, text) in texts {
            if let Some(known) = english.and_then(|english| english.get(id)).map(blanks)
                && !blanks(text).is_subset(&known)
            {
                return Err(io::Error::other(format!("{name}.json: {id} has a blank that the English text has not")));
            }
        }
    }
    let mut code = String::from("/// The texts of one language.\n#[derive(Debug)]\npub(crate) struct Texts {\n");
    for (id, text) in english.into_iter().flatten() {
        let kind = if text.is_object() { "Plural" } else { "&'static str" };
        let _ = writeln!(code, "    pub {id}: {kind},");
    }
    code.push_str("}\n");
    for (name, texts) in &languages {
        let _ = writeln!(code, "static {}: Texts = Texts {{", name.to_uppercase().replace('-', "_"));
        for (id, text) in texts {
            let _ = match text {
                Value::Object(forms) => {
                    writeln!(code, "    {id}: Plural {{ one: {}, other: {} }},", forms["one"], forms["other"])
                }
                text => writeln!(code, "    {id}: {text},"),
            };
        }
        code.push_str("};\n");
    }
    code.push_str("/// Every language by its code.\npub(crate) static LANGUAGES: &[(&str, &Texts)] = &[\n");
    for (name, _) in &languages {
        let _ = writeln!(code, "    (\"{name}\", &{}),", name.to_uppercase().replace('-', "_"));
    }
    code.push_str("];\n");
    Ok(code)
}
