//! Pages, and what else refers to the rows on them: filters, sums, windows, and batches of ids.

use super::{
    context::Context,
    names,
    references::{Found, find},
    rules::once,
    symbols::Resolved,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    load::{Endpoint, Field, Named, Paging, Response, Rule, Window},
    naming,
    place::{Place, Spanned},
};

/// What an endpoint answers with.
#[derive(Clone, Copy)]
pub enum Answer<'a> {
    /// An object with these fields.
    Object(&'a Named<Field>),
    /// A list, or nothing.
    NoObject,
    /// It could not be made out, which has been reported.
    Unclear,
}

/// The fields of the rows that an endpoint answers with.
#[derive(Clone, Copy)]
enum Rows<'a> {
    Of(&'a Named<Field>),
    /// The endpoint does not say where its rows are.
    NotDeclared,
    /// It says so, but they could not be made out, which has been reported.
    Unclear,
}

/// Checks everything about the rows of one endpoint.
pub fn check<'a>(endpoint: &'a Endpoint, answer: Answer<'a>, context: &mut Context<'a, '_>) {
    let rows = match &endpoint.paging {
        None => Rows::NotDeclared,
        Some(paging) => check_paging(paging, endpoint, answer, context),
    };
    let request = endpoint.request.iter();
    let selects = request.filter_map(|(_, field)| field.selects.as_ref());
    let sums: Vec<_> = match answer {
        Answer::Object(fields) => {
            let sums = fields.iter().map(|(_, field)| field.sum_of.as_ref());
            sums.flatten().collect()
        }
        Answer::NoObject | Answer::Unclear => Vec::new(),
    };
    if let Rows::NotDeclared = rows {
        let window = endpoint.window.as_ref().map(|window| &window.of);
        let ledger = endpoint.ledger.as_ref().map(|ledger| &ledger.amount);
        let names = selects.clone().chain(sums.iter().copied());
        let mut names = names.chain(window).chain(ledger);
        report_no_rows(names.next(), context);
    }
    for name in selects {
        check_row_field(name, rows, context);
    }
    for name in sums {
        if let Some(found) = check_row_field(name, rows, context) {
            found.wants("a number", is_summable, context);
        }
    }
    if let Some(window) = &endpoint.window {
        check_window(window, endpoint, rows, context);
    }
    check_batch(endpoint, context);
}

/// Whether values can be added up.
fn is_summable(resolved: &Resolved<'_>) -> bool {
    resolved.is_whole_number() || matches!(resolved, Resolved::Decimal)
}

/// The fields of a row, if paging says where the rows are.
fn check_paging<'a>(
    paging: &'a Paging,
    endpoint: &'a Endpoint,
    answer: Answer<'a>,
    context: &mut Context<'a, '_>,
) -> Rows<'a> {
    for name in once(&[&paging.page, &paging.size], context) {
        find(name, &endpoint.request, "request field", context).wants(
            "a whole number",
            Resolved::is_whole_number,
            context,
        );
    }
    if let Some(name) = &paging.called
        && names::check_snake(name, "setting", "users", context)
        && naming::RESERVED_SETTINGS.contains(&name.as_str())
    {
        let message = format!("`{}` is a setting that every sandbox has", name.value);
        let help = "choose another word for the rows";
        context.report(Diagnostic::new(
            Code::ReservedName,
            name.place,
            message,
            help,
        ));
    }
    if paging.size.value != paging.page.value {
        check_page_size(&paging.size, endpoint, context);
    }
    let response = match answer {
        Answer::Object(fields) => fields,
        Answer::Unclear => return Rows::Unclear,
        Answer::NoObject => {
            let message = "an answer that is no object has no pages";
            let help = "remove `paging`, or declare the fields of the response";
            let answer = match &endpoint.response {
                Response::List(ty) => ty.place,
                _ => Place::NOWHERE,
            };
            context.report(
                Diagnostic::new(Code::BadReference, paging.rows.place, message, help)
                    .related(answer, "the answer is a list of these"),
            );
            return Rows::Unclear;
        }
    };
    let names = once(&[&paging.rows, &paging.total, &paging.current], context);
    for name in names.into_iter().skip(1) {
        find(name, response, "response field", context).wants(
            "a whole number",
            Resolved::is_whole_number,
            context,
        );
    }
    let Some(rows) = row_fields(&paging.rows, response, context) else {
        return Rows::Unclear;
    };
    if let Some(by) = &paging.newest_first {
        find(by, rows, "row field", context).wants("a date and time", Resolved::is_time, context);
    }
    Rows::Of(rows)
}

fn check_page_size(size: &Spanned<String>, endpoint: &Endpoint, context: &mut Context<'_, '_>) {
    let Some(field) = endpoint.request.get(&size.value) else {
        return;
    };
    let most = field.range.as_ref().map(|range| (range.high, range.place));
    let limited = most.is_some_and(|(most, place)| most.is_some() || place == Place::NOWHERE);
    let (lacks, add) = match (field.default.is_some(), limited) {
        (true, true) => return,
        (false, true) => ("no default", "default: 15"),
        (true, false) => ("no greatest value", "range: [1, 10000]"),
        (false, false) => (
            "neither a default nor a greatest value",
            "default: 15, range: [1, 10000]",
        ),
    };
    let message = format!("`{}` is the page size, but has {lacks}", size.value);
    let help = format!("say it in the field, as in `{add}`");
    let open = most.filter(|_| !limited).map(|(_, place)| place);
    let there = open.unwrap_or(field.ty.place);
    context.report(
        Diagnostic::new(Code::BadReference, size.place, message, help)
            .related(there, "declared here"),
    );
}

fn row_fields<'a>(
    rows: &'a Spanned<String>,
    response: &'a Named<Field>,
    context: &mut Context<'a, '_>,
) -> Option<&'a Named<Field>> {
    let is_rows = |resolved: &Resolved<'_>| matches!(resolved, Resolved::List(item) if matches!(**item, Resolved::Record(..)));
    let found = find(rows, response, "response field", context);
    match found.wants("a list of objects", is_rows, context)? {
        Resolved::List(item) => match **item {
            Resolved::Record(_, ty, _) => Some(&ty.fields),
            _ => None,
        },
        _ => None,
    }
}

/// Checks a name that stands for a field of the rows.
fn check_row_field<'a>(
    name: &'a Spanned<String>,
    rows: Rows<'a>,
    context: &mut Context<'a, '_>,
) -> Option<Found<'a>> {
    match rows {
        Rows::Of(fields) => Some(find(name, fields, "row field", context)),
        Rows::Unclear | Rows::NotDeclared => None,
    }
}

/// Reports the `first` of the names that stand for a field of the rows where no rows are declared.
fn report_no_rows(first: Option<&Spanned<String>>, context: &mut Context<'_, '_>) {
    let Some(name) = first else { return };
    let message = format!(
        "`{}` is to be a field of the rows, but the endpoint does not say where its rows are",
        name.value
    );
    let help = "declare `paging`, or remove this and whatever else is about the rows";
    let place = name.place;
    context.report(Diagnostic::new(Code::BadReference, place, message, help));
}

fn check_window<'a>(
    window: &'a Window,
    endpoint: &'a Endpoint,
    rows: Rows<'a>,
    context: &mut Context<'a, '_>,
) {
    let (start, end) = (&window.start, &window.end);
    let spans = endpoint.rules.iter().filter_map(|rule| match rule {
        Rule::Span { start, end, .. } => Some([start, end]),
        _ => None,
    });
    let in_spans: Vec<&str> = spans.flatten().map(Spanned::as_str).collect();
    for name in once(&[start, end], context) {
        let found = find(name, &endpoint.request, "request field", context);
        wants_time(&found, in_spans.contains(&name.as_str()), context);
    }
    let order = endpoint.paging.as_ref();
    let order = order.and_then(|paging| paging.newest_first.as_ref());
    if let Some(found) = check_row_field(&window.of, rows, context) {
        let is_order = order.is_some_and(|order| order.value == window.of.value);
        wants_time(&found, is_order, context);
    }
    // A rule that could not be read, or one of whose ends there is not, may be the one.
    let unclear = |ends: [&Spanned<String>; 2]| {
        let fields = &endpoint.request;
        ends.iter().any(|end| fields.get(end.as_str()).is_none())
    };
    let limited = endpoint.rules.iter().any(|rule| match rule {
        Rule::Unread => true,
        Rule::Span { start, end, .. } => {
            unclear([start, end])
                || start.value == window.start.value && end.value == window.end.value
        }
        Rule::OneOf(_) | Rule::AnyOf(_) => false,
    });
    if !limited && !unclear([start, end]) {
        let (start, end) = (&start.value, &end.value);
        let message = format!("nothing says how long `{start}` to `{end}` may be");
        let help = format!("add a rule: {{ span: [{start}, {end}], max: 31d }}");
        let spans = endpoint.rules.iter().find_map(|rule| match rule {
            Rule::Span { start, .. } => Some(start.place),
            _ => None,
        });
        let there = spans.unwrap_or(Place::NOWHERE);
        context.report(
            Diagnostic::new(Code::BadReference, window.start.place, message, help)
                .related(there, "this rule is about other fields"),
        );
    }
}

/// Reports a field that is no date and time, unless it has been `asked` the same elsewhere.
fn wants_time<'a>(found: &Found<'a>, asked: bool, context: &mut Context<'a, '_>) {
    if !asked {
        found.wants("a date and time", Resolved::is_time, context);
    }
}

fn check_batch<'a>(endpoint: &'a Endpoint, context: &mut Context<'a, '_>) {
    for name in once(&endpoint.batch.iter().collect::<Vec<_>>(), context) {
        let is_list = |resolved: &Resolved<'_>| matches!(resolved, Resolved::List(_));
        let found = find(name, &endpoint.request, "request field", context);
        if found.wants("a list", is_list, context).is_none() {
            continue;
        }
        if let Found::Field { field, .. } = found
            && field.max_items.is_none()
        {
            let message = format!(
                "`{}` has no `max_items`, so it need not be cut into batches",
                name.value
            );
            let help = "remove it here, or give the field `max_items`";
            context.report(
                Diagnostic::new(Code::BadReference, name.place, message, help)
                    .related(field.ty.place, "declared here"),
            );
        }
    }
}
