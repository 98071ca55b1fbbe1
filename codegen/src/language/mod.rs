//! Documents about the spec language itself. They follow from the generator alone: no spec is read for them.

mod mistakes;

use crate::{file_tree::FileTree, load};

/// All documents, beside the spec that they are about.
pub fn documents() -> FileTree {
    let mut tree = FileTree::default();
    tree.add("spec/MISTAKES.md", mistakes::document());
    tree.add("spec/schema.json", load::schema());
    tree
}
