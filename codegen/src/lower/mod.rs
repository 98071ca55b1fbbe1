//! lower: a checked spec → the model. Cannot fail: every name is minted and every reference resolved, once.

mod records;
mod shared;

use records::Scope;

use crate::{
    check::{Checked, Resolved, Symbols},
    load::{self, Endpoint, Rule},
    model::{
        Api, Example, Ledger, Name, Notification, Operation, Paging, Record, Response, Rows, Type,
        Window,
    },
    naming,
    place::Spanned,
};

/// The model of a checked spec.
#[must_use]
pub fn lower(checked: &Checked) -> Api {
    let (raw, api) = (checked.raw(), checked.api());
    let symbols = Symbols::gather(raw);
    let sent = records::sent(raw, &symbols);
    let endpoints = || raw.endpoints.iter().enumerate();
    let received = || raw.notifications.iter().enumerate();
    let local_enums = endpoints()
        .flat_map(|(_, endpoint)| endpoint.enums.iter())
        .chain(received().flat_map(|(_, notification)| notification.enums.iter()));
    let local_scalars = endpoints()
        .flat_map(|(_, endpoint)| endpoint.scalars.iter())
        .chain(received().flat_map(|(_, notification)| notification.scalars.iter()));
    Api {
        title: text(&api.title),
        envelope: shared::envelope(api),
        refusals: shared::refusals(api),
        codes: shared::codes(api),
        scalars: api
            .scalars
            .iter()
            .chain(local_scalars)
            .map(|(name, scalar)| shared::scalar(name, scalar))
            .collect(),
        enums: api
            .enums
            .iter()
            .chain(local_enums)
            .map(|(name, list)| shared::enumeration(name, list))
            .collect(),
        types: records::types(
            &api.types,
            Scope {
                place: crate::check::Scope::Shared,
                symbols: &symbols,
            },
            &sent,
        ),
        operations: endpoints()
            .map(|(index, endpoint)| {
                let scope = Scope {
                    place: crate::check::Scope::Endpoint(index),
                    symbols: &symbols,
                };
                operation(endpoint, scope, &sent)
            })
            .collect(),
        notifications: received()
            .map(|(index, received)| {
                let scope = Scope {
                    place: crate::check::Scope::Notification(index),
                    symbols: &symbols,
                };
                notification(received, scope, &sent)
            })
            .collect(),
    }
}

fn operation(endpoint: &Endpoint, scope: Scope<'_>, sent: &records::Sent) -> Operation {
    let camel = naming::camel(&endpoint.operation.value);
    let request = Record {
        rust: format!("{camel}Request"),
        constant: naming::constant(&format!("{camel}Request")),
        docs: format!("The parameters of `{}`.", endpoint.operation.value),
        fields: records::fields(&endpoint.request, scope),
        rules: records::rules(&endpoint.rules, &endpoint.request),
        sent: true,
    };
    Operation {
        name: Name {
            cli: naming::command(&endpoint.operation.value),
            ..records::name(&endpoint.operation.value)
        },
        title: text(&endpoint.title),
        docs: endpoint.doc.as_ref().map(text),
        call: format!("{camel}Call"),
        path: text(&endpoint.path),
        idempotent: endpoint.idempotent.value,
        deprecated: endpoint.deprecated.as_ref().map(text),
        response: response(endpoint, &camel, scope),
        types: records::types(&endpoint.types, scope, sent),
        paging: endpoint
            .paging
            .as_ref()
            .map(|declared| paging(declared, endpoint, scope)),
        window: endpoint
            .window
            .as_ref()
            .map(|declared| window(declared, endpoint, scope)),
        ledger: endpoint.ledger.as_ref().map(ledger),
        batch: texts(&endpoint.batch),
        examples: endpoint.examples.iter().map(example).collect(),
        request,
    }
}

fn response(endpoint: &Endpoint, camel: &str, scope: Scope<'_>) -> Response {
    match &endpoint.response {
        // `Unread` is in no checked spec.
        load::Response::None | load::Response::Unread => Response::None,
        load::Response::List(name) => Response::List(scope.ty(&name.value)),
        load::Response::Object(name) => Response::Object(scope.ty(&name.value)),
        load::Response::Fields(object) => {
            let suffix = if endpoint.paging.is_some() {
                "Page"
            } else {
                "Response"
            };
            let rust = format!("{camel}{suffix}");
            Response::Own(Record {
                constant: naming::constant(&rust),
                rust,
                docs: text(&object.doc),
                fields: records::fields(&object.fields, scope),
                rules: Vec::new(),
                sent: false,
            })
        }
    }
}

fn notification(
    received: &load::Notification,
    scope: Scope<'_>,
    sent: &records::Sent,
) -> Notification {
    let rust = format!("{}Notification", naming::camel(&received.name.value));
    Notification {
        name: text(&received.name),
        title: text(&received.title),
        docs: received.doc.as_ref().map(text),
        deprecated: received.deprecated.as_ref().map(text),
        record: Record {
            constant: naming::constant(&rust),
            rust,
            docs: text(&received.title),
            fields: records::fields(&received.fields, scope),
            rules: Vec::new(),
            sent: false,
        },
        types: records::types(&received.types, scope, sent),
        examples: received
            .examples
            .iter()
            .map(|example| records::pretty_json(&example.param))
            .collect(),
    }
}

fn paging(declared: &load::Paging, endpoint: &Endpoint, scope: Scope<'_>) -> Paging {
    let size = endpoint.request.get(&declared.size.value);
    let default = size.and_then(|field| field.default.as_ref());
    Paging {
        page: text(&declared.page),
        size: text(&declared.size),
        default_size: default
            .and_then(|node| node.text())
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(1),
        rows: rows(declared, endpoint, scope),
        total: text(&declared.total),
        current: text(&declared.current),
        newest_first: declared.newest_first.as_ref().map(text),
        called: declared.called.as_ref().map(text),
    }
}

/// The field of an answer that holds the rows.
fn rows(declared: &load::Paging, endpoint: &Endpoint, scope: Scope<'_>) -> Rows {
    let answer = match &endpoint.response {
        load::Response::Fields(object) => Some((&object.fields, scope)),
        load::Response::Object(name) => match scope.symbols.resolve(&name.value, scope.place) {
            Some(Resolved::Record(_, ty, place)) => Some((&ty.fields, Scope { place, ..scope })),
            _ => None,
        },
        _ => None,
    };
    let field = answer.and_then(|(fields, scope)| Some((fields.get(&declared.rows.value)?, scope)));
    match field.map(|(field, scope)| (scope.ty(&field.ty.value), field.is_required())) {
        Some((Type::List(row), required)) => Rows {
            name: records::name(&declared.rows.value),
            row: *row,
            required,
        },
        // `check` has found a list of objects there.
        _ => unreachable!("`{}` passed the check", declared.rows.value),
    }
}

fn window(declared: &load::Window, endpoint: &Endpoint, scope: Scope<'_>) -> Window {
    let max_seconds = endpoint.rules.iter().find_map(|rule| match rule {
        Rule::Span { start, end, max }
            if start.value == declared.start.value && end.value == declared.end.value =>
        {
            Some(max.value)
        }
        _ => None,
    });
    Window {
        start: text(&declared.start),
        end: text(&declared.end),
        of: text(&declared.of),
        max_seconds: max_seconds.unwrap_or(i64::MAX),
        offset_minutes: scope.offset_minutes(&declared.start.value, &endpoint.request),
    }
}

fn ledger(declared: &load::Ledger) -> Ledger {
    let direction = |fields: &load::Named<Vec<Spanned<String>>>| {
        let fields = fields.iter();
        fields
            .map(|(name, values)| (text(name), texts(values)))
            .collect()
    };
    Ledger {
        accounts: text(&declared.accounts),
        by: texts(&declared.by),
        amount: text(&declared.amount),
        balance: text(&declared.balance),
        parts: texts(&declared.parts),
        up: direction(&declared.up),
        down: direction(&declared.down),
    }
}

fn example(example: &load::Example) -> Example {
    Example {
        request: example.request.as_ref().map(records::json),
        response: example.response.as_ref().map(records::pretty_json),
    }
}

fn texts(list: &[Spanned<String>]) -> Vec<String> {
    list.iter().map(text).collect()
}

/// The text without surrounding blanks.
fn text(spanned: &Spanned<String>) -> String {
    spanned.value.trim().to_owned()
}
