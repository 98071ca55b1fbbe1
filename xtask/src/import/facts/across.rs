//! What fields have to do with each other: choices between them, how far apart they may lie, which is never more.

use super::{Among, Facts, Field, Order, Span};
use crate::import::{
    describe::{self, Named, Relation},
    table::words::Base,
    text::{has_chinese, plain},
};

/// Longest sentence outside the tables that is looked at, and how many of them are for fields within parameters.
const LONG: usize = 400;
const MANY: usize = 100;

/// Finds limits across the parameters, and choices between them. `prose` is what the page says outside its tables.
pub fn across(facts: &mut Facts, prose: &[String]) {
    // A sentence between two rows was no row.
    let between = facts.unread.iter().map(|unread| &unread.row.text);
    let mut prose: Vec<&str> = prose.iter().chain(between).map(String::as_str).collect();
    prose.retain(|line| line.len() < LONG);
    facts.among = among(&facts.request, &mut prose);
    prose.truncate(MANY);
    within(&facts.request, "", &prose, &mut facts.within);
    no_values(&mut facts.request);
}

/// What the rows of `fields` say, and sentences of `prose`, which are taken out where they say something.
fn among(fields: &[Field], prose: &mut Vec<&str>) -> Among {
    let named: Vec<Named> = fields.iter().map(called).collect();
    let mut found = Among::default();
    for field in fields {
        found.add(said(&field.description, &field.name, fields, &named));
    }
    prose.retain(|line| {
        // A sentence outside of the tables is of no field's row.
        let said = said(line, "", fields, &named);
        let none = said.one_of.is_empty() && said.spans.is_empty() && said.orders.is_empty();
        found.add(said);
        none
    });
    found
}

/// The same of the fields within `fields`, which stand at the path `at`.
fn within(fields: &[Field], at: &str, prose: &[&str], found: &mut Among) {
    for field in fields.iter().filter(|field| !field.fields.is_empty()) {
        let list = if field.ty.base == Base::List {
            "[]"
        } else {
            ""
        };
        let at = format!("{at}{}{list}.", field.name);
        let mut inner = among(&field.fields, &mut prose.to_vec());
        let placed = |name: &mut String| {
            let known = |word: &str| field.fields.iter().any(|field| field.name == word);
            let words = name.split(' ').map(|word| {
                let at = if known(word) { at.as_str() } else { "" };
                format!("{at}{word}")
            });
            *name = words.collect::<Vec<_>>().join(" ");
        };
        for span in &mut inner.spans {
            placed(&mut span.start);
            placed(&mut span.end);
        }
        for order in &mut inner.orders {
            placed(&mut order.less);
            placed(&mut order.more);
        }
        found.add(inner);
        within(&field.fields, &at, prose, found);
    }
}

/// What `text` says of several of the `fields`, which are `named`; `own` is the field in whose row it stands.
fn said(text: &str, own: &str, fields: &[Field], named: &[Named]) -> Among {
    let text = plain(text);
    let mut found = Among {
        one_of: describe::one_of(&text, own, named).into_iter().collect(),
        spans: stretch(&text, own, named).into_iter().collect(),
        orders: Vec::new(),
    };
    for relation in describe::relations(&text, own, named) {
        match relation {
            Relation::Apart(span) => found.spans.push(span),
            Relation::Order(order) if comparable(fields, &order) => found.orders.push(order),
            Relation::Order(_) => {}
        }
    }
    found
}

impl Among {
    /// Adds what is not known yet.
    fn add(&mut self, other: Self) {
        for choice in other.one_of {
            push(&mut self.one_of, choice);
        }
        for span in other.spans {
            push(&mut self.spans, span);
        }
        for order in other.orders {
            push(&mut self.orders, order);
        }
    }
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
    let number = |name: &str| {
        let number = name.parse::<i64>().is_ok().then_some(Base::Decimal);
        base(name).or(number)
    };
    let names = [&order.less, &order.more].map(|side| side.split([' ', '+', '-']));
    let mut names = names.into_iter().flatten().filter(|name| !name.is_empty());
    let first = names.next().and_then(base);
    first.is_some() && names.all(|name| number(name) == first)
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
        no_values(&mut field.fields);
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
