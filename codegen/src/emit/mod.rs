//! emit: the model → files. One small module per output; each is a pure function that states facts and never
//! validates, never cases a string, never touches the disk.

mod api;
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

use crate::{file_tree::FileTree, model::Api};

/// The folder that belongs to the generator: whatever else lies in it is an orphan.
pub const FOLDER: &str = "generated-client/src/generated";

/// All files of the generated client.
#[must_use]
pub fn emit(api: &Api) -> FileTree {
    let mut tree = FileTree::default();
    let mut add = |name: &str, text: String| tree.add(format!("{FOLDER}/{name}"), text);
    add("mod.rs", api::root(api));
    add("api.rs", api::emit(api));
    add("scalars.rs", scalars::emit(api));
    add("enums.rs", enums::emit(api));
    add("error_code.rs", error_code::emit(api));
    add("types.rs", types::emit(api));
    add("client.rs", client::emit(api));
    add("sandbox.rs", sandbox::emit(api));
    add("operations/mod.rs", operations::root(api));
    for operation in &api.operations {
        add(
            &format!("operations/{}.rs", operation.name.rust),
            operations::emit(operation),
        );
        if let Some((file, text)) = sandbox::example(operation) {
            add(&file, text);
        }
    }
    if !api.notifications.is_empty() {
        add("notifications/mod.rs", notifications::root(api));
    }
    for notification in &api.notifications {
        add(
            &format!("notifications/{}.rs", notification.name),
            notifications::emit(notification),
        );
        if let Some((file, text)) = notifications::example(notification) {
            add(&file, text);
        }
    }
    tree
}
