//! The page's example in a draft: what was sent and what came back, as far as the draft carries it.

use super::{
    fields::{Records, is_personal},
    yaml::{self, Writer},
};
use crate::import::{
    example::Json,
    facts::{Facts, Kind, Root},
};

/// Writes the example, if the page has one.
pub fn write(facts: &Facts, records: &Records<'_>, writer: &mut Writer) {
    // Several blocks of one request differ in how much they show: the fullest is kept.
    let request = facts
        .examples
        .requests
        .iter()
        .max_by_key(|request| request.members().len());
    let request = request
        .map(|request| strip(request, "request", records))
        .filter(|request| !request.members().is_empty());
    if facts.kind == Kind::Notification {
        if let Some(request) = request {
            writer.key("examples");
            writer.line(1, "- param:");
            block(&request, 3, writer);
        }
        return;
    }
    let response = facts
        .examples
        .responses
        .first()
        .and_then(|response| response.get("data"));
    let carried = !matches!(facts.root, Root::None)
        || matches!(response, Some(Json::Object(_) | Json::List(_)));
    let response =
        response.filter(|response| carried && matches!(response, Json::Object(_) | Json::List(_)));
    let path = if matches!(response, Some(Json::List(_))) {
        "response.data[]"
    } else {
        "response.data"
    };
    let known = records
        .targets
        .keys()
        .any(|target| target.starts_with("response.data") && target != "response.data")
        || facts.root == Root::Data
        || facts.root == Root::Rows;
    let response = response
        .filter(|_| known)
        .map(|response| strip(response, path, records));
    if request.is_none() && response.is_none() {
        return;
    }
    writer.key("examples");
    let mut mark = "-";
    for (name, value) in [("request", request), ("response", response)] {
        let Some(value) = value else { continue };
        if let Json::Object(members) = &value
            && members.is_empty()
        {
            writer.line(1, &format!("{mark} {name}: {{}}"));
        } else {
            writer.line(1, &format!("{mark} {name}:"));
            block(&value, 3, writer);
        }
        mark = " ";
    }
}

/// A value without what the draft does not carry, and without anybody's data.
fn strip(value: &Json, path: &str, records: &Records<'_>) -> Json {
    match value {
        Json::Object(members) => {
            let members = members
                .iter()
                .filter_map(|(name, value)| member(name, value, path, records));
            Json::Object(members.collect())
        }
        Json::List(items) => Json::List(
            items
                .iter()
                .map(|item| strip(item, path, records))
                .collect(),
        ),
        value => value.clone(),
    }
}

fn member(name: &str, value: &Json, path: &str, records: &Records<'_>) -> Option<(String, Json)> {
    let here = format!("{path}.{name}");
    let around = path == "request" && matches!(name, "timestamp" | "appId" | "sign");
    let dropped = records.dropped.iter().any(|known| {
        *known == here
            || here.ends_with(&format!(
                ".{}",
                known
                    .trim_start_matches("response.")
                    .trim_start_matches("request.")
            )) && known.ends_with(&format!(".{name}"))
    });
    let empty = matches!(value, Json::Null)
        || matches!(value, Json::List(items) if items.is_empty() && path == "request");
    if around || dropped || empty {
        return None;
    }
    let below = if matches!(value, Json::List(_)) {
        format!("{here}[]")
    } else {
        here.clone()
    };
    let mut value = strip(value, &below, records);
    if records.wrapped.contains(&here) {
        value = Json::List(vec![value]);
    }
    if is_personal(name)
        && records.sensitive.contains(&here)
        && let Json::Text(text) = &value
    {
        value = Json::Text(masked(name, text));
    }
    Some((name.to_owned(), value))
}

/// A stand-in for a person's data, unless it is masked or empty as it is.
fn masked(name: &str, text: &str) -> String {
    if text.is_empty() || text.contains('*') {
        return text.to_owned();
    }
    if text.contains('@') || name.to_lowercase().contains("mail") {
        return "user@example.com".to_owned();
    }
    if text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | ' '))
    {
        return text
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect();
    }
    let length = text.chars().count();
    if length < 4 {
        "*".repeat(length)
    } else {
        "Test".to_owned()
    }
}

fn block(value: &Json, indent: usize, writer: &mut Writer) {
    match value {
        Json::Object(members) => {
            for (name, value) in members {
                pair(&yaml::text(name), value, indent, writer);
            }
        }
        Json::List(items) => {
            for item in items {
                item_of_list(item, indent, writer);
            }
        }
        value => writer.line(indent, &scalar(value)),
    }
}

fn pair(name: &str, value: &Json, indent: usize, writer: &mut Writer) {
    match value {
        Json::Object(members) if members.is_empty() => {
            writer.line(indent, &format!("{name}: {{}}"));
        }
        Json::List(items) if items.is_empty() => writer.line(indent, &format!("{name}: []")),
        Json::List(items) if items.iter().all(|item| item.scalar().is_some()) => {
            let items: Vec<String> = items.iter().map(scalar).collect();
            writer.line(indent, &format!("{name}: [{}]", items.join(", ")));
        }
        Json::Object(_) | Json::List(_) => {
            writer.line(indent, &format!("{name}:"));
            block(value, indent + 1, writer);
        }
        value => writer.line(indent, &format!("{name}: {}", scalar(value))),
    }
}

fn item_of_list(item: &Json, indent: usize, writer: &mut Writer) {
    match item {
        Json::Object(members) if !members.is_empty() => {
            let mut inner = Writer::default();
            block(item, indent + 1, &mut inner);
            // The dash stands in the first line's indentation.
            let text = inner.text();
            for (at, line) in text.trim_end().lines().enumerate() {
                let rest = line.get((indent + 1) * 2..).unwrap_or(line);
                let mark = if at == 0 { "- " } else { "  " };
                writer.line(indent, &format!("{mark}{rest}"));
            }
        }
        Json::Object(_) => writer.line(indent, "- {}"),
        item => writer.line(indent, &format!("- {}", scalar(item))),
    }
}

fn scalar(value: &Json) -> String {
    match value {
        Json::Text(text) => yaml::quoted(text),
        Json::Number(number) => number.clone(),
        Json::Bool(value) => value.to_string(),
        _ => "~".to_owned(),
    }
}
