//! Facts: how many of those that pages state are found, and how many that are found are stated.

use std::collections::BTreeSet;

use serde_json::Value;
use xtask::import::facts::form;

use crate::{Page, all_pages, heldout::SOFT, pages};

/// A fact: where, what, and its value.
type Fact = (String, String, String);

/// What makes two lists of facts differ.
#[derive(Default)]
struct Count {
    found: usize,
    stated: usize,
    both: usize,
    wrong: Vec<String>,
    unmarked: Vec<String>,
}

#[test]
fn facts_are_found_and_none_is_made_up() {
    let mut count = Count::default();
    let mut read = 0;
    for page in all_pages() {
        compare(&page, &mut count);
        read += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "there are some thousands")]
    let share = |of: usize| count.both as f64 / of as f64;
    let (precision, recall) = (share(count.found), share(count.stated));
    println!(
        "{read} pages, {} facts stated, {} found: precision {precision:.4}, recall {recall:.4}",
        count.stated, count.found
    );
    println!("{}", count.wrong.join("\n"));
    assert!(read >= 40, "{read} pages are too few to say anything");
    assert!(
        precision > 0.995 && recall > 0.995,
        "precision {precision:.4}, recall {recall:.4}"
    );
    assert!(
        count.unmarked.is_empty(),
        "wrong and not marked for review:\n{}",
        count.unmarked.join("\n")
    );
}

#[test]
fn every_fact_knows_its_line() {
    for page in pages("txt") {
        let text = std::fs::read_to_string(&page.path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let facts = page.facts();
        let mut open: Vec<_> = facts.request.iter().chain(&facts.response).collect();
        while let Some(field) = open.pop() {
            let line = lines[field.line - 1];
            let lost = field.review.iter().any(|why| why.contains("other columns"))
                || facts.rows_in.as_ref() == Some(&field.name);
            assert!(
                line.contains(&field.name) || lost,
                "{}: {} is not in line {}: {line}",
                page.name,
                field.name,
                field.line
            );
            open.extend(&field.fields);
        }
    }
}

/// Compares the facts of a page with those that it states.
fn compare(page: &Page, count: &mut Count) {
    let form = serde_json::to_value(form(&page.facts())).unwrap();
    let mut doubted = BTreeSet::new();
    let found = flat(&form, &mut doubted);
    let stated = flat(&page.expected(), &mut BTreeSet::new());
    count.found += found.len();
    count.stated += stated.len();
    count.both += found.intersection(&stated).count();
    let place = page.path.display();
    for fact in stated.difference(&found) {
        count.wrong.push(format!("{place}: not found: {fact:?}"));
    }
    for fact in found.difference(&stated) {
        count.wrong.push(format!("{place}: not stated: {fact:?}"));
        if !doubted.contains(&fact.0) {
            count.unmarked.push(format!("{place}: {fact:?}"));
        }
    }
}

/// The facts in their JSON form one by one; fields with a remark for reviewers are put into `doubted`.
fn flat(form: &Value, doubted: &mut BTreeSet<String>) -> BTreeSet<Fact> {
    let mut facts = BTreeSet::new();
    for key in [
        "kind",
        "method",
        "path",
        "title",
        "envelope",
        "response_root",
        "deprecated",
    ] {
        if let Some(value) = form.get(key) {
            facts.insert((String::new(), key.to_owned(), value.to_string()));
        }
    }
    for key in [
        "one_of",
        "constraints",
        "example_only_fields",
        "inconsistencies",
    ] {
        for value in form
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let text = if key == "inconsistencies" {
                kind_and_place(&text)
            } else {
                Some(text)
            };
            facts.extend(text.map(|text| (String::new(), key.to_owned(), text)));
        }
    }
    fields(form, "request", "request", &mut facts, doubted);
    fields(form, "response", "response", &mut facts, doubted);
    facts
}

/// An inconsistency without what was seen; `None` for one that is a matter of opinion.
fn kind_and_place(text: &str) -> Option<String> {
    let (tag, rest) = text.split_once(' ').unwrap_or((text, ""));
    if SOFT.contains(&tag) {
        return None;
    }
    let place = rest.split(':').next().unwrap_or_default();
    Some(if place.contains(' ') || place.is_empty() {
        tag.to_owned()
    } else {
        format!("{tag} {place}")
    })
}

fn fields(
    parent: &Value,
    key: &str,
    path: &str,
    facts: &mut BTreeSet<Fact>,
    doubted: &mut BTreeSet<String>,
) {
    for field in parent
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let here = format!("{path}.{}", field["name"].as_str().unwrap());
        for (key, value) in field.as_object().unwrap() {
            let about = matches!(
                key.as_str(),
                "name" | "fields" | "line" | "confidence" | "review" | "labels"
            );
            if !about {
                facts.insert((here.clone(), key.clone(), value.to_string()));
            }
        }
        if field.get("review").is_some() {
            doubted.insert(here.clone());
        }
        fields(field, "fields", &here, facts, doubted);
    }
}
