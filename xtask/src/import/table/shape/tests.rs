//! Tables in words that nobody knows, and what their columns are.

use super::{of_cells, of_line};
use crate::import::table::Column::{self, Description, Length, Name, Other, Required, Type};

/// A header, the rows below it, and what the columns are; none where it is no header.
const RULES: &[(&str, &str, &[Column])] = &[
    // One word is known, and no word is.
    (
        "Item|Type|Always|Explanation",
        "id|String|Yes|The id\nfee|Long|No|The fee",
        &[Name, Type, Required, Description],
    ),
    (
        "Feld|Pflicht|Art|Bedeutung",
        "id|Y|String|The id\nfee|N|Long|The fee",
        &[Name, Required, Type, Description],
    ),
    // A row below is enough where a word is known.
    (
        "Item|Type|Words",
        "id|String|The id",
        &[Name, Type, Description],
    ),
    ("Item|Art|Words", "id|String|The id", &[]),
    // A cell that went wrong is one of many.
    (
        "Item|Type|Always|Size",
        "id|String|Yes|8\nfee|Long||\nway|Int|No|1\nday|Date|No|10",
        &[Name, Type, Required, Length],
    ),
    // A column that says nothing, and one that says more, beside a description.
    (
        "Item|Type|Since|Explanation",
        "id|String|2.1|The id\nfee|Long|2.3|The fee",
        &[Name, Type, Other, Description],
    ),
    (
        "Item|Type|Form|Explanation",
        "day|String|yyyy-MM-dd|The day\nfee|Long|from 1|The fee",
        &[Name, Type, Description, Description],
    ),
    // A row whose header is lost, and values with their meaning, are none.
    (
        "id|String|Yes|The id",
        "fee|Long|No|The fee\nway|Int|No|The way",
        &[],
    ),
    (
        "CLOSED|it is closed|No",
        "PAID|it is paid|Yes\nOPEN|new|No",
        &[],
    ),
];

#[test]
fn columns_are_told_by_what_they_hold() {
    let cells = |row: &str| row.split('|').map(str::to_owned).collect::<Vec<String>>();
    for (header, below, expected) in RULES {
        let rows: Vec<Vec<String>> = below.lines().map(cells).collect();
        let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
        let found = of_cells(&cells(header), &rows).unwrap_or_default();
        assert_eq!(found, *expected, "{header}");
    }
}

/// A flattened header, the rows below it, and what the columns are; none where it is no header.
const LINES: &[(&str, &str, &[Column])] = &[
    (
        "Item Type Needed Words",
        "id String Yes The id\nfee Long No The fee",
        &[Name, Type, Required, Description],
    ),
    (
        "Item Always there Type Explanation",
        "id Yes String The id\nfee No Long The fee",
        &[Name, Required, Type, Description],
    ),
    (
        "Member Data Always Length Words",
        "id String Yes 1-32 The id\nfee Long No 8 The fee",
        &[Name, Type, Required, Length, Description],
    ),
    (
        "Item Type Always Bounds Notes",
        "id String Yes 1-32 The id\nfee Long No max 8 The fee",
        &[Name, Type, Required, Length, Description],
    ),
    (
        "Item Needed Sort Bounds Notes",
        "id Yes String 1-32 The id\nfee No Long max 8 The fee",
        &[Name, Required, Type, Length, Description],
    ),
    (
        "Item Sort Meaning",
        "id String The id\nfee Long The fee",
        &[Name, Type, Description],
    ),
    (
        "These are the fields.",
        "id String Yes The id\nfee Long No The fee",
        &[],
    ),
    ("id String The id", "fee Long The fee\nway Int The way", &[]),
    (
        "VAN_L: large type",
        "id String The id\nfee Long The fee",
        &[],
    ),
    (
        "Where money goes",
        "id String The id\nfee Long The fee",
        &[],
    ),
    ("What it does", "It gives money.\nIt takes a day.", &[]),
];

#[test]
fn columns_of_a_line_are_told_by_how_rows_begin() {
    for (header, below, expected) in LINES {
        let below: Vec<&str> = below.lines().collect();
        let found = of_line(header, &below).unwrap_or_default();
        assert_eq!(found, *expected, "{header}");
    }
}
