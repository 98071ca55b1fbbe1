//! The least change of a file of the spec that makes it say what the page says now. All else stays as it is: edits by
//! hand, comments, order.

use codegen::source::Sources;

use super::{Check, Difference, What};
use crate::import::text::pattern;

/// The files that change, each with its new text.
#[must_use]
pub fn patch(check: &Check, sources: &Sources) -> Vec<(String, String)> {
    let mut files: Vec<(String, String, bool)> = sources
        .files()
        .iter()
        .map(|file| (file.path.clone(), file.text.clone(), false))
        .collect();
    for difference in check.unexplained() {
        for (path, text, changed) in &mut files {
            let own =
                path.ends_with(&format!("/{}.yaml", check.name)) || path.ends_with("api.yaml");
            let Some(new) = Some(&mut *text)
                .filter(|_| own)
                .and_then(|text| apply(text, difference, check))
            else {
                continue;
            };
            *text = new;
            *changed = true;
            break;
        }
    }
    files
        .into_iter()
        .filter(|(_, _, changed)| *changed)
        .map(|(path, text, _)| (path, text))
        .collect()
}

/// The text with one difference less; `None` where it has nothing to do with it.
fn apply(text: &str, difference: &Difference, check: &Check) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    match &difference.what {
        What::Added => {
            let (record, name) = difference.place.rsplit_once('.')?;
            if let Some(at) = field_line(&lines, record, name) {
                // The table has now what only the example had.
                let line = lines.get_mut(at)?;
                *line = set_key(line, "source", "")?;
                return Some(format!("{}\n", lines.join("\n")));
            }
            add(&mut lines, record, name, check)?;
        }
        What::Dropped => {
            let (record, name) = difference.place.rsplit_once('.')?;
            drop_field(&mut lines, record, name)?;
        }
        What::Changed { key, page, .. } => {
            let (record, name) = difference.place.rsplit_once('.')?;
            let at = field_line(&lines, record, name)?;
            let line = lines.get_mut(at)?;
            *line = set_key(line, key, page)?;
        }
        What::ValueAdded(value) => {
            let block = block(&lines, &["enums", &difference.place, "values"])?;
            let indent = " ".repeat(indent(lines.get(block.start)?));
            let quoted = if pattern!(r"^[A-Za-z_]\w*$").is_match(value) {
                value.clone()
            } else {
                crate::import::draft::quoted(value)
            };
            lines.insert(
                block.end,
                format!("{indent}{quoted}: {{ doc: \"Drafted: the value {value}.\" }}"),
            );
        }
        What::ValueDropped(_)
        | What::Rule { .. }
        | What::Contradiction { .. }
        | What::NewEndpoint => return None,
    }
    Some(format!("{}\n", lines.join("\n")))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line begins the entry `name`.
fn begins(line: &str, name: &str) -> bool {
    let rest = line.trim_start();
    let rest = rest
        .strip_prefix(name)
        .or_else(|| rest.strip_prefix(&format!("\"{name}\"")));
    rest.is_some_and(|rest| rest.starts_with(':'))
}

/// The lines below the key that `path` leads to.
fn block(lines: &[String], path: &[&str]) -> Option<std::ops::Range<usize>> {
    let mut range = 0..lines.len();
    let mut depth = None;
    for name in path {
        let at = range.clone().find(|at| {
            let Some(line) = lines.get(*at) else {
                return false;
            };
            begins(line, name)
                && depth.is_none_or(|depth| indent(line) > depth)
                && (depth.is_some() || indent(line) == 0)
        })?;
        let own = indent(lines.get(at)?);
        let inside = |line: &String| line.trim().is_empty() || indent(line) > own;
        let end = (at + 1..range.end)
            .find(|at| lines.get(*at).is_none_or(|line| !inside(line)))
            .unwrap_or(range.end);
        // Empty lines at the end belong to what follows.
        let end = (at + 1..end)
            .rev()
            .find(|at| lines.get(*at).is_some_and(|line| !line.trim().is_empty()))
            .map_or(at + 1, |last| last + 1);
        range = at + 1..end;
        depth = Some(own);
    }
    Some(range)
}

/// The lines of the fields of a record, as the ledger calls it.
fn record_block(lines: &[String], record: &str) -> Option<std::ops::Range<usize>> {
    if record.ends_with(".request") {
        return block(lines, &["request"]);
    }
    if record.ends_with(".response") {
        return block(lines, &["response", "fields"]);
    }
    block(lines, &["types", record, "fields"]).or_else(|| {
        if lines
            .iter()
            .any(|line| *line == format!("notification: {record}"))
        {
            block(lines, &["fields"])
        } else {
            None
        }
    })
}

/// The line of a field.
fn field_line(lines: &[String], record: &str, name: &str) -> Option<usize> {
    let range = record_block(lines, record)?;
    let own = lines
        .get(range.clone())?
        .iter()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .map(|line| indent(line))
        .min()?;
    range.into_iter().find(|at| {
        lines
            .get(*at)
            .is_some_and(|line| indent(line) == own && begins(line, name))
    })
}

/// Adds a field behind the one that it follows on the page.
fn add(lines: &mut Vec<String>, record: &str, name: &str, check: &Check) -> Option<()> {
    let range = record_block(lines, record)?;
    let draft = &check.draft.as_ref()?.text;
    let drafted: Vec<String> = draft.lines().map(str::to_owned).collect();
    let (from, before) = drafted_field(&drafted, record, name, check)?;
    let own = lines
        .get(range.clone())?
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| indent(line))
        .min()?;
    let after = before
        .iter()
        .rev()
        .find_map(|before| field_line(lines, record, before));
    let at = after.map_or(range.start, |after| next_entry(lines, after, range.end));
    let line = drafted.get(from)?.trim_start();
    // It has no example yet that would have it.
    let line = if record.ends_with(".request") {
        line.to_owned()
    } else {
        line.replace(" required: true,", "")
    };
    let pad = " ".repeat(own);
    lines.insert(at, format!("{pad}{line}"));
    lines.insert(at, format!("{pad}# REVIEW: new on the page"));
    Some(())
}

/// Where the entry that begins at `at` ends.
fn next_entry(lines: &[String], at: usize, end: usize) -> usize {
    let own = lines.get(at).map_or(0, |line| indent(line));
    (at + 1..end)
        .find(|at| {
            lines
                .get(*at)
                .is_some_and(|line| !line.trim().is_empty() && indent(line) <= own)
        })
        .unwrap_or(end)
}

/// The line of a field in the draft, and the names of the fields before it. The draft's types have names of their own: the
/// record is the one that has most of the fields that the spec's has.
fn drafted_field(
    drafted: &[String],
    record: &str,
    name: &str,
    _check: &Check,
) -> Option<(usize, Vec<String>)> {
    let range = record_block(drafted, record).or_else(|| {
        let types = block(drafted, &["types"])?;
        let at = types.clone().find(|at| {
            drafted
                .get(*at)
                .is_some_and(|line| begins(line, name) && line.contains("{ type:"))
        })?;
        let start = (types.start..at)
            .rev()
            .find(|at| drafted.get(*at).is_some_and(|line| begins(line, "fields")))?;
        Some(start + 1..next_entry(drafted, start, types.end))
    })?;
    let at = range
        .clone()
        .find(|at| drafted.get(*at).is_some_and(|line| begins(line, name)))?;
    let before = drafted
        .get(range.start..at)?
        .iter()
        .filter(|line| line.contains("{ type:"))
        .filter_map(|line| line.trim_start().split(':').next());
    Some((
        at,
        before
            .map(|name| name.trim_matches('"').to_owned())
            .collect(),
    ))
}

/// Takes a field away, and what the examples have of it.
fn drop_field(lines: &mut Vec<String>, record: &str, name: &str) -> Option<()> {
    let at = field_line(lines, record, name)?;
    let range = record_block(lines, record)?;
    let end = next_entry(lines, at, range.end);
    lines.drain(at..end);
    let examples = block(lines, &["examples"]);
    let Some(examples) = examples else {
        return Some(());
    };
    let mut at = examples.start;
    let mut end = examples.end;
    while at < end {
        let line = lines.get(at)?.clone();
        let first = line
            .trim_start()
            .strip_prefix("- ")
            .is_some_and(|rest| begins(rest, name));
        if begins(&line, name) && !first {
            let next = next_entry(lines, at, end);
            lines.drain(at..next);
            end -= next - at;
            continue;
        }
        if first {
            // The dash goes to the next line of the row.
            let pad = indent(&line);
            lines.remove(at);
            end -= 1;
            if let Some(next) = lines.get_mut(at).filter(|next| indent(next) == pad + 2) {
                let rest = next.trim_start().to_owned();
                *next = format!("{}- {rest}", " ".repeat(pad));
            }
            continue;
        }
        at += 1;
    }
    Some(())
}

/// A field's line with another value of a key: changed, added before `doc`, or taken away.
fn set_key(line: &str, key: &str, value: &str) -> Option<String> {
    let open = line.find("{ ")?;
    let (head, body) = line.split_at(open);
    let form = regex::Regex::new(&format!(
        r#"([{{,]\s*){key}:\s*(\[[^\]]*\]|\{{[^}}]*\}}|"[^"]*"|[^,}}]+?)(\s*[,}}])"#
    ))
    .ok()?;
    let value = if key == "type" && value.starts_with('[') || key == "pattern" {
        format!("\"{value}\"")
    } else {
        value.to_owned()
    };
    let value = if key == "required_if" && !value.is_empty() {
        format!("{{ {value} }}")
    } else {
        value
    };
    let changed = match (form.is_match(body), value.is_empty()) {
        (true, false) => form
            .replace(body, |found: &regex::Captures<'_>| {
                format!("{}{key}: {value}{}", &found[1], &found[3])
            })
            .into_owned(),
        (true, true) => {
            let gone = regex::Regex::new(&format!(
                r#",\s*{key}:\s*(?:\[[^\]]*\]|\{{[^}}]*\}}|"[^"]*"|[^,}}]+?)(\s*[,}}])"#
            ))
            .ok()?;
            gone.replace(body, "$1").into_owned()
        }
        (false, false) => {
            let at = body.find(", doc:")?;
            let (before, after) = body.split_at(at);
            format!("{before}, {key}: {value}{after}")
        }
        (false, true) => return None,
    };
    Some(format!("{head}{changed}"))
}
