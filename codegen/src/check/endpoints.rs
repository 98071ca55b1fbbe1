//! Endpoints: names and paths, and what paging, windows, batches and filters refer to.

use std::collections::BTreeMap;

use super::{
    fields::{self, Role},
    names::{self, Taken},
    references::{Found, find},
    rules,
    symbols::{Resolved, Scope, Symbols},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Api, Endpoint, Field, Named, Paging, Response, Rule, Window},
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
    for (_, ty) in endpoint.types.iter() {
        fields::check_type(ty, scope, symbols, diagnostics);
    }
    check_timestamp(endpoint, api, diagnostics);
    fields::check_record(&endpoint.request, Role::Request, endpoint.place, scope, symbols, diagnostics);
    rules::check(&endpoint.rules, &endpoint.request, scope, symbols, diagnostics);
    let response = check_response(endpoint, scope, symbols, diagnostics);
    let rows = endpoint.paging.as_ref().and_then(|paging| {
        check_paging(paging, endpoint, response, scope, symbols, diagnostics)
    });
    check_selections(endpoint, response, rows, scope, symbols, diagnostics);
    check_batch(endpoint, scope, symbols, diagnostics);
}

fn check_name(endpoint: &Endpoint, symbols: &Symbols<'_>, diagnostics: &mut Diagnostics) {
    let name = &endpoint.operation;
    if !naming::is_operation_name(&name.value) {
        let message = format!("`{}` is not written as an operation's name is", name.value);
        let help = format!("write it in snake_case, and not as a Rust keyword: `{}`", naming::snake(&name.value).unwrap_or_default());
        diagnostics.push(Diagnostic::new(Code::BadName, name.place, message, help));
    } else if naming::RESERVED_METHODS.contains(&name.value.as_str()) {
        let message = format!("`{}` is a method that every client has", name.value);
        diagnostics.push(Diagnostic::new(Code::ReservedName, name.place, message, "choose another name for the operation"));
    }
    let camel = naming::camel(&name.value);
    for suffix in ["Call", "Request", "Page", "Response"] {
        if let Some(declared) = symbols.place(&format!("{camel}{suffix}")) {
            let message = format!("`{camel}{suffix}` is a name that the operation `{}` gives to a type of its own", name.value);
            diagnostics.push(
                Diagnostic::new(Code::NameCollision, declared, message, "choose another name for the type")
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
        bad(format!("the path `{}` does not begin with a slash", path.value), "write it from the domain on: /open-api/…");
    } else if path.value.contains(['{', '}', ':']) {
        bad(format!("the path `{}` has a parameter in it, which is not carried", path.value), "parameters travel in `param`: declare it in `request`");
    } else if path.value.contains(['?', '#', ' ', '%', '\\']) || path.value.contains("//") || path.value.contains("/.") {
        bad(format!("`{}` is not a plain path", path.value), "write the segments only, without query, fragment, blanks or dots");
    }
}

fn check_method(endpoint: &Endpoint, diagnostics: &mut Diagnostics) {
    if let Some(method) = endpoint.method.as_ref().filter(|method| method.value != "POST") {
        let message = format!("the method `{}` is not carried", method.value);
        diagnostics.push(Diagnostic::new(Code::NotCarried, method.place, message, "signed calls are `POST`"));
    }
}

fn check_timestamp(endpoint: &Endpoint, api: &Api, diagnostics: &mut Diagnostics) {
    let timestamp = &api.envelope.timestamp.field;
    for (name, _) in endpoint.request.iter().filter(|(name, _)| name.value == timestamp.value) {
        let message = format!("`{}` belongs to the envelope and is filled in by the client", name.value);
        diagnostics.push(
            Diagnostic::new(Code::Misplaced, name.place, message, "remove it from the request")
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
                Resolved::Record(_, ty, _) if matches!(endpoint.response, Response::Object(_)) => Some(&ty.fields),
                Resolved::Record(..) => None,
                _ => {
                    let message = format!("`{}` is no object", name.value);
                    let help = "name a type that is declared under `types`";
                    diagnostics.push(Diagnostic::new(Code::BadReference, name.place, message, help));
                    None
                }
            }
        }
        Response::Fields(object) => {
            fields::check_record(&object.fields, Role::Response, object.place, scope, symbols, diagnostics);
            Some(&object.fields)
        }
    }
}

/// The fields of a row, if paging says where the rows are.
fn check_paging<'a>(
    paging: &'a Paging,
    endpoint: &'a Endpoint,
    response: Option<&'a Named<Field>>,
    scope: Scope,
    symbols: &Symbols<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Named<Field>> {
    for name in [&paging.page, &paging.size] {
        find(name, &endpoint.request, "request field", scope, symbols, diagnostics)
            .wants("a whole number", Resolved::is_whole_number, diagnostics);
    }
    check_page_size(&paging.size, endpoint, diagnostics);
    let Some(response) = response else {
        let message = "an answer that is no object has no pages";
        diagnostics.push(Diagnostic::new(Code::BadReference, paging.place, message, "remove `paging`, or declare the fields of the response"));
        return None;
    };
    for name in [&paging.total, &paging.current] {
        find(name, response, "response field", scope, symbols, diagnostics)
            .wants("a whole number", Resolved::is_whole_number, diagnostics);
    }
    let rows = row_fields(&paging.rows, response, scope, symbols, diagnostics)?;
    if let Some(by) = &paging.newest_first {
        find(by, rows, "row field", scope, symbols, diagnostics).wants("a date and time", Resolved::is_time, diagnostics);
    }
    Some(rows)
}

fn check_page_size(size: &Spanned<String>, endpoint: &Endpoint, diagnostics: &mut Diagnostics) {
    if let Some(field) = endpoint.request.get(&size.value)
        && (field.default.is_none() || field.range.as_ref().is_none_or(|range| range.high.is_none()))
    {
        let message = format!("`{}` is the page size, but says neither its default nor its greatest value", size.value);
        diagnostics.push(
            Diagnostic::new(Code::BadReference, size.place, message, "give the field `default` and `range`")
                .related(field.place, "declared here"),
        );
    }
}

fn row_fields<'a>(
    rows: &'a Spanned<String>,
    response: &'a Named<Field>,
    scope: Scope,
    symbols: &Symbols<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Named<Field>> {
    let found = find(rows, response, "response field", scope, symbols, diagnostics);
    let is_rows = |resolved: &Resolved<'_>| {
        matches!(resolved, Resolved::List(item) if matches!(**item, Resolved::Record(..)))
    };
    match found.wants("a list of objects", is_rows, diagnostics)? {
        Resolved::List(item) => match **item {
            Resolved::Record(_, ty, _) => Some(&ty.fields),
            _ => None,
        },
        _ => None,
    }
}

/// What filters, sums and the window refer to in a row.
fn check_selections(
    endpoint: &Endpoint,
    response: Option<&Named<Field>>,
    rows: Option<&Named<Field>>,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    let selects = endpoint.request.iter().filter_map(|(_, field)| field.selects.as_ref());
    let sums = response.into_iter().flat_map(Named::iter).filter_map(|(_, field)| field.sum_of.as_ref());
    for name in selects.chain(sums) {
        match rows {
            Some(rows) => drop(find(name, rows, "row field", scope, symbols, diagnostics)),
            None => no_rows(name.place, diagnostics),
        }
    }
    if let Some(window) = &endpoint.window {
        check_window(window, endpoint, rows, scope, symbols, diagnostics);
    }
}

fn no_rows(place: Place, diagnostics: &mut Diagnostics) {
    let message = "this refers to a field of the rows, but the endpoint does not say where its rows are";
    diagnostics.push(Diagnostic::new(Code::BadReference, place, message, "declare `paging`, or remove this"));
}

fn check_window(
    window: &Window,
    endpoint: &Endpoint,
    rows: Option<&Named<Field>>,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    for name in [&window.start, &window.end] {
        find(name, &endpoint.request, "request field", scope, symbols, diagnostics)
            .wants("a date and time", Resolved::is_time, diagnostics);
    }
    match rows {
        Some(rows) => {
            find(&window.of, rows, "row field", scope, symbols, diagnostics)
                .wants("a date and time", Resolved::is_time, diagnostics);
        }
        None => no_rows(window.of.place, diagnostics),
    }
    let limited = endpoint.rules.iter().any(|rule| {
        matches!(rule, Rule::Span { start, end, .. } if start.value == window.start.value && end.value == window.end.value)
    });
    if !limited {
        let message = format!("nothing says how long `{}` to `{}` may be", window.start.value, window.end.value);
        let help = format!("add a rule: {{ span: [{}, {}], max: 31d }}", window.start.value, window.end.value);
        diagnostics.push(Diagnostic::new(Code::BadReference, window.place, message, help));
    }
}

fn check_batch(endpoint: &Endpoint, scope: Scope, symbols: &Symbols<'_>, diagnostics: &mut Diagnostics) {
    for name in &endpoint.batch {
        let found = find(name, &endpoint.request, "request field", scope, symbols, diagnostics);
        found.wants("a list", |resolved| matches!(resolved, Resolved::List(_)), diagnostics);
        if let Found::Field { field, .. } = found
            && field.max_items.is_none()
        {
            let message = format!("`{}` has no `max_items`, so it need not be cut into batches", name.value);
            diagnostics.push(
                Diagnostic::new(Code::BadReference, name.place, message, "remove it here, or give the field `max_items`")
                    .related(field.place, "declared here"),
            );
        }
    }
}

/// Checks the endpoints against each other.
pub fn check_all(endpoints: &[Endpoint], diagnostics: &mut Diagnostics) {
    let mut names = Taken::default();
    let mut paths: BTreeMap<&str, Place> = BTreeMap::new();
    for endpoint in endpoints {
        names.claim(naming::camel(&endpoint.operation.value), &endpoint.operation, diagnostics);
        let path = &endpoint.path;
        if let Some(first) = paths.get(path.as_str()) {
            let message = format!("two endpoints have the path `{}`", path.value);
            diagnostics.push(
                Diagnostic::new(Code::BadPath, path.place, message, "correct one of them").related(*first, "the first one"),
            );
        } else {
            paths.insert(path.as_str(), path.place);
        }
    }
}
