//! Types that contain themselves without end, or so much that nobody could write it out. A list may hold its own type: a
//! list can be empty.

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

/// More objects than these in one, all of them always there, are not carried: examples write them out.
const MAX_OBJECTS: usize = 1_000;

/// A type, and the types of its plain fields.
struct Node<'a> {
    name: &'a Spanned<String>,
    holds: Vec<Held<'a>>,
    /// How many objects an object of this type is at least made of, itself included.
    objects: usize,
    state: State,
}

/// The type of a field that holds one object.
#[derive(Clone, Copy)]
struct Held<'a> {
    name: &'a str,
    /// Where it is said.
    place: Place,
    required: bool,
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
                    Resolved::Record(held, ..) => Some(Held {
                        name: held,
                        place: field.ty.place,
                        required: field.is_required(),
                    }),
                    _ => None,
                },
            );
        let node = Node {
            name,
            holds: holds.collect(),
            objects: 1,
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
                count(name, nodes, diagnostics);
                path.pop();
            }
            Some(held) => match nodes.get(held.name) {
                Some(open) if open.state == State::Open => {
                    report_circle(open.name, held.place, diagnostics);
                }
                _ => path.push((held.name, 0)),
            },
        }
    }
}

/// Counts the objects in the type `name`, whose fields have been walked, and reports the first type with too many.
fn count(name: &str, nodes: &mut BTreeMap<&str, Node<'_>>, diagnostics: &mut Diagnostics) {
    let Some(node) = nodes.get(name) else { return };
    let required = node.holds.iter().filter(|held| held.required);
    let parts = required.filter_map(|held| Some(nodes.get(held.name)?.objects));
    let most = parts.clone().max().unwrap_or_default();
    let objects = parts.fold(1, usize::saturating_add);
    if objects > MAX_OBJECTS && most <= MAX_OBJECTS {
        let message = format!("`{name}` is made of {objects} objects, which are always there");
        let help =
            format!("at most {MAX_OBJECTS} are carried: make some fields lists, or optional");
        let place = node.name.place;
        diagnostics.push(Diagnostic::new(Code::NotCarried, place, message, help));
    }
    if let Some(node) = nodes.get_mut(name) {
        node.objects = objects;
    }
}

fn report_circle(name: &Spanned<String>, field: Place, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` contains itself without end", name.value);
    let help = "break the circle: make one of the fields a list, or leave it out";
    diagnostics.push(
        Diagnostic::new(Code::CyclicType, name.place, message, help)
            .related(field, "through this field"),
    );
}
