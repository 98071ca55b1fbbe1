//! Entries for the ledger: what the page says twice differently, and what it leaves out.

mod wording;

use std::collections::BTreeMap;

use wording::{claim, decision};

use super::{fields::Target, yaml};
use crate::import::{
    facts::{Envelope, ExampleOnly, Facts, Field, Inconsistency, Kind, Root},
    table::words::Base,
    text::short,
};

/// What every answer has around its data.
const AROUND: [&str; 3] = ["code", "message", "data"];

/// An entry of the ledger.
struct Entry<'a> {
    operation: &'a str,
    name: String,
    about: Vec<String>,
    tag: &'a str,
    claim: &'a str,
    evidence: String,
    decision: &'a str,
}

impl<'a> Entry<'a> {
    /// An entry that claims and decides what its tag stands for.
    fn new(operation: &'a str, name: String, tag: &'a str, about: Vec<String>, seen: &str) -> Self {
        Self {
            operation,
            name,
            about,
            tag,
            claim: claim(tag),
            evidence: format!("{}.", capital(&short(seen, 2000)).trim_end_matches('.')),
            decision: decision(tag),
        }
    }

    fn write(&self, text: &mut String) {
        let about: Vec<String> = self.about.iter().map(|about| yaml::text(about)).collect();
        text.push_str(&format!(
            "\n{}:\n  pages: [{}]\n  about: [{}]\n",
            self.name,
            self.operation,
            about.join(", ")
        ));
        if !self.tag.is_empty() {
            text.push_str(&format!("  tags: [{}]\n", self.tag));
        }
        text.push_str(&format!(
            "  claim: {}\n  evidence: {}\n  # REVIEW: decide\n  decision: {}\n",
            yaml::quoted(self.claim),
            yaml::quoted(&self.evidence),
            yaml::quoted(self.decision)
        ));
    }
}

/// Writes an entry for each kind of contradiction and each gap.
pub fn write(facts: &Facts, operation: &str, targets: &BTreeMap<String, Target>) -> String {
    let mut text = String::new();
    example_only(facts, operation, targets, &mut text);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &facts.inconsistencies {
        let count = counts.entry(one.tag).or_default();
        *count += 1;
        let mut name = format!("{operation}_{}", one.tag.replace('-', "_"));
        if *count > 1 {
            name.push_str(&format!("_{count}"));
        }
        let about = about(one, operation, targets);
        let seen = short(&one.seen, 300);
        Entry::new(operation, name, one.tag, about, &seen).write(&mut text);
    }
    not_carried(facts, operation, &mut text);
    if lacks_time(facts) {
        let name = format!("{operation}_without_timestamp");
        let about = vec!["envelope.timestamp".to_owned()];
        let seen = "no row is about the time of the call";
        let mut entry = Entry::new(operation, name, "dropped", about, seen);
        entry.decision = "Sent as in every call. To be reviewed.";
        entry.write(&mut text);
    }
    if let Some(ty) = time_of_another_type(facts) {
        let name = format!("{operation}_type_of_timestamp");
        let about = vec!["envelope.timestamp".to_owned()];
        let seen = format!("the page says {ty}");
        let mut entry = Entry::new(operation, name, "type", about, &seen);
        entry.decision = "Sent as in every call. To be reviewed.";
        entry.write(&mut text);
    }
    links(facts, operation, &mut text);
    text
}

/// One entry, called `name`, about one thing that the importer has found on the page of `operation`.
pub fn one(operation: &str, name: &str, tag: &str, about: &str, seen: &str) -> String {
    let mut text = String::new();
    let about = vec![about.to_owned()];
    Entry::new(operation, name.to_owned(), tag, about, seen).write(&mut text);
    text
}

/// One entry for all fields that only the example shows; those around data are the envelope's.
fn example_only(
    facts: &Facts,
    operation: &str,
    targets: &BTreeMap<String, Target>,
    text: &mut String,
) {
    let carried = facts.example_only.iter().filter(|only| {
        let name = only.path.strip_prefix("response.");
        !name.is_some_and(|name| AROUND.contains(&name))
    });
    let carried = carried.filter_map(|only| targets.get(&only.path));
    let about: Vec<String> = carried
        .map(|target| target.0.clone())
        .filter(|about| about.contains('.') && !about.starts_with("envelope"))
        .collect();
    if about.is_empty() {
        return;
    }
    let name = format!("{operation}_fields_only_in_the_example");
    let seen = match about.len() {
        1 => "the example holds a field that no table lists".to_owned(),
        count => format!("the example holds {count} fields that no table lists"),
    };
    Entry::new(operation, name, "example-only", about, &seen).write(text);
}

/// What the page points at and does not show.
fn links(facts: &Facts, operation: &str, text: &mut String) {
    if facts.missing_links.is_empty() {
        return;
    }
    let links = facts.missing_links.iter().map(|link| short(&link.text, 60));
    let links: Vec<String> = links.collect();
    let seen = format!(
        "the page points at other pages that it does not show: {}",
        links.join("; ")
    );
    let name = format!("{operation}_links");
    let mut entry = Entry::new(operation, name, "", vec![operation.to_owned()], &seen);
    entry.decision = "Taken from what the spec says of the envelope and the codes. To be reviewed.";
    entry.write(text);
}

/// Entries about what the page says and the language has no words for, so that a comparison knows it.
fn not_carried(facts: &Facts, operation: &str, text: &mut String) {
    let mut add = |tag: &str, seen: &str| {
        let name = format!("{operation}_{}_not_carried", tag.replace('-', "_"));
        let mut entry = Entry::new(operation, name, tag, vec![operation.to_owned()], seen);
        entry.decision = "Not drafted. To be reviewed.";
        entry.write(text);
    };
    if let Some(method) = facts.method.as_deref().filter(|method| *method != "POST") {
        add("method", &format!("the page says {method}"));
    }
    if !facts.unread.is_empty() {
        let rows = facts.unread.iter().map(|row| short(&row.row.text, 60));
        let rows: Vec<String> = rows.collect();
        add(
            "row-unread",
            &format!("these could not be read: {}", rows.join("; ")),
        );
    }
    let strange = |field: &&Field| !AROUND.contains(&field.name.as_str());
    let strange = facts.response.iter().filter(strange);
    let strange: Vec<&str> = strange.map(|field| field.name.as_str()).collect();
    if facts.root == Root::Envelope && !strange.is_empty() {
        add(
            "added",
            &format!("beside data, a table has {}", strange.join(", ")),
        );
    }
    let around = |only: &&ExampleOnly| {
        let name = only.path.strip_prefix("response.");
        let inside = name.is_none_or(|name| name.contains('.') || name.contains('['));
        !inside && facts.root != Root::None
    };
    let around = facts.example_only.iter().filter(around);
    let around: Vec<&str> = around.map(|only| only.path.as_str()).collect();
    let known = |path: &&&str| AROUND.contains(&path.trim_start_matches("response."));
    if !around.iter().all(|path| known(&path)) {
        add(
            "example-only",
            &format!("beside data, the example has {}", around.join(", ")),
        );
    }
}

/// The type of the time of the call, if it is none that counts.
fn time_of_another_type(facts: &Facts) -> Option<String> {
    let mut fields = facts.request.iter();
    let time = fields.find(|field| field.name == "timestamp")?;
    let counts = matches!(time.ty.base, Base::Int32 | Base::Int64 | Base::Unknown);
    (facts.kind == Kind::Endpoint && !counts).then(|| time.ty.name())
}

/// Whether the parameters of a signed call are listed without the time of the call.
fn lacks_time(facts: &Facts) -> bool {
    let listed = !facts.request.is_empty() && facts.envelope != Envelope::Flat;
    let is_time = |field: &Field| field.name == "timestamp";
    facts.kind == Kind::Endpoint && listed && !facts.request.iter().any(is_time)
}

/// What an inconsistency is about in the spec; the operation itself, where its field is not carried.
fn about(one: &Inconsistency, operation: &str, targets: &BTreeMap<String, Target>) -> Vec<String> {
    let mut about: Vec<String> = Vec::new();
    for path in &one.paths {
        let all = path
            .strip_suffix(".*")
            .filter(|parent| *parent == "request");
        let target = match all {
            Some(_) => format!("{operation}.request"),
            None => targets
                .get(path)
                .map_or_else(|| operation.to_owned(), |target| target.0.clone()),
        };
        if !about.contains(&target) {
            about.push(target);
        }
    }
    if about.is_empty() {
        about.push(operation.to_owned());
    }
    about
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
