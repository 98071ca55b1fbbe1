//! Columns whose header no list of words has: what their cells show that they hold.

use super::Builder;
use crate::import::{
    page::{Line, Piece},
    table::{Column, row, words},
    text::pattern,
};

/// How many rows are looked at.
const MOST: usize = 30;

impl Builder<'_> {
    /// The columns with those known that were not, and whether one is taken to say what must be given.
    pub(super) fn settled(&self, mut columns: Vec<Column>, header: &Line) -> (Vec<Column>, bool) {
        let mut guessed = false;
        // Yes and no may answer another question.
        let asks = !pattern!(
            r"(?i)encr|sign|mask|sensitiv|unique|search|sort|deprecat|null|empty|blank|editable|updatable|加密|签|脱敏|敏感|唯一|空|查询|排序|修改"
        )
        .is_match(&header.text);
        for at in 0..columns.len() {
            if columns.get(at) != Some(&Column::Unknown) {
                continue;
            }
            let cells = self.cells_of(at);
            let all =
                |is: &dyn Fn(&str) -> bool| cells.len() >= 2 && cells.iter().all(|cell| is(cell));
            let missing = |column| !columns.contains(&column);
            let is_type = |cell: &str| words::written(cell).is_some_and(|ty| ty.named.is_none());
            let column = if asks && missing(Column::Required) && all(&words::is_need) {
                guessed = true;
                Column::Required
            } else if missing(Column::Type) && all(&is_type) {
                Column::Type
            } else {
                Column::Other
            };
            if let Some(unknown) = columns.get_mut(at) {
                *unknown = column;
            }
        }
        (columns, guessed)
    }

    /// What stands in a column of the rows that come, those told apart by blanks alone included.
    fn cells_of(&self, at: usize) -> Vec<String> {
        let rest = self.pieces.get(self.at..).unwrap_or_default();
        let rows = rest.iter().take(MOST).map_while(|piece| match piece {
            Piece::Row { cells, .. } => Some(cells.clone()),
            Piece::Text(line) => Some(row::parts(&line.text)),
            _ => None,
        });
        // A further line of a description has no such cell.
        let named = rows.filter(|cells| cells.len() > 2);
        let cells = named.filter_map(|cells| cells.get(at).cloned());
        cells.filter(|cell| !words::is_nothing(cell)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{
        page,
        table::{Block, Column, blocks},
    };

    /// A table, what its second column is, and whether that is a guess.
    const RULES: &[(&str, Column, bool)] = &[
        (
            "Name Gegeben Type Description\na Yes int A\nb No int B",
            Column::Required,
            true,
        ),
        (
            "| Name | Gegeben | Type | Description |\n|-|-|-|-|\n| a | Y | int | A |\n| b | N | int | B |",
            Column::Required,
            true,
        ),
        (
            "| Name | Art | Required | Description |\n|-|-|-|-|\n| a | int | Y | A |\n| b | String | N | B |",
            Column::Type,
            false,
        ),
        (
            "Name Encrypted Type Description\na Yes int A\nb No int B",
            Column::Other,
            false,
        ),
        (
            "Name Since Type Description\na 2.1 int A\nb 2.2 int B",
            Column::Other,
            false,
        ),
    ];

    #[test]
    fn a_column_is_what_its_cells_show() {
        for (text, expected, guessed) in RULES {
            let page = format!("# T\n\n{text}\n");
            let pieces = page::read("page.md", page.as_bytes()).unwrap_or_default();
            let mut tables = blocks(&pieces).into_iter().filter_map(|block| match block {
                Block::Table(table) => Some(table),
                _ => None,
            });
            let table = tables.next();
            let found = table.map(|table| {
                (
                    table.columns.get(1).copied(),
                    table.guessed,
                    table.rows.len(),
                )
            });
            assert_eq!(found, Some((Some(*expected), *guessed, 2)), "{text}");
        }
    }
}
