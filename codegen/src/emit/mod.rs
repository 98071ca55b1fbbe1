//! emit: the model → files. One small module per output; each is a pure function that states facts and never
//! validates, never cases a string, never touches the disk.

mod api;
mod cli;
mod client;
mod docs;
mod enums;
mod error_code;
mod notifications;
mod operations;
mod records;
mod rust;
mod sample;
mod sandbox;
mod scalars;
mod types;

use std::iter;

use rayon::prelude::*;

use crate::{file_tree::FileTree, model::Api};

/// The folder that belongs to the generator: whatever else lies in it is an orphan.
pub const FOLDER: &str = "generated-client/src/generated";

/// Writes one file.
type Emitter = fn(&Api) -> String;

/// The files that say something about the API as a whole, and what writes each.
const FILES: [(&str, Emitter); 10] = [
    ("mod.rs", api::root),
    ("api.rs", api::emit),
    ("scalars.rs", scalars::emit),
    ("enums.rs", enums::emit),
    ("error_code.rs", error_code::emit),
    ("types.rs", types::emit),
    ("client.rs", client::emit),
    ("cli.rs", cli::emit),
    ("sandbox.rs", sandbox::emit),
    ("operations/mod.rs", operations::root),
];

/// One file: its path in the folder, and its text.
type File = (String, String);

/// All files of the generated client. They are written side by side, on as many threads as there are processors.
#[must_use]
pub fn emit(api: &Api) -> FileTree {
    let files = FILES
        .par_iter()
        .map(|(name, emit)| vec![((*name).to_owned(), emit(api))]);
    let operations = api.operations.par_iter().map(|operation| {
        let name = format!("operations/{}.rs", operation.name.rust);
        with_example(
            name,
            operations::emit(operation),
            sandbox::example(operation),
        )
    });
    let notifications = api.notifications.par_iter().map(|notification| {
        let name = format!("notifications/{}.rs", notification.name);
        let example = notifications::example(notification);
        with_example(name, notifications::emit(notification), example)
    });
    let mut files: Vec<File> = files
        .chain(operations)
        .chain(notifications)
        .flatten()
        .collect();
    if !api.notifications.is_empty() {
        files.push(("notifications/mod.rs".to_owned(), notifications::root(api)));
    }
    let mut tree = FileTree::default();
    for (name, text) in files {
        tree.add(format!("{FOLDER}/{name}"), text);
    }
    tree
}

fn with_example(name: String, text: String, example: Option<File>) -> Vec<File> {
    iter::once((name, text)).chain(example).collect()
}
