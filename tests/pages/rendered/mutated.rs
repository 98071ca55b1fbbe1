//! One mistake in a page that had none: exactly the inconsistency that it makes is told.

use super::{
    example,
    hand::{Hand, Sample},
    model::{Field, Kind, Model, Need, Root},
    page::{self, Part},
};

/// A mistake that a writer makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mistake {
    /// The request's example lacks a field that must be given.
    Left,
    /// The request's example has a text for a number.
    Quoted,
    /// The answer's example has a value in another case.
    Case,
    /// The request's example has the time of the call in seconds.
    Seconds,
    /// The answer's example calls a field in another case.
    Name,
}

/// All of them.
pub(super) const MISTAKES: [Mistake; 5] = [
    Mistake::Left,
    Mistake::Quoted,
    Mistake::Case,
    Mistake::Seconds,
    Mistake::Name,
];

/// A page with the mistake, and the inconsistency that it makes; `None` where the page has no place for it.
pub(super) fn made(mistake: Mistake, model: &Model, hand: &Hand) -> Option<(Vec<Part>, String)> {
    // In a string within a string, the same mistakes are written in other words.
    let sent = matches!(
        hand.request_example,
        Sample::Pretty | Sample::NoIndent | Sample::Comments | Sample::TrailingCommas
    ) && !model.get
        && hand.request.required;
    let answered = model.root == Root::Object
        && matches!(
            hand.answer,
            Sample::Pretty | Sample::NoIndent | Sample::Comments | Sample::TrailingCommas
        );
    let request = |fits: &dyn Fn(&Field) -> bool| model.request.iter().find(|field| fits(field));
    let response = |fits: &dyn Fn(&Field) -> bool| model.response.iter().find(|field| fits(field));
    let whole =
        |field: &&Field| matches!(field.kind, Kind::Int32 | Kind::Int64) && field.need == Need::Yes;
    let (tag, side, name, from, to) = match mistake {
        Mistake::Left => {
            let field = request(&|field| whole(&field) && field.noun.name != "timestamp")?;
            let name = field.noun.name;
            // A line of its own, and not the last one.
            let line = format!("\"{name}\": {},", example::scalar(field));
            ("missing-in-example", "request", name, line, String::new())
        }
        Mistake::Quoted => {
            let field = request(&|field| {
                whole(&field) && field.noun.name != "timestamp" && field.values.is_empty()
            })?;
            let name = field.noun.name;
            let value = example::scalar(field);
            let from = format!("\"{name}\": {value},");
            (
                "type-example",
                "request",
                name,
                from,
                format!("\"{name}\": \"{value}\","),
            )
        }
        Mistake::Seconds => {
            let from = "\"timestamp\": 1709876543210".to_owned();
            request(&|field| field.noun.name == "timestamp")?;
            (
                "ts-seconds",
                "request",
                "timestamp",
                from,
                "\"timestamp\": 1709876543".to_owned(),
            )
        }
        Mistake::Case => {
            let upper = |value: &str| !value.contains(char::is_lowercase);
            let field = response(&|field| {
                field.kind == Kind::Text
                    && field.values.iter().any(|value| upper(value[0]))
                    && field.need == Need::Yes
            })?;
            let (name, value) = (field.noun.name, example::scalar(field));
            let from = format!("\"{name}\": \"{value}\"");
            let to = format!("\"{name}\": \"{}\"", value.to_lowercase());
            ("enum-case", "response.data", name, from, to)
        }
        Mistake::Name => {
            let camel = |name: &str| name.contains(char::is_uppercase);
            let field = response(&|field| {
                camel(field.noun.name) && field.kind == Kind::Text && field.need == Need::Yes
            })?;
            let name = field.noun.name;
            let to = format!("\"{}\":", name.to_lowercase());
            (
                "name-case",
                "response.data",
                name,
                format!("\"{name}\":"),
                to,
            )
        }
    };
    let sided = if side == "request" { sent } else { answered };
    let mut parts = page::parts(model, hand);
    let example = parts.iter_mut().find_map(|part| match part {
        Part::Code(text)
            if sided && text.contains(&from) && answers(text) == (side != "request") =>
        {
            Some(text)
        }
        _ => None,
    })?;
    *example = example.replacen(&from, &to, 1);
    Some((parts, format!("inconsistency {tag} {side}.{name}")))
}

/// Whether an example is one of an answer.
fn answers(text: &str) -> bool {
    text.contains("\"code\"")
}
