//! Pages that nobody wrote: a random model of a page, written down by a random hand, states that model and nothing else.
//!
//! The hands are a second opinion on how pages look: their phrases, notations and forms are from the documents, and nothing
//! here knows the importer but by its facts. What a hand writes, a careful reader reads one way; a page of which a reader
//! could not be sure is none of theirs.

mod describe;
mod example;
mod expected;
mod facts;
mod hand;
mod model;
mod mutated;
mod page;
mod phrases;
mod render;
mod settle;

use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::Value;
use xtask::import::facts::form;

use self::{
    facts::lines,
    hand::{Hand, Sample},
    model::{Field, Kind, Model},
    mutated::MISTAKES,
};

/// Some hundred pages, always the same ones; more by `PROPTEST_CASES`.
fn config() -> ProptestConfig {
    let set = |name| std::env::var_os(name).is_some();
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: if set("PROPTEST_CASES") {
            usual.cases
        } else {
            400
        },
        rng_seed: if set("PROPTEST_RNG_SEED") {
            usual.rng_seed
        } else {
            RngSeed::Fixed(8)
        },
        failure_persistence: None,
        ..usual
    }
}

/// What is found in a page and ought not to be (`+`), what is not found (`-`), and doubts where there are none (`?`).
/// `mistake` is an inconsistency that was put into the page.
fn differences(text: &str, model: &Model, hand: &Hand, mistake: Option<&str>) -> Vec<String> {
    let name = format!("page.{}", render::ending(hand.form));
    let found = serde_json::to_value(form(&crate::read(&name, text.as_bytes()))).unwrap();
    let open = open(model, hand);
    let mut stated = lines(&expected::facts(model, hand));
    stated.extend(mistake.map(str::to_owned));
    let read = lines(&found);
    let mut wrong: Vec<String> = stated
        .difference(&read)
        .map(|line| format!("- {line}"))
        .collect();
    let extra = read.difference(&stated).filter(|line| !open.contains(line));
    wrong.extend(extra.map(|line| format!("+ {line}")));
    if mistake.is_none() {
        doubts(&found, "", &mut wrong);
    }
    wrong
}

/// What may be told of a page or not: a list in a request, of which the type does not say what it is of and the example does.
fn open(model: &Model, hand: &Hand) -> Vec<String> {
    let mut bare = Vec::new();
    let mut all: Vec<(String, &Field)> = model
        .request
        .iter()
        .map(|field| ("request".to_owned(), field))
        .collect();
    while let Some((at, field)) = all.pop() {
        let here = format!("{at}.{}", field.noun.name);
        let below = if field.kind == Kind::Rows {
            format!("{here}[]")
        } else {
            here.clone()
        };
        all.extend(field.fields.iter().map(|field| (below.clone(), field)));
        if matches!(field.kind, Kind::List(_, false)) && hand.request_example != Sample::Missing {
            bare.push(format!("inconsistency list-type {here}"));
        }
    }
    bare
}

fn doubts(found: &Value, at: &str, wrong: &mut Vec<String>) {
    let list = |key| found[key].as_array().into_iter().flatten();
    if found["element_assumed"] != true {
        let lower = |why: &&Value| {
            why.as_str()
                .is_some_and(|why| why.starts_with("read as a list of values: the values are"))
        };
        // A contradiction is compared as such.
        let told = |why: &&Value| {
            let tag = why.as_str().and_then(|why| why.split_once(": "));
            tag.is_some_and(|(tag, _)| !tag.contains(' ') && tag.contains('-'))
        };
        // Words in lower case may be a remark.
        wrong.extend(
            list("review")
                .filter(|why| !lower(why) && !told(why))
                .map(|why| format!("? {at}: {why}")),
        );
    }
    wrong.extend(list("unread").map(|row| format!("? unread {row}")));
    for key in ["request", "response", "fields"] {
        for field in list(key) {
            doubts(
                field,
                &format!("{at}.{}", field["name"].as_str().unwrap()),
                wrong,
            );
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_page_states_its_model(model in model::model(), hand in hand::hand()) {
        let (model, hand) = settle::settled(model, hand);
        let text = render::render(&page::parts(&model, &hand), &hand);
        let wrong = differences(&text, &model, &hand, None);
        prop_assert!(wrong.is_empty(), "{}\n\n{text}", wrong.join("\n"));
    }

    #[test]
    fn a_mistake_in_a_page_is_told_and_nothing_else(
        model in model::model(),
        hand in hand::hand(),
        mistake in prop::sample::select(&MISTAKES[..]),
    ) {
        let (model, hand) = settle::settled(model, hand);
        let Some((parts, told)) = mutated::made(mistake, &model, &hand) else {
            // Not every page has a place for every mistake.
            return Ok(());
        };
        let text = render::render(&parts, &hand);
        let wrong = differences(&text, &model, &hand, Some(&told));
        prop_assert!(wrong.is_empty(), "{mistake:?}: {}\n\n{text}", wrong.join("\n"));
    }
}
