//! Entries for the ledger: what the page says twice differently, and what it leaves out.

use std::collections::BTreeMap;

use super::{fields::Target, yaml};
use crate::import::{
    facts::{Envelope, ExampleOnly, Facts, Field, Inconsistency, Kind, Root},
    text::short,
};

/// Writes an entry for each kind of contradiction and each gap.
pub fn write(facts: &Facts, operation: &str, targets: &BTreeMap<String, Target>) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let carried: Vec<String> = facts
        .example_only
        .iter()
        .filter_map(|only| targets.get(&only.path))
        .map(|target| target.0.clone())
        .collect();
    if !carried.is_empty() {
        let about: Vec<String> = carried
            .iter()
            .filter(|about| about.contains('.') && !about.starts_with("envelope"))
            .cloned()
            .collect();
        let about = if about.is_empty() {
            vec![operation.to_owned()]
        } else {
            about
        };
        let evidence = format!(
            "The example holds {} fields that no table lists.",
            carried.len()
        );
        entry(
            &mut text,
            &format!("{operation}_fields_only_in_the_example"),
            operation,
            &about,
            "example-only",
            "The tables list every field.",
            &evidence,
            "Carried, optional, with types read from the example. To be reviewed.",
        );
    }
    for one in &facts.inconsistencies {
        let count = counts.entry(one.tag).or_default();
        *count += 1;
        let tag = one.tag.replace('-', "_");
        let name = if *count == 1 {
            format!("{operation}_{tag}")
        } else {
            format!("{operation}_{tag}_{count}")
        };
        let about = about(one, operation, targets);
        let evidence = format!("{}.", capital(&short(&one.seen, 300)).trim_end_matches('.'));
        entry(
            &mut text,
            &name,
            operation,
            &about,
            one.tag,
            claim(one.tag),
            &evidence,
            decision(one.tag),
        );
    }
    not_carried(facts, operation, &mut text);
    if lacks_time(facts) {
        entry(
            &mut text,
            &format!("{operation}_without_timestamp"),
            operation,
            &["envelope.timestamp".to_owned()],
            "dropped",
            "-",
            "No row is about the time of the call.",
            "Sent as in every call. To be reviewed.",
        );
    }
    if !facts.missing_links.is_empty() {
        let links: Vec<String> = facts
            .missing_links
            .iter()
            .map(|link| short(&link.text, 60))
            .collect();
        let evidence = format!(
            "The page points at other pages that it does not show: {}.",
            links.join("; ")
        );
        entry(
            &mut text,
            &format!("{operation}_links"),
            operation,
            &[operation.to_owned()],
            "",
            "-",
            &evidence,
            "Taken from what the spec says of the envelope and the codes. To be reviewed.",
        );
    }
    text
}

/// One entry, called `name`, about one thing that the importer has found on the page of `operation`.
pub fn one(operation: &str, name: &str, tag: &str, about: &str, seen: &str) -> String {
    let mut text = String::new();
    let evidence = format!("{}.", capital(&short(seen, 2000)).trim_end_matches('.'));
    let about = [about.to_owned()];
    let (claim, decision) = (claim(tag), decision(tag));
    entry(
        &mut text, name, operation, &about, tag, claim, &evidence, decision,
    );
    text
}

/// Entries about what the page says and the language has no words for, so that a comparison knows it.
fn not_carried(facts: &Facts, operation: &str, text: &mut String) {
    let mut add = |tag: &str, seen: &str| {
        let name = format!("{operation}_{}_not_carried", tag.replace('-', "_"));
        text.push_str(&one(operation, &name, tag, operation, seen));
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
    let members = ["code", "message", "data"];
    let strange = |field: &&Field| !members.contains(&field.name.as_str());
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
        !inside && facts.root == Root::Envelope
    };
    let around = facts.example_only.iter().filter(around);
    let around: Vec<&str> = around.map(|only| only.path.as_str()).collect();
    let known = ["response.code", "response.message", "response.data"];
    if around.iter().any(|path| !known.contains(path)) {
        add(
            "example-only",
            &format!("beside data, the example has {}", around.join(", ")),
        );
    }
}

/// Whether the parameters of a signed call are listed without the time of the call.
fn lacks_time(facts: &Facts) -> bool {
    let listed = !facts.request.is_empty() && facts.envelope != Envelope::Flat;
    let is_time = |field: &Field| field.name == "timestamp";
    facts.kind == Kind::Endpoint && listed && !facts.request.iter().any(is_time)
}

#[expect(clippy::too_many_arguments, reason = "one for each key of an entry")]
fn entry(
    text: &mut String,
    name: &str,
    operation: &str,
    about: &[String],
    tag: &str,
    claim: &str,
    evidence: &str,
    decision: &str,
) {
    let about: Vec<String> = about.iter().map(|about| yaml::text(about)).collect();
    text.push_str(&format!(
        "\n{name}:\n  pages: [{operation}]\n  about: [{}]\n",
        about.join(", ")
    ));
    if !tag.is_empty() {
        text.push_str(&format!("  tags: [{tag}]\n"));
    }
    text.push_str(&format!(
        "  claim: {}\n  evidence: {}\n  # REVIEW: decide\n  decision: {}\n",
        yaml::quoted(claim),
        yaml::quoted(evidence),
        yaml::quoted(decision)
    ));
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

fn claim(tag: &str) -> &'static str {
    match tag {
        "ts-seconds" => "The time counts milliseconds.",
        "type-example" => "The table gives the type.",
        "missing-in-example" => "The field is documented.",
        "length-meaning" => "The table gives a length for a list.",
        "enum-case" | "value-conflict" => {
            "The page lists the values, or says what tells rows apart."
        }
        "required-conflict" => "The table says whether it is required.",
        "range-conflict" => "The table gives limits.",
        "name-case" | "name-differs" => "The table gives the name.",
        _ => "-",
    }
}

fn decision(tag: &str) -> &'static str {
    match tag {
        "ts-seconds" => "Milliseconds, as the envelope of the spec has it. To be reviewed.",
        "type-example" => {
            "Drafted from what the example shows, but for a list, which stays one. To be reviewed."
        }
        "missing-in-example" => "Drafted as optional. To be reviewed.",
        "length-meaning" => "Drafted as a number of items. To be reviewed.",
        "list-type" => "Drafted from the example, or else from the name. To be reviewed.",
        _ => "Drafted as the table has it. To be reviewed.",
    }
}
