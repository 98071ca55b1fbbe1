//! Documented examples: each must be what the declared types say, with every field declared and every promise kept.

use super::symbols::{Resolved, Scope, Symbols};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, suggest},
    load::{Bounds, Endpoint, Field, Named, Response, ScalarKind},
    place::Place,
    yaml::{Kind, Node, Resolved as Value},
};

/// Checks the examples of one endpoint.
pub fn check(
    endpoint: &Endpoint,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut examiner = Examiner {
        scope,
        symbols,
        diagnostics,
    };
    for example in &endpoint.examples {
        if example.request.is_none() && example.response.is_none() {
            examiner.bad(
                example.place,
                "the example shows nothing".to_owned(),
                "give it a `request` or a `response`",
            );
        }
        if let Some(request) = &example.request {
            examiner.record(request, &endpoint.request);
        }
        if let Some(response) = &example.response {
            examiner.response(response, &endpoint.response);
        }
    }
}

struct Examiner<'a, 'd> {
    scope: Scope,
    symbols: &'a Symbols<'a>,
    diagnostics: &'d mut Diagnostics,
}

impl Examiner<'_, '_> {
    fn bad(&mut self, place: Place, message: String, help: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(Code::BadExample, place, message, help));
    }

    fn response(&mut self, node: &Node, response: &Response) {
        match response {
            Response::None => {
                self.bad(
                    node.place,
                    "the answer holds nothing, but the example does".to_owned(),
                    "remove it, or declare the response",
                );
            }
            Response::List(name) | Response::Object(name) => {
                // A name that leads nowhere has its own diagnostic.
                let Some(Resolved::Record(_, ty, _)) =
                    self.symbols.resolve(&name.value, self.scope)
                else {
                    return;
                };
                match (&node.kind, response) {
                    (Kind::Sequence(items), Response::List(_)) => {
                        for item in items {
                            self.record(item, &ty.fields);
                        }
                    }
                    (_, Response::List(_)) => self.mismatch(node, "a list"),
                    _ => self.record(node, &ty.fields),
                }
            }
            Response::Fields(object) => self.record(node, &object.fields),
        }
    }

    fn record(&mut self, node: &Node, fields: &Named<Field>) {
        let Kind::Mapping(entries) = &node.kind else {
            return self.mismatch(node, "an object");
        };
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            if let Some(field) = fields.get(name) {
                self.field(value, field);
            } else {
                let help = suggest(name, fields.iter().map(|(wire, _)| wire.as_str()));
                self.bad(
                    key.place,
                    format!("the example holds `{name}`, which is not declared"),
                    help,
                );
            }
        }
        for (name, field) in fields {
            if field.is_required() && node.get(&name.value).is_none() {
                let message = format!(
                    "the example lacks `{}`, which is declared to be always there",
                    name.value
                );
                self.bad(
                    entries.first().map_or(node.place, |(key, _)| key.place),
                    message,
                    "add it to the example, or remove `required`",
                );
            }
        }
    }

    fn field(&mut self, node: &Node, field: &Field) {
        let Some(resolved) = self.symbols.resolve(&field.ty.value, self.scope) else {
            return;
        };
        if let (Resolved::List(item), Kind::Sequence(items)) = (&resolved, &node.kind) {
            self.count(node, items.len(), field);
            for node in items {
                self.value(node, item, field);
            }
        } else {
            self.value(node, &resolved, field);
        }
    }

    fn count(&mut self, node: &Node, count: usize, field: &Field) {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let too_few = field
            .min_items
            .as_ref()
            .is_some_and(|min| count < min.value);
        let too_many = field
            .max_items
            .as_ref()
            .is_some_and(|max| count > max.value);
        if too_few || too_many {
            self.bad(
                node.place,
                format!("{count} items are outside the declared limits"),
                "correct the example or the limits",
            );
        }
    }

    fn value(&mut self, node: &Node, resolved: &Resolved<'_>, field: &Field) {
        match (resolved, node.resolved()) {
            (Resolved::Record(_, ty, _), _) => self.record(node, &ty.fields),
            (Resolved::Bool, Some(Value::Bool(_))) => {}
            (Resolved::Decimal, Some(Value::Int(_) | Value::Number(_))) => {}
            (Resolved::Int32, Some(Value::Int(number))) if i32::try_from(number).is_err() => {
                self.mismatch(node, "a number of 32 bits");
            }
            (Resolved::Enum(_, list), Some(Value::Int(number))) if list.is_numeric() => {
                self.enum_value(
                    node,
                    &number.to_string(),
                    list.values.iter().map(|(wire, _)| wire.as_str()),
                );
            }
            (resolved, Some(Value::Int(number))) if resolved.is_whole_number() => {
                self.bounded(node, number, field.range.as_ref(), "the value");
            }
            (resolved, Some(Value::Ambiguous(text))) if !resolved.is_whole_number() => {
                let text = text.to_owned();
                self.diagnostics.push(Diagnostic::new(
                    Code::WantsQuotes,
                    node.place,
                    format!(
                        "`{text}` is meant as text, but YAML readers may take it for something else"
                    ),
                    format!("put it in quotes: \"{text}\""),
                ));
            }
            (resolved, Some(Value::Text(text))) => self.text(node, text, resolved, field),
            (resolved, _) => self.mismatch(node, expected(resolved)),
        }
    }

    fn text(&mut self, node: &Node, text: &str, resolved: &Resolved<'_>, field: &Field) {
        match resolved {
            resolved if resolved.is_text() => {
                let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
                self.bounded(node, length, field.length.as_ref(), "the text's length");
                let pattern = field.pattern.as_ref().and_then(|pattern| {
                    regex_lite::Regex::new(&format!("^(?:{})$", pattern.value)).ok()
                });
                if pattern.is_some_and(|pattern| !pattern.is_match(text)) {
                    self.bad(
                        node.place,
                        format!("`{text}` does not match the declared pattern"),
                        "correct the example or the pattern",
                    );
                }
            }
            Resolved::Enum(_, list) if list.ty.as_ref().is_none_or(|ty| ty.value == "string") => {
                self.enum_value(
                    node,
                    text,
                    list.values.iter().map(|(wire, _)| wire.as_str()),
                );
            }
            Resolved::Scalar(_, scalar) if matches!(scalar.kind, ScalarKind::DateTime(_)) => {
                if !is_date_time(text) {
                    self.bad(
                        node.place,
                        format!("`{text}` is no date and time"),
                        "write it as \"2024-11-25 10:00:00\"",
                    );
                }
            }
            resolved => self.mismatch(node, expected(resolved)),
        }
    }

    fn enum_value<'v>(&mut self, node: &Node, value: &str, known: impl Iterator<Item = &'v str>) {
        let known: Vec<&str> = known.collect();
        if !known.contains(&value) {
            self.bad(
                node.place,
                format!("`{value}` is no value of the enum"),
                suggest(value, known),
            );
        }
    }

    fn bounded(&mut self, node: &Node, value: i64, bounds: Option<&Bounds>, what: &str) {
        let Some(bounds) = bounds else { return };
        if bounds.low.is_some_and(|low| value < low) || bounds.high.is_some_and(|high| value > high)
        {
            self.bad(
                node.place,
                format!("{what}, {value}, is outside the declared limits"),
                "correct the example or the limits",
            );
        }
    }

    fn mismatch(&mut self, node: &Node, wanted: &str) {
        let message = format!(
            "{wanted} is declared here, but the example holds {}",
            node.describe()
        );
        self.bad(node.place, message, "correct the example or the type");
    }
}

fn expected(resolved: &Resolved<'_>) -> &'static str {
    match resolved {
        Resolved::Bool => "a boolean",
        Resolved::Int32 | Resolved::Int64 => "a whole number",
        Resolved::Decimal => "a decimal number",
        Resolved::Text => "a text",
        Resolved::Scalar(_, scalar) => match scalar.kind {
            ScalarKind::Id => "a text",
            ScalarKind::Money(_) => "a whole number",
            ScalarKind::DateTime(_) => "a date and time",
        },
        Resolved::Enum(..) => "a value of the enum",
        Resolved::Record(..) => "an object",
        Resolved::List(_) => "a list",
    }
}

/// Whether `text` is a date and time of the one format that is carried, with every part in its range.
fn is_date_time(text: &str) -> bool {
    let shape = "dddd-dd-dd dd:dd:dd";
    let shaped = text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, wanted)| match wanted {
                b'd' => byte.is_ascii_digit(),
                other => byte == other,
            });
    let part = |from: usize, to: usize| {
        text.get(from..to)
            .and_then(|digits| digits.parse::<u32>().ok())
            .unwrap_or(u32::MAX)
    };
    shaped
        && (1..=12).contains(&part(5, 7))
        && (1..=days_in_month(part(0, 4), part(5, 7))).contains(&part(8, 10))
        && part(11, 13) < 24
        && part(14, 16) < 60
        && part(17, 19) < 60
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date_time;

    #[test]
    fn dates_are_checked_part_by_part() {
        assert!(is_date_time("2024-02-29 23:59:59"));
        for text in [
            "2023-02-29 00:00:00",
            "2024-13-01 00:00:00",
            "2024-11-25 24:00:00",
            "2024-11-25",
            "2024-11-25T10:00:00",
            "2024-11-25 10:00:60",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }
}
