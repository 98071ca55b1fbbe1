//! One row of a table, taken apart.

#[cfg(test)]
mod tests;

mod names;

use names::{moved, steps, take_inner, take_name};

use super::{
    Column,
    align::{self, Alignment, align},
    flat, words,
};
use crate::import::{
    page::Line,
    text::{is_chinese, is_identifier, pattern},
};

/// A row of a table of fields.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Where it begins.
    pub line: usize,
    /// The field's name; `None` where it is lost.
    pub name: Option<String>,
    /// How deep the marks before the name put it.
    pub depth: usize,
    /// The cell that says whether it must be given.
    pub required: Option<String>,
    /// The cell of the type.
    pub ty: Option<String>,
    /// The cell of the length.
    pub length: Option<String>,
    /// The cell of the example.
    pub example: Option<String>,
    /// The cell of the default.
    pub default: Option<String>,
    /// The cell of the values.
    pub values: Option<String>,
    /// All that describes it.
    pub description: String,
    /// The cell of a column that no fact is made of: it may say of what the row is.
    pub beside: Option<String>,
    /// What a row above it without cells says that it is of.
    pub group: Option<String>,
    /// Whether cells stand in another column than their header says.
    pub shifted: bool,
    /// Whether it has fewer cells than the header.
    pub short: Short,
    /// What the layout costs: nothing when nothing was guessed.
    pub cost: u32,
    /// The row as it stands.
    pub raw: String,
}

/// Whether a row has fewer cells than the header.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Short {
    /// It has as many, as far as one can tell.
    #[default]
    No,
    /// Words that ran together do not show one that they ought to.
    Perhaps,
    /// Nothing describes it, though there is a column for that; a line below may.
    Silent,
    /// It has fewer.
    Yes,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The row, and where it stands.
    pub row: Line,
    /// Why not.
    pub why: &'static str,
}

/// Most that the layout of a row may cost.
const MOST: u32 = 26;

/// The parts of a flattened row: its words, but marks before the name stay with it.
pub fn parts(text: &str) -> Vec<String> {
    let text = text.trim();
    let marks = pattern!(r"^((?:[-–—└├│─┣┗┠»>+·*∟↳\u{3000}]+\s*)+)([A-Za-z_$])");
    let (mark, rest) = match marks
        .captures(text)
        .and_then(|found| Some((found.get(1)?, found.get(2)?)))
    {
        Some((mark, first)) => (mark.as_str(), text.get(first.start()..).unwrap_or_default()),
        None => ("", text),
    };
    let mut parts: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
    if let Some(first) = parts.first_mut() {
        first.insert_str(0, mark);
    }
    parts
}

/// Reads a flattened row; `None` where it is none, but perhaps goes on from the row before.
pub fn of_line(columns: &[Column], line: &Line, named: &dyn Fn(&str) -> bool) -> Option<Row> {
    let parts = parts(&line.text);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let mut first = parts.first()?;
    if columns.first() == Some(&Column::Other) && first.starts_with(|c: char| c.is_ascii_digit()) {
        first = parts.get(1)?;
    }
    // "PAID: it is paid" goes on from the row before: a list of its values.
    let labels = first.ends_with([':', '：']);
    let named_row = is_identifier(flat::strip_marks(first)) && !words::is_need(first) && !labels;
    let nameless = words::is_need(first)
        && parts
            .get(1)
            .is_some_and(|next| words::written(next).is_some_and(|ty| ty.named.is_none()));
    if !named_row && !nameless {
        return None;
    }
    let columns = if begins_with_type(columns, &parts) {
        columns.get(1..)?
    } else {
        columns
    };
    let layout = align(columns, &parts, named)?;
    let holds = |column: Column| {
        layout
            .spans
            .iter()
            .any(|(of, span)| *of == column && !span.is_empty())
    };
    let asks = |column: Column| columns.contains(&column);
    let told = (asks(Column::Type) && holds(Column::Type))
        || (asks(Column::Required) && holds(Column::Required));
    let bare = !asks(Column::Type) && !asks(Column::Required);
    if layout.cost > MOST + if nameless { 30 } else { 0 } || !(told || bare) {
        return None;
    }
    let mut row = filled(&layout, &parts, line, " ");
    row.depth += moved(&line.text);
    // A lost length is plain unless what stands there could be it; words of a sentence may be an example.
    let holds = |of| {
        layout
            .spans
            .iter()
            .any(|(column, span)| *column == of && !span.is_empty())
    };
    if layout.lacks(|column| column == Column::Length) && !holds(Column::Example) {
        row.short = Short::Perhaps;
    } else if asks(Column::Description) && row.description.is_empty() {
        row.short = Short::Silent;
    }
    Some(row)
}

/// Whether the name before a type is lost: no field is called `string`, and no sentence goes on so.
fn begins_with_type(columns: &[Column], parts: &[&str]) -> bool {
    let typed = columns.starts_with(&[Column::Name, Column::Type]);
    let [first, second, ..] = parts else {
        return false;
    };
    let form = pattern!(
        r"^(?i:string|int|integer|long|boolean|bool|decimal|bigdecimal|double|float|object|array)$"
    );
    typed && form.is_match(first) && second.starts_with(|c: char| is_chinese(c))
}

/// Reads a row whose cells are told apart.
pub fn of_cells(
    columns: &[Column],
    cells: &[String],
    line: usize,
    named: &dyn Fn(&str) -> bool,
) -> Option<Row> {
    let line = Line::new(cells.join(" | "), line);
    let whole: Vec<&str> = cells.iter().map(String::as_str).collect();
    let read = straight(columns, &whole, &line, named)
        .or_else(|| nameless(columns, &whole, &line, named))
        .or_else(|| exchanged(columns, &whole, &line, named));
    if read.is_some() {
        return read;
    }
    // Empty cells before a name move it to the right.
    let more = cells.len().saturating_sub(columns.len());
    let (before, rest) = whole.split_at(more);
    if more > 0
        && before.iter().all(|cell| cell.trim().is_empty())
        && let Some(mut row) = straight(columns, rest, &line, named)
    {
        row.depth += more;
        return Some(row);
    }
    let parts: Vec<&str> = cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    let layout = align(columns, &parts, named)?;
    if layout.cost > MOST + 30 || parts.len() < 2 {
        return None;
    }
    let mut row = filled(&layout, &parts, &line, "\n");
    let begun = whole.first().is_some_and(|first| !first.trim().is_empty());
    // Where there are fewer cells than columns, the last ones are not there; that is no shift.
    row.shifted = layout.swapped || (cells.len() >= columns.len() && begun);
    let told = |column| !matches!(column, Column::Description | Column::Other);
    if cells.len() < columns.len() && layout.lacks(told) {
        row.short = Short::Yes;
    } else if cells.len() < columns.len() && row.description.is_empty() {
        row.short = Short::Silent;
    }
    Some(row)
}

/// Cells that each stand in their column, if they do.
fn straight(
    columns: &[Column],
    cells: &[&str],
    line: &Line,
    named: &dyn Fn(&str) -> bool,
) -> Option<Row> {
    let mut cells = cells.to_vec();
    while cells.len() > columns.len() && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    if cells.len() < columns.len() {
        return None;
    }
    if cells.len() > columns.len() {
        // A pipe that nobody escaped, in the last column.
        let at = columns.len().checked_sub(1)?;
        if columns.get(at) != Some(&Column::Description) {
            return None;
        }
    }
    // A row whose name is lost still has its type.
    let typed = columns.iter().zip(&cells).any(|(column, cell)| {
        *column == Column::Type && words::written(cell).is_some_and(|ty| ty.named.is_none())
    });
    let fits = columns.iter().zip(&cells).all(|(column, cell)| {
        let cell = cell.trim();
        match column {
            // A name may stand in the column for those within the one above.
            _ if words::is_nothing(cell) => {
                *column != Column::Name || typed || columns.contains(&Column::Inner)
            }
            Column::Inner => is_identifier(flat::strip_marks(cell)),
            Column::Name => {
                is_identifier(flat::strip_marks(cell))
                    || is_identifier(
                        cell.split(['(', '（', ' ', '\n'])
                            .next()
                            .unwrap_or_default(),
                    )
            }
            Column::Required => words::need(cell).is_some(),
            Column::Type => words::written(cell).is_some_and(|ty| {
                ty.named
                    .as_deref()
                    .is_none_or(|name| named(name) || !name.chars().all(char::is_numeric))
            }),
            Column::Length => words::is_length(cell) || cell.contains(' ') || !is_identifier(cell),
            _ => true,
        }
    });
    if !fits {
        return None;
    }
    let mut spans: Vec<_> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| (*column, at.min(cells.len())..(at + 1).min(cells.len())))
        .collect();
    if let Some((_, span)) = spans.last_mut() {
        span.end = cells.len();
    }
    let layout = Alignment {
        cost: 0,
        spans,
        swapped: false,
    };
    Some(filled(&layout, &cells, line, "\n"))
}

/// Cells that each stand in their column, but that of the name is empty.
fn nameless(
    columns: &[Column],
    cells: &[&str],
    line: &Line,
    named: &dyn Fn(&str) -> bool,
) -> Option<Row> {
    let at = columns.iter().position(|column| *column == Column::Name)?;
    let lost = words::is_nothing(cells.get(at)?) && !columns.contains(&Column::Inner);
    let typed = cell_of(columns, cells, Column::Type).is_some_and(is_plain_type);
    if !lost || !typed {
        return None;
    }
    let mut guarded = cells.to_vec();
    *guarded.get_mut(at)? = "name";
    let mut row = straight(columns, &guarded, line, named)?;
    row.name = None;
    Some(row)
}

/// Cells of which two have changed places: then each stands in its column.
fn exchanged(
    columns: &[Column],
    cells: &[&str],
    line: &Line,
    named: &dyn Fn(&str) -> bool,
) -> Option<Row> {
    let may = |at: &usize| {
        let free = matches!(
            columns.get(*at),
            None | Some(Column::Description | Column::Other)
        );
        !free && cells.get(*at).is_some_and(|cell| !words::is_nothing(cell))
    };
    let all = || (0..cells.len().min(columns.len())).filter(may);
    let pairs = all().flat_map(|one| {
        all()
            .filter(move |other| one < *other)
            .map(move |other| (one, other))
    });
    let mut rows = pairs.filter_map(|(one, other)| {
        let mut cells = cells.to_vec();
        cells.swap(one, other);
        let name = cell_of(columns, &cells, Column::Name)?;
        let typed = cell_of(columns, &cells, Column::Type).is_some_and(is_plain_type);
        let told = typed && !words::is_need(name) && !is_plain_type(name);
        told.then(|| straight(columns, &cells, line, named))
            .flatten()
    });
    let mut row = rows.next()?;
    row.shifted = true;
    Some(row)
}

/// The cell of a column.
fn cell_of<'a>(columns: &[Column], cells: &[&'a str], of: Column) -> Option<&'a str> {
    let at = columns.iter().position(|column| *column == of)?;
    cells.get(at).map(|cell| cell.trim())
}

/// Whether a cell is a type that every page has.
fn is_plain_type(cell: &str) -> bool {
    words::written(cell).is_some_and(|ty| ty.named.is_none())
}

/// The row that parts make as they are laid out; `between` is what stands between two of them.
fn filled(layout: &Alignment, parts: &[&str], line: &Line, between: &str) -> Row {
    let mut row = Row {
        line: line.line,
        shifted: layout.swapped,
        cost: layout.cost.min(align::TOO_MUCH),
        raw: line.text.clone(),
        ..Row::default()
    };
    let mut described: Vec<String> = Vec::new();
    let mut number = 0;
    for (column, span) in &layout.spans {
        let text = parts
            .get(span.clone())
            .unwrap_or_default()
            .join(between)
            .trim_matches([' ', '\n'])
            .to_owned();
        if text.trim().is_empty() {
            continue;
        }
        match column {
            Column::Name => take_name(&mut row, &text),
            Column::Inner => take_inner(&mut row, &text),
            Column::Required => row.required = Some(text),
            Column::Type => row.ty = Some(text),
            Column::Length => row.length = Some(text),
            Column::Example => row.example = Some(text),
            Column::Default => row.default = Some(text),
            Column::Values => row.values = Some(text),
            Column::Description => described.push(text),
            Column::Other => {
                if span.start == 0 {
                    number = steps(&text);
                }
                row.beside.get_or_insert(text);
            }
        }
    }
    row.depth += number;
    described.retain(|text| !words::is_nothing(text));
    row.description = described.join(" ");
    row
}
