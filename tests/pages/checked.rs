//! Pages against the spec: what `cargo xtask import --check` finds when a row is gone, new or changed, and nothing else.

use codegen::source::Sources;
use xtask::{
    import::{
        check::{Outcome, Standing, check},
        draft,
    },
    paths,
};

use crate::{FORMS, changes::CHANGES, held_out, pages, read};

/// The two pages that the spec of this repository stands for, in other words.
const WALLET: [&str; 2] = ["wallet_balance", "balance_records"];

pub fn spec() -> Sources {
    Sources::read(&paths::root().join("spec"))
}

/// The pages of the wallet in one form: name, file name, text.
pub fn wallet(form: &str) -> Vec<(String, String, String)> {
    let own = pages(form)
        .into_iter()
        .filter(|page| WALLET.contains(&page.name.as_str()));
    let own: Vec<_> = own
        .map(|page| {
            let text = std::fs::read_to_string(&page.path).unwrap();
            (page.name, format!("page.{form}"), text)
        })
        .collect();
    assert_eq!(own.len(), WALLET.len());
    own
}

pub fn checked(file: &str, text: &str, spec: &Sources) -> Outcome {
    check(&read(file, text.as_bytes()), spec, None)
}

/// `tag path: spec | page` for each difference.
pub fn differences(outcome: &Outcome) -> Vec<String> {
    let line = |finding: &xtask::import::check::Finding| {
        let (tag, path) = (finding.tag, &finding.path);
        format!("{tag} {path}: {} | {}", finding.spec, finding.page)
    };
    outcome.differences().map(line).collect()
}

#[test]
fn the_pages_that_the_spec_stands_for_differ_in_nothing_that_no_quirk_explains() {
    let spec = spec();
    for (name, file, text) in FORMS.iter().flat_map(|form| wallet(form)) {
        let outcome = checked(&file, &text, &spec);
        assert_eq!(outcome.name.as_deref(), Some(name.as_str()));
        assert_eq!(differences(&outcome), [""; 0], "{name} {file}");
        let known = |quirk: &str| {
            let standing = Standing::Known(quirk.to_owned());
            outcome.findings.iter().any(|one| one.standing == standing)
        };
        assert!(known("timestamp_in_seconds") && known("items_of_a_list"));
    }
}

#[test]
fn a_page_is_never_at_odds_with_its_own_draft() {
    let spec = spec();
    let own = FORMS.iter().flat_map(|form| pages(form));
    let own = own.map(|page| (page.name.clone(), page.facts()));
    let mut odd = Vec::new();
    for (name, facts) in own.chain(held_out()) {
        let Some(drafted) = draft::draft(&facts, &spec, None) else {
            assert_eq!(differences(&check(&facts, &spec, None)), [""; 0]);
            continue;
        };
        let all = draft::with(&spec, std::slice::from_ref(&drafted));
        let outcome = check(&facts, &all, Some(&drafted.name));
        let all = differences(&outcome);
        odd.extend(all.into_iter().map(|one| format!("{name}: {one}")));
    }
    assert_eq!(odd, [""; 0]);
}

/// A row of a table: the cells of its first line, whatever the page is written in.
pub struct Row {
    /// The index of the line.
    pub line: usize,
    /// Where the spec has it.
    pub path: String,
}

/// The names of the tables that matter, by the words of their headings, and where the spec has their fields.
const TABLES: [(&str, &str); 5] = [
    ("Request Body Parameters", "body"),
    ("param Parameters", "request"),
    ("Response Parameters", "answer"),
    ("data Parameters", "response"),
    ("list Parameters", "response.list[]"),
];

/// The first cell of a line, if it is a row in this form.
fn first_cell(form: &str, line: &str) -> Option<String> {
    let cell = match form {
        "html" => line.strip_prefix("<tr><td>")?.split("</td>").next()?,
        "md" => line.trim_start_matches("| ").split_once(" | ")?.0,
        _ => line.split_once(' ')?.0,
    };
    let word = !cell.is_empty() && cell.chars().all(|c| c.is_ascii_alphanumeric());
    (word && cell != "Parameter").then(|| cell.to_owned())
}

pub fn rows(form: &str, text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut table = None;
    for (line, written) in text.lines().enumerate() {
        let heading = written.starts_with('#') || written.starts_with("<h");
        if heading {
            let named = |(words, _): &&(&str, &str)| written.contains(words);
            table = TABLES.iter().find(named).map(|(_, path)| *path);
        } else if let (Some(table), Some(name)) = (table, first_cell(form, written)) {
            let path = match (table, name.as_str()) {
                ("answer", "data") => "response".to_owned(),
                ("body", "param") => "request".to_owned(),
                _ => format!("{table}.{name}"),
            };
            rows.push(Row { line, path });
        }
    }
    rows
}

/// `text` with the line at `at` put in other words, or taken out.
pub fn with_line(text: &str, at: usize, line: Option<String>) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    match line {
        Some(line) => lines[at] = line,
        None => {
            lines.remove(at);
        }
    }
    lines.join("\n") + "\n"
}

/// Every row of every page, with the page it stands on: each in one form in turn, or in all where the variable
/// `EVERY_FORM` is set. Tells how many rows there are in each form.
pub fn each_row(mut then: impl FnMut(&str, &str, &str, &Row)) -> [usize; 3] {
    let every = std::env::var_os("EVERY_FORM").is_some();
    let mut counts = [0; 3];
    for (index, form) in FORMS.iter().enumerate() {
        for (_, file, text) in wallet(form) {
            for row in rows(form, &text) {
                if every || counts[index] % FORMS.len() == index {
                    then(form, &file, &text, &row);
                }
                counts[index] += 1;
            }
        }
    }
    counts
}

#[test]
fn a_row_that_is_gone_is_one_difference() {
    let spec = spec();
    let counts = each_row(|_, file, text, row| {
        let outcome = checked(file, &with_line(text, row.line, None), &spec);
        let found = differences(&outcome);
        let [only] = found.as_slice() else {
            panic!("{file}: {}: {found:#?}", row.path);
        };
        let dropped = ["dropped", "example-only", "type", "missing-row"]
            .iter()
            .any(|tag| only.starts_with(&format!("{tag} {}:", row.path)));
        assert!(dropped, "{file}: {}: {only}", row.path);
    });
    assert_eq!(counts, [32 + 34; 3], "every row was found");
}

/// A row, and below it one like it under another name; what is around the payload has no other members.
pub fn like(form: &str, text: &str, row: &Row) -> Option<String> {
    let request = row.path.starts_with("request.");
    if !request && !row.path.starts_with("response.") {
        return None;
    }
    let like = match (form, request) {
        ("html", true) => {
            "<tr><td>clerkNo</td><td>No</td><td>string</td><td>32</td><td>-</td><td>Who asks</td></tr>"
        }
        ("html", false) => "<tr><td>clerkNo</td><td>string</td><td>Who asks</td></tr>",
        ("md", true) => "clerkNo | No | string | 32 | - | Who asks |",
        ("md", false) => "clerkNo | string | Who asks |",
        (_, true) => "clerkNo No string 32 - Who asks",
        (_, false) => "clerkNo string Who asks",
    };
    Some(format!("{}\n{like}", text.lines().nth(row.line)?))
}

#[test]
fn a_row_that_is_new_is_one_difference() {
    let spec = spec();
    let counts = each_row(|form, file, text, row| {
        let table = row.path.rsplit_once('.').map_or("", |(table, _)| table);
        let Some(line) = like(form, text, row) else {
            return;
        };
        let text = with_line(text, row.line, Some(line));
        let found = differences(&checked(file, &text, &spec));
        let says = if row.path.starts_with("request") {
            "string, optional"
        } else {
            "string"
        };
        let wanted = format!("added {table}.clerkNo: not in the spec | {says}");
        assert_eq!(found, [wanted], "{file}: below {}", row.path);
    });
    assert_eq!(counts, [32 + 34; 3]);
}

#[test]
fn a_changed_row_is_that_difference() {
    let spec = spec();
    let mut odd = Vec::new();
    for (index, (page, path, from, to, wanted)) in CHANGES.into_iter().enumerate() {
        for (turn, form) in FORMS.iter().enumerate() {
            if index % FORMS.len() != turn && std::env::var_os("EVERY_FORM").is_none() {
                continue;
            }
            let (_, file, text) = wallet(form).into_iter().find(|one| one.0 == page).unwrap();
            let row = rows(form, &text).into_iter().find(|row| row.path == path);
            let row = row.unwrap_or_else(|| panic!("no row {path}"));
            let line = text.lines().nth(row.line).unwrap();
            let changed = line.replacen(from, to, 1);
            assert_ne!(line, changed, "{path}: {from}");
            let outcome = checked(&file, &with_line(&text, row.line, Some(changed)), &spec);
            let found = differences(&outcome).join(" + ");
            if found != wanted {
                odd.push(format!(
                    "{file} {path}: {from} -> {to}\n  {found}\n  {wanted}"
                ));
            }
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}
