//! How the disk differs from what was generated: stale, missing and orphaned files.

use std::{
    collections::BTreeSet,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use codegen::{GENERATED_FOLDER, file_tree::FileTree};
use similar::TextDiff;

use crate::Failure;

/// How many lines of a file's diff are shown in a check.
const SHORT: usize = 12;

/// One file that is not as it was generated.
#[derive(Debug)]
pub struct Drift {
    /// Its path, relative to the repository's root.
    pub path: String,
    /// In which way.
    pub kind: Kind,
}

/// In which way a file is not as it was generated.
#[derive(Debug)]
pub enum Kind {
    /// Its text differs.
    Stale {
        /// What is on the disk.
        found: String,
        /// What was generated.
        generated: String,
    },
    /// It is not there.
    Missing {
        /// What was generated.
        generated: String,
    },
    /// Nothing generates it.
    Orphaned,
}

/// Every difference between `tree` and the files below `root`.
///
/// # Errors
///
/// A file or folder cannot be read.
pub fn find(tree: &FileTree, root: &Path) -> Result<Vec<Drift>, Failure> {
    let mut drifts = Vec::new();
    for (path, generated) in tree.iter() {
        let generated = generated.to_owned();
        let kind = match fs::read(root.join(path)) {
            Ok(bytes) if bytes == generated.as_bytes() => continue,
            Ok(bytes) => Kind::Stale {
                found: String::from_utf8_lossy(&bytes).into_owned(),
                generated,
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Kind::Missing { generated },
            Err(error) => return Err(format!("cannot read {path}: {error}")),
        };
        drifts.push(Drift {
            path: path.to_owned(),
            kind,
        });
    }
    let known: BTreeSet<&str> = tree.iter().map(|(path, _)| path).collect();
    for path in files_below(&root.join(GENERATED_FOLDER), root)? {
        if !known.contains(path.as_str()) {
            drifts.push(Drift {
                path,
                kind: Kind::Orphaned,
            });
        }
    }
    drifts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(drifts)
}

/// All files below `folder`, as paths relative to `root`, with forward slashes.
fn files_below(folder: &Path, root: &Path) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.exists() {
            continue;
        }
        let entries = fs::read_dir(&folder)
            .map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
        for entry in entries {
            let path: PathBuf = entry
                .map_err(|error| format!("cannot list {}: {error}", folder.display()))?
                .path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(root).unwrap_or(&path);
                files.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(files)
}

impl Drift {
    /// Makes the disk as it was generated.
    ///
    /// # Errors
    ///
    /// The file cannot be written or removed.
    pub fn mend(&self, root: &Path) -> Result<(), Failure> {
        let path = root.join(&self.path);
        let failed = |error: io::Error| format!("cannot write {}: {error}", self.path);
        match &self.kind {
            Kind::Stale { generated, .. } | Kind::Missing { generated } => {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).map_err(failed)?;
                }
                fs::write(&path, generated).map_err(failed)
            }
            Kind::Orphaned => fs::remove_file(&path).map_err(failed),
        }
    }

    /// The difference from the disk to what was generated, at most `lines` of it.
    #[must_use]
    pub fn diff(&self, lines: usize) -> String {
        let Kind::Stale { found, generated } = &self.kind else {
            return String::new();
        };
        let diff = TextDiff::from_lines(found, generated);
        let text = diff.unified_diff().context_radius(1).to_string();
        let shown: Vec<&str> = text.lines().take(lines).collect();
        let rest = text.lines().count().saturating_sub(lines);
        let more = if rest > 0 {
            format!("\n    … {rest} more lines")
        } else {
            String::new()
        };
        format!("    {}{more}\n", shown.join("\n    "))
    }

    /// The difference, short enough for a list of many.
    #[must_use]
    pub fn short_diff(&self) -> String {
        self.diff(SHORT)
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.kind {
            Kind::Stale { .. } => "stale   ",
            Kind::Missing { .. } => "missing ",
            Kind::Orphaned => "orphaned",
        };
        write!(f, "{word} {}", self.path)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use codegen::{GENERATED_FOLDER, file_tree::FileTree};

    use super::{Kind, find};

    #[test]
    fn stale_missing_and_orphaned_files_are_told_apart_and_mended() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(GENERATED_FOLDER);
        fs::create_dir_all(folder.join("deep")).unwrap();
        fs::write(folder.join("stale.rs"), "old\n").unwrap();
        fs::write(folder.join("same.rs"), "same\n").unwrap();
        fs::write(folder.join("deep/stray.txt"), "stray\n").unwrap();
        let mut tree = FileTree::default();
        for (name, text) in [
            ("stale.rs", "new\n"),
            ("same.rs", "same\n"),
            ("missing.rs", "text\n"),
        ] {
            tree.add(format!("{GENERATED_FOLDER}/{name}"), text.to_owned());
        }

        let drifts = find(&tree, root.path()).unwrap();
        let shown: Vec<String> = drifts.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "orphaned generated-client/src/generated/deep/stray.txt",
                "missing  generated-client/src/generated/missing.rs",
                "stale    generated-client/src/generated/stale.rs",
            ]
        );
        let stale = drifts
            .iter()
            .find(|drift| matches!(drift.kind, Kind::Stale { .. }))
            .unwrap();
        assert!(stale.short_diff().contains("-old") && stale.short_diff().contains("+new"));

        for drift in &drifts {
            drift.mend(root.path()).unwrap();
        }
        assert!(find(&tree, root.path()).unwrap().is_empty());
    }
}
