//! Files that are there as a whole or not at all, also after the power went: written beside, synced, renamed, and the
//! folder synced, since a name is an entry of its folder.

use super::fault::Fault;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// Folders of results.
pub(super) const RESULTS: [&str; 2] = ["adjustments", "review"];
pub(super) const SUMMARY: &str = "summary.json";

/// Makes a folder, if it is not there.
pub(super) fn folder(path: &Path) -> Result<(), Fault> {
    if path.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(path).and_then(|()| sync_folder(path)).map_err(|error| Fault::file(path, &error))
}

/// Writes a whole file.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let half = path.with_extension("tmp");
    let written = File::create(&half).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_data()
    });
    written.map_err(|error| Fault::file(&half, &error))?;
    place(&half, path)
}

/// Gives a file that is synced its name.
pub(super) fn place(half: &Path, path: &Path) -> Result<(), Fault> {
    fs::rename(half, path).and_then(|()| sync_folder(path)).map_err(|error| Fault::file(path, &error))
}

/// Syncs the folder that a name is in; only Unix lets a folder be opened.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent }) {
        Some(parent) if cfg!(unix) => File::open(parent)?.sync_all(),
        _ => Ok(()),
    }
}

/// Takes away what another close that never came to an end left among the results; other files stay.
pub(super) fn tidy(out: &Path) -> Result<(), Fault> {
    for path in RESULTS.map(|name| out.join(name)) {
        let Ok(entries) = fs::read_dir(&path) else { continue };
        for entry in entries {
            let path = entry.map_err(|error| Fault::file(&path, &error))?.path();
            if is_result(&path) {
                fs::remove_file(&path).map_err(|error| Fault::file(&path, &error))?;
            }
        }
    }
    Ok(())
}

/// `00001.ndjson`, `servers.ndjson`, `00001.tmp`.
fn is_result(path: &Path) -> bool {
    let [name, end] = [path.file_stem(), path.extension()].map(|part| part.and_then(|part| part.to_str()));
    let is_part = |name: &str| name.len() >= 5 && name.bytes().all(|byte| byte.is_ascii_digit());
    name.is_some_and(|name| name == "servers" || is_part(name))
        && end.is_some_and(|end| ["ndjson", "csv", "parquet", "tmp"].contains(&end))
}
