//! Rows, and the fields that they become.

use crate::import;

#[test]
fn a_sample_behind_a_condition_is_no_value() {
    for (said, values) in [
        ("The bank, required when way is BANK, e.g. B014, B006", 0),
        (
            "The bank, one of B014 or B006, required when way is BANK",
            2,
        ),
    ] {
        let page =
            format!("# T\n\n# param\n\nName Required Type Description\nbank No string {said}\n");
        let pieces = import::page::read("page.txt", page.as_bytes()).unwrap();
        let facts = import::extract("page.txt", &pieces);
        let found = facts.request.first().map(|bank| bank.values.len());
        assert_eq!(found, Some(values), "{said}");
    }
}

#[test]
fn a_description_may_begin_with_the_condition() {
    for (said, condition) in [
        (
            "If way is 2 or 3. Number on the slip",
            Some("way is 2 or 3"),
        ),
        ("Only when way is 2; the number", Some("way is 2")),
        ("Number on the slip. If lost, ask us", None),
        ("When it lapses", None),
        ("If any, the slip. Required if way is 2", Some("way is 2")),
        ("If you have one, the number", None),
    ] {
        let page = format!("# T\n\n# param\n\nName M/O/C Type Description\nslip C string {said}\n");
        let pieces = import::page::read("page.txt", page.as_bytes()).unwrap();
        let facts = import::extract("page.txt", &pieces);
        let found = facts.request.first();
        let found = found.and_then(|slip| slip.required_if.as_deref());
        assert_eq!(found, condition, "{said}");
    }
}

/// A row, and the tags of what is odd about it.
const ROWS: &[(&str, &[&str])] = &[
    ("days No int how many, at most 180, default 90", &[]),
    (
        "days No int how many, at most 180, default 365",
        &["range-conflict"],
    ),
    (
        "days No int how many, at least 7, default 1",
        &["range-conflict"],
    ),
];

#[test]
fn rows_that_contradict_themselves_are_told() {
    for (row, tags) in ROWS {
        let page = format!(
            "# T\n\n`POST` `{{domain}}/a/b`\n\n## param\n\nName Required Type Description\n{row}\n"
        );
        let pieces = import::page::read("page.md", page.as_bytes()).unwrap();
        let facts = import::extract("page.md", &pieces);
        let found = facts.inconsistencies.iter().map(|one| one.tag);
        let found: Vec<_> = found.filter(|tag| *tag != "no-response-table").collect();
        assert_eq!(found, *tags, "{row}");
    }
}
