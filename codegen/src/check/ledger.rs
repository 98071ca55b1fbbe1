//! Ledgers: rows that are movements, and those of another endpoint, which are the accounts they are on.

use std::collections::BTreeMap;

use super::{
    context::Context,
    references::{find, is_sound},
    rules::{check_values, once},
    scope::Scope,
    symbols::{Resolved, Symbols},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggest},
    load::{Endpoint, Enum, Field, Ledger, Named, Raw, Response},
    place::{Place, Spanned},
};

/// Values of a field, by the field's name.
type Direction = Named<Vec<Spanned<String>>>;

/// Checks all ledgers, each by itself and against the others.
pub fn check(raw: &Raw, symbols: &Symbols<'_>, diagnostics: &mut Diagnostics) {
    let mut kept: BTreeMap<&str, Place> = BTreeMap::new();
    for (index, endpoint) in raw.endpoints.iter().enumerate() {
        let Some(ledger) = &endpoint.ledger else {
            continue;
        };
        let mut context = Context::new(Scope::Endpoint(index), symbols, diagnostics);
        let sound = check_movements(endpoint, ledger, &mut context);
        check_accounts(endpoint, &sound, raw, symbols, diagnostics);
        let accounts = &ledger.accounts;
        if let Some(first) = kept.get(accounts.as_str()) {
            let name = &accounts.value;
            let message = format!("two ledgers keep the balances of `{name}`");
            let help = "remove one of them: only one can say what a balance is the sum of";
            diagnostics.push(
                Diagnostic::new(Code::BadLedger, accounts.place, message, help)
                    .related(*first, "the first one"),
            );
        } else {
            kept.insert(accounts.as_str(), accounts.place);
        }
    }
}

/// Checks what is said of the rows of the ledger's own endpoint. Hands back the names in which nothing is wrong.
fn check_movements<'a>(
    endpoint: &'a Endpoint,
    ledger: &'a Ledger,
    context: &mut Context<'a, '_>,
) -> Vec<&'a Spanned<String>> {
    let names: Vec<_> = ledger
        .by
        .iter()
        .chain([&ledger.amount, &ledger.balance])
        .collect();
    let names = once(&names, context);
    if ledger.by.is_empty() {
        let message = "nothing says which account a movement is on";
        let help =
            "name the fields that a movement has in common with its account, as in [mchUuid]";
        let place = ledger.accounts.place;
        context.report(Diagnostic::new(Code::BadLedger, place, message, help));
    }
    let Some(rows) = rows(endpoint, context) else {
        return Vec::new();
    };
    let sound = names.into_iter().filter(|name| {
        let found = find(name, rows, "row field", context);
        let (wanted, fits) = part_of(name, ledger);
        found.wants(wanted, fits, context).is_some()
    });
    let sound = sound.collect();
    let fields = ledger.up.iter().map(|(name, _)| name);
    let others = ledger.down.iter().map(|(name, _)| name);
    let others = others.filter(|name| ledger.up.get(name.as_str()).is_none());
    for name in fields.chain(others) {
        let is_enum = |resolved: &Resolved<'_>| matches!(resolved, Resolved::Enum(..));
        let found = find(name, rows, "row field", context);
        if let Some(Resolved::Enum(_, list)) = found.wants("an enum", is_enum, context)
            && is_sound(list)
        {
            check_directions(name, list, ledger, context);
        }
    }
    sound
}

/// Reports values that are named twice, under one direction or under both.
fn check_one_way(
    name: &Spanned<String>,
    values: &[&Spanned<String>],
    context: &mut Context<'_, '_>,
) {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    for value in values {
        let Some(first) = seen.get(value.as_str()) else {
            seen.insert(value.as_str(), value.place);
            continue;
        };
        let message = format!("`{}` of `{}` is named twice", value.value, name.value);
        let help = "remove one of the two: each value goes one way";
        context.report(
            Diagnostic::new(Code::BadLedger, value.place, message, help)
                .related(*first, "first named here"),
        );
    }
}

/// What a field must be for the part that it plays, in words and as a test.
fn part_of(name: &Spanned<String>, ledger: &Ledger) -> (&'static str, fn(&Resolved<'_>) -> bool) {
    if ledger.by.iter().any(|by| by.value == name.value) {
        ("an id or a text", |resolved| resolved.is_text())
    } else {
        ("a whole number", |resolved| resolved.is_whole_number())
    }
}

/// Checks that every value of an enum goes either up or down.
fn check_directions(
    name: &Spanned<String>,
    list: &Enum,
    ledger: &Ledger,
    context: &mut Context<'_, '_>,
) {
    let values = |direction: &'_ Direction| -> Vec<Spanned<String>> {
        direction.get(name.as_str()).cloned().unwrap_or_default()
    };
    let (up, down) = (values(&ledger.up), values(&ledger.down));
    let all: Vec<_> = up.iter().chain(&down).collect();
    check_values(&up, list, context);
    check_values(&down, list, context);
    check_one_way(name, &all, context);
    // A value that could not be read may be the one that is missed.
    let whole = list.values.whole && ledger.up.whole && ledger.down.whole;
    if !whole || all.iter().any(|value| value.read().is_none()) {
        return;
    }
    let named = |value: &str| all.iter().any(|named| named.value == value);
    // Where a name is misspelt, the value that was meant is not missing as well.
    let meant = |value: &str| {
        let mut strays = all
            .iter()
            .filter(|named| list.values.get(&named.value).is_none());
        strays.any(|stray| nearest(&stray.value, list.values.names()) == Some(value))
    };
    for (value, _) in &list.values {
        if !named(&value.value) && !meant(&value.value) {
            let (field, value_text) = (&name.value, &value.value);
            let message = format!("`{value_text}` of `{field}` goes neither up nor down");
            let help = format!("add it to the values of `{field}` under `up` or `down`");
            context.report(
                Diagnostic::new(Code::BadLedger, name.place, message, help)
                    .related(value.place, "declared here"),
            );
        }
    }
}

/// Checks what is said of the rows of the other endpoint. A name that is not `sound` for the movements is not looked
/// for there as well.
fn check_accounts<'a>(
    endpoint: &'a Endpoint,
    sound: &[&'a Spanned<String>],
    raw: &'a Raw,
    symbols: &Symbols<'a>,
    diagnostics: &mut Diagnostics,
) {
    let Some(ledger) = &endpoint.ledger else {
        return;
    };
    let accounts = &ledger.accounts;
    let Some(name) = accounts.read() else { return };
    let operations = || raw.endpoints.iter().map(|endpoint| &endpoint.operation);
    let found = operations().position(|operation| operation.value == *name);
    let Some((index, others)) = found.and_then(|index| Some((index, raw.endpoints.get(index)?)))
    else {
        if raw.whole && operations().all(|operation| operation.read().is_some()) {
            diagnostics.push(unknown(accounts, raw));
        }
        return;
    };
    let mut context = Context::new(Scope::Endpoint(index), symbols, diagnostics);
    if let Some((message, there)) = no_accounts(endpoint, others) {
        let help = "name the operation whose rows have the balances that the movements add up to";
        context.report(
            Diagnostic::new(Code::BadLedger, accounts.place, message, help)
                .related(there, "this one"),
        );
        return;
    }
    let Some(rows) = rows(others, &context) else {
        return;
    };
    let is_shared = |name: &&&Spanned<String>| name.value != ledger.amount.value;
    let names: Vec<_> = sound
        .iter()
        .filter(is_shared)
        .copied()
        .chain(&ledger.parts)
        .collect();
    for name in once(&names, &mut context) {
        let found = find(name, rows, "account field", &mut context);
        let (wanted, fits) = part_of(name, ledger);
        found.wants(wanted, fits, &mut context);
    }
}

/// Why the rows of `others` are no accounts of a ledger of `endpoint`, and where that is to be seen.
fn no_accounts(endpoint: &Endpoint, others: &Endpoint) -> Option<(String, Place)> {
    let name = &others.operation.value;
    if others.operation.place == endpoint.operation.place {
        let message = "movements are not their own accounts";
        return Some((message.to_owned(), endpoint.operation.place));
    }
    if let Some(ledger) = &others.ledger {
        let message = format!("the rows of `{name}` are movements themselves");
        return Some((message, ledger.accounts.place));
    }
    if others.paging.is_none() {
        let message = format!("`{name}` has no rows to be accounts: it does not declare `paging`");
        return Some((message, others.operation.place));
    }
    None
}

fn unknown(accounts: &Spanned<String>, raw: &Raw) -> Diagnostic {
    let operations = || raw.endpoints.iter().map(|endpoint| &endpoint.operation);
    let names = || operations().map(Spanned::as_str);
    let message = format!("there is no operation `{}`", accounts.value);
    let help = suggest(&accounts.value, names());
    let near = nearest(&accounts.value, names());
    let near = operations().find(|operation| Some(operation.as_str()) == near);
    let place = near.map_or(Place::NOWHERE, |operation| operation.place);
    Diagnostic::new(Code::BadReference, accounts.place, message, help)
        .related(place, "declared here")
}

/// The fields of the rows of an endpoint. `None` if there are none, or if that has been reported.
fn rows<'a>(endpoint: &'a Endpoint, context: &Context<'a, '_>) -> Option<&'a Named<Field>> {
    let fields = match &endpoint.response {
        Response::Fields(object) => &object.fields,
        Response::Object(name) => match context.resolve(name)? {
            Resolved::Record(_, ty, _) => &ty.fields,
            _ => return None,
        },
        Response::List(_) | Response::None | Response::Unread => return None,
    };
    let field = fields.get(&endpoint.paging.as_ref()?.rows.value)?;
    match context.resolve(&field.ty)? {
        Resolved::List(item) => match *item {
            Resolved::Record(_, ty, _) => Some(&ty.fields),
            _ => None,
        },
        _ => None,
    }
}
