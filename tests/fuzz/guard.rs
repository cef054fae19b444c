//! An input that never comes back is written down, and the run ends.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// No request of these sizes takes a hundredth of this.
const PATIENCE: Duration = Duration::from_secs(120);

/// Since when which input is being answered; none: the run is over.
type Watched = Arc<Mutex<Option<(Instant, Vec<u8>)>>>;

pub struct Guard(Watched);

impl Guard {
    pub fn start(folder: &Path) -> Self {
        let watched: Watched = Arc::new(Mutex::new(Some((Instant::now(), Vec::new()))));
        let (seen, folder) = (Arc::clone(&watched), PathBuf::from(folder));
        std::thread::spawn(move || {
            loop {
                // Copied first: a lock that lives as long as the loop's body would stop the run.
                let current = seen.lock().unwrap().clone();
                let Some((since, input)) = current else { return };
                if since.elapsed() > PATIENCE {
                    super::keep(&folder, &input);
                    eprintln!("no answer: {}", super::place(&folder, &input).display());
                    std::process::exit(1);
                }
                std::thread::sleep(Duration::from_secs(1));
            }
        });
        Self(watched)
    }

    pub fn watch(&self, input: &[u8]) {
        *self.0.lock().unwrap() = Some((Instant::now(), input.to_vec()));
    }

    pub fn end(&self) {
        *self.0.lock().unwrap() = None;
    }
}
