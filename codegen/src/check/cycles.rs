//! Types that contain themselves without end. A list may hold its own type: a list can be empty.

use std::collections::BTreeMap;

use super::{
    scope::Scope,
    symbols::{Resolved, Symbols},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Raw, Type},
    place::{Place, Spanned},
};

/// A type, and the types of its plain fields.
struct Node<'a> {
    name: &'a Spanned<String>,
    /// The name of each type that a field holds, and where that is said.
    holds: Vec<(&'a str, Place)>,
    state: State,
}

/// How far the walk has come with a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    /// The walk is somewhere below it.
    Open,
    Done,
}

/// Reports every field that closes a circle, at the type that it leads back to.
pub fn check(raw: &Raw, symbols: &Symbols<'_>, diagnostics: &mut Diagnostics) {
    let mut nodes = nodes(raw, symbols);
    let order: Vec<&str> = types(raw).map(|(name, ..)| name.as_str()).collect();
    for root in order {
        walk(root, &mut nodes, diagnostics);
    }
}

fn types(raw: &Raw) -> impl Iterator<Item = (&Spanned<String>, &Type, Scope)> {
    let shared = raw.api.types.iter();
    let shared = shared.map(|(name, ty)| (name, ty, Scope::Shared));
    let endpoints = raw.endpoints.iter().enumerate();
    let local = endpoints.flat_map(|(index, endpoint)| {
        let types = endpoint.types.iter();
        types.map(move |(name, ty)| (name, ty, Scope::Endpoint(index)))
    });
    let notifications = raw.notifications.iter().enumerate();
    let received = notifications.flat_map(|(index, notification)| {
        let types = notification.types.iter();
        types.map(move |(name, ty)| (name, ty, Scope::Notification(index)))
    });
    shared.chain(local).chain(received)
}

fn nodes<'a>(raw: &'a Raw, symbols: &Symbols<'a>) -> BTreeMap<&'a str, Node<'a>> {
    let nodes = types(raw).map(|(name, ty, scope)| {
        let fields = ty.fields.iter();
        let holds =
            fields.filter_map(
                |(_, field)| match symbols.resolve(&field.ty.value, scope)? {
                    Resolved::Record(held, ..) => Some((held, field.ty.place)),
                    _ => None,
                },
            );
        let node = Node {
            name,
            holds: holds.collect(),
            state: State::Untouched,
        };
        (name.as_str(), node)
    });
    nodes.collect()
}

/// Walks depth first from `root`, without recursion: a chain of types may be long.
fn walk<'a>(root: &'a str, nodes: &mut BTreeMap<&'a str, Node<'a>>, diagnostics: &mut Diagnostics) {
    let mut path = vec![(root, 0)];
    while let Some((name, at)) = path.last_mut() {
        let Some(node) = nodes.get_mut(*name) else {
            path.pop();
            continue;
        };
        if *at == 0 && node.state != State::Untouched {
            path.pop();
            continue;
        }
        node.state = State::Open;
        let next = node.holds.get(*at).copied();
        *at += 1;
        match next {
            None => {
                node.state = State::Done;
                path.pop();
            }
            Some((held, place)) => match nodes.get(held) {
                Some(open) if open.state == State::Open => report(open.name, place, diagnostics),
                _ => path.push((held, 0)),
            },
        }
    }
}

fn report(name: &Spanned<String>, field: Place, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` contains itself without end", name.value);
    let help = "break the circle: make one of the fields a list, or leave it out";
    diagnostics.push(
        Diagnostic::new(Code::CyclicType, name.place, message, help)
            .related(field, "through this field"),
    );
}
