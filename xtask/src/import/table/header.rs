//! Header rows: the words that columns are called by, in both languages, misspelt or not.

use super::{composed::composed, phrases::PHRASES, words};
use crate::import::text::{has_chinese, plain};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The field's name.
    Name,
    /// The name of a field that is within the one above.
    Inner,
    /// Whether it must be given.
    Required,
    /// Its type.
    Type,
    /// How long or how large it may be.
    Length,
    /// A sample.
    Example,
    /// What is taken when it is absent.
    Default,
    /// The values that there are.
    Values,
    /// What it means.
    Description,
    /// Something that no fact is made of, such as where a parameter travels.
    Other,
}

/// Longest header, in words.
const MOST_HEADER: usize = 16;
/// Longest phrase, in words.
const MOST_WORDS: usize = 4;

/// The column that is called `text`, misspelt or not.
#[must_use]
pub fn column(text: &str) -> Option<Column> {
    exact(text)
        .or_else(|| composed(&bare(text)))
        .or_else(|| near(text))
}

fn bare(text: &str) -> String {
    let text = plain(text).to_lowercase();
    let marks = |c: char| matches!(c, ':' | '*' | '?' | '\'' | '"' | ' ');
    text.trim_matches(marks).to_owned()
}

fn all_phrases() -> impl Iterator<Item = (Column, &'static str)> {
    PHRASES
        .iter()
        .flat_map(|(column, words)| words.iter().map(|word| (*column, *word)))
}

/// The column that is called `text`.
fn exact(text: &str) -> Option<Column> {
    let text = bare(text);
    let found = all_phrases().find(|(_, phrase)| *phrase == text);
    found.map(|(column, _)| column)
}

/// The column that is called nearly as `text`.
fn near(text: &str) -> Option<Column> {
    let text = bare(text);
    if has_chinese(&text) || text.len() < 6 || text.len() > 30 {
        return None;
    }
    let far = if text.len() < 9 { 1 } else { 2 };
    let is_near = |phrase: &str| {
        phrase.len() >= 6
            && phrase.len().abs_diff(text.len()) <= far
            && strsim::osa_distance(phrase, &text) <= far
    };
    let found = all_phrases().find(|(_, phrase)| is_near(phrase));
    found.map(|(column, _)| column)
}

/// Whether enough words are ones that headers are made of: others need not be looked at for misspelt ones.
fn is_likely(words: &[&str]) -> bool {
    let known = words.iter().filter(|word| {
        let word = bare(word);
        all_phrases().any(|(_, phrase)| phrase.split(' ').any(|part| part == word))
    });
    known.count() * 3 >= words.len()
}

/// The columns of a header row whose cells are told apart.
pub fn of_cells(cells: &[String]) -> Option<Vec<Column>> {
    let last = cells.iter().rposition(|cell| !cell.trim().is_empty())?;
    let cells = cells.get(..=last)?;
    let found: Vec<Option<Column>> = cells.iter().map(|cell| column(cell)).collect();
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let known = found.iter().flatten().count();
    // "param | string | Business parameter" is a row.
    let mut unknown = cells
        .iter()
        .zip(&found)
        .filter(|(_, column)| column.is_none());
    if known * 3 < filled * 2 || unknown.any(|(cell, _)| is_of_a_row(cell)) {
        return None;
    }
    let columns: Vec<Column> = found
        .into_iter()
        .map(|column| column.unwrap_or(Column::Other))
        .collect();
    accepted(columns)
}

/// Whether a cell holds what those of rows do, and no header's: a type, yes or no.
fn is_of_a_row(cell: &str) -> bool {
    words::is_need(cell) || words::written(cell).is_some_and(|ty| ty.named.is_none())
}

/// The columns of a header row that was flattened to one line of text.
pub fn of_line(text: &str) -> Option<Vec<Column>> {
    if text.len() > 200 {
        return None;
    }
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    // "parameters type" is two columns, and no misspelt "parameter type"; "Field Type" is two, not one.
    let misspelt = || {
        let likely = words.len() <= MOST_HEADER && is_likely(&words);
        likely
            .then(|| split(&words, &|text| exact(text).or_else(|| near(text))))
            .flatten()
    };
    split(&words, &exact)
        .or_else(|| {
            split(&words, &|text| {
                exact(text).or_else(|| composed(&bare(text)))
            })
            .filter(|columns| columns.len() > 2)
        })
        .or_else(misspelt)
}

/// The words of a header in phrases that each call a column, so that they make a table.
fn split(words: &[&str], called: &dyn Fn(&str) -> Option<Column>) -> Option<Vec<Column>> {
    let mut found = Vec::new();
    // A header has few words; a sentence that only has such words is no longer than one.
    if words.len() > MOST_HEADER || !phrases(words, called, &mut found, &mut 0) {
        return None;
    }
    accepted(found)
}

fn phrases(
    words: &[&str],
    called: &dyn Fn(&str) -> Option<Column>,
    found: &mut Vec<Column>,
    tries: &mut usize,
) -> bool {
    *tries += 1;
    if words.is_empty() {
        return accepted(found.clone()).is_some();
    }
    for length in (1..=MOST_WORDS.min(words.len())).rev() {
        let (head, rest) = words.split_at(length);
        let Some(column) = called(&head.join(" ")) else {
            continue;
        };
        // "Parameter name" is one column, not two.
        if column == Column::Name && found.contains(&Column::Name) {
            continue;
        }
        found.push(column);
        if *tries < 500 && phrases(rest, called, found, tries) {
            return true;
        }
        found.pop();
    }
    false
}

/// Columns that make a table of fields: a name, and something about it, each once.
pub(super) fn accepted(mut columns: Vec<Column>) -> Option<Vec<Column>> {
    let mut seen = Vec::new();
    for column in &mut columns {
        if *column == Column::Description || *column == Column::Other {
            continue;
        }
        if seen.contains(column) {
            // "Name | Field | Type": the second is what people call it.
            *column = if *column == Column::Name {
                Column::Description
            } else {
                Column::Other
            };
        } else {
            seen.push(*column);
        }
    }
    let has = |column| columns.contains(&column);
    let about = has(Column::Type) || has(Column::Required) || has(Column::Description);
    (columns.len() >= 2 && has(Column::Name) && about).then_some(columns)
}

/// Whether cells are the header of a table.
#[must_use]
pub fn is_header_row(cells: &[String]) -> bool {
    of_cells(cells).is_some()
}

/// Whether a line of text is the header of a table.
#[must_use]
pub fn is_header(text: &str) -> bool {
    of_line(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Column, of_cells, of_line};

    fn shown(columns: &[Column]) -> String {
        let letter = |column: &Column| match column {
            Column::Name => 'N',
            Column::Inner => 'I',
            Column::Required => 'R',
            Column::Type => 'T',
            Column::Length => 'L',
            Column::Example => 'E',
            Column::Default => 'F',
            Column::Values => 'V',
            Column::Description => 'D',
            Column::Other => 'O',
        };
        columns.iter().map(letter).collect()
    }

    #[test]
    fn headers_are_told_by_their_words() {
        for (text, expected) in [
            ("字段名 必有 类型 长度 示例 说明", "NRTLED"),
            ("请求参数 必带 参数类型 最大长度 样例值 字段释义", "NRTLED"),
            ("字段标识 字段类型 是否必须填 备注信息", "NTRD"),
            ("字段标识 字段类型 是否必送 备注", "NTRD"),
            ("参数名称 参数说明 请求类型 是否必须 数据类型", "NDORT"),
            (
                "Field identifier Obligation Data format Field description",
                "NRTD",
            ),
            (
                "Parameter key Is it mandatory? Type Max length (chars) Sample data Meaning",
                "NRTLED",
            ),
            ("Field Type or description", ""),
            ("Request parameters description", ""),
            ("Name the type and its description", ""),
        ] {
            let found = of_line(text).map(|columns| shown(&columns));
            assert_eq!(found.unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn rows_whose_cells_are_words_of_headers_are_none() {
        for (cells, header) in [
            (["param", "string", "业务参数"], false),
            (["name", "int32", "Field name"], false),
            (["key", "Yes", "Type"], false),
            (["Key", "Sort", "Type"], true),
        ] {
            let found = of_cells(&cells.map(str::to_owned));
            assert_eq!(found.is_some(), header, "{cells:?}");
        }
    }
}
