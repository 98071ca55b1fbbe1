//! Scratch workspaces: copies of the client whose generated part comes from another spec, to compile and measure.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use codegen::{GENERATED_FOLDER, file_tree::FileTree};

use crate::{Failure, paths, shell};

/// A workspace of one or more copies of the client.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    members: Vec<String>,
}

impl Scratch {
    /// An empty workspace in `folder`, which is made anew. It shares the repository's lock file.
    ///
    /// # Errors
    ///
    /// The folder cannot be written.
    pub fn new(folder: &Path) -> Result<Self, Failure> {
        let failed = |error: io::Error| format!("cannot make {}: {error}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(failed)?;
        }
        fs::create_dir_all(folder).map_err(failed)?;
        fs::copy(paths::root().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(failed)?;
        Ok(Self {
            folder: folder.to_owned(),
            members: Vec::new(),
        })
    }

    /// Where the workspace is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds a copy of the client called `name`, with `tree` for its generated part. Its library is still called
    /// `wallet_client`; its hand-written examples and tests, which know the real endpoints, stay behind.
    ///
    /// # Errors
    ///
    /// Something cannot be read or written.
    pub fn add(&mut self, name: &str, tree: &FileTree) -> Result<PathBuf, Failure> {
        let source = paths::root().join("generated-client");
        let member = self.folder.join(name);
        for folder in ["src", "templates"] {
            copy_folder(&source.join(folder), &member.join(folder))?;
        }
        copy_file(&source.join("README.md"), &member.join("README.md"))?;
        let manifest = without_targets(&read(&source.join("Cargo.toml"))?)
            .replace("name = \"wallet-client\"", &format!("name = \"{name}\""))
            // It is built where the repository's own program is, which must stay.
            .replace("name = \"wallet\"", &format!("name = \"{name}-wallet\""))
            .replace(
                "[features]",
                "[lib]\nname = \"wallet_client\"\n\n[features]",
            );
        write(&member.join("Cargo.toml"), &manifest)?;
        for (path, text) in tree.iter() {
            let inner = path.strip_prefix("generated-client/").unwrap_or(path);
            write(&member.join(inner), text)?;
        }
        self.members.push(name.to_owned());
        self.write_root()?;
        Ok(member)
    }

    /// Copies a further file or folder of the client's into a member: a test, say, that holds for the member's spec, too.
    ///
    /// # Errors
    ///
    /// Something cannot be read or written.
    pub fn copy(&self, member: &Path, part: &str) -> Result<(), Failure> {
        let source = paths::root().join("generated-client").join(part);
        let copy = if source.is_dir() {
            copy_folder
        } else {
            copy_file
        };
        copy(&source, &member.join(part))
    }

    /// Runs a command of cargo's on the workspace, quietly. It builds where the repository builds, so that the
    /// dependencies are there already.
    ///
    /// # Errors
    ///
    /// The command fails.
    pub fn cargo(&self, command: &str, options: &[&str]) -> Result<(), Failure> {
        let target = paths::target();
        let target = target.to_string_lossy();
        let mut arguments = vec![command, "--quiet", "--target-dir", &target];
        arguments.extend(options);
        shell::run("cargo", &arguments, &self.folder)
    }

    fn write_root(&self) -> Result<(), Failure> {
        let members = self
            .members
            .iter()
            .map(|name| format!("\"{name}\""))
            .collect::<Vec<_>>()
            .join(", ");
        let root = read(&paths::root().join("Cargo.toml"))?;
        let lines = root.lines().map(|line| match line.split_once(" = ") {
            Some(("members", _)) => format!("members = [{members}]"),
            Some(("default-members", _)) => String::new(),
            _ => line.to_owned(),
        });
        write(
            &self.folder.join("Cargo.toml"),
            &lines.collect::<Vec<_>>().join("\n"),
        )
    }
}

/// A manifest without its `[[example]]`, `[[test]]` and `[[bench]]` tables, whose files stay behind. The command line comes
/// along: it is made for any spec.
fn without_targets(manifest: &str) -> String {
    let mut inside = false;
    let kept = manifest.lines().filter(|line| {
        if line.starts_with('[') {
            inside = line.starts_with("[[") && *line != "[[bin]]";
        }
        !inside
    });
    kept.map(|line| format!("{line}\n")).collect()
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    if from.ends_with(Path::new(GENERATED_FOLDER).file_name().unwrap_or_default()) {
        return Ok(());
    }
    let entries =
        fs::read_dir(from).map_err(|error| format!("cannot list {}: {error}", from.display()))?;
    for entry in entries {
        let path = entry
            .map_err(|error| format!("cannot list {}: {error}", from.display()))?
            .path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            copy_file(&path, &target)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Failure> {
    write(to, &read(from)?)
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| format!("cannot write {}: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}
