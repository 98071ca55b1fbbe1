//! emit: the model → files. One small module per output; each is a pure function that states facts and never
//! validates, never cases a string, never touches the disk.

mod api;
mod client;
mod docs;
mod enums;
mod error_code;
mod operations;
mod records;
mod rust;
mod sample;
mod sandbox;
mod scalars;
mod types;

use rayon::prelude::*;

use crate::{file_tree::FileTree, model::Api};

/// The folder that belongs to the generator: whatever else lies in it is an orphan.
pub const FOLDER: &str = "generated-client/src/generated";

/// Writes one file.
type Emitter = fn(&Api) -> String;

/// The files that say something about the API as a whole, and what writes each.
const FILES: [(&str, Emitter); 9] = [
    ("mod.rs", api::root),
    ("api.rs", api::emit),
    ("scalars.rs", scalars::emit),
    ("enums.rs", enums::emit),
    ("error_code.rs", error_code::emit),
    ("types.rs", types::emit),
    ("client.rs", client::emit),
    ("sandbox.rs", sandbox::emit),
    ("operations/mod.rs", operations::root),
];

/// All files of the generated client. They are written side by side, on as many threads as there are processors.
#[must_use]
pub fn emit(api: &Api) -> FileTree {
    let files = FILES.par_iter().map(|(name, emit)| {
        let file = (format!("{FOLDER}/{name}"), emit(api));
        vec![file]
    });
    let operations = api.operations.par_iter().map(|operation| {
        let name = format!("{FOLDER}/operations/{}.rs", operation.name.rust);
        let example = sandbox::example(operation);
        let example = example.map(|(name, text)| (format!("{FOLDER}/{name}"), text));
        let code = (name, operations::emit(operation));
        std::iter::once(code).chain(example).collect()
    });
    let mut tree = FileTree::default();
    for (path, text) in files.chain(operations).collect::<Vec<_>>().concat() {
        tree.add(path, text);
    }
    tree
}
