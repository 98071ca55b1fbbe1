//! The head of a draft: its name, its path, and the doubts about the page as a whole.

use std::collections::BTreeMap;

use super::{
    names,
    yaml::{self, Writer},
};
use crate::import::{
    facts::{Facts, Field, Kind, Side},
    text::short,
};

/// Writes the head; `rest` is what stands below it.
pub(super) fn write(facts: &Facts, name: &str, rest: &str, writer: &mut Writer) {
    writer.line(0, "# yaml-language-server: $schema=../schema.json");
    writer.review(
        0,
        "a draft: every doc and title stands in for a sentence of yours; word them anew",
    );
    for why in &facts.review {
        writer.review(0, why);
    }
    for (why, paths) in unsaid(facts, rest) {
        writer.review(0, &format!("{}: {why}", paths.join(", ")));
    }
    let words = names::words(name);
    let key = if facts.kind == Kind::Notification {
        "notification"
    } else {
        "operation"
    };
    writer.line(0, &format!("{key}: {name}"));
    writer.line(
        0,
        &format!("title: {}", yaml::text(&format!("Drafted: {words}"))),
    );
    if facts.deprecated {
        writer.review(
            0,
            "say why not to use it any more, and what to use in its place",
        );
        writer.line(0, "deprecated: The page says that it is out of use.");
    }
    if facts.kind == Kind::Notification {
        return;
    }
    path(facts, name, writer);
    writer.review(0, "whether it may be sent twice");
    writer.line(0, "idempotent: false");
    writer.blank();
}

/// The path of a page, as far as a spec can have it.
pub(crate) fn path_of(facts: &Facts) -> Option<String> {
    let written = facts.path.as_ref().map_or("", |path| path.text.as_str());
    let plain: String = written
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~'))
        .collect();
    let plain = plain.trim_end_matches('/').replace("//", "/");
    match plain.as_str() {
        "" => None,
        plain if plain.starts_with('/') => Some(plain.to_owned()),
        plain => Some(format!("/{plain}")),
    }
}

fn path(facts: &Facts, name: &str, writer: &mut Writer) {
    let written = facts.path.as_ref().map_or("", |path| path.text.as_str());
    let path = path_of(facts).unwrap_or_else(|| format!("/unknown/{name}"));
    if path != written {
        writer.review(
            0,
            &format!("the page has the path as `{}`", short(written, 80)),
        );
    }
    writer.line(0, &format!("path: {}", yaml::text(&path)));
    if let Some(method) = facts.method.as_deref().filter(|method| *method != "POST") {
        writer.review(0, &format!("the page says {method}; only POST is carried"));
    }
}

/// Doubts about fields that have no line of their own in a draft, such as the envelope's, with the fields' paths.
fn unsaid(facts: &Facts, rest: &str) -> BTreeMap<String, Vec<String>> {
    let mut doubts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let sides = [
        (Side::Request, &facts.body),
        (Side::Request, &facts.request),
        (Side::Response, &facts.response),
    ];
    for (side, fields) in sides {
        collect(fields, side.name(), &mut doubts);
    }
    doubts.retain(|why, paths| rest.matches(why.as_str()).count() < paths.len());
    doubts
}

fn collect(fields: &[Field], path: &str, doubts: &mut BTreeMap<String, Vec<String>>) {
    for field in fields {
        let here = format!("{path}.{}", field.name);
        for why in &field.review {
            let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
            doubts.entry(why).or_default().push(here.clone());
        }
        collect(&field.fields, &here, doubts);
    }
}
