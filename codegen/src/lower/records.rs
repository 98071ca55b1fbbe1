//! Records: fields with minted names, resolved types and gathered limits.

use std::collections::BTreeSet;

use super::text;
use crate::{
    check::{self, Resolved, Symbols},
    load::{self, Named, Raw, ScalarKind},
    model::{Field, Limits, Name, Record, Rule, Source, Type},
    naming,
    yaml::Node,
};

/// Names of the types that are sent, directly or inside another.
pub(super) type Sent = BTreeSet<String>;

/// Where a record stands, for resolving its types.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub place: check::Scope,
    pub symbols: &'a Symbols<'a>,
}

impl Scope<'_> {
    /// The type that `text` names.
    pub fn ty(&self, text: &str) -> Type {
        match self.symbols.resolve(text, self.place) {
            Some(resolved) => lower_type(&resolved),
            // `check` has resolved the same text in the same scope.
            None => unreachable!("`{text}` passed the check but does not resolve"),
        }
    }

    /// How far the zone of a field that holds a time is from UTC.
    pub fn offset_minutes(&self, field: &str, fields: &Named<load::Field>) -> i16 {
        let field = fields.get(field);
        let ty = field.and_then(|field| self.symbols.resolve(&field.ty.value, self.place));
        match ty {
            Some(Resolved::Scalar(_, scalar)) => match &scalar.kind {
                ScalarKind::DateTime(time) => check::offset_minutes(&time.offset.value),
                _ => None,
            },
            _ => None,
        }
        .unwrap_or_default()
    }
}

fn lower_type(resolved: &Resolved<'_>) -> Type {
    match resolved {
        Resolved::Bool => Type::Bool,
        Resolved::Int32 => Type::Int32,
        Resolved::Int64 => Type::Int64,
        Resolved::Decimal => Type::Decimal,
        Resolved::Text => Type::Text,
        Resolved::Scalar(name, scalar) => match &scalar.kind {
            // `Unread` is in no checked spec.
            ScalarKind::Id(_) | ScalarKind::Unread => Type::Id((*name).to_owned()),
            ScalarKind::Money(money) => Type::Money {
                rust: (*name).to_owned(),
                make: money.maker(),
            },
            ScalarKind::DateTime(_) => Type::DateTime((*name).to_owned()),
        },
        Resolved::Enum(name, _) => Type::Enum((*name).to_owned()),
        Resolved::Record(name, _, check::Scope::Shared) => Type::Shared((*name).to_owned()),
        Resolved::Record(name, _, check::Scope::Endpoint(_) | check::Scope::Notification(_)) => {
            Type::Local((*name).to_owned())
        }
        Resolved::List(item) => Type::List(Box::new(lower_type(item))),
    }
}

/// The types that requests lead to.
pub(super) fn sent(raw: &Raw, symbols: &Symbols<'_>) -> Sent {
    let mut sent = Sent::new();
    for (index, endpoint) in raw.endpoints.iter().enumerate() {
        follow(
            &endpoint.request,
            check::Scope::Endpoint(index),
            symbols,
            &mut sent,
        );
    }
    sent
}

fn follow(
    fields: &Named<load::Field>,
    scope: check::Scope,
    symbols: &Symbols<'_>,
    sent: &mut Sent,
) {
    for (_, field) in fields {
        let resolved = match symbols.resolve(&field.ty.value, scope) {
            Some(Resolved::List(item)) => Some(*item),
            other => other,
        };
        if let Some(Resolved::Record(name, ty, scope)) = resolved
            && sent.insert(name.to_owned())
        {
            follow(&ty.fields, scope, symbols, sent);
        }
    }
}

/// The declared types of one file.
pub(super) fn types(declared: &Named<load::Type>, scope: Scope<'_>, sent: &Sent) -> Vec<Record> {
    let lower = |(name, ty): &(crate::place::Spanned<String>, load::Type)| Record {
        rust: name.value.clone(),
        constant: naming::constant(&name.value),
        docs: text(&ty.doc),
        fields: fields(&ty.fields, scope),
        rules: rules(&ty.rules, &ty.fields),
        sent: sent.contains(&name.value),
    };
    declared.iter().map(lower).collect()
}

/// The name `wire` in every spelling.
pub(super) fn name(wire: &str) -> Name {
    Name {
        wire: wire.to_owned(),
        rust: naming::snake(wire).unwrap_or_else(|| wire.to_owned()),
        cli: naming::cli(wire),
    }
}

/// The fields of one record.
pub(super) fn fields(declared: &Named<load::Field>, scope: Scope<'_>) -> Vec<Field> {
    declared
        .iter()
        .map(|(wire, field)| Field {
            name: name(&wire.value),
            docs: text(&field.doc),
            ty: scope.ty(&field.ty.value),
            required: field.is_required(),
            default: field.default.as_ref().map(json),
            limits: limits(field),
            sensitive: field
                .sensitive
                .as_ref()
                .is_some_and(|sensitive| sensitive.value),
            source: if field.source.is_some() {
                Source::Example
            } else {
                Source::Table
            },
            selects: field.selects.as_ref().map(text),
            sum_of: field.sum_of.as_ref().map(text),
            deprecated: field.deprecated.as_ref().map(text),
        })
        .collect()
}

fn limits(field: &load::Field) -> Limits {
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let items =
        |bound: &Option<crate::place::Spanned<i64>>| bound.as_ref().map(|bound| count(bound.value));
    let (least, most) = (items(&field.min_items), items(&field.max_items));
    Limits {
        range: field.range.as_ref().map(|range| (range.low, range.high)),
        length: field
            .length
            .as_ref()
            .map(|length| (length.low.map(count), length.high.map(count))),
        items: (least.is_some() || most.is_some()).then_some((least, most)),
        pattern: field.pattern.as_ref().map(text),
    }
}

/// The rules of one record, those that stand on its fields included.
pub(super) fn rules(declared: &[load::Rule], fields: &Named<load::Field>) -> Vec<Rule> {
    let between = declared.iter().filter_map(|rule| {
        Some(match rule {
            load::Rule::Span { start, end, max } => Rule::Span {
                start: text(start),
                end: text(end),
                max_seconds: max.value,
            },
            load::Rule::OneOf(names) => Rule::OneOf(names.iter().map(text).collect()),
            load::Rule::AnyOf(names) => Rule::AnyOf(names.iter().map(text).collect()),
            // In no checked spec.
            load::Rule::Unread => return None,
        })
    });
    let conditions = fields.iter().flat_map(|(wire, field)| {
        field
            .required_if
            .iter()
            .map(|(when, values)| Rule::RequiredIf {
                field: wire.value.clone(),
                when: text(when),
                is: values.iter().map(text).collect(),
            })
    });
    between.chain(conditions).collect()
}

/// A YAML value as JSON text, keys in the order written.
pub(super) fn json(node: &Node) -> String {
    serde_json::to_string(node).unwrap_or_default()
}

/// The same, over several lines.
pub(super) fn pretty_json(node: &Node) -> String {
    serde_json::to_string_pretty(node).unwrap_or_default()
}
