//! The name of a row, and how deep it stands: by marks, blanks and numbers before it, and by a column of its own.

use super::Row;
use crate::import::{
    table::{flat, words},
    text::pattern,
};

/// How far blanks move a line to the right; a single one may be there by chance.
pub fn moved(text: &str) -> usize {
    let blanks = text.len() - text.trim_start_matches(' ').len();
    if blanks > 1 { blanks } else { 0 }
}

/// How deep the number of a row puts it: 3.1 is within 3.
pub fn steps(number: &str) -> usize {
    let is_number = pattern!(r"^\d{1,2}(?:\.\d{1,2})+$").is_match(number);
    if is_number {
        number.matches('.').count()
    } else {
        0
    }
}

/// The name, how deep it is marked, and what else stands in its cell.
pub fn take_name(row: &mut Row, cell: &str) {
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
pub fn take_inner(row: &mut Row, cell: &str) {
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
    use super::depth;

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
