//! Facts one by one, a line each, so that those stated and those found can be compared.

use std::collections::BTreeSet;

use serde_json::Value;

/// Tags that are about a page: the tag alone counts.
const OF_A_PAGE: [&str; 7] = [
    "method-lost",
    "path-odd",
    "no-envelope",
    "no-response-table",
    "json-invalid",
    "example-lost",
    "name-lost",
];
/// Tags that are a matter of opinion.
pub(crate) const SOFT: [&str; 7] = [
    "value-conflict",
    "length-meaning",
    "unit",
    "code-family",
    "header-mixed",
    "sign-sample",
    "format",
];
/// What is no fact about a field.
const ABOUT: [&str; 6] = ["name", "fields", "line", "confidence", "review", "labels"];

/// The facts of a page.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) lines: BTreeSet<String>,
    /// Paths of the fields that the page's draft asks to review; the empty one is the page itself.
    marked: BTreeSet<String>,
}

impl Lines {
    pub(super) fn of(facts: &Value) -> Self {
        let mut all = Self::default();
        all.add("kind", &facts["kind"]);
        if is_marked(facts) {
            all.marked.insert(String::new());
        }
        if facts["kind"] == "not_an_endpoint" {
            return all;
        }
        for key in ["method", "path", "title", "envelope", "response_root"] {
            all.add(key, &facts[key]);
        }
        for side in ["request", "response"] {
            all.fields(&facts[side], side);
        }
        for key in ["example_only_fields", "constraints"] {
            for value in facts[key].as_array().into_iter().flatten() {
                all.lines.insert(format!("{key} {value}"));
            }
        }
        for choice in facts["one_of"].as_array().into_iter().flatten() {
            let names: BTreeSet<String> = choice
                .as_array()
                .into_iter()
                .flatten()
                .map(Value::to_string)
                .collect();
            all.lines.insert(format!("one_of {names:?}"));
        }
        for text in texts(facts, "inconsistencies") {
            all.inconsistency(text);
        }
        all
    }

    fn add(&mut self, key: &str, value: &Value) {
        self.lines.insert(format!("{key} = {value}"));
    }

    fn fields(&mut self, list: &Value, at: &str) {
        for field in list.as_array().into_iter().flatten() {
            let here = format!("{at}.{}", field["name"].as_str().unwrap());
            if is_marked(field) {
                self.marked.insert(here.clone());
            }
            for (key, value) in field.as_object().unwrap() {
                if !ABOUT.contains(&key.as_str()) {
                    self.add(&format!("{here}.{key}"), value);
                }
            }
            let ty = field["type"].as_str();
            let rows = ty.is_some_and(|ty| ty.starts_with("list"));
            let below = if rows { format!("{here}[]") } else { here };
            self.fields(&field["fields"], &below);
        }
    }

    /// An inconsistency without what was seen, one line a field.
    fn inconsistency(&mut self, text: &str) {
        let head = text.split(':').next().unwrap();
        let (tag, paths) = head.split_once(' ').unwrap_or((head, ""));
        if SOFT.contains(&tag) {
            return;
        }
        if OF_A_PAGE.contains(&tag) || paths.contains(' ') || paths.is_empty() {
            self.lines.insert(format!("inconsistency {tag}"));
            return;
        }
        let mut paths = paths.split(',');
        let first = paths.next().unwrap();
        let parent = first.rsplit_once('.').map_or("", |(parent, _)| parent);
        self.lines.insert(format!("inconsistency {tag} {first}"));
        for last in paths {
            let path = if last.contains('.') {
                last.to_owned()
            } else {
                format!("{parent}.{last}")
            };
            self.lines.insert(format!("inconsistency {tag} {path}"));
        }
    }

    /// Whether the draft asks to review what `line` says. Each inconsistency, and each field of an example alone, it
    /// writes with such a comment; `drafts` tests that.
    pub(super) fn is_marked(&self, line: &str) -> bool {
        if line.starts_with("inconsistency") || line.starts_with("example_only") {
            return true;
        }
        let field = line
            .split(" = ")
            .next()
            .and_then(|key| key.rsplit_once('.'));
        let path = field.map_or("", |(path, _)| path);
        self.marked.contains(path)
    }
}

fn is_marked(value: &Value) -> bool {
    value["review"]
        .as_array()
        .is_some_and(|why| !why.is_empty())
}

fn texts<'a>(facts: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    let values = facts[key].as_array().into_iter().flatten();
    values.filter_map(Value::as_str)
}

/// Whether the parameters that both have stand in the same order.
pub(super) fn in_same_order(one: &Value, other: &Value) -> bool {
    let names = |facts: &Value| -> Vec<Value> {
        let fields = facts["request"].as_array().into_iter().flatten();
        fields.map(|field| field["name"].clone()).collect()
    };
    let (mut one, mut other) = (names(one), names(other));
    let both: Vec<Value> = one
        .iter()
        .filter(|name| other.contains(name))
        .cloned()
        .collect();
    one.retain(|name| both.contains(name));
    other.retain(|name| both.contains(name));
    one == other
}

/// What a careful reader could not be sure of, as a part of the lines that it is about.
pub(super) fn doubts(facts: &Value) -> Vec<String> {
    let path = |doubt: &str| doubt.split(':').next().unwrap().trim().to_owned();
    let of_lists = |path: String| {
        path.replacen("inconsistencies.", "inconsistency ", 1)
            .replacen("example_only_fields.", "example_only_fields \"", 1)
            .replacen("constraints.", "constraints \"", 1)
    };
    texts(facts, "doubts").map(path).map(of_lists).collect()
}

/// Takes away what only differs in how a condition or a constraint is worded; how many that were.
pub(super) fn pair(missing: &mut BTreeSet<&String>, extra: &mut BTreeSet<&String>) -> usize {
    let mut pairs = Vec::new();
    for one in missing.iter() {
        let same = |other: &&&String| {
            let free = !pairs.iter().any(|(_, taken)| taken == *other);
            free && says_the_same(one, other)
        };
        if let Some(other) = extra.iter().find(same) {
            pairs.push((*one, *other));
        }
    }
    for (one, other) in &pairs {
        missing.remove(one);
        extra.remove(other);
    }
    pairs.len()
}

fn says_the_same(one: &str, other: &str) -> bool {
    let words = |line: &str| -> Option<(String, String)> {
        let rest = line.strip_prefix("constraints ");
        let parts = rest.map(|rest| ("constraints", rest));
        let (key, words) = parts.or_else(|| line.split_once(" = "))?;
        let bare = |c: &char| !c.is_whitespace() && !"\"'`“”‘’\\".contains(*c);
        let words: String = words.chars().filter(bare).collect();
        // `a > b` is `b < a`.
        let turned = words.split_once('>').filter(|_| key == "constraints");
        let words = turned.map_or(words.clone(), |(one, other)| {
            let (sign, other) = other
                .strip_prefix('=')
                .map_or(("<", other), |rest| ("<=", rest));
            format!("{other}{sign}{one}")
        });
        let worded = key == "constraints" || key.ends_with(".required_if");
        worded.then(|| (key.to_owned(), words.to_lowercase()))
    };
    let (Some((key, one)), Some((other_key, other))) = (words(one), words(other)) else {
        return false;
    };
    key == other_key && (one.contains(&other) || other.contains(&one))
}

#[test]
fn conditions_are_the_same_when_one_contains_the_other() {
    let condition = |of: &str, words: &str| format!("request.{of}.required_if = {words:?}");
    for (one, other, same) in [
        (
            condition("a", "type is `X`"),
            condition("a", "Type is X"),
            true,
        ),
        (
            condition("a", "type is X"),
            condition("a", "the type is X or Y"),
            true,
        ),
        (
            condition("a", "type is X"),
            condition("b", "type is X"),
            false,
        ),
        (
            "request.a.format = \"x\"".to_owned(),
            "request.a.format = \"xy\"".to_owned(),
            false,
        ),
        (
            "constraints \"b - a <= 31 days\"".to_owned(),
            "constraints \"b-a<=31days\"".to_owned(),
            true,
        ),
        (
            "constraints \"b >= a\"".to_owned(),
            "constraints \"a <= b\"".to_owned(),
            true,
        ),
        (
            "constraints \"b > a\"".to_owned(),
            "constraints \"b < a\"".to_owned(),
            false,
        ),
    ] {
        assert_eq!(says_the_same(&one, &other), same, "{one} {other}");
    }
}

#[test]
fn of_a_choice_the_order_of_names_does_not_count() {
    let of = |names: [&str; 2]| {
        let facts = serde_json::json!({ "kind": "endpoint", "one_of": [names] });
        Lines::of(&facts).lines
    };
    assert_eq!(of(["a", "b"]), of(["b", "a"]));
    assert_ne!(of(["a", "b"]), of(["a", "c"]));
}

#[test]
fn a_fact_is_marked_by_its_own_field_or_by_the_page() {
    let facts = serde_json::json!({
        "kind": "endpoint",
        "request": [{ "name": "a", "type": "list<object>", "fields": [{ "name": "b", "type": "string", "review": ["why"] }] }],
    });
    let lines = Lines::of(&facts);
    assert!(lines.lines.contains("request.a[].b.type = \"string\""));
    for (line, marked) in [
        ("request.a[].b.type = \"string\"", true),
        ("request.a.type = \"list<object>\"", false),
        ("envelope = null", false),
        ("inconsistency method-lost", true),
    ] {
        assert_eq!(lines.is_marked(line), marked, "{line}");
    }
}
