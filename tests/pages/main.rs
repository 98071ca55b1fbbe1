//! Documentation pages: what they state is extracted, drafted, generated, compiled and called; and compared with the spec
//! again when they change.
//!
//! A folder in `fixtures/pages/` is one page: as a browser copies it (`page.txt`), as Markdown and as HTML, with the facts
//! that it states (`facts.json`), which hold for all three, and for any other form that there is of it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod called;
mod changes;
mod checked;
mod contrasts;
mod drafts;
mod facts;
mod heldout;
mod hostile;
mod rendered;
mod updated;

use std::{fs, path::PathBuf};

use tests::here;
use xtask::import::{self, Facts};

/// Where pages of other hands are, below `fixtures/heldout`.
const HELD_OUT: [&str; 2] = ["seen", "unseen"];

/// One page in one form.
pub(crate) struct Page {
    /// The folder's name.
    pub(crate) name: String,
    /// The file.
    pub(crate) path: PathBuf,
}

impl Page {
    /// What the page states.
    pub(crate) fn facts(&self) -> Facts {
        read(&self.path.to_string_lossy(), &fs::read(&self.path).unwrap())
    }

    /// What it ought to state. What only one form of the page has stands under `inconsistencies_of`, by the file's name.
    pub(crate) fn expected(&self) -> serde_json::Value {
        let text = fs::read_to_string(self.path.with_file_name("facts.json")).unwrap();
        let mut facts: serde_json::Value = serde_json::from_str(&text).unwrap();
        let file = self.path.file_name().unwrap().to_string_lossy();
        let own = facts["inconsistencies_of"][&*file].as_array().cloned();
        let all = facts["inconsistencies"].as_array_mut();
        if let (Some(own), Some(all)) = (own, all) {
            all.extend(own);
        }
        facts
    }
}

/// The facts of a text.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Facts {
    import::extract(name, &import::page::read(name, bytes).unwrap())
}

/// The pages of other hands in a folder of `fixtures/heldout`, in the order of their names.
pub(crate) fn by_others(folder: &str) -> Vec<PathBuf> {
    let folder = fs::read_dir(here().join("fixtures/heldout").join(folder)).unwrap();
    let files = folder.map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = files
        .filter(|path| path.with_extension("json").exists())
        .filter(|path| path.extension().is_some_and(|ending| ending != "json"))
        .collect();
    pages.sort();
    pages
}

/// Every page of other hands, and its facts.
pub(crate) fn held_out() -> impl Iterator<Item = (String, Facts)> {
    let folders = HELD_OUT.iter().flat_map(|folder| by_others(folder));
    folders.map(|path| {
        let name = path.to_string_lossy().into_owned();
        let facts = read(&name, &fs::read(&path).unwrap());
        (name, facts)
    })
}

/// Every page in the form `form`, in the order of their names.
pub(crate) fn pages(form: &str) -> Vec<Page> {
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

/// Every page in every form that there is of it: some are there cell by cell, by tabs, or without any mark of a heading.
pub(crate) fn all_pages() -> Vec<Page> {
    let forms = |page: Page| {
        let folder = page.path.parent().unwrap().to_owned();
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.file_stem().is_some_and(|stem| stem != "facts"))
            .collect();
        files.sort();
        let name = page.name;
        files.into_iter().map(move |path| Page {
            path,
            name: name.clone(),
        })
    };
    pages("txt").into_iter().flat_map(forms).collect()
}

/// The three forms.
pub(crate) const FORMS: [&str; 3] = ["txt", "md", "html"];
