//! Diagnostics for programs: one JSON object a line.

use serde::Serialize;

use super::{Diagnostic, Diagnostics, position::Position};
use crate::source::Sources;

/// The members of a message besides those of its place, and what they hold. All of them are always there.
pub const MESSAGE_FIELDS: &[(&str, &str)] = &[
    ("code", "the kind of mistake, as in `E011`"),
    ("severity", "`error`"),
    ("message", "what is wrong, in one sentence"),
    ("help", "how to mend it"),
    ("label", "a remark at the place itself; may be empty"),
    (
        "related",
        "a list of other places that have to do with it: objects with a `label` and the members of a place",
    ),
];

/// The members of a place, and what they hold. They stand in the message itself, and in each object in `related`.
pub const PLACE_FIELDS: &[(&str, &str)] = &[
    (
        "file",
        "the path from the repository's root; `null` when the mistake is in no file that could be read",
    ),
    ("line", "the first line, from 1"),
    (
        "column",
        "the first column, from 1, in characters (Unicode scalar values)",
    ),
    ("end_line", "the last line"),
    ("end_column", "one past the last column"),
    (
        "byte_start",
        "the first byte, from 0 at the file's beginning",
    ),
    ("byte_end", "one past the last byte"),
];

#[derive(Serialize)]
struct Mistake<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: &'a str,
    #[serde(flatten)]
    labelled: Labelled<'a>,
    related: Vec<Labelled<'a>>,
}

#[derive(Serialize)]
struct Labelled<'a> {
    label: &'a str,
    #[serde(flatten)]
    position: Position<'a>,
}

pub(super) fn render(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        // Nothing in a message can fail to be written: it holds texts and numbers only.
        out.push_str(&serde_json::to_string(&mistake(diagnostic, sources)).unwrap_or_default());
        out.push('\n');
    }
    out
}

fn mistake<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Mistake<'a> {
    let labelled = |place, label| Labelled {
        label,
        position: Position::of(place, sources),
    };
    Mistake {
        code: diagnostic.code.id(),
        severity: "error",
        message: &diagnostic.message,
        help: &diagnostic.help,
        labelled: labelled(diagnostic.place, &diagnostic.label),
        related: diagnostic
            .related
            .iter()
            .map(|(place, why)| labelled(*place, why))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::{MESSAGE_FIELDS, PLACE_FIELDS, render};
    use crate::diagnostic::tests::two_mistakes;

    fn keys(object: &Value) -> BTreeSet<&str> {
        object
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect()
    }

    fn names(fields: &[(&'static str, &str)]) -> BTreeSet<&'static str> {
        fields.iter().map(|(name, _)| *name).collect()
    }

    #[test]
    fn a_message_says_all_that_is_known() {
        let (diagnostics, sources) = two_mistakes();
        let out = render(&diagnostics, &sources);
        let messages: Vec<Value> = out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let first = json!({
            "code": "E011", "severity": "error",
            "message": "`名` stands\r\ntwice, 100%", "help": "rename: one,\nof them", "label": "",
            "file": "spec/endpoints/a,b.yaml", "line": 3, "column": 4, "end_line": 3, "end_column": 6,
            "byte_start": 17, "byte_end": 22,
            "related": [{
                "label": "the first one",
                "file": "spec/api.yaml", "line": 1, "column": 1, "end_line": 2, "end_column": 2,
                "byte_start": 0, "byte_end": 8,
            }],
        });
        assert_eq!(messages.first(), Some(&first));
        assert_eq!(messages.len(), 2);
    }

    #[test]
    fn a_message_has_exactly_the_documented_members() {
        let (diagnostics, sources) = two_mistakes();
        let place = names(PLACE_FIELDS);
        let message: BTreeSet<_> = names(MESSAGE_FIELDS).union(&place).copied().collect();
        let related: BTreeSet<_> = place.iter().copied().chain(["label"]).collect();
        for line in render(&diagnostics, &sources).lines() {
            let object: Value = serde_json::from_str(line).unwrap();
            assert_eq!(keys(&object), message);
            for other in object["related"].as_array().unwrap() {
                assert_eq!(keys(other), related);
            }
        }
    }
}
