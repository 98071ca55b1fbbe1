//! Fields that no table has but a list: "`id` (string, required): the number", or a name, its type and a label alone on
//! a line, and below it what it means.

use super::{Block, Builder, Table, is_known_heading};
use crate::import::{
    page::{Line, Piece},
    table::{
        Column,
        row::{self, Row},
        words,
    },
    text::{is_identifier, pattern, plain},
};

/// How many pieces further on the next field of a list without brackets begins at most.
const MOST_APART: usize = 5;

/// A field of a list.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    /// How far it is moved to the right.
    deep: usize,
    name: String,
    ty: String,
    need: Option<String>,
    rest: String,
    /// Whether its type stands in brackets behind the name.
    bracketed: bool,
}

/// The columns of a list, as if it were a table.
const COLUMNS: [Column; 4] = [
    Column::Name,
    Column::Type,
    Column::Required,
    Column::Description,
];

impl Builder<'_> {
    /// Reads a list of fields, if one begins here.
    pub(super) fn listed(&mut self) -> bool {
        let Some(first) = self.entry_at(self.at) else {
            return false;
        };
        let apart = self.at + 1..self.at + 1 + MOST_APART;
        if !first.bracketed && !apart.into_iter().any(|at| self.entry_at(at).is_some()) {
            return false;
        }
        let mut entries: Vec<(Entry, usize)> = Vec::new();
        while let Some(piece) = self.pieces.get(self.at) {
            match piece {
                Piece::Blank if self.entry_at(self.at + 1).is_some() => {}
                Piece::Text(line) => {
                    match (entry(&line.text, !entries.is_empty()), entries.last_mut()) {
                        (Some(entry), _) => entries.push((entry, line.line)),
                        (None, Some((last, _))) if !self.is_heading(line) => {
                            last.rest.push('\n');
                            last.rest.push_str(line.text.trim());
                        }
                        _ => break,
                    }
                }
                _ => break,
            }
            self.at += 1;
        }
        let table = self.table_of(entries);
        self.blocks.push(Block::Table(table));
        true
    }

    fn entry_at(&self, at: usize) -> Option<Entry> {
        match self.pieces.get(at)? {
            Piece::Text(line) => entry(&line.text, false),
            _ => None,
        }
    }

    fn table_of(&self, entries: Vec<(Entry, usize)>) -> Table {
        let unmarked = unmarked(&entries);
        let text = entries.first().map_or("", |(entry, _)| entry.rest.as_str());
        let header = Line::new(text, entries.first().map_or(1, |(_, line)| *line));
        let columns: Vec<Column> = COLUMNS
            .into_iter()
            .filter(|column| unmarked.is_some() || *column != Column::Required)
            .collect();
        let rows = entries
            .into_iter()
            .filter_map(|(entry, line)| self.row_of(&columns, unmarked, entry, line))
            .collect();
        Table {
            columns,
            header,
            rows,
            unread: Vec::new(),
        }
    }

    fn row_of(
        &self,
        columns: &[Column],
        unmarked: Option<&str>,
        entry: Entry,
        line: usize,
    ) -> Option<Row> {
        let name = "\u{3000}".repeat(entry.deep) + &entry.name;
        let mut cells = vec![name, entry.ty];
        let silent = entry.need.is_none() && unmarked.is_some();
        cells.extend(entry.need.or_else(|| unmarked.map(str::to_owned)));
        cells.push(entry.rest.trim().to_owned());
        let mut row = row::of_cells(columns, &cells, line, self.named)?;
        // It seems so, but the page does not say it.
        row.cost += if silent { 13 } else { 0 };
        Some(row)
    }
}

/// What a field is that is not marked, if others are: where those are marked that must be given, the others need not be;
/// where only those are that need not, the others must.
fn unmarked(entries: &[(Entry, usize)]) -> Option<&'static str> {
    let needs = entries
        .iter()
        .filter_map(|(entry, _)| entry.need.as_deref());
    let needs: Vec<_> = needs.filter_map(words::need).collect();
    let must = needs.contains(&words::Need::Yes);
    (!needs.is_empty()).then_some(if must { "No" } else { "Yes" })
}

/// Reads a line as a field of a list: a name and a type that everybody knows; `within` a list that began above it.
fn entry(text: &str, within: bool) -> Option<Entry> {
    let deep = text.len() - text.trim_start().len();
    let bare = plain(text).replace(['\'', '*'], "");
    let item = bare.trim_start_matches(['-', '•', '·', '+', '●', '○', ' ']);
    let marked = within || item.len() < bare.len();
    let bare = item;
    let bracketed =
        pattern!(r"^([A-Za-z_$][\w.$\[\]]*)\s*[(\[{]([^()]{1,60})[)\]}]\s*[:–—-]*\s*(.*)$");
    if let Some(found) = bracketed.captures(bare) {
        let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
        let (ty, need) = typed(part(2).split([',', ';', '/', '|']))?;
        // "Response (JSON):" is a heading; "data (object):" is none where other items stand above it.
        let silent = need.is_none() && part(3).is_empty();
        let small = part(1).starts_with(|c: char| c.is_ascii_lowercase());
        if silent && !(small && marked) || is_known_heading(part(1)) && !small {
            return None;
        }
        return Some(Entry {
            deep,
            name: part(1).to_owned(),
            ty,
            need,
            rest: part(3).to_owned(),
            bracketed: true,
        });
    }
    let mut words = bare
        .split([' ', ':', ',', '|', '/'])
        .filter(|word| !word.is_empty());
    let small = |name: &&str| name.starts_with(|c: char| c.is_ascii_lowercase());
    let name = words
        .next()
        .filter(small)
        .filter(|name| is_identifier(name))?;
    let (ty, need) = typed(words)?;
    Some(Entry {
        deep,
        name: name.to_owned(),
        ty,
        need,
        rest: String::new(),
        bracketed: false,
    })
}

/// A type, and perhaps a word on whether it is required, and nothing else.
fn typed<'a>(words: impl Iterator<Item = &'a str>) -> Option<(String, Option<String>)> {
    let (mut ty, mut need) = (None, None);
    for word in words.map(str::trim).filter(|word| !word.is_empty()) {
        if words::is_need(word) && need.is_none() {
            need = Some(word.to_owned());
        } else if ty.is_none() && words::written(word).is_some_and(|ty| ty.named.is_none()) {
            ty = Some(word.to_owned());
        } else {
            return None;
        }
    }
    Some((ty?, need))
}

#[cfg(test)]
mod tests {
    use super::{entry, unmarked};

    #[test]
    fn fields_that_are_not_marked_are_what_the_marked_ones_are_not() {
        for (lines, needed) in [
            (["id (string, required): A", "tag (string): B"], Some("No")),
            (["id (string): A", "tag (string, optional): B"], Some("Yes")),
            (["id (string): A", "tag (string): B"], None),
        ] {
            let entries = lines.iter().filter_map(|line| entry(line, true));
            let entries: Vec<_> = entries.map(|entry| (entry, 1)).collect();
            assert_eq!(entries.len(), 2, "{lines:?}");
            assert_eq!(unmarked(&entries), needed, "{lines:?}");
        }
    }

    /// A line, and the name, the type, the need and the rest that it has as a field of a list; nothing where it is none.
    const LINES: &[(&str, &str)] = &[
        (
            "- `id` (string, required): the number",
            "id|string|required|the number",
        ),
        ("* **amount** (long) — in cents", "amount|long||in cents"),
        (
            "• list（List<String>，必填）：编号",
            "list|List<String>|必填|编号",
        ),
        ("id string required", "id|string|required|"),
        ("- `data` (object):", "data|object||"),
        ("data（Object）：数据", "data|Object||数据"),
        ("  - tags: array, optional", "tags|array|optional|"),
        // Sentences, headings and rows of tables are none.
        ("the date (see above) is required", ""),
        ("id string The number", ""),
        ("Response (JSON):", ""),
        ("data (object):", ""),
        ("OPEN (open)", ""),
        ("Request URL", ""),
    ];

    #[test]
    fn each_line_is_a_field_of_a_list_or_not() {
        for (line, expected) in LINES {
            let found = entry(line, false).map_or_else(String::new, |entry| {
                let need = entry.need.unwrap_or_default();
                [entry.name, entry.ty, need, entry.rest].join("|")
            });
            assert_eq!(found, *expected, "{line}");
        }
        assert!(entry("data (object)", true).is_some());
        assert!(entry("Response (JSON)", true).is_none());
    }
}
