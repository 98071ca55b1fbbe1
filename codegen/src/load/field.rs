//! Fields, and the limits that stand on them or between them.

use std::fmt;

use serde_json::{Value, json};

use super::{
    mapping::{Keys, mapping},
    named::Named,
    schema::{Key, Schemas, object},
    value::{FromNode, wrong_kind},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    place::{Place, Spanned},
    yaml::{Kind, Node},
};

mapping! {
    /// One field of a request, a response, a notification or a nested object.
    "a field" => pub struct Field {
        /// What it holds: `bool`, `int32`, `int64`, `decimal`, `string`, the name of a scalar, an enum or a type, or a list of one of these, as in `[MchUuid]`.
        required "type" like "[MchUuid]" => ty: Spanned<String>,
        /// What it means, in a sentence or two. Units and limits are added to it from the other keys.
        required "doc" like "Only movements of these users." => doc: Spanned<String>,
        /// In a request: must be given. In a response or a notification: always present.
        optional "required" like true => required: Spanned<bool>,
        /// In a request: must be given when another field has one of these values, as in `{ payType: [BANK] }`.
        default "required_if" like { "payType": ["BANK"] } => required_if: Named<Vec<Spanned<String>>>,
        /// What the platform takes when it is absent.
        optional "default" like 15 => default: Node,
        /// Smallest and largest value, `~` for open, as in `[1, ~]`.
        optional "range" like [1, 10000] => range: Bounds,
        /// Least and most characters of a text.
        optional "length" like [1, 64] => length: Bounds,
        /// Fewest items of a list.
        optional "min_items" like 1 => min_items: Spanned<i64>,
        /// Most items of a list.
        optional "max_items" like 5000 => max_items: Spanned<i64>,
        /// A regular expression that the whole text must match.
        optional "pattern" like "[A-Z]{2}[0-9]+" => pattern: Spanned<String>,
        /// Holds personal data: never shown in logs, errors or debug output.
        optional "sensitive" like true => sensitive: Spanned<bool>,
        /// `example`: no table of the page has this field, only its example.
        optional "source" of ["example"] => source: Spanned<String>,
        /// In a request: keeps only the rows whose field of this name equals it (or one of its items).
        optional "selects" like "mchUuid" => selects: Spanned<String>,
        /// In a response: the sum over all rows, on every page, of the row field of this name.
        optional "sum_of" like "balance" => sum_of: Spanned<String>,
        /// Why not to use it any more, and what to use in its place.
        optional "deprecated" like "Use `balance` instead." => deprecated: Spanned<String>,
    }
}

impl Field {
    /// Whether a list of `count` items is long enough and not too long. Limits that make no sense are told elsewhere.
    #[must_use]
    pub fn admits(&self, count: usize) -> bool {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let limit = |limit: &Option<Spanned<i64>>| {
            let value = limit.as_ref().and_then(Spanned::read).copied();
            value.filter(|value| *value > 0)
        };
        let (min, max) = (limit(&self.min_items), limit(&self.max_items));
        let bounds = Bounds {
            low: min,
            high: max,
            place: self.place,
        };
        bounds.holds(count)
    }

    /// Whether it must be given, or is always present.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required
            .as_ref()
            .is_some_and(|required| required.value)
    }
}

/// `[low, high]`, each a whole number or `~` for open.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// The lower bound, inclusive.
    pub low: Option<i64>,
    /// The upper bound, inclusive.
    pub high: Option<i64>,
    /// Where the pair stands.
    pub place: Place,
}

impl Bounds {
    /// Whether `value` lies within. Everything does when nothing could: that is told where the bounds stand.
    #[must_use]
    pub fn holds(&self, value: i64) -> bool {
        let possible = self.low.unwrap_or(i64::MIN) <= self.high.unwrap_or(i64::MAX);
        !possible
            || self.low.is_none_or(|low| value >= low) && self.high.is_none_or(|high| value <= high)
    }
}

/// In words: `1 to 50`, `at least 1` or `at most 50`.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) => write!(f, "{low} to {high}"),
            (Some(low), None) => write!(f, "at least {low}"),
            (None, Some(high)) => write!(f, "at most {high}"),
            (None, None) => f.write_str("open"),
        }
    }
}

impl FromNode for Bounds {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let help = "write two bounds, `~` for an open one, as in [1, 10000] or [1, ~]";
        if let Kind::Sequence(items) = &node.kind
            && let [low, high] = items.as_slice()
        {
            let low = bound(low, diagnostics)?;
            let high = bound(high, diagnostics)?;
            return Some(Self {
                low,
                high,
                place: node.place,
            });
        }
        wrong_kind(node, "a pair of bounds", help, diagnostics);
        None
    }

    fn unread() -> Self {
        Self {
            low: None,
            high: None,
            place: Place::NOWHERE,
        }
    }

    fn schema(_: &mut Schemas) -> Value {
        let bound = json!({ "type": ["integer", "null"] });
        json!({ "type": "array", "items": bound, "minItems": 2, "maxItems": 2 })
    }
}

/// One bound: a number, or `None` for an open one.
#[allow(clippy::option_option)] // The outer one is for a mistake.
fn bound(node: &Node, diagnostics: &mut Diagnostics) -> Option<Option<i64>> {
    if node.resolved() == Some(crate::yaml::Resolved::Null) {
        return Some(None);
    }
    Spanned::<i64>::from_node(node, diagnostics).map(|number| Some(number.value))
}

/// A limit between fields of one request.
#[derive(Debug, Clone)]
pub enum Rule {
    /// `{ span: [start, end], max: 31d }`: the end is not before the start, nor further from it than this.
    Span {
        /// The field the stretch of time begins with.
        start: Spanned<String>,
        /// The field it ends with.
        end: Spanned<String>,
        /// The longest stretch, in seconds.
        max: Spanned<i64>,
    },
    /// `{ one_of: [a, b] }`: exactly one of these is given.
    OneOf(Vec<Spanned<String>>),
    /// `{ any_of: [a, b] }`: at least one of these is given.
    AnyOf(Vec<Spanned<String>>),
    /// One that could not be read, which a diagnostic says.
    Unread,
}

impl FromNode for Rule {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if node.get("one_of").is_some() {
            let keys = Keys::of(node, "a `one_of` rule", &["one_of"], diagnostics)?;
            return Some(Self::OneOf(keys.required("one_of", diagnostics)));
        }
        if node.get("any_of").is_some() {
            let keys = Keys::of(node, "an `any_of` rule", &["any_of"], diagnostics)?;
            return Some(Self::AnyOf(keys.required("any_of", diagnostics)));
        }
        let known = ["span", "max", "one_of", "any_of"];
        let keys = Keys::of(node, "a rule", &known, diagnostics)?;
        if let Some(names) = keys.optional("one_of", diagnostics) {
            return Some(Self::OneOf(names));
        }
        if let Some(names) = keys.optional("any_of", diagnostics) {
            return Some(Self::AnyOf(names));
        }
        if keys.are_all_strange() {
            return None;
        }
        let SpanEnds { start, end } = keys.required("span", diagnostics);
        let Duration(max) = keys.required("max", diagnostics);
        Some(Self::Span { start, end, max })
    }

    fn unread() -> Self {
        Self::Unread
    }

    fn schema(schemas: &mut Schemas) -> Value {
        schemas.define("Rule", |schemas| {
            let names = || json!({ "type": "array", "items": { "type": "string" }, "minItems": 2 });
            let key = |name, doc: &str, value| Key {
                name,
                doc: doc.to_owned(),
                required: true,
                value,
                example: None,
                values: None,
            };
            let span = "A time and a later one.";
            let max = "How far they may lie apart, as in 31d, 12h, 30m or 45s.";
            let span = vec![
                key("span", span, SpanEnds::schema(schemas)),
                key("max", max, Duration::schema(schemas)),
            ];
            let one_of = vec![key(
                "one_of",
                "Exactly one of these fields is given.",
                names(),
            )];
            let any_of = vec![key(
                "any_of",
                "At least one of these fields is given.",
                names(),
            )];
            json!({ "anyOf": [
                object("The end is not before the start, nor too far from it.", span),
                object("A choice.", one_of),
                object("A choice of one or more.", any_of),
            ] })
        })
    }
}

/// The two fields that a span lies between.
struct SpanEnds {
    start: Spanned<String>,
    end: Spanned<String>,
}

impl FromNode for SpanEnds {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let fields: Vec<Spanned<String>> = FromNode::from_node(node, diagnostics)?;
        let [start, end] = fields.as_slice() else {
            let count = fields.len();
            let message = format!("a span lies between two fields, but {count} are named");
            let help = "name the first and the last field: [startTime, endTime]";
            diagnostics.push(Diagnostic::new(Code::BadRule, node.place, message, help));
            return None;
        };
        Some(Self {
            start: start.clone(),
            end: end.clone(),
        })
    }

    fn unread() -> Self {
        Self {
            start: Spanned::unread(),
            end: Spanned::unread(),
        }
    }

    fn schema(_: &mut Schemas) -> Value {
        let name = json!({ "type": "string" });
        json!({ "type": "array", "items": name, "minItems": 2, "maxItems": 2 })
    }
}

/// A stretch of time such as `31d`, `12h`, `30m` or `45s`, in seconds.
struct Duration(Spanned<i64>);

impl FromNode for Duration {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = Spanned::<String>::from_node(node, diagnostics)?;
        let Some(seconds) = seconds(&text.value) else {
            let message = format!("`{}` is not a stretch of time", text.value);
            let help = "write a whole number and a unit: 31d, 12h, 30m or 45s";
            diagnostics.push(Diagnostic::new(Code::BadRule, text.place, message, help));
            return None;
        };
        Some(Self(Spanned::new(seconds, text.place)))
    }

    fn unread() -> Self {
        Self(Spanned::unread())
    }

    fn schema(_: &mut Schemas) -> Value {
        json!({ "type": "string", "pattern": "^[1-9][0-9]*[dhms]$" })
    }
}

fn seconds(text: &str) -> Option<i64> {
    let (at, unit) = text.char_indices().last()?;
    let count: i64 = text.get(..at)?.parse().ok()?;
    let unit = match unit {
        'd' => 86_400,
        'h' => 3_600,
        'm' => 60,
        's' => 1,
        _ => return None,
    };
    count.checked_mul(unit).filter(|seconds| *seconds > 0)
}
