//! A random hand: the habits of the one who writes a page.

use proptest::prelude::*;

use super::phrases::{CHINESE, ENGLISH, Phrases};

/// The habits of a writer.
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own")]
#[derive(Debug, Clone)]
pub(super) struct Hand {
    pub(super) chinese: bool,
    pub(super) form: Form,
    /// How the form looks: one of several.
    pub(super) look: usize,
    pub(super) picks: [usize; 32],
    pub(super) request: Columns,
    pub(super) response: Columns,
    pub(super) nesting: Nesting,
    pub(super) request_example: Sample,
    pub(super) answer: Sample,
    /// Whether a table tells what is around the parameters, or the answer comes with a failure.
    pub(super) body_table: bool,
    pub(super) failure: bool,
    pub(super) examples_first: bool,
}

/// What a page is kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text, cells parted by one blank.
    Blanks,
    Tabs,
    /// Text, one cell a line.
    Cells,
    Markdown,
    Html,
}

/// The columns of a table besides name, type and description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) required: bool,
    pub(super) default: bool,
    pub(super) example: bool,
    pub(super) limits: Limits,
    pub(super) order: usize,
}

/// Where limits are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limits {
    Sentence,
    Column,
    Type,
}

/// How fields of fields are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nesting {
    /// In a table of their own, each before the next field's or level by level.
    Tables {
        by_level: bool,
    },
    Dashes(&'static str),
    Dotted {
        brackets: bool,
    },
}

/// How an example is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sample {
    Pretty,
    Minified,
    NoIndent,
    /// The whole body, with the parameters as a string; then the parameters as well, or not.
    Body {
        content: bool,
    },
    Comments,
    TrailingCommas,
    Curly,
    Missing,
}

/// What there are several phrases for.
#[derive(Clone, Copy)]
pub(super) enum Topic {
    Title,
    About,
    Url,
    Method,
    Body,
    Param,
    Answer,
    SubTable,
    RequestExample,
    ResponseExample,
    Failure,
    NameColumn,
    RequiredColumn,
    TypeColumn,
    LengthColumn,
    DefaultColumn,
    ExampleColumn,
    DescriptionColumn,
    Required,
    Between,
    Text,
    Int32,
    Int64,
    Bool,
    Decimal,
    Object,
    Rows,
    List,
    Filler,
    Address,
    Comment,
}

/// Any hand.
pub(super) fn hand() -> impl Strategy<Value = Hand> {
    let form = prop::sample::select(
        &[
            Form::Blanks,
            Form::Tabs,
            Form::Cells,
            Form::Markdown,
            Form::Html,
        ][..],
    );
    let nesting = prop_oneof![
        3 => any::<bool>().prop_map(|by_level| Nesting::Tables { by_level }),
        1 => prop::sample::select(&["- ", "-", "└ ", "— ", "└─"][..]).prop_map(Nesting::Dashes),
        1 => any::<bool>().prop_map(|brackets| Nesting::Dotted { brackets }),
    ];
    let flags = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.2),
    );
    let looks = (
        form,
        0..12_usize,
        prop::array::uniform32(0..24_usize),
        nesting,
    );
    let columns = (columns(0.85), columns(0.1));
    (flags, looks, columns, sample(), sample()).prop_map(
        |(
            (chinese, body_table, failure, examples_first),
            (form, look, picks, nesting),
            (request, response),
            request_example,
            answer,
        )| Hand {
            chinese,
            form,
            look,
            picks,
            request,
            response,
            nesting,
            request_example,
            answer: match answer {
                Sample::Body { .. } => Sample::Pretty,
                other => other,
            },
            body_table,
            failure,
            examples_first,
        },
    )
}

fn columns(required: f64) -> impl Strategy<Value = Columns> {
    let limits = prop_oneof![3 => Just(Limits::Sentence), 2 => Just(Limits::Column), 1 => Just(Limits::Type)];
    let maybe = |share| prop::bool::weighted(share);
    (maybe(required), maybe(0.1), maybe(0.3), limits, 0..8_usize).prop_map(
        |(required, default, example, limits, order)| Columns {
            required,
            default,
            example,
            limits,
            order,
        },
    )
}

fn sample() -> impl Strategy<Value = Sample> {
    prop_oneof![
        4 => Just(Sample::Pretty),
        1 => Just(Sample::Minified),
        1 => Just(Sample::NoIndent),
        3 => any::<bool>().prop_map(|content| Sample::Body { content }),
        1 => Just(Sample::Comments),
        1 => Just(Sample::TrailingCommas),
        1 => Just(Sample::Curly),
        1 => Just(Sample::Missing),
    ]
}

impl Hand {
    /// The phrases of its language.
    pub(super) fn words(&self) -> &'static Phrases {
        if self.chinese { &CHINESE } else { &ENGLISH }
    }

    /// The phrase of a kind that this writer keeps to.
    pub(super) fn pick<T: Copy>(&self, topic: Topic, of: &[T]) -> T {
        of[self.picks[topic as usize] % of.len()]
    }
}
