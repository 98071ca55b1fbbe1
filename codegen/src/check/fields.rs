//! Fields: their types, the limits that stand on them, and keys that have no meaning where they stand.

use super::{
    names, rules,
    symbols::{Resolved, Scope, Symbols},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Bounds, Field, Named, Type},
    place::{Place, Spanned},
    yaml::{Node, Resolved as Scalar},
};

/// More fields than this in one record are not carried: the client keeps one bit for each.
const MAX_FIELDS: usize = 128;

/// Where a record stands, which decides what its fields may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The parameters of an endpoint.
    Request,
    /// The payload of an answer.
    Response,
    /// A declared type, which may be sent, received, or both.
    Type,
}

/// Checks a declared type.
pub fn check_type(ty: &Type, scope: Scope, symbols: &Symbols<'_>, diagnostics: &mut Diagnostics) {
    check_record(&ty.fields, Role::Type, ty.place, scope, symbols, diagnostics);
    rules::check(&ty.rules, &ty.fields, scope, symbols, diagnostics);
}

/// Checks the fields of one record.
pub fn check_record(
    fields: &Named<Field>,
    role: Role,
    place: Place,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    if fields.0.len() > MAX_FIELDS {
        let message = format!("{} fields in one record are more than the {MAX_FIELDS} that are carried", fields.0.len());
        diagnostics.push(Diagnostic::new(Code::NotCarried, place, message, "split the record"));
    }
    names::check_fields(fields, diagnostics);
    for (name, field) in fields.iter() {
        check_field(name, field, role, scope, symbols, diagnostics);
        rules::check_required_if(name, field, fields, scope, symbols, diagnostics);
    }
}

fn check_field(
    name: &Spanned<String>,
    field: &Field,
    role: Role,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    check_places(field, role, diagnostics);
    if field.doc.value.trim().is_empty() {
        let message = format!("`{}` is not documented", name.value);
        diagnostics.push(Diagnostic::new(Code::BadDoc, field.doc.place, message, "say in a sentence what it holds"));
    }
    if let Some(resolved) = symbols.expect(&field.ty, scope, diagnostics) {
        check_nesting(field, &resolved, diagnostics);
        check_limits(field, &resolved, diagnostics);
        check_default(name, field, &resolved, diagnostics);
    }
}

/// Keys that mean something on the other side only.
fn check_places(field: &Field, role: Role, diagnostics: &mut Diagnostics) {
    let mut misplaced = |place: Option<Place>, key: &str, only: &str| {
        if let Some(place) = place {
            let message = format!("`{key}` has a meaning in {only} only");
            diagnostics.push(Diagnostic::new(Code::Misplaced, place, message, "remove it"));
        }
    };
    if role != Role::Request {
        misplaced(field.selects.as_ref().map(|key| key.place), "selects", "the request of an endpoint");
        misplaced(field.default.as_ref().map(|key| key.place), "default", "the request of an endpoint");
    }
    if role != Role::Response {
        misplaced(field.sum_of.as_ref().map(|key| key.place), "sum_of", "the response of an endpoint");
    }
    if role == Role::Response {
        let place = field.required_if.0.first().map(|(key, _)| key.place);
        misplaced(place, "required_if", "what is sent");
    }
    if let Some(source) = &field.source {
        if source.value != "example" {
            let message = format!("`{}` is no source of a field", source.value);
            let help = "write `source: example` for a field that only an example shows; leave it out otherwise";
            diagnostics.push(Diagnostic::new(Code::BadReference, source.place, message, help));
        } else if field.required.as_ref().is_some_and(|required| required.value) {
            let message = "a field that no table lists cannot be promised to be there";
            diagnostics.push(Diagnostic::new(Code::Misplaced, source.place, message, "remove `required`"));
        }
    }
}

fn check_nesting(field: &Field, resolved: &Resolved<'_>, diagnostics: &mut Diagnostics) {
    if let Resolved::List(item) = resolved
        && let Resolved::List(_) = **item
    {
        let message = "a list of lists is not carried";
        let help = "declare a type for the inner list's object";
        diagnostics.push(Diagnostic::new(Code::NotCarried, field.ty.place, message, help));
    }
}

fn check_limits(field: &Field, resolved: &Resolved<'_>, diagnostics: &mut Diagnostics) {
    let is_list = matches!(resolved, Resolved::List(_));
    let mut limit = |place: Option<Place>, fits: bool, key: &str, wants: &str| {
        if let (Some(place), false) = (place, fits) {
            let message = format!("`{key}` limits {wants}, but this field is `{}`", field.ty.value);
            diagnostics.push(Diagnostic::new(Code::LimitKind, place, message, format!("remove `{key}`, or correct the type")));
        }
    };
    limit(field.range.as_ref().map(|key| key.place), resolved.is_whole_number(), "range", "whole numbers");
    limit(field.length.as_ref().map(|key| key.place), resolved.is_text(), "length", "texts");
    limit(field.pattern.as_ref().map(|key| key.place), resolved.is_text(), "pattern", "texts");
    limit(field.min_items.as_ref().map(|key| key.place), is_list, "min_items", "lists");
    limit(field.max_items.as_ref().map(|key| key.place), is_list, "max_items", "lists");
    check_bounds(field.range.as_ref(), i64::MIN, i64::MAX, diagnostics);
    check_bounds(field.length.as_ref(), 0, i64::from(u32::MAX), diagnostics);
    check_items(field, diagnostics);
    check_pattern(field, diagnostics);
}

fn check_bounds(bounds: Option<&Bounds>, least: i64, most: i64, diagnostics: &mut Diagnostics) {
    let Some(bounds) = bounds else { return };
    let (low, high) = (bounds.low.unwrap_or(least), bounds.high.unwrap_or(most));
    if low > high || (bounds.low.is_none() && bounds.high.is_none()) {
        let message = "these bounds let through nothing, or everything";
        let help = "write the smaller bound first, and at least one of the two";
        diagnostics.push(Diagnostic::new(Code::EmptyLimit, bounds.place, message, help));
    } else if low < least || high > most {
        let message = format!("a bound lies outside {least} to {most}");
        diagnostics.push(Diagnostic::new(Code::EmptyLimit, bounds.place, message, "write `~` for an open bound"));
    }
}

fn check_items(field: &Field, diagnostics: &mut Diagnostics) {
    let mut bad = |count: &Spanned<i64>, message: String| {
        let help = "write a count of at least 1, `min_items` not above `max_items`";
        diagnostics.push(Diagnostic::new(Code::EmptyLimit, count.place, message, help));
    };
    for count in [&field.min_items, &field.max_items].into_iter().flatten() {
        if !(1..=i64::from(u32::MAX)).contains(&count.value) {
            bad(count, format!("{} is no useful count of items", count.value));
        }
    }
    if let (Some(min), Some(max)) = (&field.min_items, &field.max_items)
        && min.value > max.value
    {
        bad(max, format!("no list has at least {} and at most {} items", min.value, max.value));
    }
}

fn check_pattern(field: &Field, diagnostics: &mut Diagnostics) {
    if let Some(pattern) = &field.pattern
        && let Err(error) = regex_lite::Regex::new(&pattern.value)
    {
        let message = format!("`{}` is not a regular expression: {error}", pattern.value);
        let help = "the syntax is that of the crate regex-lite: no look-around, no back-references";
        diagnostics.push(Diagnostic::new(Code::BadPattern, pattern.place, message, help));
    }
}

fn check_default(name: &Spanned<String>, field: &Field, resolved: &Resolved<'_>, diagnostics: &mut Diagnostics) {
    let Some(default) = &field.default else { return };
    if let Err(why) = default_fits(default, field, resolved) {
        let message = format!("the default of `{}`, {}, does not fit: {why}", name.value, default.describe());
        diagnostics.push(Diagnostic::new(Code::BadDefault, default.place, message, "correct the default or the limits"));
    }
    if field.required.as_ref().is_some_and(|required| required.value) {
        let message = format!("`{}` must be given, so its default is never taken", name.value);
        diagnostics.push(Diagnostic::new(Code::BadDefault, default.place, message, "remove `default` or `required`"));
    }
}

fn default_fits(default: &Node, field: &Field, resolved: &Resolved<'_>) -> Result<(), String> {
    match (resolved, default.resolved()) {
        (Resolved::Bool, Some(Scalar::Bool(_))) => Ok(()),
        (Resolved::Int32, Some(Scalar::Int(value))) if i32::try_from(value).is_err() => {
            Err("it is larger than 32 bits hold".to_owned())
        }
        (resolved, Some(Scalar::Int(value))) if resolved.is_whole_number() => in_range(value, field.range.as_ref()),
        (Resolved::Text, Some(Scalar::Text(_))) => Ok(()),
        (Resolved::Enum(_, list), Some(Scalar::Text(text))) => {
            list.values.get(text).map(|_| ()).ok_or_else(|| "it is no value of the enum".to_owned())
        }
        _ => Err(format!("a {} was wanted", field.ty.value)),
    }
}

fn in_range(value: i64, range: Option<&Bounds>) -> Result<(), String> {
    let fits = range.is_none_or(|range| {
        range.low.is_none_or(|low| value >= low) && range.high.is_none_or(|high| value <= high)
    });
    if fits { Ok(()) } else { Err("it lies outside the range".to_owned()) }
}
