//! Makes the mutants: walks each file's tree, and does to every entry, item, key and value what can be done to it.

use std::{collections::HashSet, ops::Range};

use codegen::source::Sources;

use super::{
    mutant::{Edit, Kind, Mutant},
    slots::{self, Change, Slot},
    tree::{self, Node, Shape},
    words,
};
use crate::Failure;

/// Every mutant of every file.
///
/// # Errors
///
/// A file is not YAML.
pub fn all(sources: &Sources) -> Result<Vec<Mutant>, Failure> {
    let mut out = Vec::new();
    for (index, file) in sources.files().iter().enumerate() {
        let root = tree::parse(&file.text).map_err(|error| format!("{}: {error}", file.path))?;
        let mut maker = Maker {
            file: index,
            text: &file.text,
            out: Vec::new(),
            seen: HashSet::new(),
        };
        let spot = Spot {
            path: String::new(),
            entry: root.range.clone(),
            cousin: None,
        };
        maker.value(&root, &spot);
        out.append(&mut maker.out);
    }
    Ok(out)
}

/// Where a value stands.
struct Spot<'a> {
    path: String,
    /// The value with its key, if it has one.
    entry: Range<usize>,
    /// A value like it that stands near.
    cousin: Option<&'a Node>,
}

struct Maker<'a> {
    file: usize,
    text: &'a str,
    out: Vec<Mutant>,
    seen: HashSet<Vec<Edit>>,
}

impl Maker<'_> {
    /// Keeps a change, unless the text stays the same or the same has been done before.
    fn add(&mut self, path: &str, change: Change) {
        let idle = |edit: &Edit| self.text.get(edit.range.clone()) == Some(edit.text.as_str());
        if change.edits.iter().all(idle) || !self.seen.insert(change.edits.clone()) {
            return;
        }
        let (mut gone, mut come) = (0, 0);
        for edit in &change.edits {
            gone += edit.range.len();
            come += edit.text.len();
        }
        // All edits lie inside the node, so it ends where it ended, but for what they add and take away.
        let end = (change.node.end + come).saturating_sub(gone);
        self.out.push(Mutant {
            file: self.file,
            kind: change.kind,
            how: change.how,
            path: path.to_owned(),
            edits: change.edits,
            node: change.node.start..end,
            lost: change.lost,
        });
    }

    /// Puts `text` where the value at `spot` stands.
    fn replace(&mut self, spot: &Spot<'_>, node: &Node, change: words::Word, lost: Vec<String>) {
        let (kind, how, text) = change;
        let change = Change {
            kind,
            how,
            edits: vec![Edit::new(node.range.clone(), text)],
            node: spot.entry.clone(),
            lost,
        };
        self.add(&spot.path, change);
    }

    /// All that can be done to a value, and to what is below it.
    fn value(&mut self, node: &Node, spot: &Spot<'_>) {
        match &node.shape {
            Shape::Scalar { text, plain } => self.scalar(node, text, *plain, spot),
            Shape::List { items, flow } => {
                self.container(node, items.is_empty(), spot);
                let slots: Vec<Slot<'_>> = items
                    .iter()
                    .map(|value| Slot { key: None, value })
                    .collect();
                self.slots(node, *flow, &slots, spot);
            }
            Shape::Mapping { entries, flow } => {
                self.container(node, entries.is_empty(), spot);
                let slots: Vec<Slot<'_>> = entries
                    .iter()
                    .map(|(key, value)| Slot {
                        key: Some(key),
                        value,
                    })
                    .collect();
                self.slots(node, *flow, &slots, spot);
            }
        }
    }

    fn container(&mut self, node: &Node, is_empty: bool, spot: &Spot<'_>) {
        let (empty, others) = match node.shape {
            Shape::List { .. } => ("[]", ["{}", "{ key: seven }"]),
            Shape::Mapping { .. } | Shape::Scalar { .. } => ("{}", ["[]", "[seven]"]),
        };
        if !is_empty {
            let word = (Kind::Delete, "all that it holds", empty.to_owned());
            self.replace(spot, node, word, below(node));
        }
        let others = [
            ("empty list or mapping", others[0]),
            ("list or mapping", others[1]),
        ];
        for (how, text) in words::CONTAINERS.iter().chain(&others) {
            self.replace(
                spot,
                node,
                (Kind::Retype, how, (*text).to_owned()),
                Vec::new(),
            );
        }
    }

    fn scalar(&mut self, node: &Node, text: &str, plain: bool, spot: &Spot<'_>) {
        let write = |word: &str| {
            if plain {
                word.to_owned()
            } else {
                words::quoted(word)
            }
        };
        let mut lost = Vec::new();
        if !plain || words::is_text(text) {
            lost.push(text.to_owned());
            let sibling = spot.cousin.and_then(Node::text);
            for (how, name) in words::names(text, sibling) {
                let word = (Kind::RenameText, how, write(&name));
                self.replace(spot, node, word, lost.clone());
            }
        }
        for (how, other) in words::retyped(text, plain) {
            // From text to text, it is a name that is lost, too.
            let lost = if other.starts_with('"') {
                lost.clone()
            } else {
                Vec::new()
            };
            self.replace(spot, node, (Kind::Retype, how, other), lost);
        }
        self.traps(node, spot);
        let tab = with_tab(self.text.get(node.range.clone()).unwrap_or_default(), plain);
        self.replace(spot, node, (Kind::Trap, "tab inside", tab), Vec::new());
    }

    fn traps(&mut self, node: &Node, spot: &Spot<'_>) {
        for (how, text) in words::TRAPS {
            let word = (Kind::Trap, *how, (*text).to_owned());
            self.replace(spot, node, word, Vec::new());
        }
    }

    /// All that can be done to what a list or mapping holds.
    fn slots(&mut self, node: &Node, flow: bool, slots: &[Slot<'_>], spot: &Spot<'_>) {
        for (index, slot) in slots.iter().enumerate() {
            let near = slots
                .get(index + 1)
                .or_else(|| slots.get(index.checked_sub(1)?));
            let here = Spot {
                path: slot.path(&spot.path, index),
                entry: slot.range(),
                cousin: slot.cousin(spot.cousin).or(near.map(|near| near.value)),
            };
            let change = slots::delete(node, slots, index, &spot.entry);
            self.add(&here.path, change);
            self.add(&here.path, slots::duplicate(self.text, node, flow, slot));
            let next = slots.get(index + 1);
            if let Some(change) = next.and_then(|next| slots::swap(self.text, slot, next)) {
                self.add(&here.path, change);
            }
            if let Some(key) = slot.key {
                self.key(key, near.and_then(|near| near.key), &here);
            }
            if let Some(change) = slots::tab_before(self.text, slot) {
                self.add(&here.path, change);
            }
            self.value(slot.value, &here);
        }
    }

    fn key(&mut self, key: &Node, sibling: Option<&Node>, spot: &Spot<'_>) {
        let name = key.text().unwrap_or_default();
        for (how, text) in words::names(name, sibling.and_then(Node::text)) {
            self.replace(
                spot,
                key,
                (Kind::RenameKey, how, text),
                vec![name.to_owned()],
            );
        }
        let plain = matches!(key.shape, Shape::Scalar { plain: true, .. });
        for (how, text) in words::retyped(name, plain) {
            self.replace(
                spot,
                key,
                (Kind::RetypeKey, how, text),
                vec![name.to_owned()],
            );
        }
        self.traps(key, spot);
    }
}

fn below(node: &Node) -> Vec<String> {
    let mut texts = Vec::new();
    node.texts(&mut texts);
    texts
}

/// A scalar as it is written, with a tab after its first letter.
fn with_tab(written: &str, plain: bool) -> String {
    let first = if plain { 1 } else { 2 };
    let mut letters: Vec<char> = written.chars().collect();
    letters.insert(first.min(letters.len()), '\t');
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests;
