//! Lines and cells, and the row that each is.

use super::{of_cells, of_line};
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
fn a_line_that_begins_with_a_type_has_lost_its_name() {
    let columns = header::of_line("Name Type Description").unwrap_or_default();
    for (line, name, ty) in [
        ("string 状态:0-待结算;1-已结算", None, Some("string")),
        ("state string 状态", Some("state"), Some("string")),
        ("string of digits", None, None),
        ("text string 内容", Some("text"), Some("string")),
    ] {
        let row = of_line(&columns, &Line::new(line, 1), &|_| false).unwrap_or_default();
        assert_eq!(
            (row.name.as_deref(), row.ty.as_deref()),
            (name, ty),
            "{line}"
        );
    }
}

#[test]
fn blanks_and_empty_cells_before_a_name_say_how_deep_it_stands() {
    let columns = header::of_line("Name Required Type Description").unwrap_or_default();
    for (line, deep) in [
        ("id Yes int A", 0),
        (" id Yes int A", 0),
        ("    id Yes int A", 4),
    ] {
        let row = of_line(&columns, &Line::new(line, 1), &|_| false).unwrap_or_default();
        assert_eq!(row.depth, deep, "{line}");
    }
    for (cells, deep) in [("id|Yes|int|A", 0), ("|id|Yes|int|A", 1)] {
        let cells: Vec<String> = cells.split('|').map(str::to_owned).collect();
        let row = of_cells(&columns, &cells, 1, &|_| false).unwrap_or_default();
        assert_eq!(
            (row.name.as_deref(), row.depth),
            (Some("id"), deep),
            "{cells:?}"
        );
    }
}

#[test]
fn cells_without_a_name_or_in_each_others_place_are_told() {
    let columns = header::of_line("Name Type Required Length Description").unwrap_or_default();
    for (cells, name, ty, shifted) in [
        ("id|string|Yes|8|A", "id", "string", false),
        ("|string|Yes|8|A", "", "string", false),
        ("Yes|string|id||A", "id", "string", true),
        ("id|Yes|string|8|A", "id", "string", true),
    ] {
        let cells: Vec<String> = cells.split('|').map(str::to_owned).collect();
        let row = of_cells(&columns, &cells, 1, &|_| false).unwrap_or_default();
        assert_eq!(row.name.as_deref().unwrap_or_default(), name, "{cells:?}");
        assert_eq!(row.ty.as_deref(), Some(ty), "{cells:?}");
        assert_eq!(row.shifted, shifted, "{cells:?}");
    }
}

#[test]
fn numbers_of_rows_say_how_deep_a_name_stands() {
    let columns = header::of_line("No. Name Type Description").unwrap_or_default();
    for (line, name, deep) in [
        ("3 a object A", "a", 0),
        ("3.1 b int B", "b", 1),
        ("3.1.2 fee int C", "fee", 2),
    ] {
        let row = of_line(&columns, &Line::new(line, 1), &|_| false).unwrap_or_default();
        assert_eq!(
            (row.name.as_deref(), row.depth),
            (Some(name), deep),
            "{line}"
        );
    }
}
