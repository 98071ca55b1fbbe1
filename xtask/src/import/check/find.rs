//! What the spec has of a page.

use std::collections::BTreeSet;

use super::{page::Page, shape::Shape};
use crate::import::{draft, facts::Kind};

/// How many of the fields must be the same for a page under another path to be taken for one that has moved.
const LIKENESS: f64 = 0.8;

/// The endpoint or notification that a page is about: the one called `name`, or the one with the page's path, or else the
/// one whose fields are most like the page's.
pub fn shape<'s, 'a>(
    page: &Page<'_>,
    shapes: &'s [Shape<'a>],
    name: Option<&str>,
) -> Option<&'s Shape<'a>> {
    if let Some(name) = name {
        return shapes.iter().find(|shape| shape.name == name);
    }
    let path = draft::path_of(page.facts);
    let same = |shape: &&Shape<'_>| {
        let own = shape.path.map(|path| path.value.trim_end_matches('/'));
        own.is_some() && own == path.as_deref()
    };
    if page.facts.kind == Kind::Endpoint
        && let Some(shape) = shapes.iter().find(same)
    {
        return Some(shape);
    }
    if page.facts.kind == Kind::NotAnEndpoint {
        return None;
    }
    let notified = page.facts.kind == Kind::Notification;
    let mut best: Option<(f64, &Shape<'_>)> = None;
    for shape in shapes
        .iter()
        .filter(|shape| shape.path.is_none() == notified)
    {
        let likeness = likeness(page, shape);
        if likeness >= LIKENESS && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, shape));
        }
    }
    best.map(|(_, shape)| shape)
}

/// Which part of all fields both have.
fn likeness(page: &Page<'_>, shape: &Shape<'_>) -> f64 {
    let own: BTreeSet<&str> = page.tabled.keys().map(String::as_str).collect();
    let known = shape.entries.iter().map(|entry| entry.path.as_str());
    let known: BTreeSet<&str> = known.collect();
    let count = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    let all = own.union(&known).count();
    if all == 0 {
        return 0.0;
    }
    count(own.intersection(&known).count()) / count(all)
}
