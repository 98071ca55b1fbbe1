//! Endpoints: names and paths, and what paging, windows, batches and filters refer to.

use std::collections::BTreeMap;

use super::{
    fields::{self, Role},
    names::{self, Taken},
    paging, rules,
    symbols::{Resolved, Scope, Symbols},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Api, Endpoint, Field, Named, Response},
    naming,
    place::{Place, Spanned},
};

/// Checks one endpoint by itself.
pub fn check(
    endpoint: &Endpoint,
    scope: Scope,
    api: &Api,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    check_name(endpoint, symbols, diagnostics);
    check_path(&endpoint.path, diagnostics);
    check_method(endpoint, diagnostics);
    names::check_enums(endpoint.enums.iter(), diagnostics);
    for (_, ty) in &endpoint.types {
        fields::check_type(ty, scope, symbols, diagnostics);
    }
    check_timestamp(endpoint, api, diagnostics);
    fields::check_record(
        &endpoint.request,
        Role::Request,
        endpoint.place,
        scope,
        symbols,
        diagnostics,
    );
    rules::check(
        &endpoint.rules,
        &endpoint.request,
        scope,
        symbols,
        diagnostics,
    );
    let response = check_response(endpoint, scope, symbols, diagnostics);
    paging::check(endpoint, response, scope, symbols, diagnostics);
}

fn check_name(endpoint: &Endpoint, symbols: &Symbols<'_>, diagnostics: &mut Diagnostics) {
    let name = &endpoint.operation;
    if !naming::is_operation_name(&name.value) {
        let message = format!("`{}` is not written as an operation's name is", name.value);
        let help = format!(
            "write it in snake_case, and not as a Rust keyword: `{}`",
            naming::snake(&name.value).unwrap_or_default()
        );
        diagnostics.push(Diagnostic::new(Code::BadName, name.place, message, help));
    } else if naming::RESERVED_METHODS.contains(&name.value.as_str()) {
        let message = format!("`{}` is a method that every client has", name.value);
        diagnostics.push(Diagnostic::new(
            Code::ReservedName,
            name.place,
            message,
            "choose another name for the operation",
        ));
    }
    let camel = naming::camel(&name.value);
    for suffix in ["Call", "Request", "Page", "Response"] {
        if let Some(declared) = symbols.place(&format!("{camel}{suffix}")) {
            let message = format!(
                "`{camel}{suffix}` is a name that the operation `{}` gives to a type of its own",
                name.value
            );
            diagnostics.push(
                Diagnostic::new(
                    Code::NameCollision,
                    declared,
                    message,
                    "choose another name for the type",
                )
                .related(name.place, "the operation"),
            );
        }
    }
}

fn check_path(path: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let mut bad = |message: String, help: &str| {
        diagnostics.push(Diagnostic::new(Code::BadPath, path.place, message, help));
    };
    if !path.value.starts_with('/') {
        bad(
            format!("the path `{}` does not begin with a slash", path.value),
            "write it from the domain on: /open-api/…",
        );
    } else if path.value.contains(['{', '}', ':']) {
        bad(
            format!(
                "the path `{}` has a parameter in it, which is not carried",
                path.value
            ),
            "parameters travel in `param`: declare it in `request`",
        );
    } else if path.value.contains(['?', '#', ' ', '%', '\\'])
        || path.value.contains("//")
        || path.value.contains("/.")
    {
        bad(
            format!("`{}` is not a plain path", path.value),
            "write the segments only, without query, fragment, blanks or dots",
        );
    }
}

fn check_method(endpoint: &Endpoint, diagnostics: &mut Diagnostics) {
    if let Some(method) = endpoint
        .method
        .as_ref()
        .filter(|method| method.value != "POST")
    {
        let message = format!("the method `{}` is not carried", method.value);
        diagnostics.push(Diagnostic::new(
            Code::NotCarried,
            method.place,
            message,
            "signed calls are `POST`",
        ));
    }
}

fn check_timestamp(endpoint: &Endpoint, api: &Api, diagnostics: &mut Diagnostics) {
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
        diagnostics.push(
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

/// The fields of the answer, if it is an object.
fn check_response<'a>(
    endpoint: &'a Endpoint,
    scope: Scope,
    symbols: &Symbols<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Named<Field>> {
    match &endpoint.response {
        Response::None => None,
        Response::List(name) | Response::Object(name) => {
            match symbols.expect(name, scope, diagnostics)? {
                Resolved::Record(_, ty, _) if matches!(endpoint.response, Response::Object(_)) => {
                    Some(&ty.fields)
                }
                Resolved::Record(..) => None,
                _ => {
                    let message = format!("`{}` is no object", name.value);
                    let help = "name a type that is declared under `types`";
                    diagnostics.push(Diagnostic::new(
                        Code::BadReference,
                        name.place,
                        message,
                        help,
                    ));
                    None
                }
            }
        }
        Response::Fields(object) => {
            fields::check_record(
                &object.fields,
                Role::Response,
                object.place,
                scope,
                symbols,
                diagnostics,
            );
            Some(&object.fields)
        }
    }
}

/// Checks the endpoints against each other.
pub fn check_all(endpoints: &[Endpoint], diagnostics: &mut Diagnostics) {
    let mut names = Taken::default();
    let mut paths: BTreeMap<&str, Place> = BTreeMap::new();
    for endpoint in endpoints {
        names.claim(
            naming::camel(&endpoint.operation.value),
            &endpoint.operation,
            diagnostics,
        );
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
