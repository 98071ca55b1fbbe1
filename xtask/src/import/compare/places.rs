//! From a name in a table to the path of the field.

use crate::import::facts::{Facts, Field, Inconsistency};

/// What was noted while tables were read knows a field by its side, the line of the table's first row, its name, and the
/// line of its own row; finds the paths.
pub fn resolve(facts: &Facts, known: Vec<Inconsistency>) -> Vec<Inconsistency> {
    known
        .into_iter()
        .map(|mut one| {
            one.paths = one.paths.iter().map(|path| place(facts, path)).collect();
            one
        })
        .collect()
}

fn place(facts: &Facts, mark: &str) -> String {
    let mut parts = mark.split('\u{0}');
    let (Some(side), Some(line), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
        return mark.to_owned();
    };
    let roots = if side == "request" {
        &facts.request
    } else {
        &facts.response
    };
    let row = parts.next().and_then(|row| row.parse().ok());
    if let Some(path) = row.and_then(|row| path_of(roots, side, row, name)) {
        return path;
    }
    let line = line.parse().unwrap_or_default();
    let parent = parent_of(roots, side, line).unwrap_or_else(|| side.to_owned());
    let steps: Vec<&str> = name.split('.').collect();
    format!("{parent}.{}", steps.join("."))
}

/// The path of the field that was read from the line `row`, where it is called `name`, marks and the names above it aside.
fn path_of(fields: &[Field], path: &str, row: usize, name: &str) -> Option<String> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let last = last.trim_end_matches("[]");
    fields.iter().find_map(|field| {
        if field.line == row && field.name == last {
            return Some(format!("{path}.{}", field.name));
        }
        path_of(&field.fields, &below(path, field), row, name)
    })
}

/// The path of the object whose first field stands in `line`.
fn parent_of(fields: &[Field], path: &str, line: usize) -> Option<String> {
    if fields.first().is_some_and(|first| first.line == line) {
        return Some(path.to_owned());
    }
    fields
        .iter()
        .find_map(|field| parent_of(&field.fields, &below(path, field), line))
}

/// The path of the fields of `field`.
pub fn below(path: &str, field: &Field) -> String {
    let list = if field.ty.base == crate::import::table::words::Base::List {
        "[]"
    } else {
        ""
    };
    format!("{path}.{}{list}", field.name)
}
