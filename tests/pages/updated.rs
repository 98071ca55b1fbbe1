//! Pages that have changed, and the spec changed after them: by as little as that takes.

use std::{collections::BTreeSet, fs};

use codegen::source::Sources;
use similar::{ChangeTag, TextDiff};
use xtask::{
    import::check::{
        command,
        patch::{Patch, patch},
    },
    paths,
};

use crate::{
    changes::{CHANGES, Change},
    checked::{Row, checked, differences, each_row, like, rows, spec, wallet, with_line},
    read,
};

/// The spec after a page, or why it was not changed.
fn updated(file: &str, text: &str, spec: &Sources) -> Result<Patch, String> {
    patch(&read(file, text.as_bytes()), spec, None).map(Option::unwrap)
}

/// The lines that go and come, in the files whose path holds `of`.
fn lines(patch: &Patch, of: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (_, old, new) in patch.changed.iter().filter(|one| one.0.contains(of)) {
        let diff = TextDiff::from_lines(old.as_str(), new.as_str());
        for change in diff.iter_all_changes() {
            if change.tag() != ChangeTag::Equal {
                lines.push(format!("{}{}", change.tag(), change.value().trim_end()));
            }
        }
    }
    lines
}

/// What must hold of every update: it is refused whole, or the page and the spec differ in nothing but what was left to a
/// person. Tells whether it was made.
fn sound(what: &str, file: &str, text: &str, spec: &Sources) -> Option<Patch> {
    match updated(file, text, spec) {
        Ok(patch) => {
            let open = differences(&checked(file, text, &patch.sources));
            let told = open.is_empty() || !patch.left.is_empty();
            assert!(told, "{what}: {open:#?}");
            assert!(codegen::generate(&patch.sources).is_ok(), "{what}");
            // No comment of a person's is lost.
            for (path, old, new) in &patch.changed {
                let comments = |text: &str| -> Vec<String> {
                    let lines = text.lines().map(str::trim);
                    let own =
                        lines.filter(|line| line.starts_with('#') && !line.contains("REVIEW"));
                    own.map(str::to_owned).collect()
                };
                assert_eq!(comments(old), comments(new), "{what}: {path}");
            }
            Some(patch)
        }
        Err(why) => {
            assert!(
                why.contains("so nothing was changed:\nerror[E"),
                "{what}: {why}"
            );
            None
        }
    }
}

#[test]
fn a_row_that_is_gone_or_new_changes_only_its_own_lines() {
    let spec = spec();
    let (mut made, mut refused) = (0, BTreeSet::new());
    let mut turn = 0;
    each_row(|form, file, text, row| {
        // Each row once gone or once with a new one below it.
        turn += 1;
        let name = row.path.rsplit('.').next().unwrap().to_owned();
        let gone = with_line(text, row.line, None);
        let new = like(form, text, row).map(|line| with_line(text, row.line, Some(line)));
        let pages = [(Some(gone), name.clone()), (new, "clerkNo".to_owned())];
        for (page, name) in pages.into_iter().skip(turn % 2).step_by(2) {
            let Some(page) = page else { continue };
            let what = format!("{file} {}: {name}", row.path);
            let Some(patch) = sound(&what, file, &page, &spec) else {
                refused.insert(name);
                continue;
            };
            made += 1;
            for line in lines(&patch, "endpoints/") {
                let list = line.starts_with("+batch: [");
                let own = line.contains(&name) || list || line.contains("# REVIEW:");
                assert!(own, "{what}: {line}");
            }
        }
    });
    assert!(made > 50, "{made}");
    // What pages of an answer are told by cannot go without a word from a person.
    let paging = ["page", "size"].map(str::to_owned);
    assert!(
        refused.iter().all(|name| paging.contains(name)),
        "{refused:?}"
    );
}

#[test]
fn a_changed_row_changes_only_its_own_lines() {
    let spec = spec();
    for (index, (page, path, from, to, _)) in CHANGES.into_iter().enumerate() {
        let form = ["txt", "md", "html"][index % 3];
        let (_, file, text) = wallet(form).into_iter().find(|one| one.0 == page).unwrap();
        let row = rows(form, &text)
            .into_iter()
            .find(|row| row.path == path)
            .unwrap();
        let line = text.lines().nth(row.line).unwrap().replacen(from, to, 1);
        let what = format!("{path}: {from} -> {to}");
        sound(&what, &file, &with_line(&text, row.line, Some(line)), &spec);
    }
}

#[test]
fn what_changes_in_the_files_is_what_a_person_would_have_changed() {
    let spec = spec();
    let cases: [(&str, &str, &str, &str, &[&str]); 6] = [
        (
            "wallet_balance",
            "request.size",
            "10,000",
            "500",
            &[
                "-  size: { type: int32, default: 15, range: [1, 10000], doc: Users a page. }",
                "+  size: { type: int32, default: 15, range: [1, 500], doc: Users a page. }",
            ],
        ),
        (
            "wallet_balance",
            "request.page",
            " (default: 1)",
            "",
            &[
                "-  page: { type: int32, default: 1, range: [1, ~], doc: \"The page's number, from 1.\" }",
                "+  page: { type: int32, range: [1, ~], doc: \"The page's number, from 1.\" }",
            ],
        ),
        (
            "balance_records",
            "request.startTime",
            "Yes",
            "No",
            &[
                "-  startTime: { type: WalletTime, required: true, doc: Where the stretch of time that is asked for begins. }",
                "+  startTime: { type: WalletTime, doc: Where the stretch of time that is asked for begins. }",
            ],
        ),
        (
            "wallet_balance",
            "response.total",
            "integer",
            "long",
            &[
                "-    total: { type: int32, required: true, doc: Users on all pages together. }",
                "+    total: { type: int64, required: true, doc: Users on all pages together. }",
            ],
        ),
        (
            "wallet_balance",
            "request.KYCStatus",
            "Pending, ",
            "Pending, Paused, ",
            &[
                "+      # REVIEW: the page lists it; say what it means",
                "+      Paused: { doc: \"Drafted: the value Paused.\" }",
            ],
        ),
        (
            "wallet_balance",
            "request.userStatus",
            "List",
            "string",
            &[
                "-    - wallet_balance.request.userStatus",
                "-  userStatus: { type: \"[UserStatus]\", min_items: 1, selects: userStatus, doc: Only users whose account is in one of these states. }",
                "+  userStatus: { type: UserStatus, selects: userStatus, doc: Only users whose account is in one of these states. }",
            ],
        ),
    ];
    for (page, path, from, to, wanted) in cases {
        let (_, file, text) = wallet("txt").into_iter().find(|one| one.0 == page).unwrap();
        let row = rows("txt", &text)
            .into_iter()
            .find(|row| row.path == path)
            .unwrap();
        let line = text.lines().nth(row.line).unwrap().replacen(from, to, 1);
        let patch = updated(&file, &with_line(&text, row.line, Some(line)), &spec).unwrap();
        let mut found = lines(&patch, "");
        let mut wanted: Vec<String> = wanted.iter().map(|line| (*line).to_owned()).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{path}");
    }
}

#[test]
fn an_update_writes_the_files_that_change_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("spec");
    let original = paths::root().join("spec");
    for below in ["", "endpoints"] {
        fs::create_dir_all(copy.join(below)).unwrap();
        for entry in fs::read_dir(original.join(below)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap();
                fs::copy(&path, copy.join(below).join(name)).unwrap();
            }
        }
    }
    let (_, file, text) = wallet("txt").remove(0);
    let text = text.replace("(default: 1)", "(default: 2)");
    let pages = [read(&file, text.as_bytes())];
    let text_of = |path: &str| fs::read_to_string(copy.join(path)).unwrap();
    let before = text_of("endpoints/balance_records.yaml");

    command::update(&pages, &copy, None, true).unwrap();
    assert_eq!(text_of("endpoints/balance_records.yaml"), before);
    command::update(&pages, &copy, None, false).unwrap();
    let after = text_of("endpoints/balance_records.yaml");
    assert_eq!(after, before.replace("default: 1,", "default: 2,"));
    for same in ["quirks.yaml", "api.yaml", "endpoints/wallet_balance.yaml"] {
        let old = fs::read_to_string(original.join(same)).unwrap();
        assert_eq!(text_of(same), old, "{same}");
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Several rows at once, at random. `PAGE_CASES` says how often; a hundred times more is a matter of minutes.
#[test]
fn several_changes_at_once_are_the_differences_of_each() {
    let spec = spec();
    let cases = std::env::var("PAGE_CASES").map_or(12, |cases| cases.parse().unwrap());
    let mut dice = Dice(8);
    for case in 0..cases {
        let form = ["txt", "md", "html"][dice.roll(3)];
        let (name, file, text) = wallet(form).remove(dice.roll(2));
        // The rows that hold other tables change much at once, and have a test of their own.
        let plain =
            |row: &Row| !matches!(row.path.as_str(), "request" | "response" | "response.list");
        let all: Vec<Row> = rows(form, &text).into_iter().filter(plain).collect();
        let mut edits: Vec<(usize, Option<String>)> = Vec::new();
        let mut new_in: Option<String> = None;
        for _ in 0..=dice.roll(4) {
            let row = &all[dice.roll(all.len())];
            let table = row.path.rsplit_once('.').unwrap().0.to_owned();
            let edit = match dice.roll(3) {
                0 => None,
                1 if new_in.is_none() && like(form, &text, row).is_some() => {
                    new_in = Some(table);
                    like(form, &text, row)
                }
                _ => {
                    let of = |one: &&Change| one.0 == name && one.1 == row.path;
                    let own: Vec<_> = CHANGES.iter().filter(of).collect();
                    if own.is_empty() {
                        None
                    } else {
                        let (_, _, from, to, _) = own[dice.roll(own.len())];
                        Some(text.lines().nth(row.line).unwrap().replacen(from, to, 1))
                    }
                }
            };
            if edits.iter().all(|one| one.0 != row.line) {
                edits.push((row.line, edit));
            }
        }
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.0));
        let mut all_at_once = text.clone();
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        for (line, edit) in &edits {
            all_at_once = with_line(&all_at_once, *line, edit.clone());
            let alone = with_line(&text, *line, edit.clone());
            wanted.extend(differences(&checked(&file, &alone, &spec)));
        }
        let found = differences(&checked(&file, &all_at_once, &spec));
        let found: BTreeSet<String> = found.into_iter().collect();
        assert_eq!(found, wanted, "case {case}: {file} {edits:?}");
        sound(&format!("case {case}"), &file, &all_at_once, &spec);
    }
}
