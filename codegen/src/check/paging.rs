//! Pages, and what else refers to the rows on them: filters, sums, windows, and batches of ids.

use super::{
    references::{Found, find},
    symbols::{Resolved, Scope, Symbols},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Endpoint, Field, Named, Paging, Rule, Window},
    place::{Place, Spanned},
};

/// Checks everything about the rows of one endpoint. `response` holds the fields of its answer, if that is an object.
pub fn check(
    endpoint: &Endpoint,
    response: Option<&Named<Field>>,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    let rows = endpoint
        .paging
        .as_ref()
        .and_then(|paging| check_paging(paging, endpoint, response, scope, symbols, diagnostics));
    check_selections(endpoint, response, rows, scope, symbols, diagnostics);
    check_batch(endpoint, scope, symbols, diagnostics);
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
        find(
            name,
            &endpoint.request,
            "request field",
            scope,
            symbols,
            diagnostics,
        )
        .wants("a whole number", Resolved::is_whole_number, diagnostics);
    }
    check_page_size(&paging.size, endpoint, diagnostics);
    let Some(response) = response else {
        let message = "an answer that is no object has no pages";
        diagnostics.push(Diagnostic::new(
            Code::BadReference,
            paging.place,
            message,
            "remove `paging`, or declare the fields of the response",
        ));
        return None;
    };
    for name in [&paging.total, &paging.current] {
        find(
            name,
            response,
            "response field",
            scope,
            symbols,
            diagnostics,
        )
        .wants("a whole number", Resolved::is_whole_number, diagnostics);
    }
    let rows = row_fields(&paging.rows, response, scope, symbols, diagnostics)?;
    if let Some(by) = &paging.newest_first {
        find(by, rows, "row field", scope, symbols, diagnostics).wants(
            "a date and time",
            Resolved::is_time,
            diagnostics,
        );
    }
    Some(rows)
}

fn check_page_size(size: &Spanned<String>, endpoint: &Endpoint, diagnostics: &mut Diagnostics) {
    if let Some(field) = endpoint.request.get(&size.value)
        && (field.default.is_none()
            || field
                .range
                .as_ref()
                .is_none_or(|range| range.high.is_none()))
    {
        let message = format!(
            "`{}` is the page size, but says neither its default nor its greatest value",
            size.value
        );
        diagnostics.push(
            Diagnostic::new(
                Code::BadReference,
                size.place,
                message,
                "give the field `default` and `range`",
            )
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
    let found = find(
        rows,
        response,
        "response field",
        scope,
        symbols,
        diagnostics,
    );
    let is_rows = |resolved: &Resolved<'_>| matches!(resolved, Resolved::List(item) if matches!(**item, Resolved::Record(..)));
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
    let selects = endpoint
        .request
        .iter()
        .filter_map(|(_, field)| field.selects.as_ref());
    let sums = response
        .into_iter()
        .flat_map(Named::iter)
        .filter_map(|(_, field)| field.sum_of.as_ref());
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
    let message =
        "this refers to a field of the rows, but the endpoint does not say where its rows are";
    diagnostics.push(Diagnostic::new(
        Code::BadReference,
        place,
        message,
        "declare `paging`, or remove this",
    ));
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
        find(
            name,
            &endpoint.request,
            "request field",
            scope,
            symbols,
            diagnostics,
        )
        .wants("a date and time", Resolved::is_time, diagnostics);
    }
    match rows {
        Some(rows) => {
            find(&window.of, rows, "row field", scope, symbols, diagnostics).wants(
                "a date and time",
                Resolved::is_time,
                diagnostics,
            );
        }
        None => no_rows(window.of.place, diagnostics),
    }
    let limited = endpoint.rules.iter().any(|rule| {
        matches!(rule, Rule::Span { start, end, .. } if start.value == window.start.value && end.value == window.end.value)
    });
    if !limited {
        let message = format!(
            "nothing says how long `{}` to `{}` may be",
            window.start.value, window.end.value
        );
        let help = format!(
            "add a rule: {{ span: [{}, {}], max: 31d }}",
            window.start.value, window.end.value
        );
        diagnostics.push(Diagnostic::new(
            Code::BadReference,
            window.place,
            message,
            help,
        ));
    }
}

fn check_batch(
    endpoint: &Endpoint,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    for name in &endpoint.batch {
        let found = find(
            name,
            &endpoint.request,
            "request field",
            scope,
            symbols,
            diagnostics,
        );
        found.wants(
            "a list",
            |resolved| matches!(resolved, Resolved::List(_)),
            diagnostics,
        );
        if let Found::Field { field, .. } = found
            && field.max_items.is_none()
        {
            let message = format!(
                "`{}` has no `max_items`, so it need not be cut into batches",
                name.value
            );
            diagnostics.push(
                Diagnostic::new(
                    Code::BadReference,
                    name.place,
                    message,
                    "remove it here, or give the field `max_items`",
                )
                .related(field.place, "declared here"),
            );
        }
    }
}
