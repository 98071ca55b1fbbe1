//! Changes of a YAML text that leave every other line as it is: comments, order, quotation marks and blanks stay.

use std::collections::BTreeMap;

use crate::{
    Failure,
    mutate::{
        mutant::{Edit, apply},
        tree::{self, Node, Shape},
    },
};

/// What is done to one mapping or list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// A key gets this value, after the keys in `after` if it is new.
    Set {
        /// The key.
        key: String,
        /// The value as it is written.
        value: String,
        /// The keys that come before it.
        after: &'static [&'static str],
    },
    /// A key goes, with the `# REVIEW:` comments above it.
    Remove(String),
    /// An entry comes after the one called `after`, or first.
    Insert {
        /// The entry before it.
        after: Option<String>,
        /// Its key.
        key: String,
        /// Its lines, not indented, comments included.
        lines: Vec<String>,
    },
    /// The items of a list with these texts go.
    Without(String),
    /// An item comes last.
    With(String),
}

/// The changes of one text, by the keys that lead to what is changed; a number counts the items of a list.
#[derive(Debug, Default)]
pub struct Ops(BTreeMap<Vec<String>, Vec<Op>>);

impl Ops {
    /// Adds a change, unless it has been added before.
    pub fn add(&mut self, keys: &[String], op: Op) {
        let ops = self.0.entry(keys.to_vec()).or_default();
        if !ops.contains(&op) {
            ops.push(op);
        }
    }

    /// Drops the changes inside an entry of the file.
    pub fn forget(&mut self, entry: &str) {
        let inside = |keys: &Vec<String>| keys.first().is_some_and(|first| first == entry);
        self.0.retain(|keys, _| !inside(keys));
    }

    /// Makes the changes.
    ///
    /// # Errors
    ///
    /// One would change more than it should, in words.
    pub fn apply(&self, text: &str) -> Result<String, Failure> {
        let root = tree::parse(text)?;
        let mut edits: Vec<Edit> = Vec::new();
        for (keys, ops) in &self.0 {
            let at = keys.join(".");
            let node = find(&root, keys).ok_or_else(|| format!("there is no `{at}`"))?;
            let made = of_node(text, node, ops).map_err(|why| format!("`{at}`: {why}"))?;
            edits.extend(made);
        }
        edits.retain(|edit| text.get(edit.range.clone()) != Some(edit.text.as_str()));
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        edits.dedup();
        let overlap = |pair: &[Edit]| matches!(pair, [a, b] if a.range.end > b.range.start);
        if edits.windows(2).any(overlap) {
            return Err("two changes meet in one line".to_owned());
        }
        Ok(apply(text, &edits))
    }
}

/// What stands below `keys`.
pub fn find<'n>(root: &'n Node, keys: &[String]) -> Option<&'n Node> {
    keys.iter().try_fold(root, |node, key| match &node.shape {
        Shape::Mapping { entries, .. } => entries
            .iter()
            .find(|(name, _)| name.text() == Some(key))
            .map(|(_, value)| value),
        Shape::List { items, .. } => items.get(key.parse::<usize>().ok()?),
        Shape::Scalar { .. } => None,
    })
}

fn of_node(text: &str, node: &Node, ops: &[Op]) -> Result<Vec<Edit>, Failure> {
    let flow = match &node.shape {
        Shape::Mapping { flow, .. } | Shape::List { flow, .. } => *flow,
        Shape::Scalar { .. } => return Err("it is one value".to_owned()),
    };
    if !flow {
        return on_lines(text, node, ops);
    }
    let written = text.get(node.range.clone()).unwrap_or_default();
    let new = match &node.shape {
        Shape::Mapping { entries, .. } if entries.is_empty() => {
            return Ok(vec![first_lines(text, node, ops)]);
        }
        _ if written.contains(['\n', '#']) => {
            return Err("in brackets over several lines".to_owned());
        }
        Shape::Mapping { entries, .. } => in_braces(text, entries, ops),
        Shape::List { items, .. } => in_brackets(text, items, ops),
        Shape::Scalar { .. } => written.to_owned(),
    };
    Ok(vec![Edit::new(node.range.clone(), new)])
}

/// A mapping in braces, with its other entries as they are.
fn in_braces(text: &str, entries: &[(Node, Node)], ops: &[Op]) -> String {
    let slice = |key: &Node, value: &Node| {
        let range = key.range.start..value.range.end;
        text.get(range).unwrap_or_default().to_owned()
    };
    let mut parts: Vec<(String, String)> = entries
        .iter()
        .map(|(key, value)| (key.text().unwrap_or_default().to_owned(), slice(key, value)))
        .collect();
    for op in ops {
        match op {
            Op::Set { key, value, after } => {
                let written = format!("{key}: {value}");
                if let Some(part) = parts.iter_mut().find(|part| part.0 == *key) {
                    part.1 = written;
                } else {
                    let before = |part: &(String, String)| after.contains(&part.0.as_str());
                    let at = parts.iter().rposition(before).map_or(0, |at| at + 1);
                    parts.insert(at, (key.clone(), written));
                }
            }
            Op::Remove(key) => parts.retain(|part| part.0 != *key),
            Op::Insert { after, key, lines } => {
                let at = parts
                    .iter()
                    .position(|part| Some(&part.0) == after.as_ref());
                let entry = lines.iter().find(|line| !line.starts_with('#'));
                let entry = entry.cloned().unwrap_or_default();
                parts.insert(at.map_or(0, |at| at + 1), (key.clone(), entry));
            }
            Op::Without(_) | Op::With(_) => {}
        }
    }
    let parts: Vec<String> = parts.into_iter().map(|part| part.1).collect();
    if parts.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", parts.join(", "))
    }
}

fn in_brackets(text: &str, items: &[Node], ops: &[Op]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for item in items {
        let gone = |op: &Op| matches!(op, Op::Without(gone) if item.text() == Some(gone));
        if !ops.iter().any(gone) {
            parts.push(text.get(item.range.clone()).unwrap_or_default().to_owned());
        }
    }
    for op in ops {
        if let Op::With(new) = op {
            parts.push(new.clone());
        }
    }
    format!("[{}]", parts.join(", "))
}

/// `{}` with its first entries, on lines of their own.
fn first_lines(text: &str, node: &Node, ops: &[Op]) -> Edit {
    let indent = column(text, line_start(text, node.range.start)) + 2;
    let mut lines = String::new();
    for op in ops {
        if let Op::Insert { lines: new, .. } = op {
            lines.push_str(&indented(new, indent));
        }
    }
    // The blank before the braces goes, too.
    let before = text.get(..node.range.start).unwrap_or_default();
    Edit::new(before.trim_end_matches(' ').len()..node.range.end, lines)
}

/// A mapping or a list on lines.
fn on_lines(text: &str, node: &Node, ops: &[Op]) -> Result<Vec<Edit>, Failure> {
    match &node.shape {
        Shape::Mapping { entries, .. } => entries_on_lines(text, entries, ops),
        Shape::List { items, .. } => Ok(items_on_lines(text, items, ops)),
        Shape::Scalar { .. } => Ok(Vec::new()),
    }
}

fn entries_on_lines(
    text: &str,
    entries: &[(Node, Node)],
    ops: &[Op],
) -> Result<Vec<Edit>, Failure> {
    let position = |key: &str| {
        entries
            .iter()
            .position(|(name, _)| name.text() == Some(key))
    };
    let indent = entries
        .first()
        .map_or(0, |(key, _)| column(text, key.range.start));
    let below = |at: Option<usize>, lines: &[String]| {
        let lines = indented(lines, indent);
        if let Some((_, value)) = at.and_then(|at| entries.get(at)) {
            let end = line_end(text, value.range.end);
            return Edit::new(end..end, lines);
        }
        let first = entries.first().map_or(0, |(key, _)| key.range.start);
        let start = above(text, line_start(text, first), "#");
        Edit::new(
            start..start,
            format!("{}\n", lines.trim_start_matches('\n')),
        )
    };
    let mut edits = Vec::new();
    for op in ops {
        match op {
            Op::Set { key, value, after } => {
                let old = position(key).and_then(|at| entries.get(at));
                edits.push(if let Some((_, old)) = old {
                    Edit::new(old.range.clone(), value.clone())
                } else {
                    let before = |entry: &(Node, Node)| {
                        entry.0.text().is_some_and(|name| after.contains(&name))
                    };
                    let at = entries.iter().rposition(before);
                    below(at, &[format!("{key}: {value}")])
                });
            }
            Op::Remove(key) => {
                let Some(at) = position(key) else { continue };
                if entries.len() == 1 {
                    return Err(format!("`{key}` is all that it holds"));
                }
                if let Some((name, value)) = entries.get(at) {
                    let start = line_start(text, name.range.start);
                    let start = above(text, start, "# REVIEW:");
                    let end = line_end(text, value.range.end);
                    edits.push(Edit::new(start..(end + 1).min(text.len()), ""));
                }
            }
            Op::Insert { after, lines, .. } => {
                edits.push(below(after.as_deref().and_then(position), lines));
            }
            Op::Without(_) | Op::With(_) => {}
        }
    }
    Ok(edits)
}

fn items_on_lines(text: &str, items: &[Node], ops: &[Op]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for op in ops {
        match op {
            Op::Without(gone) => {
                for (index, item) in items.iter().enumerate() {
                    if item.text() == Some(gone) || index.to_string() == *gone {
                        let start = line_start(text, item.range.start);
                        let end = line_end(text, item.range.end);
                        edits.push(Edit::new(start..(end + 1).min(text.len()), ""));
                    }
                }
            }
            Op::With(new) => {
                let Some(last) = items.last() else { continue };
                let end = line_end(text, last.range.end);
                let indent = column(text, line_start(text, last.range.start));
                edits.push(Edit::new(end..end, indented(&[format!("- {new}")], indent)));
            }
            Op::Set { .. } | Op::Remove(_) | Op::Insert { .. } => {}
        }
    }
    edits
}

/// Each line on a line of its own, after a line's end.
fn indented(lines: &[String], indent: usize) -> String {
    let lines = lines
        .iter()
        .map(|line| format!("\n{}{line}", " ".repeat(indent)));
    lines.collect()
}

fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line's end stands, comments included.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find('\n').unwrap_or(rest.len())
}

/// How far the first letter from `at` on stands from its line's start.
fn column(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let line = text.get(start..).unwrap_or_default();
    line.len() - line.trim_start_matches(' ').len()
}

/// Where the comments that begin with `mark` begin, right above the line that begins at `start`.
fn above(text: &str, start: usize, mark: &str) -> usize {
    let mut at = start;
    while at > 0 {
        let before = line_start(text, at - 1);
        let line = text.get(before..at).unwrap_or_default();
        if !line.trim_start().starts_with(mark) {
            break;
        }
        at = before;
    }
    at
}

#[cfg(test)]
mod tests;
