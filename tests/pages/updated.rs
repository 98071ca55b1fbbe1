//! Pages that have changed, and the spec changed after them: by as little as that takes.

use codegen::source::Sources;
use similar::{ChangeTag, TextDiff};
use xtask::import::check::patch::{Patch, patch};

use crate::{
    checked::{CHANGES, checked, differences, each_row, like, rows, spec, wallet, with_line},
    read,
};

/// The spec after a page, or why it was not changed.
fn updated(file: &str, text: &str, spec: &Sources) -> Result<Patch, String> {
    patch(&read(file, text.as_bytes()), spec, None).map(|patch| patch.unwrap())
}

/// The lines that go and come.
fn lines(patch: &Patch) -> Vec<String> {
    let mut lines = Vec::new();
    for (_, old, new) in &patch.changed {
        let diff = TextDiff::from_lines(old.as_str(), new.as_str());
        for change in diff.iter_all_changes() {
            if change.tag() != ChangeTag::Equal {
                lines.push(format!("{}{}", change.tag(), change.value().trim_end()));
            }
        }
    }
    lines
}

#[test]
fn probe() {
    let spec = spec();
    let mut report = String::new();
    let mut tell = |what: String, file: &str, text: &str| {
        report.push_str(&format!("== {what}\n"));
        match updated(file, text, &spec) {
            Ok(patch) => {
                for line in lines(&patch) {
                    report.push_str(&format!("   {line}\n"));
                }
                for left in &patch.left {
                    report.push_str(&format!("   left: {left}\n"));
                }
                for one in differences(&checked(file, text, &patch.sources)) {
                    report.push_str(&format!("   STILL: {one}\n"));
                }
            }
            Err(why) => report.push_str(&format!("   REFUSED {why}\n")),
        }
    };
    for (page, path, from, to, _) in CHANGES {
        let (_, file, text) = wallet("txt").into_iter().find(|one| one.0 == page).unwrap();
        let row = rows("txt", &text)
            .into_iter()
            .find(|row| row.path == path)
            .unwrap();
        let line = text.lines().nth(row.line).unwrap().replacen(from, to, 1);
        tell(
            format!("{page} {path} {from} -> {to}"),
            &file,
            &with_line(&text, row.line, Some(line)),
        );
    }
    each_row(|form, file, text, row| {
        if form == "txt" {
            tell(
                format!("gone {}", row.path),
                file,
                &with_line(text, row.line, None),
            );
            if let Some(line) = like(form, text, row) {
                tell(
                    format!("new below {}", row.path),
                    file,
                    &with_line(text, row.line, Some(line)),
                );
            }
        }
    });
    std::fs::write("/tmp/ic_probe.txt", report).unwrap();
}
