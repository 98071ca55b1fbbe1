//! What a column as a whole says about the cells in it.

use crate::import::{
    table::{Row, Short, Table, words},
    text::pattern,
};

/// Whether the column asks what may be left out: there, "yes" means that it need not be given.
pub(super) fn asks_for_no(table: &Table) -> bool {
    let header = table.header.text.to_lowercase();
    let asks = pattern!(r"\boptional\b|\bnullable\b|可选|是否为空|可为空|可空").is_match(&header)
        && !pattern!(r"required|mandatory|m/o|必|非空").is_match(&header);
    let mut cells = table.rows.iter().filter_map(|row| row.required.as_deref());
    asks && cells.all(|cell| negated(cell) != cell)
}

/// The opposite of a bare yes or no; anything else as it is.
pub(super) fn negated(cell: &str) -> String {
    match cell.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "是" | "√" => "No".to_owned(),
        "no" | "n" | "false" | "否" | "×" => "Yes".to_owned(),
        _ => cell.to_owned(),
    }
}

/// Whether a row lacks cells that the others have. Where cells ran together, the others must say what is empty.
pub(super) fn lacks_cells(table: &Table, row: &Row) -> bool {
    let dashed = |row: &&Row| {
        let mut cells = [&row.length, &row.example].into_iter().flatten();
        cells.any(|cell| words::is_nothing(cell))
    };
    let rows = || table.rows.iter();
    let few = |count: usize| count * 3 <= table.rows.len();
    match row.short {
        Short::No => false,
        Short::Yes => few(rows().filter(|row| row.short == Short::Yes).count()),
        Short::Silent => {
            let silent = |row: &&Row| row.short == Short::Silent && row.description.is_empty();
            silent(&row) && rows().filter(silent).count() * 4 <= table.rows.len()
        }
        Short::Perhaps => {
            let short = rows().filter(|row| row.short == Short::Perhaps).count();
            few(short) && rows().filter(dashed).count() > short
        }
    }
}

/// Whether what must be given is ticked, so that a blank says no.
pub(super) fn is_ticked(table: &Table) -> bool {
    let mut cells = table
        .rows
        .iter()
        .filter_map(|row| row.required.as_deref().map(str::trim))
        .filter(|cell| !cell.is_empty())
        .peekable();
    cells.peek().is_some()
        && cells.all(|cell| matches!(cell, "√" | "✓" | "✔" | "✅" | "●" | "x" | "X" | "*"))
}

#[cfg(test)]
mod tests {
    use super::{asks_for_no, is_ticked, lacks_cells, negated};
    use crate::import::{
        page::Line,
        table::{Row, Short, Table},
    };

    fn table(header: &str, cells: &[&str]) -> Table {
        let row = |cell: &&str| Row {
            required: Some((*cell).to_owned()).filter(|cell| !cell.is_empty()),
            ..Row::default()
        };
        Table {
            columns: Vec::new(),
            header: Line::new(header, 1),
            rows: cells.iter().map(row).collect(),
            unread: Vec::new(),
        }
    }

    #[test]
    fn a_blank_says_no_only_between_ticks() {
        assert!(is_ticked(&table("Name Required", &["√", "", "√"])));
        assert!(!is_ticked(&table("Name Required", &["Yes", "", "√"])));
        assert!(!is_ticked(&table("Name Required", &["", ""])));
    }

    #[test]
    fn a_row_with_fewer_cells_than_the_others_is_told() {
        let of = |short: Short, length: Option<&str>| Row {
            short,
            length: length.map(str::to_owned),
            ..Row::default()
        };
        let mut table = table("Name Length Type", &[]);
        table.rows = vec![
            of(Short::No, Some("32")),
            of(Short::No, Some("8")),
            of(Short::Perhaps, None),
        ];
        assert!(
            !lacks_cells(&table, &table.rows[2]),
            "empty cells vanish here"
        );
        table.rows[0].length = Some("-".to_owned());
        table.rows[1].length = Some("-".to_owned());
        assert!(lacks_cells(&table, &table.rows[2]));
        assert!(!lacks_cells(&table, &table.rows[0]));
        table.rows[2] = of(Short::Silent, None);
        assert!(
            !lacks_cells(&table, &table.rows[2]),
            "one of three is no exception"
        );
        table.rows.push(of(Short::No, None));
        assert!(lacks_cells(&table, &table.rows[2]));
        table.rows[2].description = "on a line of its own".to_owned();
        assert!(!lacks_cells(&table, &table.rows[2]));
        table.rows.pop();
        table.rows[2] = of(Short::Yes, None);
        assert!(lacks_cells(&table, &table.rows[2]));
        table.rows[1] = of(Short::Yes, None);
        assert!(!lacks_cells(&table, &table.rows[2]), "most have none");
    }

    #[test]
    fn yes_means_no_where_the_column_asks_what_may_be_left_out() {
        assert!(asks_for_no(&table("Name Nullable Type", &["Y", "N"])));
        assert!(!asks_for_no(&table("Name Required Type", &["Y", "N"])));
        assert!(!asks_for_no(&table(
            "Name Optional Type",
            &["Optional", "Mandatory"]
        )));
        assert_eq!(negated("否"), "Yes");
        assert_eq!(negated("Optional"), "Optional");
    }
}
