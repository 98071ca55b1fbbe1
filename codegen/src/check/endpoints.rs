//! Endpoints: names and paths, and what paging, windows, batches and filters refer to.

use std::collections::BTreeMap;

use super::{
    context::Context,
    envelope,
    fields::{self, Role},
    names::{self, Taken},
    paging::{self, Answer},
    rules,
    symbols::Resolved,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Api, Endpoint, Response},
    naming,
    place::{Place, Spanned},
};

/// Checks one endpoint by itself.
pub fn check<'a>(endpoint: &'a Endpoint, api: &Api, context: &mut Context<'a, '_>) {
    let name = &endpoint.operation;
    if names::check_snake(name, "operation", "wallet_balance", context) {
        check_reserved(name, context);
    }
    names::check_own_types(
        name,
        "operation",
        &["Call", "Request", "Page", "Response"],
        &endpoint.types,
        context,
    );
    check_path(&endpoint.path, context);
    check_method(endpoint, context);
    envelope::check_scalars(&endpoint.scalars, context.diagnostics());
    names::check_enums(&endpoint.enums, context.diagnostics());
    for (_, ty) in &endpoint.types {
        fields::check_type(ty, context);
    }
    check_timestamp(endpoint, api, context);
    fields::check_record(&endpoint.request, Role::Request, context);
    rules::check(&endpoint.rules, &endpoint.request, context);
    let answer = check_response(endpoint, context);
    paging::check(endpoint, answer, context);
}

fn check_reserved(name: &Spanned<String>, context: &mut Context<'_, '_>) {
    if let Some(owner) = naming::reserved_operation(&name.value) {
        let message = format!("`{}` is {owner}", name.value);
        let help = "choose another name for the operation";
        context.report(Diagnostic::new(
            Code::ReservedName,
            name.place,
            message,
            help,
        ));
    }
}

/// What a plain path does not hold, and what it is called.
const NOT_IN_PATHS: [(&str, &str); 7] = [
    ("?", "a query"),
    ("#", "a fragment"),
    (" ", "a blank"),
    ("%", "an escape"),
    ("\\", "a backslash"),
    ("//", "an empty segment"),
    ("/.", "a segment that begins with a dot"),
];

fn check_path(path: &Spanned<String>, context: &mut Context<'_, '_>) {
    let mut bad = |message: String, help: &str| {
        context.report(Diagnostic::new(Code::BadPath, path.place, message, help));
    };
    if let Some((_, address)) = path.value.split_once("://") {
        let rest = address.find('/').and_then(|at| address.get(at..));
        bad(
            format!("`{}` is a whole address, not a path", path.value),
            &format!(
                "write what follows the domain: {}",
                rest.unwrap_or("/open-api/…")
            ),
        );
    } else if !path.value.starts_with('/') {
        bad(
            format!("the path `{}` does not begin with a slash", path.value),
            &format!("write all that follows the domain, as in /{}", path.value),
        );
    } else if path.value.contains(['{', '}', ':']) {
        bad(
            format!(
                "the path `{}` has a parameter in it, which is not carried",
                path.value
            ),
            "parameters travel in `param`: declare it in `request`",
        );
    } else if let Some((_, what)) = NOT_IN_PATHS
        .iter()
        .find(|(mark, _)| path.value.contains(mark))
    {
        bad(
            format!("the path `{}` has {what} in it", path.value),
            "write the plain segments only; whatever else a call says travels in `param`",
        );
    }
}

fn check_method(endpoint: &Endpoint, context: &mut Context<'_, '_>) {
    if let Some(method) = endpoint
        .method
        .as_ref()
        .filter(|method| method.value != "POST")
    {
        let message = format!("the method `{}` is not carried", method.value);
        context.report(Diagnostic::new(
            Code::NotCarried,
            method.place,
            message,
            "signed calls are `POST`",
        ));
    }
}

fn check_timestamp(endpoint: &Endpoint, api: &Api, context: &mut Context<'_, '_>) {
    let timestamp = &api.envelope.timestamp.field;
    for (name, _) in endpoint
        .request
        .iter()
        .filter(|(name, _)| name.value == timestamp.value)
    {
        let message = format!(
            "`{}` belongs to the envelope and is filled in by the client",
            name.value
        );
        context.report(
            Diagnostic::new(
                Code::Misplaced,
                name.place,
                message,
                "remove it from the request",
            )
            .related(timestamp.place, "declared here"),
        );
    }
}

/// What the answer is made of.
fn check_response<'a>(endpoint: &'a Endpoint, context: &mut Context<'a, '_>) -> Answer<'a> {
    match &endpoint.response {
        Response::Unread => {
            context.symbols().hold_back_unused();
            Answer::Unclear
        }
        Response::None => Answer::NoObject,
        Response::List(name) | Response::Object(name) => match context.expect(name) {
            None => Answer::Unclear,
            Some(Resolved::Record(_, ty, _)) => match endpoint.response {
                Response::Object(_) => Answer::Object(&ty.fields),
                _ => Answer::NoObject,
            },
            Some(_) => {
                let message = format!("`{}` is no object", name.value);
                let help = "name a type that is declared under `types`";
                context.report(Diagnostic::new(
                    Code::BadReference,
                    name.place,
                    message,
                    help,
                ));
                Answer::Unclear
            }
        },
        Response::Fields(object) => {
            fields::check_record(&object.fields, Role::Response, context);
            Answer::Object(&object.fields)
        }
    }
}

/// Checks the paths of the endpoints against each other, and what their rows are called.
pub fn check_all(endpoints: &[Endpoint], diagnostics: &mut Diagnostics) {
    let mut called = Taken::default();
    let paging = endpoints.iter().filter_map(|it| it.paging.as_ref());
    for name in paging.filter_map(|paging| paging.called.as_ref()) {
        let help = "call the rows of one of them otherwise";
        called.claim(name.value.clone(), name, "in Rust", help, diagnostics);
    }
    let mut paths: BTreeMap<&str, Place> = BTreeMap::new();
    for endpoint in endpoints {
        let path = &endpoint.path;
        if let Some(first) = paths.get(path.as_str()) {
            let message = format!("two endpoints have the path `{}`", path.value);
            diagnostics.push(
                Diagnostic::new(Code::BadPath, path.place, message, "correct one of them")
                    .related(*first, "the first one"),
            );
        } else {
            paths.insert(path.as_str(), path.place);
        }
    }
}
