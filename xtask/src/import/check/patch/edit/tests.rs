//! Changes of a small text: what goes and what comes, and nothing else.
#![allow(clippy::unwrap_used)]

use super::{Op, Ops};

const TEXT: &str = "\
# head
request:
  # about a
  a: { type: int32, doc: A. }  # why
  # REVIEW: look
  b: { type: \"[X]\", max_items: 5, doc: 'B, too.' }
  c:
    type: string # kept
    doc: C.
list: [x, 'y', z]
about:
  - one
  - two # kept
none: {}
";

fn made(changes: &[(&str, Op)]) -> String {
    let mut ops = Ops::default();
    for (keys, op) in changes {
        let keys: Vec<String> = keys.split('.').map(str::to_owned).collect();
        ops.add(&keys, op.clone());
    }
    let text = ops.apply(TEXT).unwrap();
    let diff = similar::TextDiff::from_lines(TEXT, &text);
    let lines = diff.iter_all_changes();
    let lines = lines.filter(|change| change.tag() != similar::ChangeTag::Equal);
    lines
        .map(|change| format!("{}{change}", change.tag()))
        .collect()
}

fn set(key: &str, value: &str) -> Op {
    Op::Set {
        key: key.to_owned(),
        value: value.to_owned(),
        after: &["type"],
    }
}

fn insert(after: Option<&str>, lines: &[&str]) -> Op {
    Op::Insert {
        after: after.map(str::to_owned),
        key: "new".to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
    }
}

#[test]
fn only_the_line_concerned_changes() {
    let gone = |key: &str| Op::Remove(key.to_owned());
    let cases = [
        (
            "request.a",
            set("type", "int64"),
            "-  a: { type: int32, doc: A. }  # why\n+  a: { type: int64, doc: A. }  # why\n",
        ),
        (
            "request.a",
            set("range", "[1, ~]"),
            "-  a: { type: int32, doc: A. }  # why\n+  a: { type: int32, range: [1, ~], doc: A. }  # why\n",
        ),
        (
            "request.c",
            set("type", "int64"),
            "-    type: string # kept\n+    type: int64 # kept\n",
        ),
        (
            "request.c",
            set("length", "[1, 2]"),
            "+    length: [1, 2]\n",
        ),
        (
            "request.b",
            gone("max_items"),
            "-  b: { type: \"[X]\", max_items: 5, doc: 'B, too.' }\n+  b: { type: \"[X]\", doc: 'B, too.' }\n",
        ),
        (
            "request",
            gone("b"),
            "-  # REVIEW: look\n-  b: { type: \"[X]\", max_items: 5, doc: 'B, too.' }\n",
        ),
        // What a person has written above stays.
        (
            "request",
            gone("a"),
            "-  a: { type: int32, doc: A. }  # why\n",
        ),
        (
            "request",
            gone("c"),
            "-  c:\n-    type: string # kept\n-    doc: C.\n",
        ),
        (
            "request",
            insert(Some("a"), &["# REVIEW: n", "new: { n: 1 }"]),
            "+  # REVIEW: n\n+  new: { n: 1 }\n",
        ),
        ("request", insert(Some("c"), &["new: 1"]), "+  new: 1\n"),
        ("request", insert(None, &["new: 1"]), "+  new: 1\n"),
        (
            "none",
            insert(None, &["new: 1"]),
            "-none: {}\n+none:\n+  new: 1\n",
        ),
        (
            "list",
            Op::Without("y".to_owned()),
            "-list: [x, 'y', z]\n+list: [x, z]\n",
        ),
        (
            "list",
            Op::With("w".to_owned()),
            "-list: [x, 'y', z]\n+list: [x, 'y', z, w]\n",
        ),
        ("about", Op::Without("one".to_owned()), "-  - one\n"),
        ("about", Op::With("three".to_owned()), "+  - three\n"),
    ];
    for (keys, op, wanted) in cases {
        assert_eq!(made(&[(keys, op.clone())]), wanted, "{keys} {op:?}");
    }
}

#[test]
fn changes_of_one_mapping_are_made_together() {
    let both = [
        ("request.b", set("type", "string")),
        ("request.b", Op::Remove("max_items".to_owned())),
    ];
    let wanted = "-  b: { type: \"[X]\", max_items: 5, doc: 'B, too.' }\n+  b: { type: string, doc: 'B, too.' }\n";
    assert_eq!(made(&both), wanted);
    // What is asked for twice is done once.
    let twice = [("request", insert(Some("c"), &["new: 1"])); 1];
    assert_eq!(made(&[twice[0].clone(), twice[0].clone()]), "+  new: 1\n");
}

#[test]
fn what_cannot_be_done_is_refused() {
    let mut ops = Ops::default();
    ops.add(&["nowhere".to_owned()], set("a", "b"));
    assert_eq!(ops.apply(TEXT).unwrap_err(), "there is no `nowhere`");
}
