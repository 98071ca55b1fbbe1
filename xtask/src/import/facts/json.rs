//! The facts of a page as one JSON object.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{Envelope, Facts, Field, Kind, Required, Root, rows};
use crate::import::table::words::Base;

/// What a draft asks of every pattern.
pub(crate) const PATTERN: &str = "the pattern is as the page has it";

/// How sure a field is that the page contradicts itself about.
const CONTRADICTED: f64 = 0.7;

/// The JSON form of the facts of a page.
#[derive(Debug, Serialize)]
pub struct Form {
    kind: &'static str,
    #[expect(
        clippy::option_option,
        reason = "the outer one is for a key that is not there, the inner one for null"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<Option<String>>,
    #[expect(clippy::option_option, reason = "as above")]
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<Option<String>>,
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    envelope: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Vec<FieldForm>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    one_of: Vec<Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    constraints: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_root: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Vec<FieldForm>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example_only_fields: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inconsistencies: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    review: Vec<String>,
}

/// The JSON form of a field.
#[derive(Debug, Serialize)]
struct FieldForm {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    #[expect(clippy::option_option, reason = "null says that the cell is lost")]
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<Option<bool>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    required_if: Option<String>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    values: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_length: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_items: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Vec<FieldForm>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    element_assumed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<String>,
    line: usize,
    confidence: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    review: Vec<String>,
}

/// The JSON form of `facts`.
#[must_use]
pub fn form(facts: &Facts) -> Form {
    let is_something = facts.kind != Kind::NotAnEndpoint;
    let kind = match facts.kind {
        Kind::Endpoint => "endpoint",
        Kind::Notification => "notification",
        Kind::NotAnEndpoint => "not_an_endpoint",
    };
    let envelope = match facts.envelope {
        Envelope::Signed => "signed",
        Envelope::SignedNotice => "signed_notice",
        Envelope::Flat => "flat",
    };
    let root = match facts.root {
        Root::Envelope => "envelope",
        Root::Data if facts.rows_in.is_some() => "data[]",
        Root::Data => "data",
        Root::Rows => "data[]",
        Root::None => "none",
    };
    let spans = facts.among.spans.iter().chain(&facts.within.spans);
    let constraints = spans.map(|span| {
        format!(
            "{} - {} <= {} {}",
            span.end, span.start, span.count, span.unit
        )
    });
    let orders = facts.among.orders.iter().chain(&facts.within.orders);
    let orders = orders.map(|order| format!("{} {} {}", order.less, order.sign, order.more));
    let inconsistencies = facts
        .inconsistencies
        .iter()
        .map(|one| rows::as_listed(facts, one).to_string());
    let told = told(facts);
    let choices = !(facts.among.one_of.is_empty() && facts.within.one_of.is_empty());
    let choice =
        choices.then(|| "whether of a choice just one is given, or at least one".to_owned());
    Form {
        kind,
        method: is_something.then(|| facts.method.clone()),
        path: is_something.then(|| facts.path.as_ref().map(|path| path.text.clone())),
        title: facts.title.as_ref().map(|title| title.text.clone()),
        envelope: is_something.then_some(envelope),
        deprecated: facts.deprecated.then_some(true),
        request: is_something.then(|| fields(&facts.request, "request", &told)),
        one_of: [facts.among.one_of.as_slice(), &facts.within.one_of].concat(),
        constraints: constraints.chain(orders).collect(),
        response_root: is_something.then_some(root),
        response: is_something.then(|| fields(rows::listed(facts), "response", &told)),
        example_only_fields: is_something.then(|| rows::example_only(facts)),
        inconsistencies: is_something.then(|| inconsistencies.collect()),
        unread: facts
            .unread
            .iter()
            .map(|unread| format!("{}: {}", unread.row.line, unread.row.text))
            .collect(),
        review: facts.review.iter().cloned().chain(choice).collect(),
    }
}

/// What contradicts a field, by its path: a doubt about it, too.
fn told(facts: &Facts) -> BTreeMap<String, Vec<String>> {
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let hard = facts.inconsistencies.iter().filter(|one| !one.is_soft());
    for one in hard.map(|one| rows::as_listed(facts, one)) {
        for path in &one.paths {
            let why = format!("{}: {}", one.tag, one.seen);
            told.entry(path.clone()).or_default().push(why);
        }
    }
    told
}

fn fields(list: &[Field], at: &str, told: &BTreeMap<String, Vec<String>>) -> Vec<FieldForm> {
    let form = |field: &Field| {
        let here = format!("{at}.{}", field.name);
        let mut form = self::field(field, &here, told);
        if field.pattern.is_some() {
            form.review.push(PATTERN.to_owned());
        }
        if let Some(why) = told.get(&here) {
            form.review.extend_from_slice(why);
            form.confidence = form.confidence.min(CONTRADICTED);
        }
        form
    };
    list.iter().map(form).collect()
}

fn field(field: &Field, here: &str, told: &BTreeMap<String, Vec<String>>) -> FieldForm {
    let step = if field.ty.base == Base::List {
        "[]"
    } else {
        ""
    };
    let below = format!("{here}{step}");
    let scalar = if field.ty.base == Base::List {
        field.ty.element
    } else {
        field.ty.base
    };
    let required = match field.required {
        Required::Yes => Some(Some(true)),
        Required::No => Some(Some(false)),
        Required::Lost => Some(None),
        Required::Unstated => None,
    };
    FieldForm {
        name: field.name.clone(),
        ty: field.ty.name(),
        required,
        required_if: field.required_if.clone(),
        values: field
            .values
            .iter()
            .map(|item| value(&item.value, scalar))
            .collect(),
        default: field.default.as_ref().map(|default| value(default, scalar)),
        min: field.min.map(|min| bound(min, field.scale)),
        max: field.max.map(|max| bound(max, field.scale)),
        min_length: field.min_length,
        max_length: field.max_length,
        max_items: field.max_items,
        format: field.format.clone(),
        pattern: field.pattern.clone(),
        fields: field
            .ty
            .has_fields()
            .then(|| fields(&field.fields, &below, told)),
        element_assumed: field.element_assumed.then_some(true),
        deprecated: field.deprecated.then_some(true),
        labels: field
            .values
            .iter()
            .filter_map(|item| item.label.clone())
            .collect(),
        line: field.line,
        confidence: field.confidence,
        review: field.review.clone(),
    }
}

/// A limit of which so many digits stand behind the point.
fn bound(digits: i64, scale: u32) -> Value {
    let one = 10_i64.saturating_pow(scale);
    if digits % one == 0 {
        return Value::from(digits / one);
    }
    let sign = if digits < 0 { "-" } else { "" };
    let (front, behind) = (
        digits.unsigned_abs() / one.unsigned_abs(),
        digits.unsigned_abs() % one.unsigned_abs(),
    );
    let width = usize::try_from(scale).unwrap_or_default();
    value(&format!("{sign}{front}.{behind:0>width$}"), Base::Decimal)
}

/// A value as its type has it.
fn value(text: &str, base: Base) -> Value {
    match base {
        Base::Int32 | Base::Int64 => text
            .parse::<i64>()
            .map_or_else(|_| Value::from(text), Value::from),
        Base::Decimal => text
            .parse::<f64>()
            .map_or_else(|_| Value::from(text), Value::from),
        Base::Bool => text
            .parse::<bool>()
            .map_or_else(|_| Value::from(text), Value::from),
        _ => Value::from(text),
    }
}

/// `tag path: what was seen`, several fields of one object together.
impl std::fmt::Display for super::Inconsistency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.tag)?;
        for (at, path) in self.paths.iter().enumerate() {
            let parent = |path: &str| path.rsplit_once('.').map(|(parent, _)| parent.to_owned());
            let same = at
                .checked_sub(1)
                .and_then(|before| self.paths.get(before))
                .is_some_and(|before| parent(before) == parent(path));
            match (at, same) {
                (0, _) => write!(f, " {path}")?,
                (_, true) => write!(f, ",{}", path.rsplit('.').next().unwrap_or(path))?,
                (_, false) => write!(f, ",{path}")?,
            }
        }
        let colon = if self.paths.is_empty() { "" } else { ":" };
        write!(f, "{colon} {}", self.seen)
    }
}
