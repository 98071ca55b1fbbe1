//! Fields, and the limits that stand on them or between them.

use super::mapping::{FromNode, Keys, Named, mapping};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    place::{Place, Spanned},
    yaml::{Kind, Node},
};

mapping! {
    /// One field of a request, a response or a nested object.
    "a field" => pub struct Field {
        /// What it holds: `bool`, `int32`, `int64`, `decimal`, `string`, the name of a scalar, an enum or a type, or a list of one of these, as in `[MchUuid]`.
        required "type" => ty: Spanned<String>,
        /// What it means, in a sentence or two. Units and limits are added to it from the other keys.
        required "doc" => doc: Spanned<String>,
        /// In a request: must be given. In a response: always present.
        optional "required" => required: Spanned<bool>,
        /// In a request: must be given when another field has one of these values, as in `{ payType: [BANK] }`.
        default "required_if" => required_if: Named<Vec<Spanned<String>>>,
        /// What the platform takes when it is absent.
        optional "default" => default: Node,
        /// Smallest and largest value, `~` for open, as in `[1, ~]`.
        optional "range" => range: Bounds,
        /// Least and most characters of a text.
        optional "length" => length: Bounds,
        /// Fewest items of a list.
        optional "min_items" => min_items: Spanned<i64>,
        /// Most items of a list.
        optional "max_items" => max_items: Spanned<i64>,
        /// A regular expression that the whole text must match.
        optional "pattern" => pattern: Spanned<String>,
        /// Holds personal data: never shown in logs, errors or debug output.
        optional "sensitive" => sensitive: Spanned<bool>,
        /// `example`: no table of the page has this field, only its example.
        optional "source" => source: Spanned<String>,
        /// In a request: keeps only the rows whose field of this name equals it (or one of its items).
        optional "selects" => selects: Spanned<String>,
        /// In a response: the sum over all rows, on every page, of the row field of this name.
        optional "sum_of" => sum_of: Spanned<String>,
        /// Why not to use it any more, and what to use in its place.
        optional "deprecated" => deprecated: Spanned<String>,
    }
}

impl Field {
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
        super::mapping::wrong_kind(node, "a pair of bounds", help, diagnostics);
        None
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
}

impl FromNode for Rule {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let keys = Keys::of(
            node,
            "a rule",
            &["span", "max", "one_of", "any_of"],
            diagnostics,
        )?;
        if let Some(fields) = keys.optional("one_of", diagnostics) {
            return Some(Self::OneOf(fields));
        }
        if let Some(fields) = keys.optional("any_of", diagnostics) {
            return Some(Self::AnyOf(fields));
        }
        let fields: Vec<Spanned<String>> = keys.required("span", diagnostics)?;
        let max: Days = keys.required("max", diagnostics)?;
        let [start, end] = fields.as_slice() else {
            let message = format!(
                "a span lies between two fields, but {} are named",
                fields.len()
            );
            let help = "name the first and the last field: [startTime, endTime]";
            diagnostics.push(Diagnostic::new(Code::BadRule, node.place, message, help));
            return None;
        };
        Some(Self::Span {
            start: start.clone(),
            end: end.clone(),
            max: max.0,
        })
    }
}

/// A stretch of time such as `31d`, `12h`, `30m` or `45s`, in seconds.
struct Days(Spanned<i64>);

impl FromNode for Days {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = Spanned::<String>::from_node(node, diagnostics)?;
        let seconds = text.value.char_indices().last().and_then(|(at, unit)| {
            let count: i64 = text.value.get(..at)?.parse().ok()?;
            let unit = match unit {
                'd' => 86_400,
                'h' => 3_600,
                'm' => 60,
                's' => 1,
                _ => return None,
            };
            count.checked_mul(unit).filter(|seconds| *seconds > 0)
        });
        if seconds.is_none() {
            let message = format!("`{}` is not a stretch of time", text.value);
            let help = "write a whole number and a unit: 31d, 12h, 30m or 45s";
            diagnostics.push(Diagnostic::new(Code::BadRule, text.place, message, help));
        }
        Some(Self(Spanned::new(seconds?, text.place)))
    }
}
