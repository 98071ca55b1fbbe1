//! The one place that reads a spec from the disk. It reads what a spec is made of and nothing else, goes on when a file
//! cannot be used, and never holds more than the limits below, whatever the folder holds.

use std::{
    fs::{self, File, FileType},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{Refusal, SourceFile, Sources};
use crate::diagnostic::Code;

/// How large one file may be. The largest real one has 7 kB; reading YAML takes up to 200 times as much memory.
const MAX_FILE_BYTES: u64 = MEBIBYTE;

/// How large all files may be together: a thousand endpoints take a third of it.
const MAX_SPEC_BYTES: u64 = 32 * MEBIBYTE;

const MEBIBYTE: u64 = 1 << 20;

/// How many entries a folder may have. Past it none of them is read, because a folder lists them in no order.
const MAX_ENTRIES: usize = 10_000;

impl Sources {
    /// Reads the spec in `folder`: `api.yaml`, `quirks.yaml` and, in name order, `endpoints/*.yaml` and
    /// `notifications/*.yaml`, which folder need not be there.
    ///
    /// It never fails: what is missing or cannot be used is among the files, with the reason, which
    /// [`load`](crate::load::load) reports along with all other mistakes.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let mut reading = Reading {
            files: Vec::new(),
            bytes_left: Some(MAX_SPEC_BYTES),
        };
        reading.spec(folder);
        Self {
            files: reading.files,
        }
    }
}

/// What has been read so far, and how much more may be.
struct Reading {
    files: Vec<SourceFile>,
    /// `None` once the spec has turned out too large, which is said once.
    bytes_left: Option<u64>,
}

/// One entry of a folder.
struct Entry {
    path: PathBuf,
    /// The path as shown, from the spec's folder on.
    shown: String,
    name: String,
    kind: FileType,
}

impl Entry {
    fn is_yaml(&self) -> bool {
        self.path.extension().is_some_and(|end| end == "yaml")
    }
}

impl Reading {
    fn spec(&mut self, folder: &Path) {
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        let shown = shown_name(&name.to_string_lossy());
        let Some(entries) = self.list(folder, &shown) else {
            return;
        };
        let wanted = ["api.yaml", "quirks.yaml", "endpoints", "notifications"];
        for wanted in wanted {
            match entries.iter().find(|entry| entry.name == wanted) {
                None if wanted == "notifications" => {}
                None => self
                    .files
                    .push(SourceFile::missing(&format!("{shown}/{wanted}"))),
                Some(entry) if ["endpoints", "notifications"].contains(&wanted) => {
                    self.folder(entry);
                }
                Some(entry) => self.file(entry),
            }
        }
        for entry in &entries {
            if !wanted.contains(&entry.name.as_str()) {
                self.stray(
                    entry,
                    "besides api.yaml and quirks.yaml, only files in `endpoints` and `notifications` are read",
                );
            }
        }
    }

    /// Reads the files of `endpoints` or `notifications`.
    fn folder(&mut self, folder: &Entry) {
        if !folder.kind.is_dir() {
            let problem = is_no("a folder", folder.kind);
            self.refuse(folder, &problem, "put a folder in its place");
            return;
        }
        for entry in self.list(&folder.path, &folder.shown).unwrap_or_default() {
            if entry.is_yaml() && !entry.kind.is_dir() {
                self.file(&entry);
            } else {
                let names = match folder.name.as_str() {
                    "notifications" => "a notification's file is called `<notification>.yaml`",
                    _ => "an endpoint's file is called `<operation>.yaml`",
                };
                self.stray(&entry, names);
            }
        }
    }

    /// The entries of a folder in name order, without hidden ones: those are editors' and version control's.
    fn list(&mut self, folder: &Path, shown: &str) -> Option<Vec<Entry>> {
        match entries(folder, shown) {
            Ok(entries) if entries.len() > MAX_ENTRIES => {
                let message = format!("`{shown}` holds more than {MAX_ENTRIES} files");
                let help = "one endpoint has one file; move what is no part of the spec elsewhere";
                let refusal = Refusal::new(Code::TooLarge, message, help);
                self.files
                    .push(SourceFile::refused(shown.to_owned(), refusal));
                None
            }
            Ok(entries) => Some(entries),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.files.push(SourceFile::missing(shown));
                None
            }
            Err(error) => {
                let refusal = unreadable(shown, &error);
                self.files
                    .push(SourceFile::refused(shown.to_owned(), refusal));
                None
            }
        }
    }

    /// Reads a file that is part of the spec by its name.
    fn file(&mut self, entry: &Entry) {
        let Some(bytes_left) = self.bytes_left else {
            return;
        };
        // Asked of the entry itself: to open a pipe would wait for its writer, and to read a device may never end.
        if entry.kind.is_symlink() {
            let help = "put the file itself here: a link may lead out of the spec, or nowhere";
            return self.refuse(entry, "is a link", help);
        }
        if !entry.kind.is_file() {
            let problem = is_no("a file", entry.kind);
            return self.refuse(entry, &problem, "put a text file in its place");
        }
        let limit = MAX_FILE_BYTES.min(bytes_left);
        let path = entry.shown.clone();
        self.files.push(match read(&entry.path, limit) {
            Ok(Some(bytes)) => {
                self.bytes_left = Some(bytes_left.saturating_sub(bytes.len() as u64));
                from_bytes(path, bytes)
            }
            Ok(None) if limit < MAX_FILE_BYTES => {
                self.bytes_left = None;
                let refusal = spec_too_large(&path);
                SourceFile::refused(path, refusal)
            }
            Ok(None) => {
                let refusal = file_too_large(&path);
                SourceFile::refused(path, refusal)
            }
            Err(error) => {
                let refusal = unreadable(&path, &error);
                SourceFile::refused(path, refusal)
            }
        });
    }

    /// Refuses an entry that looks like part of the spec and is not read. Anything else may lie about.
    fn stray(&mut self, entry: &Entry, names: &str) {
        let lower = entry.name.to_ascii_lowercase();
        let extensions = [".yaml", ".yml"];
        let stem = extensions.iter().find_map(|end| lower.strip_suffix(end));
        if entry.kind.is_dir() {
            let help = "move it out of the spec: only the folders `endpoints` and `notifications` are looked into";
            self.refuse(entry, "is a folder that nobody reads", help);
        } else if let Some(stem) = stem {
            let help = if entry.is_yaml() && !["api", "quirks"].contains(&stem) {
                format!("move it, or rename it: {names}")
            } else {
                format!("rename it to `{stem}.yaml`")
            };
            self.refuse(entry, "is not read under this name", &help);
        }
    }

    fn refuse(&mut self, entry: &Entry, problem: &str, help: &str) {
        let message = format!("`{}` {problem}", entry.shown);
        let refusal = Refusal::new(Code::Unreadable, message, help);
        self.files
            .push(SourceFile::refused(entry.shown.clone(), refusal));
    }
}

/// At most one entry more than allowed, so that a folder without end is not listed to its end.
fn entries(folder: &Path, shown: &str) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)?.take(MAX_ENTRIES + 1) {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        entries.push(Entry {
            path: entry.path(),
            shown: format!("{shown}/{}", shown_name(&name)),
            kind: entry.file_type()?,
            name,
        });
    }
    if entries.len() <= MAX_ENTRIES {
        entries.retain(|entry| !entry.name.starts_with('.'));
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// A name as it is shown: what would move the cursor or hide text is escaped.
fn shown_name(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_control() {
                c.escape_default().to_string()
            } else {
                c.to_string()
            }
        })
        .collect()
}

/// The file's bytes, or `None` if there are more than `limit`.
fn read(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    // The length that the system tells is not asked: it may be wrong, or change meanwhile.
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn from_bytes(path: String, bytes: Vec<u8>) -> SourceFile {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return SourceFile::new(path, text),
        Err(error) => error,
    };
    let start = error.utf8_error().valid_up_to();
    let byte = error.as_bytes().get(start).copied().unwrap_or_default();
    let message = format!("`{path}` is not UTF-8: the byte 0x{byte:02X} stands here");
    let mut refusal = Refusal::new(Code::Unreadable, message, "save the file as UTF-8");
    // Up to that byte the shown text is the file's; there it has a replacement character.
    refusal.at = (start, start + char::REPLACEMENT_CHARACTER.len_utf8());
    SourceFile {
        text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
        ..SourceFile::refused(path, refusal)
    }
}

fn file_too_large(path: &str) -> Refusal {
    let message = format!("`{path}` is larger than {} MiB", MAX_FILE_BYTES / MEBIBYTE);
    let help = "a file holds one endpoint, or what all endpoints share: split it, or shorten it";
    Refusal::new(Code::TooLarge, message, help)
}

fn spec_too_large(path: &str) -> Refusal {
    let message = format!(
        "the spec is larger than {} MiB: `{path}` and what follows it are not read",
        MAX_SPEC_BYTES / MEBIBYTE
    );
    let help = "move what is no part of the spec elsewhere";
    Refusal::new(Code::TooLarge, message, help)
}

fn unreadable(path: &str, error: &io::Error) -> Refusal {
    let message = format!("`{path}` cannot be read: {error}");
    Refusal::new(
        Code::Unreadable,
        message,
        "make it readable, and run this again",
    )
}

fn is_no(wanted: &str, kind: FileType) -> String {
    let what = if kind.is_dir() {
        "a folder"
    } else if kind.is_file() {
        "a file"
    } else if kind.is_symlink() {
        "a link"
    } else {
        "a pipe, a socket or a device"
    };
    format!("is {what}, not {wanted}")
}
