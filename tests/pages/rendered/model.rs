//! A random model of a page: what is true of its endpoint or notification, before anybody writes it down.

use proptest::prelude::*;

use super::phrases::{
    CHOICES, Choice, FLAGS, FORMATS, GROUPS, LISTS, NUMBER_CHOICES, NUMBERS, Noun, PLAIN_LISTS,
    TEXTS, TIMES,
};

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) is_notice: bool,
    pub(super) is_flat: bool,
    pub(super) get: bool,
    pub(super) path: &'static str,
    pub(super) request: Vec<Field>,
    pub(super) root: Root,
    pub(super) response: Vec<Field>,
    /// Whether the examples have a field that no table has: of the request, of the response.
    pub(super) extra: [bool; 2],
}

/// What the response table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// `code`, `message` and `data`, an object or a list.
    Object,
    List,
    /// What is within `data`.
    Data,
    Rows,
    /// There is none.
    None,
}

/// A field.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) noun: Noun,
    pub(super) kind: Kind,
    pub(super) need: Need,
    /// Of a text its length, of a number its value, of a list its items: least and most.
    pub(super) limits: [Option<i64>; 2],
    pub(super) values: &'static [[&'static str; 3]],
    pub(super) labels: bool,
    pub(super) default: Option<String>,
    /// Its form, and whether only a sample shows it.
    pub(super) format: Option<([&'static str; 2], bool)>,
    pub(super) money: bool,
    /// Whether an example has it, if it may be left out.
    pub(super) shown: bool,
    pub(super) fields: Vec<Field>,
    /// Which phrases are used for it.
    pub(super) pick: [usize; 6],
}

/// A type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Int32,
    Int64,
    Bool,
    Decimal,
    Object,
    Rows,
    /// A list of values, and whether its type says of which.
    List(Element, bool),
}

/// What a plain list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Text,
    Int32,
}

/// Whether a field must be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Need {
    Yes,
    No,
    /// If another field has a value.
    If(&'static str, String),
}

/// A field without a name.
#[derive(Debug, Clone)]
struct Shape {
    kind: Sort,
    need: u8,
    some: [bool; 6],
    low: i64,
    many: i64,
    pick: [usize; 6],
    below: Vec<Shape>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Text,
    Long,
    Int,
    Choice,
    Flag,
    Time,
    NumberChoice,
    Decimal,
    PlainList,
    Group,
    List,
}

/// Any page.
pub(super) fn model() -> impl Strategy<Value = Model> {
    let root = prop_oneof![
        6 => Just(Root::Object), 2 => Just(Root::List), 2 => Just(Root::Data), 1 => Just(Root::Rows), 1 => Just(Root::None),
    ];
    let path = prop::sample::select(
        &[
            "/open-api/parcel/book",
            "/open-api/v2/ledger/query",
            "/open-api/jt/member/freeze",
        ][..],
    );
    let flags = (
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.15),
        any::<bool>(),
        prop::array::uniform2(prop::bool::weighted(0.15)),
    );
    (flags, path, root, side(), side()).prop_map(
        |((is_notice, is_flat, get, extra), path, root, request, response)| {
            let is_flat = is_flat && !is_notice;
            let mut request = named(request);
            if !is_flat && !is_notice {
                request.insert(0, timestamp());
            }
            let root = if is_notice { Root::Object } else { root };
            let get = get && is_flat && request.iter().all(|field| !field.has_fields());
            let response = if is_notice {
                Vec::new()
            } else {
                named(response)
            };
            let extra = [
                extra[0] && !get,
                extra[1] && !is_notice && root != Root::None,
            ];
            Model {
                is_notice,
                is_flat,
                get,
                path,
                request,
                root,
                response,
                extra,
            }
        },
    )
}

fn timestamp() -> Field {
    let noun = Noun {
        name: "timestamp",
        english: "Time of the call in milliseconds",
        chinese: "时间戳（毫秒）",
        sample: "",
    };
    Field {
        need: Need::Yes,
        ..Field::of(noun, Kind::Int64, [0; 6])
    }
}

/// Shapes with the nouns that they may have, in any order.
type Side = (Vec<Shape>, Nouns);

#[derive(Debug, Clone)]
struct Nouns {
    plain: [Vec<Noun>; 7],
    choices: [Vec<Choice>; 2],
}

fn side() -> impl Strategy<Value = Side> {
    let shuffled = |nouns: &[Noun]| Just(nouns.to_vec()).prop_shuffle();
    let choices = |choices: &[Choice]| Just(choices.to_vec()).prop_shuffle();
    let plain = [TEXTS, NUMBERS, FLAGS, TIMES, PLAIN_LISTS, GROUPS, LISTS].map(shuffled);
    let nouns = (plain, [CHOICES, NUMBER_CHOICES].map(choices))
        .prop_map(|(plain, choices)| Nouns { plain, choices });
    (prop::collection::vec(nested(), 1..7), nouns)
}

/// A group without shapes below it is dropped later.
fn shape(below: impl Strategy<Value = Vec<Shape>>) -> impl Strategy<Value = Shape> {
    let kind = prop_oneof![
        5 => Just(Sort::Text), 2 => Just(Sort::Long), 2 => Just(Sort::Int), 3 => Just(Sort::Choice), 1 => Just(Sort::Flag),
        2 => Just(Sort::Time), 2 => Just(Sort::NumberChoice), 1 => Just(Sort::Decimal), 2 => Just(Sort::PlainList),
        1 => Just(Sort::Group), 1 => Just(Sort::List),
    ];
    let some = prop::array::uniform6(prop::bool::weighted(0.35));
    (
        kind,
        0..6_u8,
        some,
        1..10_i64,
        10..100_i64,
        prop::array::uniform6(0..24_usize),
        below,
    )
        .prop_map(|(kind, need, some, low, many, pick, below)| Shape {
            kind,
            need,
            some,
            low,
            many,
            pick,
            below,
        })
}

fn nested() -> impl Strategy<Value = Shape> {
    let leaf = || shape(Just(Vec::new()));
    let inner = shape(prop::collection::vec(leaf(), 1..4));
    shape(prop::collection::vec(inner, 1..4))
}

/// Gives every shape a name; one that no noun is left for is dropped.
fn named((shapes, mut nouns): Side) -> Vec<Field> {
    level(shapes, &mut nouns)
}

fn level(shapes: Vec<Shape>, nouns: &mut Nouns) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for shape in shapes {
        let need = shape.need;
        let Some(mut field) = field(shape, nouns) else {
            continue;
        };
        let switch = fields.iter().find(|other| {
            other.kind == Kind::Text && !other.values.is_empty() && other.need == Need::Yes
        });
        field.need = match (need, switch) {
            (0 | 1, _) => Need::No,
            (2, Some(switch)) => Need::If(switch.noun.name, switch.values[0][0].to_owned()),
            _ => Need::Yes,
        };
        if field.need == Need::Yes {
            field.default = None;
        }
        fields.push(field);
    }
    fields
}

fn field(shape: Shape, nouns: &mut Nouns) -> Option<Field> {
    let [a, b, c, ..] = shape.some;
    let mut plain = |at: usize, kind| {
        nouns.plain[at]
            .pop()
            .map(|noun| Field::of(noun, kind, shape.pick))
    };
    let mut field = match shape.kind {
        Sort::Text => plain(0, Kind::Text)?,
        Sort::Long => plain(1, Kind::Int64)?,
        Sort::Int => plain(1, Kind::Int32)?,
        Sort::Decimal => plain(1, Kind::Decimal)?,
        Sort::Flag => plain(2, Kind::Bool)?,
        Sort::Time => plain(3, Kind::Text)?,
        Sort::PlainList => plain(
            4,
            Kind::List(
                if a && c {
                    Element::Int32
                } else {
                    Element::Text
                },
                a,
            ),
        )?,
        Sort::Group => plain(5, Kind::Object)?,
        Sort::List => plain(6, Kind::Rows)?,
        Sort::Choice => {
            let (noun, values) = nouns.choices[0].pop()?;
            Field {
                values,
                ..Field::of(noun, Kind::Text, shape.pick)
            }
        }
        Sort::NumberChoice => {
            let (noun, values) = nouns.choices[1].pop()?;
            Field {
                values,
                labels: true,
                ..Field::of(noun, Kind::Int32, shape.pick)
            }
        }
    };
    match shape.kind {
        Sort::Text => field.limits = [(a && b).then_some(shape.low), a.then_some(shape.many)],
        Sort::Int | Sort::Long => {
            field.limits = [
                (a && b).then_some(shape.low),
                (a && (c || !b)).then_some(shape.many * 10),
            ];
            field.money = !a && b && shape.kind == Sort::Long;
            field.default = c.then(|| (shape.low + 5).to_string());
        }
        Sort::Flag => field.default = c.then(|| "false".to_owned()),
        Sort::Time if a => {
            let format = FORMATS[shape.pick[0] % FORMATS.len()];
            // A sample without dashes may be any number.
            field.format = Some((format, b && format[0].contains('-')));
        }
        Sort::PlainList | Sort::List => field.limits[1] = b.then_some(shape.many),
        Sort::Choice | Sort::NumberChoice => {
            field.labels |= a;
            field.default = c.then(|| field.values[1][0].to_owned());
        }
        _ => {}
    }
    field.shown = shape.some[3];
    field.fields = level(shape.below, nouns)
        .into_iter()
        .filter(|_| field.has_fields())
        .collect();
    if field.has_fields() && field.fields.is_empty() {
        return None;
    }
    Some(field)
}

impl Field {
    /// A field of which nothing is told but its type.
    pub(super) fn of(noun: Noun, kind: Kind, pick: [usize; 6]) -> Self {
        Self {
            noun,
            kind,
            need: Need::Yes,
            limits: [None, None],
            values: &[],
            labels: false,
            default: None,
            format: None,
            money: false,
            shown: true,
            fields: Vec::new(),
            pick,
        }
    }

    /// Whether it has fields of its own.
    pub(super) fn has_fields(&self) -> bool {
        matches!(self.kind, Kind::Object | Kind::Rows)
    }
}
