//! Drafts: each loads, checks and generates at once, and says what it is unsure of.

use std::collections::BTreeMap;

use codegen::{
    model::{Api, Field, Operation, Record, Response, Type},
    source::Sources,
};
use serde_json::{Value, json};
use xtask::{
    import::{Facts, draft, facts::Kind},
    paths,
};

use crate::{FORMS, all_pages, held_out, pages};

#[test]
fn every_draft_loads_checks_and_generates() {
    let spec = Sources::read(&paths::root().join("spec"));
    for page in FORMS.iter().flat_map(|form| pages(form)) {
        let facts = page.facts();
        let Some(draft) = draft::draft(&facts, &spec, None) else {
            assert_eq!(facts.kind, Kind::NotAnEndpoint, "{}", page.name);
            continue;
        };
        assert!(
            draft.notes.iter().all(|note| !note.contains("left out")),
            "{}: {:?}",
            page.name,
            draft.notes
        );
        let all = draft::with(&spec, std::slice::from_ref(&draft));
        if let Err(mistakes) = codegen::generate(&all) {
            let text = mistakes.render(&all, codegen::diagnostic::Style::Plain);
            panic!(
                "{}: {text}\n{}\n{}",
                page.path.display(),
                draft.text,
                draft.quirks
            );
        }
        let written = [&draft.text, &draft.quirks].map(|text| text.matches("# REVIEW:").count());
        assert_eq!(written.iter().sum::<usize>(), draft.reviews);
    }
}

#[test]
fn drafts_of_pages_by_other_hands_load_and_check() {
    let spec = Sources::read(&paths::root().join("spec"));
    for (page, facts) in held_out() {
        let Some(draft) = draft::draft(&facts, &spec, None) else {
            continue;
        };
        let all = draft::with(&spec, std::slice::from_ref(&draft));
        if let Err(mistakes) = codegen::model(&all) {
            let text = mistakes.render(&all, codegen::diagnostic::Style::Plain);
            panic!("{page}: {text}\n{}\n{}", draft.text, draft.quirks);
        }
    }
}

#[test]
fn each_doubt_stands_in_the_draft() {
    let spec = Sources::read(&paths::root().join("spec"));
    for (page, facts) in each_page() {
        let Some(draft) = draft::sketch(&facts, &spec, None) else {
            continue;
        };
        let comments: Vec<&str> = draft
            .text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("# REVIEW: "))
            .collect();
        let said = |why: &str| comments.iter().any(|comment| comment.contains(why));
        let mut doubts: Vec<&String> = facts.review.iter().collect();
        let mut open: Vec<_> = facts.request.iter().chain(&facts.response).collect();
        while let Some(field) = open.pop() {
            doubts.extend(&field.review);
            open.extend(&field.fields);
        }
        for why in doubts {
            let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(said(&why), "{page}: {why}\n{}", draft.text);
        }
    }
}

/// What a page says twice differently, and what only its example has, is a person's to decide.
#[test]
fn each_contradiction_is_put_to_review() {
    let spec = Sources::read(&paths::root().join("spec"));
    for (page, facts) in each_page() {
        let Some(draft) = draft::sketch(&facts, &spec, None) else {
            continue;
        };
        let entries: Vec<&str> = draft.quirks.split("\n\n").collect();
        for one in &facts.inconsistencies {
            let tag = format!("tags: [{}]", one.tag);
            let told = entries
                .iter()
                .any(|entry| entry.contains(&tag) && entry.contains("# REVIEW: decide"));
            assert!(told, "{page}: {one}\n{}", draft.quirks);
        }
        for only in &facts.example_only {
            let name = only.path.rsplit('.').next().unwrap();
            let known = ["code", "message", "msg", "data", "timestamp"].contains(&name);
            let comment = "# REVIEW: no table has it, only the example\n";
            let carried = draft
                .text
                .lines()
                .any(|line| line.trim().starts_with(&format!("{name}: {{")));
            let told = draft.text.contains(comment) && carried
                || draft.quirks.contains(&only.path)
                || known;
            assert!(
                told,
                "{page}: {}\n{}\n{}",
                only.path, draft.text, draft.quirks
            );
        }
    }
}

/// Every page of ours, and every one of other hands.
fn each_page() -> impl Iterator<Item = (String, Facts)> {
    let own = all_pages().into_iter();
    let own = own.map(|page| (page.path.to_string_lossy().into_owned(), page.facts()));
    own.chain(held_out())
}

#[test]
fn the_wallet_pages_give_the_specs_that_are_checked_in() {
    let spec = Sources::read(&paths::root().join("spec"));
    let checked_in = codegen::model(&spec).unwrap_or_else(|_| panic!("the spec is sound"));
    for page in pages("txt")
        .into_iter()
        .filter(|page| page.name == "wallet_balance" || page.name == "balance_records")
    {
        let draft = draft::draft(&page.facts(), &spec, Some(&page.name)).unwrap();
        let all = draft::with(&spec, std::slice::from_ref(&draft));
        let drafted = codegen::model(&all).unwrap_or_else(|_| panic!("the draft is sound"));
        let (drafted, known) = (shape(&drafted, &page.name), shape(&checked_in, &page.name));
        assert_eq!(drafted, known, "{}", page.name);
    }
}

/// What an operation is, but for wording and the names of its own types: path, fields, types, limits, defaults, enums,
/// nesting, presence.
fn shape(api: &Api, name: &str) -> Value {
    let operation = api
        .operations
        .iter()
        .find(|operation| operation.name.wire == name)
        .unwrap();
    let response = match &operation.response {
        Response::Own(record) => record_shape(api, operation, record),
        Response::None => Value::Null,
        Response::List(ty) | Response::Object(ty) => type_shape(api, operation, ty),
    };
    json!({
        "path": operation.path,
        "request": record_shape(api, operation, &operation.request),
        "response": response,
        "paging": format!("{:?}", operation.paging.is_some()),
    })
}

fn record_shape(api: &Api, operation: &Operation, record: &Record) -> Value {
    let field = |field: &Field| {
        let value = json!({
            "type": type_shape(api, operation, &field.ty),
            "required": field.required,
            "default": field.default,
            "limits": format!("{:?}", field.limits),
            "source": format!("{:?}", field.source),
        });
        (field.name.wire.clone(), value)
    };
    let fields: BTreeMap<String, Value> = record.fields.iter().map(field).collect();
    let rules: Vec<String> = record
        .rules
        .iter()
        .map(|rule| format!("{rule:?}"))
        .collect();
    json!({ "fields": fields, "rules": rules })
}

fn type_shape(api: &Api, operation: &Operation, ty: &Type) -> Value {
    match ty {
        Type::List(item) => json!([type_shape(api, operation, item)]),
        Type::Local(name) | Type::Shared(name) => {
            let record = operation
                .types
                .iter()
                .chain(&api.types)
                .find(|record| record.rust == *name);
            record_shape(api, operation, record.unwrap())
        }
        Type::Enum(name) => {
            let list = api.enums.iter().find(|list| list.rust == *name).unwrap();
            json!(
                list.variants
                    .iter()
                    .map(|variant| variant.wire.clone())
                    .collect::<Vec<_>>()
            )
        }
        other => json!(other.to_string()),
    }
}
