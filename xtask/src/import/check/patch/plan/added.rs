//! Fields that are new, with what the draft declares for them.

use super::Plan;
use crate::{
    import::check::{
        page::lies_in,
        patch::{
            edit::{self, Op},
            ledger,
        },
        shape::{Entry, Item},
    },
    mutate::tree::{self, Node, Shape},
};

impl Plan<'_, '_> {
    /// The lines of an entry of the draft, with the comments above it.
    pub(super) fn lines(&self, keys: &[String]) -> Vec<String> {
        let Some((key, parent)) = keys.split_last() else {
            return Vec::new();
        };
        let entries = edit::find(&self.drafted, parent).map(|node| &node.shape);
        let Some(Shape::Mapping { entries, .. }) = entries else {
            return Vec::new();
        };
        let Some((name, value)) = entries.iter().find(|one| one.0.text() == Some(key)) else {
            return Vec::new();
        };
        let text = self.pair.drafted;
        let before = text.get(..name.range.start).unwrap_or_default();
        let indent = before.len() - before.trim_end_matches(' ').len();
        let before = before.trim_end_matches(' ').trim_end_matches('\n');
        let comments = before.lines().rev().map(str::trim_start);
        let comments = comments.take_while(|line| line.starts_with("# REVIEW:"));
        let mut lines: Vec<String> = comments.map(str::to_owned).collect();
        lines.reverse();
        let own = text.get(name.range.start..value.range.end);
        let plain = |line: &str| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line.get(indent.min(blanks)..)
                .unwrap_or_default()
                .to_owned()
        };
        lines.extend(own.unwrap_or_default().lines().map(plain));
        lines
    }

    /// A new field comes below the one that it follows on the page.
    pub(super) fn add(&mut self, drafted: &Entry<'_>) {
        let Some((parent, name)) = drafted.path.rsplit_once('.') else {
            return;
        };
        let siblings = |entry: &&Entry<'_>| {
            entry.path.rsplit_once('.').map(|(parent, _)| parent) == Some(parent)
        };
        let spec: Vec<&Entry<'_>> = self.pair.spec.entries.iter().filter(siblings).collect();
        let before = self.pair.draft.entries.iter().filter(siblings);
        let before = before.take_while(|entry| entry.path != drafted.path);
        let mut after = None;
        for entry in before {
            if spec.iter().any(|known| known.path == entry.path) {
                after = entry.keys.last().cloned();
            }
        }
        let (file, keys) = match spec.first() {
            Some(known) => {
                let parent = known.keys.split_last().map_or(&[][..], |(_, keys)| keys);
                (known.place.file, parent.to_vec())
            }
            None if drafted.keys.len() == 2 => (self.own(), vec![drafted.keys[0].clone()]),
            None => {
                let left = format!("{}: add it where {parent} is declared", drafted.path);
                self.left.push(left);
                return;
            }
        };
        let lines = self.lines(&drafted.keys);
        let key = name.to_owned();
        self.change(file, &keys, Op::Insert { after, key, lines });
        self.declare(drafted);
        let inside: Vec<&Entry<'_>> = self.pair.draft.entries.iter().collect();
        for inner in inside
            .iter()
            .filter(|one| lies_in(&one.path, &drafted.path))
        {
            self.declare(inner);
        }
        if drafted.field.source.is_some() {
            ledger::only_shown(self, &subject_in_spec(spec.first().copied(), drafted));
        }
    }

    /// Takes over what the draft declares for the type of a field.
    pub(super) fn declare(&mut self, drafted: &Entry<'_>) {
        let name = drafted.ty.name;
        let kind = match drafted.ty.item {
            Item::Enum(_) => "enums",
            Item::Object => "types",
            _ => return,
        };
        let keys = [kind.to_owned(), name.to_owned()];
        if edit::find(&self.drafted, &keys).is_none() || !self.declared.insert(name.to_owned()) {
            return;
        }
        let file = self.own();
        let lines = self.lines(&keys);
        let text = self.sources.files().get(file).map(|file| file.text.clone());
        let root = text.and_then(|text| tree::parse(&text).ok());
        let there = root.as_ref().and_then(|root| edit::find(root, &keys[..1]));
        let key = name.to_owned();
        let last = |node: &Node| match &node.shape {
            Shape::Mapping { entries, .. } => entries
                .last()
                .and_then(|one| one.0.text())
                .map(str::to_owned),
            Shape::List { .. } | Shape::Scalar { .. } => None,
        };
        if let Some(node) = there {
            let after = last(node);
            return self.change(file, &keys[..1], Op::Insert { after, key, lines });
        }
        let mut whole = vec![String::new(), format!("{kind}:")];
        whole.extend(lines.iter().map(|line| format!("  {line}")));
        let insert = Op::Insert {
            after: root.as_ref().and_then(last),
            key: kind.to_owned(),
            lines: whole,
        };
        self.change(file, &[], insert);
    }
}

/// What the ledger will call a new field: its record may have another name in the draft.
fn subject_in_spec(sibling: Option<&Entry<'_>>, drafted: &Entry<'_>) -> String {
    let name = drafted.path.rsplit('.').next().unwrap_or_default();
    let record = sibling.and_then(|one| one.subject.rsplit_once('.'));
    record.map_or_else(
        || drafted.subject.clone(),
        |(record, _)| format!("{record}.{name}"),
    )
}
