//! Makes the mutants: walks each file's tree, and does to every entry, item, key and value what can be done to it.

use std::{collections::HashSet, ops::Range};

use codegen::source::Sources;

use super::{
    mutant::{Edit, Kind, Mutant},
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

/// What has been done, before it is known whether it changes anything.
struct Change {
    kind: Kind,
    how: &'static str,
    edits: Vec<Edit>,
    /// The node, in the bytes of the original.
    node: Range<usize>,
    lost: Vec<String>,
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
            let change = delete(node, slots, index, &spot.entry);
            self.add(&here.path, change);
            let change = self.duplicate(node, flow, slot);
            self.add(&here.path, change);
            if let Some(change) = slots.get(index + 1).and_then(|next| self.swap(slot, next)) {
                self.add(&here.path, change);
            }
            if let Some(key) = slot.key {
                self.key(key, near.and_then(|near| near.key), &here);
            }
            if let Some(change) = self.tab_before(slot) {
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

    fn duplicate(&self, node: &Node, flow: bool, slot: &Slot<'_>) -> Change {
        let range = slot.range();
        let copy = self.text.get(range.clone()).unwrap_or_default();
        let dash = if slot.key.is_none() { "- " } else { "" };
        let text = if flow {
            format!(", {copy}")
        } else {
            let indent = self.column(node.range.start);
            format!("\n{:indent$}{dash}{copy}", "")
        };
        Change {
            kind: Kind::Duplicate,
            how: if flow { "in brackets" } else { "on lines" },
            edits: vec![Edit::new(range.end..range.end, text)],
            node: range,
            lost: Vec::new(),
        }
    }

    fn swap(&self, slot: &Slot<'_>, next: &Slot<'_>) -> Option<Change> {
        let (first, second) = (slot.range(), next.range());
        let texts = (
            self.text.get(first.clone())?,
            self.text.get(second.clone())?,
        );
        Some(Change {
            kind: Kind::Swap,
            how: "with the next",
            node: first.start..second.end,
            edits: vec![Edit::new(first, texts.1), Edit::new(second, texts.0)],
            lost: Vec::new(),
        })
    }

    /// A tab where the line is indented by blanks.
    fn tab_before(&self, slot: &Slot<'_>) -> Option<Change> {
        let range = slot.range();
        let line = range.start - self.column(range.start);
        let indent = self.text.get(line..range.start)?;
        (!indent.is_empty() && indent.chars().all(|c| c == ' ')).then(|| Change {
            kind: Kind::Trap,
            how: "tab before",
            edits: vec![Edit::new(line..range.start, "\t")],
            node: line..range.end,
            lost: Vec::new(),
        })
    }

    /// How many bytes stand before `at` on its line.
    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |newline| newline + 1)
    }
}

/// An entry of a mapping, or an item of a list.
#[derive(Clone, Copy)]
struct Slot<'a> {
    key: Option<&'a Node>,
    value: &'a Node,
}

impl<'a> Slot<'a> {
    fn range(&self) -> Range<usize> {
        let start = self.key.unwrap_or(self.value).range.start;
        start..self.value.range.end
    }

    fn path(&self, parent: &str, index: usize) -> String {
        match self.key.and_then(Node::text) {
            Some(key) if parent.is_empty() => key.to_owned(),
            Some(key) => format!("{parent}.{key}"),
            None => format!("{parent}[{index}]"),
        }
    }

    /// What stands under the same key in the mapping that `parent` is like.
    fn cousin(&self, parent: Option<&'a Node>) -> Option<&'a Node> {
        let key = self.key?.text()?;
        match &parent?.shape {
            Shape::Mapping { entries, .. } => entries
                .iter()
                .find(|(other, _)| other.text() == Some(key))
                .map(|(_, value)| value),
            Shape::List { .. } | Shape::Scalar { .. } => None,
        }
    }
}

/// Takes the entry or item out, with what parts it from its neighbour: the rest moves up, in brackets and on lines alike.
fn delete(node: &Node, slots: &[Slot<'_>], index: usize, entry: &Range<usize>) -> Change {
    let range = slots.get(index).map_or(0..0, Slot::range);
    let previous = index.checked_sub(1).and_then(|before| slots.get(before));
    let edit = match (previous, slots.get(index + 1)) {
        (_, Some(next)) => Edit::new(range.start..next.range().start, ""),
        (Some(previous), None) => Edit::new(previous.range().end..range.end, ""),
        (None, None) => {
            let empty = if matches!(node.shape, Shape::List { .. }) {
                "[]"
            } else {
                "{}"
            };
            Edit::new(node.range.clone(), empty)
        }
    };
    let mut lost = Vec::new();
    if let Some(slot) = slots.get(index) {
        lost.extend(slot.key.and_then(Node::text).map(str::to_owned));
        slot.value.texts(&mut lost);
    }
    Change {
        kind: Kind::Delete,
        how: "entry or item",
        edits: vec![edit],
        node: entry.clone(),
        lost,
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
