//! One field: its type, whether it must be given, its limits, its default, its values.
//!
//! The spec may be more exact than the page (an id where the page says string, money where it says long): that is what a
//! person knows better, and no difference. A page that has become more exact than the spec is one.

use std::collections::BTreeSet;

use codegen::load::{Bounds, Field as Written};

use super::{
    compare::Comparison,
    shape::{Entry, Item, Ty},
};
use crate::import::facts::{Field, Required};

/// Tells whether the types differ so that nothing else can be compared; says so, too.
pub fn differ_in_type(
    out: &mut Comparison<'_, '_>,
    spec: &Entry<'_>,
    row: &Field,
    drafted: &Entry<'_>,
) -> bool {
    let path = spec.path.as_str();
    if spec.ty.list != drafted.ty.list || !alike(spec.ty.item, drafted.ty.item) {
        out.field("type", path, spec.ty.wire(), drafted.ty.wire());
        return true;
    }
    match (spec.ty.item, drafted.ty.item) {
        (Item::Money, Item::Money) | (Item::Time, Item::Time) => {}
        (Item::Int32 | Item::Int64, Item::Money) if row.money => {
            let page = "the smallest unit of a currency";
            out.field("type", path, spec.ty.wire(), page);
        }
        (Item::Money, _) => {
            out.field("type", path, "money", "no unit of currency");
            out.only_a_note();
        }
        (Item::Time, _) => {
            let page = row.format.as_deref().unwrap_or("a text of no stated form");
            out.field("type", path, "a date and time", page);
            if row.format.is_none() {
                out.only_a_note();
            }
        }
        (Item::Text, Item::Time) => {
            out.field("type", path, "string", "a date and time");
        }
        _ => {}
    }
    false
}

/// Whether values of both types look the same on their way.
fn alike(spec: Item<'_>, page: Item<'_>) -> bool {
    let whole = |item: Item<'_>| match item {
        Item::Enum(list) => list.is_numeric(),
        Item::Int32 | Item::Int64 => true,
        _ => false,
    };
    let money = |item: Item<'_>| matches!(item, Item::Money);
    let is_enum = |item: Item<'_>| matches!(item, Item::Enum(_));
    spec.wire() == page.wire()
        || money(spec) && whole(page)
        || money(page) && whole(spec)
        || whole(spec) && whole(page) && (is_enum(spec) || is_enum(page))
}

/// Compares all but the type.
pub fn compare(out: &mut Comparison<'_, '_>, spec: &Entry<'_>, row: &Field, drafted: &Entry<'_>) {
    presence(out, spec, row, drafted.field);
    condition(out, spec, row, drafted.field);
    values(out, spec, row, drafted.ty);
    limits(out, spec, drafted.field);
    default(out, spec, row, drafted.field);
    pattern(out, spec, row, drafted.field);
    match (&spec.field.deprecated, row.deprecated) {
        (None, true) => out.field("deprecated", &spec.path, "in use", "out of use"),
        (Some(_), false) => out.field("deprecated", &spec.path, "out of use", "in use"),
        _ => {}
    }
}

fn presence(out: &mut Comparison<'_, '_>, spec: &Entry<'_>, row: &Field, drafted: &Written) {
    let (own, page) = (spec.field.is_required(), drafted.is_required());
    if own == page {
        return;
    }
    let words = |required: bool| if required { "required" } else { "optional" };
    out.field("required", &spec.path, words(own), words(page));
    let stated = matches!(row.required, Required::Yes | Required::No);
    let facts = out.pair.page.facts;
    let answered = spec.path.starts_with("response");
    let no_example = answered && facts.examples.responses.is_empty();
    // An answer's field is drafted by what the example shows; a person may promise less.
    if !stated && (no_example || !answered || !own) {
        out.only_a_note();
    }
}

fn condition(out: &mut Comparison<'_, '_>, spec: &Entry<'_>, row: &Field, drafted: &Written) {
    let words = |field: &Written| {
        let one = field.required_if.iter().map(|(name, values)| {
            let values: BTreeSet<&str> =
                values.iter().map(codegen::place::Spanned::as_str).collect();
            let values: Vec<&str> = values.into_iter().collect();
            format!("{} is {}", name.value, values.join(", "))
        });
        one.collect::<Vec<_>>().join(" and ")
    };
    let (own, page) = (words(spec.field), words(drafted));
    if own == page {
        return;
    }
    match &row.required_if {
        // A condition that the draft cannot carry.
        Some(text) if page.is_empty() => {
            out.field("required-if", &spec.path, own, text.clone());
            out.only_a_note();
        }
        _ => out.field("required-if", &spec.path, or_none(own), or_none(page)),
    }
}

fn or_none(text: String) -> String {
    if text.is_empty() {
        "none".to_owned()
    } else {
        text
    }
}

fn values(out: &mut Comparison<'_, '_>, spec: &Entry<'_>, row: &Field, drafted: Ty<'_>) {
    let listed: BTreeSet<&str> = row.values.iter().map(|item| item.value.as_str()).collect();
    let Item::Enum(list) = spec.ty.item else {
        if let Item::Enum(_) = drafted.item
            && !listed.is_empty()
        {
            let listed: Vec<&str> = listed.into_iter().collect();
            out.field("values", &spec.path, "any", listed.join(", "));
        }
        return;
    };
    if listed.is_empty() {
        out.field("values", &spec.path, spec.ty.name, "no values are listed");
        out.only_a_note();
        return;
    }
    let known: BTreeSet<&str> = list.values.names().collect();
    let new: Vec<&str> = listed.difference(&known).copied().collect();
    if !new.is_empty() {
        let page = format!("{} besides", new.join(", "));
        out.field("values", &spec.path, spec.ty.name, page);
    }
    let gone: Vec<&str> = known.difference(&listed).copied().collect();
    if gone.is_empty() {
        return;
    }
    let drafted: BTreeSet<&str> = match drafted.item {
        Item::Enum(list) => list.values.names().collect(),
        _ => BTreeSet::new(),
    };
    let (shown, gone): (Vec<&str>, Vec<&str>) =
        gone.into_iter().partition(|value| drafted.contains(value));
    if !gone.is_empty() {
        let page = format!("without {}", gone.join(", "));
        out.field("values", &spec.path, spec.ty.name, page);
    }
    let told = out.pair.page.facts.inconsistencies.iter().any(|one| {
        let mut paths = one.paths.iter().map(|path| out.pair.page.in_spec(path));
        one.tag == "enum-case" && paths.any(|path| path == spec.path)
    });
    if !shown.is_empty() && !told {
        let page = format!("only the example has {}", shown.join(", "));
        out.field("value-conflict", &spec.path, spec.ty.name, page);
    }
}

fn limits(out: &mut Comparison<'_, '_>, spec: &Entry<'_>, drafted: &Written) {
    let both = |bounds: &Option<Bounds>| {
        let bounds = bounds.as_ref();
        (
            bounds.and_then(|one| one.low),
            bounds.and_then(|one| one.high),
        )
    };
    let number = |limit: &Option<codegen::place::Spanned<i64>>| limit.as_ref().map(|one| one.value);
    let own = spec.field;
    let items = |field: &Written| (number(&field.min_items), number(&field.max_items));
    let pairs = [
        ("value", both(&own.range), both(&drafted.range)),
        ("length", both(&own.length), both(&drafted.length)),
        ("items", items(own), items(drafted)),
    ];
    for (what, own, page) in pairs {
        if own == page {
            continue;
        }
        let words = |(low, high): (Option<i64>, Option<i64>)| {
            let bound =
                |bound: Option<i64>| bound.map_or_else(|| "~".to_owned(), |one| one.to_string());
            format!("{what} [{}, {}]", bound(low), bound(high))
        };
        out.field("limits", &spec.path, words(own), words(page));
    }
}

fn default(out: &mut Comparison<'_, '_>, spec: &Entry<'_>, row: &Field, drafted: &Written) {
    let own = spec.field.default.as_ref().and_then(|node| node.text());
    let page = drafted.default.as_ref().and_then(|node| node.text());
    if own == page {
        return;
    }
    match (own, row.default.as_deref()) {
        // One that the draft cannot carry as things are.
        (None, Some(_)) if page.is_none() => {}
        (Some(own), Some(stated)) if own == stated => {}
        (own, stated) => {
            let stated = page.or(stated);
            let words = |value: Option<&str>| value.unwrap_or("none").to_owned();
            out.field("default", &spec.path, words(own), words(stated));
        }
    }
}

fn pattern(out: &mut Comparison<'_, '_>, spec: &Entry<'_>, row: &Field, drafted: &Written) {
    let text = |field: &Written| field.pattern.as_ref().map(|pattern| pattern.value.clone());
    let (own, page) = (text(spec.field), text(drafted));
    let not_carried = page.is_none() && row.pattern.is_some();
    if own != page && !not_carried {
        let words = |pattern: Option<String>| pattern.unwrap_or_else(|| "none".to_owned());
        out.field("pattern", &spec.path, words(own), words(page));
    }
}
