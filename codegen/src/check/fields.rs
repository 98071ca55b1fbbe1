//! Fields: their types, the limits that stand on them, and keys that have no meaning where they stand.

use super::{
    limits, names, rules,
    symbols::{Resolved, Scope, Symbols},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Field, Named, Type},
    place::{Place, Spanned},
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
    check_record(
        &ty.fields,
        Role::Type,
        ty.place,
        scope,
        symbols,
        diagnostics,
    );
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
        let message = format!(
            "{} fields in one record are more than the {MAX_FIELDS} that are carried",
            fields.0.len()
        );
        diagnostics.push(Diagnostic::new(
            Code::NotCarried,
            place,
            message,
            "split the record",
        ));
    }
    names::check_fields(fields, diagnostics);
    for (name, field) in fields {
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
        diagnostics.push(Diagnostic::new(
            Code::BadDoc,
            field.doc.place,
            message,
            "say in a sentence what it holds",
        ));
    }
    if let Some(resolved) = symbols.expect(&field.ty, scope, diagnostics) {
        check_nesting(field, &resolved, diagnostics);
        limits::check(name, field, &resolved, diagnostics);
    }
}

/// Keys that mean something on the other side only.
fn check_places(field: &Field, role: Role, diagnostics: &mut Diagnostics) {
    let mut misplaced = |place: Option<Place>, key: &str, only: &str| {
        if let Some(place) = place {
            let message = format!("`{key}` has a meaning in {only} only");
            diagnostics.push(Diagnostic::new(
                Code::Misplaced,
                place,
                message,
                "remove it",
            ));
        }
    };
    if role != Role::Request {
        misplaced(
            field.selects.as_ref().map(|key| key.place),
            "selects",
            "the request of an endpoint",
        );
        misplaced(
            field.default.as_ref().map(|key| key.place),
            "default",
            "the request of an endpoint",
        );
    }
    if role != Role::Response {
        misplaced(
            field.sum_of.as_ref().map(|key| key.place),
            "sum_of",
            "the response of an endpoint",
        );
    }
    if role == Role::Response {
        let place = field.required_if.0.first().map(|(key, _)| key.place);
        misplaced(place, "required_if", "what is sent");
    }
    if let Some(source) = &field.source {
        if source.value != "example" {
            let message = format!("`{}` is no source of a field", source.value);
            let help = "write `source: example` for a field that only an example shows; leave it out otherwise";
            diagnostics.push(Diagnostic::new(
                Code::BadReference,
                source.place,
                message,
                help,
            ));
        } else if field.is_required() {
            let message = "a field that no table lists cannot be promised to be there";
            diagnostics.push(Diagnostic::new(
                Code::Misplaced,
                source.place,
                message,
                "remove `required`",
            ));
        }
    }
}

fn check_nesting(field: &Field, resolved: &Resolved<'_>, diagnostics: &mut Diagnostics) {
    if let Resolved::List(item) = resolved
        && let Resolved::List(_) = **item
    {
        let message = "a list of lists is not carried";
        let help = "declare a type for the inner list's object";
        diagnostics.push(Diagnostic::new(
            Code::NotCarried,
            field.ty.place,
            message,
            help,
        ));
    }
}
