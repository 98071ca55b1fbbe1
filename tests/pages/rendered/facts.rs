//! Facts one by one, so that those of a model can be compared with those of a page.

use std::collections::BTreeSet;

use serde_json::Value;

/// What is said about a fact, or is not there in all pages.
const ABOUT: [&str; 7] = [
    "name",
    "fields",
    "line",
    "confidence",
    "review",
    "labels",
    "unread",
];
/// Of an inconsistency that is about a page, the tag counts.
const OF_A_PAGE: [&str; 3] = ["no-envelope", "no-response-table", "json-invalid"];
/// Inconsistencies that are a matter of opinion.
const SOFT: [&str; 5] = [
    "format",
    "length-meaning",
    "unit",
    "code-family",
    "value-conflict",
];

/// Each fact as a line: where, and what.
pub(super) fn lines(facts: &Value) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for (key, value) in facts.as_object().unwrap() {
        match key.as_str() {
            "request" | "response" => fields(value, key, &mut lines),
            "inconsistencies" => texts(value).for_each(|text| inconsistency(text, &mut lines)),
            "example_only_fields" => lines.extend(texts(value).map(|path| format!("{key} {path}"))),
            key if ABOUT.contains(&key) => {}
            _ => drop(lines.insert(format!("{key} = {value}"))),
        }
    }
    lines.remove("page = null");
    lines
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn fields(list: &Value, at: &str, lines: &mut BTreeSet<String>) {
    let names = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|field| field["name"].as_str());
    lines.insert(format!(
        "{at} in order: {}",
        names.collect::<Vec<_>>().join(", ")
    ));
    for field in list.as_array().into_iter().flatten() {
        let here = format!("{at}.{}", field["name"].as_str().unwrap());
        for (key, value) in field.as_object().unwrap() {
            if !ABOUT.contains(&key.as_str()) {
                // A condition is in the page's words, blanks aside.
                let text = value.to_string();
                let text = if key == "required_if" {
                    text.replace(' ', "")
                } else {
                    text
                };
                lines.insert(format!("{here}.{key} = {text}"));
            }
        }
        if let Some(below) = field.get("fields") {
            let list = field["type"]
                .as_str()
                .is_some_and(|ty| ty.starts_with("list"));
            fields(
                below,
                &format!("{here}{}", if list { "[]" } else { "" }),
                lines,
            );
        }
    }
}

fn inconsistency(text: &str, lines: &mut BTreeSet<String>) {
    let head = text.split(':').next().unwrap();
    let (tag, paths) = head.split_once(' ').unwrap_or((head, ""));
    if SOFT.contains(&tag) {
        return;
    }
    if OF_A_PAGE.contains(&tag) {
        lines.insert(format!("inconsistency {tag}"));
        return;
    }
    // Of several fields of one object, all but the first are told by their names.
    let mut parent = "";
    for path in paths.split(',') {
        let whole = if path.contains('.') {
            path.to_owned()
        } else {
            format!("{parent}.{path}")
        };
        lines.insert(format!("inconsistency {tag} {whole}"));
        parent = if path.contains('.') {
            path.rsplit_once('.').unwrap().0
        } else {
            parent
        };
    }
}
