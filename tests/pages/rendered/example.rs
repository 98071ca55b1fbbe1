//! Examples: JSON that agrees with a model, in the ways in which pages write it.

use std::fmt::Write as _;

use super::{
    hand::{Hand, Sample, Topic},
    model::{Element, Field, Kind, Need},
    phrases::EXTRAS,
};

/// JSON, its members in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Text(String),
    /// A number or a word.
    Bare(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// An object of those fields that an example has.
pub(super) fn object(fields: &[Field], extra: bool) -> Json {
    let shown = fields.iter().filter(|field| is_shown(field));
    let mut members: Vec<_> = shown
        .map(|field| (field.noun.name.to_owned(), value(field)))
        .collect();
    if extra {
        members.push((
            EXTRAS[fields.len() % EXTRAS.len()].to_owned(),
            Json::Text("q7".to_owned()),
        ));
    }
    Json::Object(members)
}

/// Whether an example has the field.
pub(super) fn is_shown(field: &Field) -> bool {
    field.need == Need::Yes || field.shown
}

fn value(field: &Field) -> Json {
    let count = 1 + field.pick[3] % 2;
    match field.kind {
        Kind::Object => object(&field.fields, false),
        Kind::Rows => Json::List(vec![object(&field.fields, false); count]),
        Kind::List(Element::Text, _) => {
            Json::List(vec![Json::Text(field.noun.sample.to_owned()); count])
        }
        Kind::List(Element::Int32, _) => Json::List(vec![Json::Bare("7".to_owned()); count]),
        Kind::Text => Json::Text(scalar(field)),
        _ => Json::Bare(scalar(field)),
    }
}

/// A value that the model allows.
pub(super) fn scalar(field: &Field) -> String {
    let [low, high] = field.limits;
    if !field.values.is_empty() {
        // Never the first: conditions are about that.
        return field.values[1 + field.pick[1] % (field.values.len() - 1)][0].to_owned();
    }
    match field.kind {
        Kind::Bool => "true".to_owned(),
        Kind::Decimal => "12.5".to_owned(),
        Kind::Int64 if field.noun.name == "timestamp" => "1709876543210".to_owned(),
        Kind::Int32 | Kind::Int64 => low.or(high).unwrap_or(36).to_string(),
        _ if field.noun.sample.is_empty() => {
            let format = field
                .format
                .map_or(["", "2024-03-08 10:20:30"], |(format, _)| format);
            format[1].to_owned()
        }
        _ => {
            let fill = "x".repeat(usize::try_from(low.unwrap_or(0)).unwrap());
            let text = format!("{}{fill}", field.noun.sample);
            let most = high.map_or(text.len(), |high| usize::try_from(high).unwrap());
            text.chars()
                .take(most)
                .collect::<String>()
                .trim_end()
                .to_owned()
        }
    }
}

/// The example as this hand writes it.
pub(super) fn written(json: &Json, sample: Sample, hand: &Hand) -> String {
    let mut text = String::new();
    match sample {
        Sample::Minified => minified(json, &mut text),
        Sample::NoIndent => {
            pretty(json, 0, &mut text, Sample::Pretty, "");
            let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
            text = lines.join("\n");
        }
        _ => pretty(
            json,
            0,
            &mut text,
            sample,
            hand.pick(Topic::Comment, hand.words().comment),
        ),
    }
    if sample == Sample::Curly {
        let mut open = false;
        let turn = |c| match c {
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            c => c,
        };
        text = text.chars().map(turn).collect();
    }
    text
}

/// On one line.
pub(super) fn minified(json: &Json, text: &mut String) {
    let quoted = |value: &str| serde_json::to_string(value).unwrap();
    match json {
        Json::Text(value) => *text += &quoted(value),
        Json::Bare(value) => *text += value,
        Json::List(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                minified(item, text);
            }
            text.push(']');
        }
        Json::Object(members) => {
            text.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                write!(text, "{comma}{}:", quoted(name)).unwrap();
                minified(value, text);
            }
            text.push('}');
        }
    }
}

fn pretty(json: &Json, depth: usize, text: &mut String, sample: Sample, comment: &str) {
    let (members, close): (Vec<(Option<&str>, &Json)>, _) = match json {
        Json::List(items) if !items.is_empty() => {
            (items.iter().map(|item| (None, item)).collect(), ["[", "]"])
        }
        Json::Object(members) if !members.is_empty() => (
            members
                .iter()
                .map(|(name, value)| (Some(name.as_str()), value))
                .collect(),
            ["{", "}"],
        ),
        _ => return minified(json, text),
    };
    *text += close[0];
    let count = members.len();
    for (at, (name, value)) in members.into_iter().enumerate() {
        write!(text, "\n{}", "  ".repeat(depth + 1)).unwrap();
        if let Some(name) = name {
            write!(text, "\"{name}\": ").unwrap();
        }
        pretty(value, depth + 1, text, sample, comment);
        let last = at + 1 == count;
        *text += if !last || sample == Sample::TrailingCommas {
            ","
        } else {
            ""
        };
        if sample == Sample::Comments && at == 0 {
            write!(text, " // {comment}").unwrap();
        }
    }
    write!(text, "\n{}{}", "  ".repeat(depth), close[1]).unwrap();
}
