//! One row of a table, taken apart.

use super::{
    Column,
    align::{self, Alignment, align},
    flat, words,
};
use crate::import::{
    page::Line,
    text::{is_identifier, pattern},
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
    let first = parts.first()?;
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
    // A lost length is plain unless what stands there could be it; words of a sentence may be an example.
    let holds = |of| {
        layout
            .spans
            .iter()
            .any(|(column, span)| *column == of && !span.is_empty())
    };
    if layout.lacks(|column| column == Column::Length) && !holds(Column::Example) {
        row.short = Short::Perhaps;
    }
    Some(row)
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
    if let Some(row) = straight(columns, &whole, &line, named) {
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
    let fits = columns.iter().zip(&cells).all(|(column, cell)| {
        let cell = cell.trim();
        match column {
            // A name may stand in the column for those within the one above.
            _ if words::is_nothing(cell) => {
                *column != Column::Name || columns.contains(&Column::Inner)
            }
            Column::Inner => is_identifier(flat::strip_marks(cell)),
            Column::Name => {
                is_identifier(flat::strip_marks(cell))
                    || is_identifier(cell.split(['(', '（', ' ']).next().unwrap_or_default())
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
            Column::Other => {}
        }
    }
    described.retain(|text| !words::is_nothing(text));
    row.description = described.join(" ");
    row
}

/// The name, how deep it is marked, and what else stands in its cell.
fn take_name(row: &mut Row, cell: &str) {
    let bare = flat::strip_marks(cell);
    let mark = cell.get(
        ..cell.len()
            - cell
                .trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$')
                .len(),
    );
    row.depth = depth(mark.unwrap_or_default());
    let end = bare.find(['(', '（', ' ', '\n']).unwrap_or(bare.len());
    let (name, rest) = bare.split_at(end);
    row.name = (!name.is_empty()).then(|| name.to_owned());
    if cell.trim_end().ends_with('*') || cell.starts_with('*') {
        row.required.get_or_insert_with(|| "Yes".to_owned());
    }
    let rest = rest.trim();
    if !rest.is_empty() {
        rest.clone_into(&mut row.description);
    }
}

/// The name of a field within the one above, or within the one beside it.
fn take_inner(row: &mut Row, cell: &str) {
    if words::is_nothing(cell) {
        return;
    }
    let outer = row.name.take();
    take_name(row, cell);
    match (outer, &mut row.name) {
        (Some(outer), Some(name)) => name.insert_str(0, &format!("{outer}.")),
        _ => row.depth += 1,
    }
}

/// How deep a mark puts a name: `-` once, `--` twice, a branch by its indentation.
fn depth(mark: &str) -> usize {
    let strokes = mark
        .chars()
        .filter(|c| matches!(c, '-' | '–' | '—' | '»' | '>' | '+' | '·' | '•' | '*'))
        .count();
    let branches = mark
        .chars()
        .filter(|c| matches!(c, '└' | '├' | '┣' | '┗' | '┠' | '∟' | '↳'))
        .count();
    let indent = mark
        .chars()
        .filter(|c| matches!(c, '\u{3000}' | '│'))
        .count();
    if branches > 0 {
        branches + indent
    } else {
        strokes + indent
    }
}

#[cfg(test)]
mod tests {
    use super::{depth, of_line};
    use crate::import::{page::Line, table::header};

    #[test]
    fn a_line_is_a_row_or_goes_on_from_the_one_before() {
        let columns = header::of_line("Name Required Type Description").unwrap_or_default();
        for (line, is_row) in [
            ("id Yes string The id", true),
            ("- id Yes string The id", true),
            ("PAID: it is paid", false),
            ("1: it is paid", false),
            ("and so on", false),
        ] {
            let row = of_line(&columns, &Line::new(line, 1), &|_| false);
            assert_eq!(row.is_some(), is_row, "{line}");
        }
    }

    #[test]
    fn marks_say_how_deep_a_name_stands() {
        for (mark, deep) in [
            ("", 0),
            ("-", 1),
            ("--", 2),
            ("└ ", 1),
            ("└└ ", 2),
            ("│└─ ", 2),
        ] {
            assert_eq!(depth(mark), deep, "{mark}");
        }
    }
}
