//! Fields: their types, the limits that stand on them, and keys that have no meaning where they stand.

use super::{context::Context, limits, names, rules, symbols::Resolved};
use crate::{
    diagnostic::{Code, Diagnostic, nearest},
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
    /// The payload of a notification.
    Notification,
    /// A declared type, which may be sent, received, or both.
    Type,
}

/// Checks a declared type.
pub fn check_type<'a>(ty: &'a Type, context: &mut Context<'a, '_>) {
    check_record(&ty.fields, Role::Type, context);
    rules::check(&ty.rules, &ty.fields, context);
}

/// Checks the fields of one record.
pub fn check_record<'a>(fields: &'a Named<Field>, role: Role, context: &mut Context<'a, '_>) {
    if !fields.whole {
        context.symbols().hold_back_unused();
    }
    if fields.len() > MAX_FIELDS {
        let count = fields.len();
        let message =
            format!("{count} fields in one record are more than the {MAX_FIELDS} that are carried");
        let help = "split the record into nested types";
        context.report(Diagnostic::new(
            Code::NotCarried,
            fields.head(),
            message,
            help,
        ));
    }
    names::check_fields(fields, context.diagnostics());
    for (name, field) in fields {
        check_field(name, field, role, context);
        if matches!(role, Role::Request | Role::Type) {
            rules::check_required_if(name, field, fields, context);
        }
    }
}

fn check_field(name: &Spanned<String>, field: &Field, role: Role, context: &mut Context<'_, '_>) {
    check_role(field, role, context);
    check_source(name, field, context);
    if let Some(resolved) = context.expect(&field.ty) {
        check_nesting(field, &resolved, context);
        limits::check(field, &resolved, context.diagnostics());
        if role == Role::Request {
            limits::check_default(name, field, &resolved, context.diagnostics());
        }
    }
}

/// Keys that mean something on the other side only.
fn check_role(field: &Field, role: Role, context: &mut Context<'_, '_>) {
    let mut misplaced = |place: Option<Place>, key: &str, only: &str| {
        if let Some(place) = place {
            let message = format!("`{key}` has a meaning in {only} only");
            let help = format!("remove `{key}`");
            context.report(Diagnostic::new(Code::Misplaced, place, message, help));
        }
    };
    let place = |key: &Option<Spanned<String>>| key.as_ref().map(|key| key.place);
    if role != Role::Request {
        let request = "the request of an endpoint";
        misplaced(place(&field.selects), "selects", request);
        let default = field.default.as_ref().map(|key| key.place);
        misplaced(default, "default", request);
    }
    if role != Role::Response {
        let response = "the response of an endpoint";
        misplaced(place(&field.sum_of), "sum_of", response);
    }
    if matches!(role, Role::Response | Role::Notification) {
        let condition = field.required_if.iter().next().map(|(key, _)| key.place);
        misplaced(condition, "required_if", "what is sent");
    }
}

fn check_source(name: &Spanned<String>, field: &Field, context: &mut Context<'_, '_>) {
    let Some(source) = &field.source else { return };
    if source.value != "example" {
        let message = format!("`{}` is no source of a field", source.value);
        let help = match nearest(&source.value, ["example"]) {
            Some(_) => "did you mean `example`?",
            None => {
                "write `source: example` for a field that only an example shows; leave it out otherwise"
            }
        };
        context.report(Diagnostic::new(
            Code::BadReference,
            source.place,
            message,
            help,
        ));
    } else if let Some(required) = field.required.as_ref().filter(|required| required.value) {
        let name = &name.value;
        let message = format!("`{name}`, which no table lists, cannot be promised to be there");
        context.report(
            Diagnostic::new(
                Code::Misplaced,
                required.place,
                message,
                "remove `required`",
            )
            .related(source.place, "only an example shows it"),
        );
    }
}

fn check_nesting(field: &Field, resolved: &Resolved<'_>, context: &mut Context<'_, '_>) {
    if let Resolved::List(item) = resolved
        && let Resolved::List(_) = **item
    {
        let message = format!("`{}`, a list of lists, is not carried", field.ty.value);
        let help = "declare a type for the inner list's object";
        context.report(Diagnostic::new(
            Code::NotCarried,
            field.ty.place,
            message,
            help,
        ));
    }
}
