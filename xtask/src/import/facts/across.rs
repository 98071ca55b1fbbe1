//! What fields have to do with each other: choices between them, how far apart they may lie, which is never more.

use super::{Facts, Field, Order, Span};
use crate::import::{
    describe::{self, Named, Relation},
    table::words::Base,
    text::{has_chinese, plain},
};

/// Finds limits across the parameters, and choices between them. `prose` is what the page says outside its tables.
pub fn across(facts: &mut Facts, prose: &[String]) {
    let named: Vec<Named> = facts.request.iter().map(called).collect();
    // A sentence outside of the tables is of no field's row.
    let rows = facts
        .request
        .iter()
        .map(|field| (field.name.as_str(), field.description.as_str()));
    let lines = prose
        .iter()
        .filter(|line| line.len() < 400)
        .map(|line| ("", line.as_str()));
    let said: Vec<(&str, &str)> = rows.chain(lines).collect();
    let mut choices: Vec<Vec<String>> = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut orders: Vec<Order> = Vec::new();
    for (own, text) in said {
        let text = plain(text);
        if let Some(choice) = describe::one_of(&text, own, &named) {
            push(&mut choices, choice);
        }
        if let Some(span) = stretch(&text, own, &named) {
            push(&mut spans, span);
        }
        for relation in describe::relations(&text, own, &named) {
            match relation {
                Relation::Apart(span) => push(&mut spans, span),
                Relation::Order(order) if comparable(&facts.request, &order) => {
                    push(&mut orders, order);
                }
                Relation::Order(_) => {}
            }
        }
    }
    (facts.one_of, facts.spans, facts.orders) = (choices, spans, orders);
    no_values(&mut facts.request);
}

fn push<T: PartialEq>(list: &mut Vec<T>, new: T) {
    if !list.contains(&new) {
        list.push(new);
    }
}

/// What a field is called: `startTime`, "start time", 开始时间.
fn called(field: &Field) -> Named {
    let mut names = vec![field.name.to_lowercase()];
    let mut words = String::new();
    for c in field.name.chars() {
        if c.is_ascii_uppercase() && !words.ends_with(' ') {
            words.push(' ');
        }
        words.push(if c == '_' {
            ' '
        } else {
            c.to_ascii_lowercase()
        });
    }
    names.push(words);
    let text = plain(&field.description);
    let title = text
        .split([',', '。', ';', ':', '(', ' ', '、'])
        .next()
        .unwrap_or_default();
    if has_chinese(title) && (2..=8).contains(&title.chars().count()) {
        names.push(title.to_owned());
    }
    names.dedup();
    Named {
        name: field.name.clone(),
        names,
    }
}

/// A stretch of time between two fields, of which `own` is one; of a sentence outside the tables, the only such pair.
fn stretch(text: &str, own: &str, named: &[Named]) -> Option<Span> {
    let (count, unit) = describe::span(text)?;
    let all: Vec<&str> = named.iter().map(|field| field.name.as_str()).collect();
    let (start, end) = if own.is_empty() {
        let mut pairs: Vec<_> = all.iter().filter_map(|name| ends(name, &all)).collect();
        pairs.sort();
        pairs.dedup();
        match pairs.as_slice() {
            [pair] => pair.clone(),
            _ => return None,
        }
    } else {
        ends(own, &all)?
    };
    Some(Span {
        start,
        end,
        count,
        unit,
    })
}

/// Whether both sides of an order are of one kind: two numbers, two texts.
fn comparable(fields: &[Field], order: &Order) -> bool {
    let base = |name: &str| {
        let field = fields.iter().find(|field| field.name == name)?;
        match field.ty.base {
            Base::Int32 | Base::Int64 | Base::Decimal => Some(Base::Decimal),
            Base::Text | Base::Unknown => Some(Base::Text),
            _ => None,
        }
    };
    let mut less = order.less.split(" + ").map(base);
    let first = less.next().flatten();
    let more =
        base(&order.more).or_else(|| order.more.parse::<i64>().is_ok().then_some(Base::Decimal));
    first.is_some() && more == first && less.all(|base| base == first)
}

/// Names of other parameters are no values: "one of uuid, mobile".
fn no_values(fields: &mut [Field]) {
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    for field in fields {
        if field.values.iter().any(|item| names.contains(&item.value)) {
            field.values.clear();
            field
                .review
                .retain(|why| !why.starts_with("read as a list of values"));
        }
    }
}

/// The two fields that a stretch of time lies between, of which `name` is one.
fn ends(name: &str, names: &[&str]) -> Option<(String, String)> {
    let pairs = [
        ("start", "end"),
        ("begin", "end"),
        ("from", "to"),
        ("Start", "End"),
        ("Begin", "End"),
        ("From", "To"),
        ("min", "max"),
        ("Min", "Max"),
    ];
    pairs.iter().find_map(|(first, last)| {
        let partner = |of: &str, from: &str, to: &str| {
            of.contains(from)
                .then(|| of.replacen(from, to, 1))
                .filter(|partner| names.contains(&partner.as_str()))
        };
        if let Some(end) = partner(name, first, last) {
            return Some((name.to_owned(), end));
        }
        partner(name, last, first).map(|start| (start, name.to_owned()))
    })
}
