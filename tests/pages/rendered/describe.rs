//! What a writer writes about one field: its cells.

use super::{
    example,
    hand::{Columns, Form, Hand, Limits, Topic},
    model::{Element, Field, Kind, Need},
    phrases::{self, FORMATS},
};

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Required,
    Type,
    Length,
    Default,
    Example,
    Description,
}

/// How a table is laid out.
pub(super) struct Layout {
    columns: Vec<Column>,
    limits: Limits,
}

impl Layout {
    fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// Whether the type tells the limits of a field: `string(1-32)`.
    fn type_tells(&self, field: &Field) -> bool {
        self.limits == Limits::Type && field.kind == Kind::Text
    }
}

/// The columns of a table, in the order in which this writer has them.
pub(super) fn layout(hand: &Hand, columns: Columns) -> Layout {
    use Column::{Default, Description, Example, Length, Name, Required, Type};
    // Where cells run together, the description is at the end, or nobody could tell where it does.
    let orders: &[[Column; 7]] = &[
        [Name, Required, Type, Length, Default, Example, Description],
        [Name, Type, Required, Length, Example, Default, Description],
        [Name, Type, Length, Required, Default, Example, Description],
        [Name, Description, Type, Required, Length, Default, Example],
        [Name, Type, Description, Required, Length, Example, Default],
        [Name, Required, Description, Type, Length, Default, Example],
    ];
    let few = if hand.form == Form::Blanks {
        3
    } else {
        orders.len()
    };
    let has = |column: &Column| match column {
        Required => columns.required,
        Length => columns.limits == Limits::Column,
        Default => columns.default,
        Example => columns.example,
        _ => true,
    };
    Layout {
        columns: orders[columns.order % few]
            .into_iter()
            .filter(has)
            .collect(),
        limits: columns.limits,
    }
}

/// The words above the columns.
pub(super) fn header(hand: &Hand, layout: &Layout) -> Vec<String> {
    let words = hand.words();
    let word = |column: &Column| match column {
        Column::Name => hand.pick(Topic::NameColumn, words.name_column),
        Column::Required => hand.pick(Topic::RequiredColumn, words.required_column),
        Column::Type => hand.pick(Topic::TypeColumn, words.type_column),
        Column::Length => hand.pick(Topic::LengthColumn, words.length_column),
        Column::Default => hand.pick(Topic::DefaultColumn, words.default_column),
        Column::Example => hand.pick(Topic::ExampleColumn, words.example_column),
        Column::Description => hand.pick(Topic::DescriptionColumn, words.description_column),
    };
    layout
        .columns
        .iter()
        .map(|column| word(column).to_owned())
        .collect()
}

/// The cells of a field; its name is written as `name`.
pub(super) fn row(hand: &Hand, layout: &Layout, field: &Field, name: &str) -> Vec<String> {
    let cell = |column: &Column| match column {
        Column::Name => name.to_owned(),
        Column::Required => required(hand, field),
        Column::Type => kind(hand, field, layout),
        Column::Length => length(field)
            .filter(|_| !layout.type_tells(field))
            .unwrap_or_default(),
        Column::Default => field.default.clone().unwrap_or_default(),
        Column::Example => sample(hand, field).unwrap_or_default(),
        Column::Description => description(hand, layout, field),
    };
    let filler = match hand.form {
        // Of an empty cell nothing is left where cells run together, or stand below each other.
        Form::Blanks | Form::Cells => hand.pick(Topic::Filler, &["-", "-", "/", "—"]),
        // Nor of the last one, where no pipe stands behind it.
        Form::Markdown if hand.look == 7 => "-",
        _ => hand.pick(Topic::Filler, &["-", "", "/"]),
    };
    let cell_or_not = |cell: String| {
        if cell.is_empty() {
            filler.to_owned()
        } else {
            cell
        }
    };
    layout
        .columns
        .iter()
        .map(|column| cell_or_not(cell(column)))
        .collect()
}

fn required(hand: &Hand, field: &Field) -> String {
    let words = hand.pick(Topic::Required, hand.words().required);
    words[match field.need {
        Need::Yes => 0,
        Need::If(..) if field.pick[4].is_multiple_of(2) => 2,
        Need::No | Need::If(..) => 1,
    }]
    .to_owned()
}

/// The type as this writer spells it, without limits.
pub(super) fn spelling(hand: &Hand, field: &Field) -> String {
    let list_of = |name: &str| {
        hand.pick(Topic::List, phrases::LIST_OF)
            .replace("{n}", name)
    };
    match field.kind {
        Kind::Text => hand.pick(Topic::Text, phrases::TEXT).to_owned(),
        Kind::Int32 => hand.pick(Topic::Int32, phrases::INT32).to_owned(),
        Kind::Int64 => hand.pick(Topic::Int64, phrases::INT64).to_owned(),
        Kind::Bool => hand.pick(Topic::Bool, phrases::BOOL).to_owned(),
        Kind::Decimal => hand.pick(Topic::Decimal, phrases::DECIMAL).to_owned(),
        Kind::Object => hand.pick(Topic::Object, phrases::OBJECT).to_owned(),
        Kind::Rows => hand.pick(Topic::Rows, phrases::ROWS).to_owned(),
        Kind::List(_, false) => hand.pick(Topic::List, phrases::BARE_LIST).to_owned(),
        Kind::List(Element::Text, true) => list_of(hand.pick(Topic::Text, &["String", "string"])),
        Kind::List(Element::Int32, true) => {
            list_of(hand.pick(Topic::Int32, &["Integer", "int", "integer"]))
        }
    }
}

fn kind(hand: &Hand, field: &Field, layout: &Layout) -> String {
    let spelling = spelling(hand, field);
    match length(field) {
        Some(length) if layout.type_tells(field) => format!("{spelling}({length})"),
        _ => spelling,
    }
}

/// The limits as a column tells them, where it can.
fn length(field: &Field) -> Option<String> {
    let mark = ["-", "~", "-"][field.pick[4] % 3];
    match (field.kind, field.limits) {
        (Kind::Text | Kind::List(..) | Kind::Rows, [None, Some(high)]) => Some(high.to_string()),
        (Kind::Text | Kind::Int32 | Kind::Int64, [Some(low), Some(high)]) => {
            Some(format!("{low}{mark}{high}"))
        }
        _ => None,
    }
}

/// What stands in the column for examples.
fn sample(hand: &Hand, field: &Field) -> Option<String> {
    if let Some((format, true)) = field.format {
        return Some(format[1].to_owned());
    }
    let is_time =
        field.noun.sample.is_empty() && field.kind == Kind::Text && field.values.is_empty();
    let scalar = !field.has_fields() && !matches!(field.kind, Kind::List(..));
    let sample = example::scalar(field);
    let fits = hand.form != Form::Blanks || !sample.contains(' ');
    (scalar && !is_time && fits && field.pick[5].is_multiple_of(3)).then_some(sample)
}

fn description(hand: &Hand, layout: &Layout, field: &Field) -> String {
    let words = hand.words();
    let noun = if hand.chinese {
        field.noun.chinese
    } else {
        field.noun.english
    };
    let clauses = clauses(hand, layout, field);
    let (values, open) = values(hand, field, clauses.is_empty());
    let mut text = format!("{noun}{values}");
    let between = hand.pick(Topic::Between, words.between);
    // What is not in brackets ends with its sentence.
    let stop = if hand.chinese { "。" } else { ". " };
    for (at, clause) in clauses.into_iter().enumerate() {
        let between = if at == 0 && open { stop } else { between };
        text += between;
        // A value stays as it is.
        let value = field.default.as_ref();
        let value = value.is_some_and(|default| clause.starts_with(default.as_str()));
        let begins = if between == ". " && !value {
            capital(&clause)
        } else {
            clause
        };
        text += &begins;
    }
    text
}

fn capital(text: &str) -> String {
    // Forms of times begin with a small letter.
    if FORMATS.iter().any(|[format, _]| text.starts_with(format)) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn clauses(hand: &Hand, layout: &Layout, field: &Field) -> Vec<String> {
    let words = hand.words();
    let pick = |at: usize, of: &[&'static str]| of[field.pick[at] % of.len()];
    let in_column =
        length(field).is_some() && (layout.has(Column::Length) || layout.type_tells(field));
    let mut clauses = Vec::new();
    if !in_column {
        clauses.extend(limits(hand, field));
    }
    if let Some(default) = field
        .default
        .as_ref()
        .filter(|_| !layout.has(Column::Default))
    {
        clauses.push(pick(2, words.default).replace("{n}", default));
    }
    match field.format {
        Some((format, false)) => clauses.push(pick(2, words.format).replace("{n}", format[0])),
        Some((format, true)) if !layout.has(Column::Example) => {
            clauses.push(pick(2, words.such_as).replace("{n}", format[1]));
        }
        _ => {}
    }
    if field.money {
        clauses.push(pick(2, words.money).to_owned());
    }
    if let Need::If(..) = &field.need {
        clauses.push(pick(3, words.condition).replace("{if}", &condition(hand, field)));
    }
    clauses
}

/// The condition in the words of this writer; empty where there is none.
pub(super) fn condition(hand: &Hand, field: &Field) -> String {
    let Need::If(name, value) = &field.need else {
        return String::new();
    };
    let equals = hand.words().equals;
    equals[field.pick[0] % equals.len()]
        .replace("{name}", name)
        .replace("{v}", value)
}

fn limits(hand: &Hand, field: &Field) -> Option<String> {
    let words = hand.words();
    let pick = |of: &[&'static str]| of[field.pick[1] % of.len()];
    let phrase = match (field.kind, field.limits) {
        (Kind::Text, [None, Some(_)]) => pick(words.max_length),
        (Kind::Text, [Some(_), Some(_)]) => pick(words.lengths),
        (Kind::List(..) | Kind::Rows, [_, Some(_)]) => pick(words.max_items),
        (_, [Some(_), Some(_)]) => pick(words.range),
        (_, [Some(_), None]) => pick(words.min_value),
        (_, [None, Some(_)]) => pick(words.max_value),
        (_, [None, None]) => return None,
    };
    let [low, high] = field
        .limits
        .map(|limit| limit.map(|limit| limit.to_string()).unwrap_or_default());
    let only = if high.is_empty() { &low } else { &high };
    Some(
        phrase
            .replace("{a}", &low)
            .replace("{b}", &high)
            .replace("{n}", only),
    )
}

/// The values of an enum, and whether no bracket closes them.
fn values(hand: &Hand, field: &Field, last: bool) -> (String, bool) {
    if field.values.is_empty() {
        return (String::new(), false);
    }
    let words = hand.words();
    let label = if hand.chinese { 2 } else { 1 };
    if !field.labels {
        // Words in lower case are values where the page says so, or in quotation marks.
        let plain = field
            .values
            .iter()
            .any(|value| value[0].contains(char::is_lowercase));
        let told = |notation: &&[&str; 4]| {
            notation[0].chars().count() > 3
                || notation[0].contains('\'')
                || notation[0].contains('"')
        };
        let notations: Vec<&[&str; 4]> = words
            .values
            .iter()
            .filter(|notation| !plain || told(notation))
            .collect();
        let [open, between, or, close] = notations[field.pick[0] % notations.len()];
        let wire: Vec<&str> = field.values.iter().map(|value| value[0]).collect();
        let (end, start) = wire.split_last().unwrap();
        let text = format!("{open}{}{or}{end}{close}", start.join(between));
        return (text, !close.ends_with([')', '）', ']']));
    }
    let fits = |notation: &&[&str; 4]| {
        let lines = notation[2].contains('\n');
        // A new line within a cell shows in HTML, and where a row is a line; a numbered list is for numbers.
        (!lines || last && matches!(hand.form, Form::Html | Form::Markdown | Form::Blanks))
            && (!notation[1].contains('、') || field.kind != Kind::Text)
    };
    let notations: Vec<&[&str; 4]> = words.labelled.iter().filter(fits).collect();
    let [open, item, between, close] = notations[field.pick[0] % notations.len()];
    let items: Vec<String> = field
        .values
        .iter()
        .map(|value| item.replace("{v}", value[0]).replace("{l}", value[label]))
        .collect();
    (
        format!("{open}{}{close}", items.join(between)),
        close.is_empty(),
    )
}
