//! Documentation pages: what they state is extracted, drafted, generated, compiled and called; and compared with the spec
//! again when they change.
//!
//! A folder in `fixtures/pages/` is one page: as a browser copies it (`page.txt`), as Markdown and as HTML, with the facts
//! that it states (`facts.json`), which hold for all three.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod called;
mod checked;
mod drafts;
mod facts;
mod hostile;
mod updated;

use std::{fs, path::PathBuf};

use tests::here;
use xtask::import::{self, Facts};

/// One page in one form.
pub struct Page {
    /// The folder's name.
    pub name: String,
    /// The file.
    pub path: PathBuf,
}

impl Page {
    /// What the page states.
    pub fn facts(&self) -> Facts {
        read(&self.path.to_string_lossy(), &fs::read(&self.path).unwrap())
    }

    /// What it ought to state.
    pub fn expected(&self) -> serde_json::Value {
        let text = fs::read_to_string(self.path.with_file_name("facts.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

/// The facts of a text.
pub fn read(name: &str, bytes: &[u8]) -> Facts {
    import::extract(name, &import::page::read(name, bytes).unwrap())
}

/// Every page in the form `form`, in the order of their names.
pub fn pages(form: &str) -> Vec<Page> {
    let folder = here().join("fixtures/pages");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let page = |name: String| Page {
        path: here()
            .join("fixtures/pages")
            .join(&name)
            .join(format!("page.{form}")),
        name,
    };
    names.into_iter().map(page).collect()
}

/// The three forms.
pub const FORMS: [&str; 3] = ["txt", "md", "html"];
