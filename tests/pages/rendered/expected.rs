//! The facts of a page, straight from its model: in the form that `--facts` prints.

use serde_json::{Map, Value, json};

use super::{
    describe,
    example::{self, Json},
    hand::{Columns, Hand, Sample, Topic},
    model::{Element, Field, Kind, Model, Need, Root},
    page,
    phrases::ODD,
};

/// What a careful reader of the page would write down.
pub(super) fn facts(model: &Model, hand: &Hand) -> Value {
    let mut odd = Vec::new();
    let words = hand.words();
    let titles = if model.is_notice {
        words.notice_title
    } else {
        words.title
    };
    let request_shown = hand.request_example != Sample::Missing && !model.get;
    let answer_shown = hand.answer != Sample::Missing;
    let request = fields(
        &model.request,
        hand,
        hand.request,
        "request",
        request_shown,
        &mut odd,
    );
    let response = match model.root {
        Root::Object | Root::List => fields(
            &page::envelope(model),
            hand,
            hand.response,
            "response",
            answer_shown,
            &mut odd,
        ),
        Root::Data | Root::Rows => fields(
            &model.response,
            hand,
            hand.response,
            "response",
            answer_shown,
            &mut odd,
        ),
        Root::None => Vec::new(),
    };
    let root = match model.root {
        Root::Object | Root::List => "envelope",
        Root::Data => "data",
        Root::Rows => "data[]",
        Root::None => "none",
    };
    match model.root {
        Root::Data | Root::Rows => {
            odd.push("no-envelope response: its table begins within data".to_owned());
        }
        Root::None => odd.push("no-response-table response: there is none".to_owned()),
        _ => {}
    }
    let examples = [
        (
            "request",
            page::request_json(model),
            hand.request_example,
            request_shown,
        ),
        (
            "response",
            page::response_json(model),
            hand.answer,
            answer_shown,
        ),
    ];
    for (side, json, sample, _) in examples.into_iter().filter(|(_, _, _, shown)| *shown) {
        // Without a member, nothing is broken.
        let text = example::written(&json, sample, hand);
        if serde_json::from_str::<Value>(&text).is_err() {
            odd.push(format!("json-invalid {side}: it is not quite JSON"));
        }
    }
    json!({
        "kind": if model.is_notice { "notification" } else { "endpoint" },
        "method": if model.get { "GET" } else { "POST" },
        "path": if model.is_notice { Value::Null } else { model.path.into() },
        "title": hand.pick(Topic::Title, titles),
        "envelope": if model.is_notice { "signed_notice" } else if model.is_flat { "flat" } else { "signed" },
        "request": request,
        "response_root": root,
        "response": response,
        "example_only_fields": only(model, hand, request_shown),
        "inconsistencies": odd,
    })
}

/// What the examples have and no table.
fn only(model: &Model, hand: &Hand, request_shown: bool) -> Vec<String> {
    let mut only = Vec::new();
    let extra = |json: Json, at: &str, only: &mut Vec<String>| {
        if let Json::Object(members) = json {
            only.extend(members.last().map(|(name, _)| format!("{at}.{name}")));
        }
    };
    if model.extra[0] && request_shown {
        extra(page::request_json(model), "request", &mut only);
    }
    let answer = page::response_json(model);
    match model.root {
        Root::None => paths(&answer, "response", &mut only),
        Root::Data | Root::Rows => {
            only.extend(["code", "message", "data"].map(|name| format!("response.{name}")));
        }
        _ => {}
    }
    if model.extra[1] && hand.answer != Sample::Missing {
        let list = if model.root.is_list() { "[]" } else { "" };
        extra(
            example::object(&model.response, true),
            &format!("response.data{list}"),
            &mut only,
        );
    }
    only
}

/// Every path of an example.
fn paths(json: &Json, at: &str, only: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            for (name, value) in members {
                only.push(format!("{at}.{name}"));
                paths(value, &format!("{at}.{name}"), only);
            }
        }
        Json::List(items) => items
            .iter()
            .take(1)
            .for_each(|item| paths(item, &format!("{at}[]"), only)),
        _ => {}
    }
}

fn fields(
    fields: &[Field],
    hand: &Hand,
    columns: Columns,
    at: &str,
    shown: bool,
    odd: &mut Vec<String>,
) -> Vec<Value> {
    fields
        .iter()
        .map(|field| Value::Object(one(field, hand, columns, at, shown, odd)))
        .collect()
}

fn one(
    field: &Field,
    hand: &Hand,
    columns: Columns,
    at: &str,
    shown: bool,
    odd: &mut Vec<String>,
) -> Map<String, Value> {
    let here = format!("{at}.{}", field.noun.name);
    let shown = shown && example::is_shown(field);
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    put("name", field.noun.name.into());
    put("type", kind(field.kind).into());
    if columns.required {
        put("required", (field.need == Need::Yes).into());
    }
    if let Need::If(..) = field.need {
        put("required_if", describe::condition(hand, field).into());
    }
    if !field.values.is_empty() {
        put(
            "enum",
            field
                .values
                .iter()
                .map(|value| scalar(field.kind, value[0]))
                .collect(),
        );
    }
    if let Some(default) = &field.default {
        put("default", scalar(field.kind, default));
    }
    let keys = match field.kind {
        Kind::Text => ["min_length", "max_length"],
        Kind::List(..) | Kind::Rows => ["min_items", "max_items"],
        _ => ["min", "max"],
    };
    for (key, limit) in keys.into_iter().zip(field.limits) {
        if let Some(limit) = limit {
            put(key, limit.into());
        }
    }
    if let Some((format, _)) = field.format {
        put("format", format[0].into());
    }
    if let Kind::List(_, false) = field.kind
        && !shown
    {
        put("element_assumed", true.into());
        odd.push(format!("list-type {here}: nothing shows an element"));
    }
    if ODD
        .iter()
        .any(|word| describe::spelling(hand, field).contains(word))
    {
        odd.push(format!("type-odd {here}: it is spelt wrong"));
    }
    if field.has_fields() {
        let below = if field.kind == Kind::Rows {
            format!("{here}[]")
        } else {
            here
        };
        put(
            "fields",
            fields(&field.fields, hand, columns, &below, shown, odd).into(),
        );
    }
    map
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Int32 => "int32",
        Kind::Int64 => "int64",
        Kind::Bool => "bool",
        Kind::Decimal => "decimal",
        Kind::Object => "object",
        Kind::Rows => "list<object>",
        Kind::List(Element::Text, _) => "list<string>",
        Kind::List(Element::Int32, _) => "list<int32>",
    }
}

fn scalar(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Int32 | Kind::Int64 | Kind::Bool => serde_json::from_str(text).unwrap(),
        _ => text.into(),
    }
}
