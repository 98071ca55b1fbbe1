//! Rows in many wordings, each alone on a page, and what is to be read from them. `wordings.txt` has one a line: name,
//! required, type, description, the facts, and other rows, parted by tabs.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a list that is not in its form fails the test"
)]

use super::{extract, json};
use crate::import::page;

/// The keys that a line of the list tells, or denies by leaving them out.
const KEYS: [&str; 12] = [
    "enum",
    "default",
    "min",
    "max",
    "min_length",
    "max_length",
    "max_items",
    "format",
    "pattern",
    "required_if",
    "one_of",
    "constraints",
];

#[test]
fn rows_are_read_in_whatever_words() {
    let mut wrong = Vec::new();
    let lines = include_str!("wordings.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, required, ty, description, facts, others @ ..] = cells.as_slice() else {
            panic!("a line has too few cells: {line}");
        };
        let mut rows = vec![row(name, required, ty, description)];
        rows.extend(others.iter().map(|other| {
            let parts: Vec<&str> = other.splitn(3, " = ").collect();
            row(parts[0], "No", parts[1], parts[2])
        }));
        let told = told(name, &rows.concat());
        let expected: serde_json::Value = serde_json::from_str(facts).unwrap();
        let more = ["type", "required", "deprecated"];
        let more = more.iter().filter(|key| expected.get(**key).is_some());
        for key in KEYS.iter().chain(more) {
            if told.get(*key) != expected.get(*key) {
                wrong.push(format!("{key} of {line}\n    {:?}", told.get(*key)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn row(name: &str, required: &str, ty: &str, description: &str) -> String {
    let description = description.replace('|', "\\|");
    format!("| {name} | {required} | {ty} | {description} |\n")
}

/// The facts of the field `name` on a page with these rows, and those across its fields.
fn told(name: &str, rows: &str) -> serde_json::Value {
    let text = format!(
        "# 1.1 Probe\n\n## Request URL\n- {{domain}}/open-api/probe/go\n\n## Request Method\n- POST\n\n\
         ## param Parameters\n| Parameter Name | Required | Type | Description |\n|---|---|---|---|\n{rows}"
    );
    let pieces = page::read("page.md", text.as_bytes()).unwrap();
    let form = serde_json::to_value(json::form(&extract("page.md", &pieces))).unwrap();
    let fields = form["request"].as_array().unwrap();
    let mut field = fields
        .iter()
        .find(|field| field["name"] == name)
        .cloned()
        .unwrap_or_default();
    for key in ["one_of", "constraints"] {
        if let (Some(told), Some(field)) = (form.get(key), field.as_object_mut()) {
            field.insert(key.to_owned(), told.clone());
        }
    }
    field
}
