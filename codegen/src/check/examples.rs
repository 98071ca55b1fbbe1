//! Documented examples: each must be what the declared types say, with every field declared and every promise kept.

use std::collections::BTreeSet;

use super::{
    context::Context,
    date_time::is_date_time,
    limits, looks_real,
    references::{is_sound, where_to_look},
    repeated::Repeated,
    symbols::Resolved,
};
use crate::{
    diagnostic::{Code, Diagnostic, nearest, suggest},
    load::{Endpoint, Enum, Field, Named, Notification, Response, ScalarKind, wants_quotes},
    place::{Place, Spanned},
    yaml::{Kind, Node, Resolved as Value},
};

/// Checks the examples of one endpoint.
pub fn check(endpoint: &Endpoint, context: &mut Context<'_, '_>) {
    let mut examiner = Examiner::new(context);
    for example in &endpoint.examples {
        if example.request.is_none() && example.response.is_none() {
            examiner.bad(
                example.place,
                "the example shows nothing".to_owned(),
                "give it a `request` or a `response`",
            );
        }
        if let Some(request) = &example.request {
            examiner.record(request, &endpoint.request, Place::NOWHERE);
        }
        if let Some(response) = &example.response {
            examiner.response(response, &endpoint.response);
        }
    }
    examiner.finish();
}

/// Checks the examples of one notification.
pub fn check_notification(notification: &Notification, context: &mut Context<'_, '_>) {
    let mut examiner = Examiner::new(context);
    for example in &notification.examples {
        examiner.record(&example.param, &notification.fields, Place::NOWHERE);
    }
    examiner.finish();
}

struct Examiner<'c, 'a, 'd> {
    context: &'c mut Context<'a, 'd>,
    /// Each declaration that is contradicted: twenty rows may say the same of one that is wrong.
    contradictions: Repeated<Contradicted>,
}

/// Where a declaration stands, and which name or value of it is meant, if it has several.
type Contradicted = (Place, String);

impl<'c, 'a, 'd> Examiner<'c, 'a, 'd> {
    fn new(context: &'c mut Context<'a, 'd>) -> Self {
        Self {
            context,
            contradictions: Repeated::new(),
        }
    }

    /// Reports what has been gathered.
    fn finish(self) {
        self.contradictions.report(self.context.diagnostics());
    }
}

impl Examiner<'_, '_, '_> {
    fn bad(&mut self, place: Place, message: String, help: impl Into<String>) {
        self.context
            .report(Diagnostic::new(Code::BadExample, place, message, help));
    }

    /// Notes that an example contradicts what is `declared`, there called `what`.
    fn contradict(&mut self, (declared, what): (Place, &str), why: &str, mistake: Diagnostic) {
        let mistake = mistake.related(declared, why);
        if declared == Place::NOWHERE {
            self.context.report(mistake);
        } else {
            self.contradictions
                .add((declared, what.to_owned()), mistake);
        }
    }

    fn response(&mut self, node: &Node, response: &Response) {
        match response {
            Response::Unread => {}
            Response::None => {
                self.bad(
                    node.place,
                    format!(
                        "the response is declared as `none`, but the example shows {}",
                        node.describe()
                    ),
                    "remove it, or declare the response",
                );
            }
            Response::List(name) | Response::Object(name) => {
                // A name that leads nowhere has its own diagnostic.
                let Some(Resolved::Record(_, ty, _)) = self.context.resolve(name) else {
                    return;
                };
                match (&node.kind, response) {
                    (Kind::Sequence(items), Response::List(_)) => {
                        for item in items {
                            self.record(item, &ty.fields, name.place);
                        }
                    }
                    (_, Response::List(_)) => self.mismatch(node, "a list", name.place),
                    _ => self.record(node, &ty.fields, name.place),
                }
            }
            Response::Fields(object) => self.record(node, &object.fields, Place::NOWHERE),
        }
    }

    /// An object with these fields, which `declared` says it is.
    fn record(&mut self, node: &Node, fields: &Named<Field>, declared: Place) {
        let Kind::Mapping(entries) = &node.kind else {
            return self.mismatch(node, "an object", declared);
        };
        let given: BTreeSet<&str> = entries.iter().filter_map(|(key, _)| key.text()).collect();
        // Misspelt names count as the ones that were meant.
        let mut meant = BTreeSet::new();
        for (key, value) in entries {
            let Some(name) = key.text() else { continue };
            if let Some(field) = fields.get(name) {
                self.field(value, field);
            } else if fields.whole {
                self.undeclared(key.place, name, fields);
                let absent = fields.names().filter(|name| !given.contains(name));
                if let Some(near) = nearest(name, absent) {
                    meant.insert(near);
                    if let Some(field) = fields.get(near) {
                        self.field(value, field);
                    }
                }
            }
        }
        for (name, field) in fields {
            let name = name.as_str();
            if field.is_required() && !given.contains(name) && !meant.contains(name) {
                let message =
                    format!("the example lacks `{name}`, which is declared to be always there");
                let place = entries.first().map_or(node.place, |(key, _)| key.place);
                let help = "add it to the example, or remove `required`";
                let declared = fields.place_of(name).unwrap_or(fields.place);
                let mistake = Diagnostic::new(Code::BadExample, place, message, help);
                self.contradict((declared, name), "declared here", mistake);
            }
        }
    }

    fn undeclared(&mut self, place: Place, name: &str, fields: &Named<Field>) {
        let message = format!("the example holds `{name}`, which is not declared");
        let help = suggest(name, fields.names());
        let (there, why) = where_to_look(name, fields, "declared field");
        let mistake = Diagnostic::new(Code::BadExample, place, message, help);
        self.contradict((there, name), &why, mistake);
    }

    fn field(&mut self, node: &Node, field: &Field) {
        let Some(resolved) = self.context.resolve(&field.ty) else {
            return;
        };
        let is_nested =
            matches!(&resolved, Resolved::List(item) if matches!(**item, Resolved::List(_)));
        if is_nested || !limits::suit(field, &resolved) {
            // Refused already: nobody can say what an example of it should be.
            return;
        }
        if let (Resolved::List(item), Kind::Sequence(items)) = (&resolved, &node.kind) {
            self.count(node.place, items.len(), field);
            for node in items {
                self.value(node, item, field);
            }
        } else {
            self.value(node, &resolved, field);
        }
    }

    /// A list at `place` with this many items.
    fn count(&mut self, place: Place, count: usize, field: &Field) {
        if field.admits(count) {
            return;
        }
        let fewest = field.min_items.as_ref().filter(|min| below(count, min));
        let (words, limit) = match (fewest, &field.max_items) {
            (Some(min), _) => (format!("at least {}", min.value), min.place),
            (None, Some(max)) => (format!("at most {}", max.value), max.place),
            (None, None) => return,
        };
        let items = if count == 1 { "item" } else { "items" };
        let message = format!("the list has {count} {items}, but {words} are declared");
        self.outside(place, message, limit);
    }

    fn outside(&mut self, place: Place, message: String, limit: Place) {
        let help = "correct the example or the limit";
        let mistake = Diagnostic::new(Code::BadExample, place, message, help);
        self.contradict((limit, ""), "declared here", mistake);
    }

    fn value(&mut self, node: &Node, resolved: &Resolved<'_>, field: &Field) {
        let declared = field.ty.place;
        match (resolved, node.resolved()) {
            (Resolved::Enum(_, list), _) if !is_sound(list) => {}
            (Resolved::Record(_, ty, _), _) => self.record(node, &ty.fields, declared),
            (Resolved::Bool, Some(Value::Bool(_))) => {}
            (Resolved::Decimal, Some(Value::Int(_) | Value::Number(_))) => {}
            (Resolved::Int32, Some(Value::Int(number))) if i32::try_from(number).is_err() => {
                self.mismatch(node, "a number of 32 bits", declared);
            }
            (Resolved::Enum(name, list), Some(Value::Int(number))) if list.is_numeric() => {
                self.enum_value(node.place, &number.to_string(), (name, list), declared);
            }
            (resolved, Some(Value::Int(number))) if resolved.is_whole_number() => {
                if let Some(range) = field.range.as_ref().filter(|range| !range.holds(number)) {
                    let message = format!("{number} lies outside the range, which is {range}");
                    self.outside(node.place, message, range.place);
                }
            }
            (resolved, Some(Value::Ambiguous(text))) if !resolved.is_whole_number() => {
                self.context.report(wants_quotes(text, node.place));
            }
            (resolved, Some(Value::Text(text))) => self.text(node, text, resolved, field),
            (resolved, _) => self.mismatch(node, expected(resolved), declared),
        }
        let sensitive = field.sensitive.as_ref().filter(|sensitive| sensitive.value);
        if let (Some(sensitive), Some(text)) = (sensitive, node.text())
            && looks_real::looks_real(text)
        {
            // Not the text itself: messages go further than the file, into logs and annotations.
            let message = "what is shown for this sensitive field may be a real person's";
            self.context.report(
                Diagnostic::new(Code::LooksReal, node.place, message, looks_real::HELP)
                    .related(sensitive.place, "marked as sensitive here"),
            );
        }
    }

    fn text(&mut self, node: &Node, text: &str, resolved: &Resolved<'_>, field: &Field) {
        match resolved {
            resolved if resolved.is_text() => self.plain_text(node.place, text, field),
            Resolved::Enum(name, list) if !list.is_numeric() => {
                self.enum_value(node.place, text, (name, list), field.ty.place);
            }
            resolved if resolved.is_time() => {
                if !is_date_time(text) {
                    let message = format!("`{text}` is no date and time");
                    let help = "write one that there is, as in \"2024-11-25 10:00:00\"";
                    self.context.report(
                        Diagnostic::new(Code::BadExample, node.place, message, help)
                            .related(field.ty.place, "declared here"),
                    );
                }
            }
            resolved => self.mismatch(node, expected(resolved), field.ty.place),
        }
    }

    fn plain_text(&mut self, place: Place, text: &str, field: &Field) {
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        if let Some(bounds) = field.length.as_ref().filter(|bounds| !bounds.holds(length)) {
            let message =
                format!("the text has {length} characters, but its length is to be {bounds}");
            self.outside(place, message, bounds.place);
        }
        if let Some(pattern) = &field.pattern
            && !limits::matches(&pattern.value, text)
        {
            let message = format!("`{text}` does not match the pattern `{}`", pattern.value);
            self.outside(place, message, pattern.place);
        }
    }

    fn enum_value(
        &mut self,
        place: Place,
        value: &str,
        (name, list): (&str, &Enum),
        declared: Place,
    ) {
        if list.values.whole && list.values.get(value).is_none() {
            let message = format!("`{value}` is no value of `{name}`");
            let help = suggest(value, list.values.names());
            let near = nearest(value, list.values.names());
            let near = near.and_then(|near| list.values.place_of(near));
            let there = near.unwrap_or(declared);
            let mistake = Diagnostic::new(Code::BadExample, place, message, help);
            self.contradict((there, value), "declared here", mistake);
        }
    }

    fn mismatch(&mut self, node: &Node, wanted: &str, declared: Place) {
        if let Kind::Refused = node.kind {
            return;
        }
        let message = format!(
            "{wanted} is declared, but the example holds {}",
            node.describe()
        );
        let help = match node.resolved() {
            Some(Value::Null) => "write a value, or leave out a field that may lack",
            _ => "correct the example or the type",
        };
        let mistake = Diagnostic::new(Code::BadExample, node.place, message, help);
        self.contradict((declared, ""), "declared here", mistake);
    }
}

/// Whether `count` is less than `limit`.
fn below(count: usize, limit: &Spanned<i64>) -> bool {
    i64::try_from(count).is_ok_and(|count| count < limit.value)
}

fn expected(resolved: &Resolved<'_>) -> &'static str {
    match resolved {
        Resolved::Bool => "a boolean",
        Resolved::Int32 | Resolved::Int64 => "a whole number",
        Resolved::Decimal => "a decimal number",
        Resolved::Text => "a text",
        Resolved::Scalar(_, scalar) => match scalar.kind {
            ScalarKind::Id(_) | ScalarKind::Unread => "a text",
            ScalarKind::Money(_) => "a whole number",
            ScalarKind::DateTime(_) => "a date and time",
        },
        Resolved::Enum(..) => "a value of the enum",
        Resolved::Record(..) => "an object",
        Resolved::List(_) => "a list",
    }
}
