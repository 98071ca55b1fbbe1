//! A column beside the names that says of what each row is: `root`, `data`, `data.bank`, or how deep it stands.

use std::collections::BTreeSet;

use crate::import::{
    table::{
        Row, Table,
        words::{self, Base},
    },
    text::key,
};

/// What stands there for a row of the outermost object.
const ROOTS: &[&str] = &[
    "root",
    "top",
    "outer",
    "body",
    "response",
    "request",
    "param",
    "根",
    "根节点",
    "顶层",
    "外层",
    "最外层",
];

/// The rows of a table; where a column says of what they are, their names or their depth say so.
pub(super) fn rows(table: &Table) -> Vec<Row> {
    let mut rows = table.rows.clone();
    if let Some(levels) = levels(&rows) {
        for (row, level) in rows.iter_mut().zip(levels) {
            row.depth += level;
        }
    } else if let Some(owners) = owners(&rows) {
        for (row, owner) in rows.iter_mut().zip(owners) {
            if let (Some(name), Some(owner)) = (&mut row.name, owner) {
                name.insert_str(0, &format!("{owner}."));
            }
        }
    }
    rows
}

/// How deep each row stands, where the column counts that: from the least on, one more only below what may hold fields.
fn levels(rows: &[Row]) -> Option<Vec<usize>> {
    let level = |row: &Row| row.beside.as_deref()?.trim().parse::<usize>().ok();
    let all: Vec<usize> = rows.iter().map(level).collect::<Option<_>>()?;
    let first = *all.first()?;
    let deeper = |(pair, row): (&[usize], &Row)| match pair {
        [one, other] => other <= one || (*other == one + 1 && holds(row)),
        _ => true,
    };
    let steps = all.windows(2).zip(rows).all(deeper);
    // Numbers of rows grow, too, but none comes twice.
    let grows = all.iter().any(|level| *level > first);
    let again = all.iter().collect::<BTreeSet<_>>().len() < all.len();
    (steps && grows && again && all.iter().all(|level| *level >= first))
        .then(|| all.into_iter().map(|level| level - first).collect())
}

/// The path of what each row is of; none for one of the outermost object.
fn owners(rows: &[Row]) -> Option<Vec<Option<String>>> {
    let mut parents: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for row in rows {
        let beside = row.beside.as_deref().unwrap_or_default().trim();
        let last = beside.rsplit('.').next().unwrap_or_default();
        let last = last.trim_end_matches(['[', ']']);
        if parents.contains(&key(last)) && !last.is_empty() {
            found.push(Some(beside.to_owned()));
        } else if words::is_nothing(beside) || ROOTS.contains(&beside.to_lowercase().as_str()) {
            found.push(None);
        } else {
            return None;
        }
        if holds(row) {
            parents.extend(row.name.as_deref().map(key));
        }
    }
    found.iter().any(Option::is_some).then_some(found)
}

/// Whether a row may hold others.
fn holds(row: &Row) -> bool {
    let ty = row.ty.as_deref().and_then(words::written);
    ty.is_none_or(|ty| matches!(ty.base, Base::Object | Base::List | Base::Unknown))
}

#[cfg(test)]
mod tests {
    use super::{Row, Table, rows};
    use crate::import::page::Line;

    /// Rows, each with what stands beside its name and its type, and how they are read.
    const TABLES: &[(&str, &str)] = &[
        (
            "根 code int, 根 data object, data id string, data bank object, data.bank no string",
            "code data data.id data.bank data.bank.no",
        ),
        ("- rows list, rows[] id string", "rows rows[].id"),
        // Where a parameter travels, numbers of rows, and words that nobody knows say nothing.
        ("body id string, body fee int", "id fee"),
        ("1 a object, 2 b object, 3 c int", "a b c"),
        ("since a object, until b int", "a b"),
        // How deep each stands.
        (
            "1 a object, 2 b int, 2 c object, 3 d int, 1 e int",
            "a +b +c ++d e",
        ),
    ];

    #[test]
    fn a_column_may_say_of_what_each_row_is() {
        for (given, expected) in TABLES {
            let row = |row: &str| {
                let mut words = row.split_whitespace().map(str::to_owned);
                Row {
                    beside: words.next(),
                    name: words.next(),
                    ty: words.next(),
                    ..Row::default()
                }
            };
            let table = Table {
                columns: Vec::new(),
                header: Line::new("", 1),
                rows: given.split(", ").map(row).collect(),
                unread: Vec::new(),
            };
            let shown = rows(&table).into_iter().map(|row| {
                let name = row.name.unwrap_or_default();
                format!("{}{name}", "+".repeat(row.depth))
            });
            assert_eq!(shown.collect::<Vec<_>>().join(" "), *expected, "{given}");
        }
    }
}
