//! The texts that make up a spec, and the one place that reads them from the disk.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// One file of a spec.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path shown in diagnostics, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// All files of a spec: `api.yaml`, `quirks.yaml` and `endpoints/*.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// A file or folder of the spec could not be read.
#[derive(Debug)]
pub struct ReadError {
    path: PathBuf,
    cause: io::Error,
}

impl Sources {
    /// A spec from texts in memory, for tests and tools. Paths are shown in diagnostics; a path that
    /// ends in `api.yaml` or `quirks.yaml` is that file, every other one is an endpoint.
    pub fn from_texts<P: Into<String>, T: Into<String>>(
        texts: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        let files = texts
            .into_iter()
            .map(|(path, text)| SourceFile {
                path: path.into(),
                text: text.into(),
            })
            .collect();
        Self { files }
    }

    /// Reads the spec in `folder`: `api.yaml`, `quirks.yaml` and, in name order, `endpoints/*.yaml`.
    ///
    /// # Errors
    ///
    /// A file that is missing, unreadable or not UTF-8.
    pub fn read(folder: &Path) -> Result<Self, ReadError> {
        let mut paths = vec![folder.join("api.yaml"), folder.join("quirks.yaml")];
        paths.extend(endpoint_paths(&folder.join("endpoints"))?);
        let root = folder.parent().unwrap_or(folder);
        let files = paths
            .into_iter()
            .map(|path| {
                let text = fs::read_to_string(&path).map_err(|cause| ReadError {
                    path: path.clone(),
                    cause,
                })?;
                let shown = path.strip_prefix(root).unwrap_or(&path);
                Ok(SourceFile {
                    path: shown.to_string_lossy().replace('\\', "/"),
                    text,
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { files })
    }

    /// The files, in the order in which they are loaded. A [`Place`](crate::place::Place) counts into this list.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }
}

fn endpoint_paths(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let failed = |cause| ReadError {
        path: folder.to_owned(),
        cause,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot read {}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}
