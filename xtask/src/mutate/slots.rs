//! What is done to the entries of mappings and the items of lists, on lines and in brackets alike.

use std::ops::Range;

use super::{
    mutant::{Edit, Kind},
    tree::{Node, Shape},
};

/// What has been done, before it is known whether it changes anything.
pub struct Change {
    /// What was done.
    pub kind: Kind,
    /// In which way.
    pub how: &'static str,
    /// How the text changes, in its order.
    pub edits: Vec<Edit>,
    /// The node, in the bytes of the original.
    pub node: Range<usize>,
    /// The names that are no longer there.
    pub lost: Vec<String>,
}

/// An entry of a mapping, or an item of a list.
#[derive(Clone, Copy)]
pub struct Slot<'a> {
    /// An entry's key.
    pub key: Option<&'a Node>,
    /// The entry's value, or the item.
    pub value: &'a Node,
}

impl<'a> Slot<'a> {
    /// Its bytes, the key's included.
    pub fn range(&self) -> Range<usize> {
        let start = self.key.unwrap_or(self.value).range.start;
        start..self.value.range.end
    }

    /// Its path, where `parent` is that of what holds it.
    pub fn path(&self, parent: &str, index: usize) -> String {
        match self.key.and_then(Node::text) {
            Some(key) if parent.is_empty() => key.to_owned(),
            Some(key) => format!("{parent}.{key}"),
            None => format!("{parent}[{index}]"),
        }
    }

    /// What stands under the same key in the mapping that `parent` is.
    pub fn cousin(&self, parent: Option<&'a Node>) -> Option<&'a Node> {
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
pub fn delete(node: &Node, slots: &[Slot<'_>], index: usize, entry: &Range<usize>) -> Change {
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

/// Writes the entry or item once more, right after itself.
pub fn duplicate(text: &str, node: &Node, flow: bool, slot: &Slot<'_>) -> Change {
    let range = slot.range();
    let copy = text.get(range.clone()).unwrap_or_default();
    let dash = if slot.key.is_none() { "- " } else { "" };
    let more = if flow {
        format!(", {copy}")
    } else {
        let indent = column(text, node.range.start);
        format!("\n{:indent$}{dash}{copy}", "")
    };
    Change {
        kind: Kind::Duplicate,
        how: if flow { "in brackets" } else { "on lines" },
        edits: vec![Edit::new(range.end..range.end, more)],
        node: range,
        lost: Vec::new(),
    }
}

/// Has the entry or item and the next one change places.
pub fn swap(text: &str, slot: &Slot<'_>, next: &Slot<'_>) -> Option<Change> {
    let (first, second) = (slot.range(), next.range());
    let texts = (text.get(first.clone())?, text.get(second.clone())?);
    Some(Change {
        kind: Kind::Swap,
        how: "with the next",
        node: first.start..second.end,
        edits: vec![Edit::new(first, texts.1), Edit::new(second, texts.0)],
        lost: Vec::new(),
    })
}

/// A tab where the line is indented by blanks.
pub fn tab_before(text: &str, slot: &Slot<'_>) -> Option<Change> {
    let range = slot.range();
    let line = range.start - column(text, range.start);
    let indent = text.get(line..range.start)?;
    (!indent.is_empty() && indent.chars().all(|c| c == ' ')).then(|| Change {
        kind: Kind::Trap,
        how: "tab before",
        edits: vec![Edit::new(line..range.start, "\t")],
        node: line..range.end,
        lost: Vec::new(),
    })
}

/// How many bytes stand before `at` on its line.
fn column(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.len() - before.rfind('\n').map_or(0, |newline| newline + 1)
}
