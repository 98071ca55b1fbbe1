//! Drafts: each loads, checks and generates at once, and says what it is unsure of.

use std::collections::BTreeMap;

use codegen::{
    model::{Api, Field, Operation, Record, Response, Type},
    source::Sources,
};
use serde_json::{Value, json};
use xtask::{
    import::{draft, facts::Kind},
    paths,
};

use crate::{FORMS, pages};

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
        assert_eq!(draft.text.matches("# REVIEW:").count(), draft.reviews);
    }
}

#[test]
fn each_doubt_stands_in_the_draft() {
    let spec = Sources::read(&paths::root().join("spec"));
    for page in pages("txt") {
        let facts = page.facts();
        let Some(draft) = draft::draft(&facts, &spec, None) else {
            continue;
        };
        let mut open: Vec<_> = facts.request.iter().chain(&facts.response).collect();
        while let Some(field) = open.pop() {
            let around = matches!(
                field.name.as_str(),
                "data" | "code" | "message" | "timestamp" | "appId" | "sign"
            );
            for why in field.review.iter().filter(|_| !around) {
                assert!(
                    draft.text.contains(why.as_str()),
                    "{}: {}: {why}\n{}",
                    page.name,
                    field.name,
                    draft.text
                );
            }
            open.extend(&field.fields);
        }
    }
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
