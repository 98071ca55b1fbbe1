//! Fixtures: small specs, one feature each, and where to find them.

pub mod markers;

use std::{
    fs,
    path::{Path, PathBuf},
};

use codegen::source::Sources;

/// A small spec that shows one feature, or one mistake.
#[derive(Debug)]
pub struct Fixture {
    /// The name of its file or folder.
    pub name: String,
    /// Its files, on top of `fixtures/api.yaml`.
    pub sources: Sources,
}

/// The folder of this crate.
#[must_use]
pub fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All fixtures in `fixtures/<kind>`, in name order. A fixture is one endpoint's file, or a folder of files whose
/// `api.yaml`, if any, is added to the common one; in it may be a folder `notifications`.
///
/// # Panics
///
/// If a file cannot be read: tests cannot go on without.
#[must_use]
#[expect(clippy::expect_used, reason = "only tests call this")]
pub fn fixtures(kind: &str) -> Vec<Fixture> {
    let folder = here().join("fixtures").join(kind);
    let fixtures = entries(&folder).into_iter().map(|path| {
        let name = path
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        let files = if path.is_dir() {
            entries(&path).iter().flat_map(|path| texts(path)).collect()
        } else {
            texts(&path)
        };
        Fixture {
            sources: beside_common(files),
            name,
        }
    });
    fixtures.collect()
}

#[expect(clippy::expect_used, reason = "only tests call this")]
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the fixtures' folder can be listed");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    paths.sort();
    paths
}

#[expect(clippy::expect_used, reason = "only tests call this")]
fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a fixture can be read")
}

/// The texts in a file, or in a folder of files, by their paths from there on.
#[expect(clippy::expect_used, reason = "only tests call this")]
fn texts(path: &Path) -> Vec<(String, String)> {
    let name = path.file_name().expect("a file has a name");
    let name = name.to_string_lossy().into_owned();
    if !path.is_dir() {
        return vec![(name, read(path))];
    }
    let inside = entries(path).into_iter().flat_map(|path| texts(&path));
    inside
        .map(|(file, text)| (format!("{name}/{file}"), text))
        .collect()
}

/// A spec of these files on top of `fixtures/api.yaml`. An `api.yaml` among them adds to the common one, unless it is a
/// whole one itself.
#[must_use]
pub fn beside_common(files: impl IntoIterator<Item = (String, String)>) -> Sources {
    let mut api = read(&here().join("fixtures/api.yaml"));
    let mut texts = Vec::new();
    for (name, text) in files {
        match (name.as_str(), text) {
            ("api.yaml", text) if text.contains("\nenvelope:") => api = text,
            ("api.yaml", text) => api.push_str(&text),
            (_, text) => texts.push((name, text)),
        }
    }
    texts.insert(0, ("api.yaml".to_owned(), api));
    Sources::from_texts(texts)
}
