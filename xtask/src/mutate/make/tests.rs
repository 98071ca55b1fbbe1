//! What mutants are made of small documents, on lines and in brackets.
#![allow(clippy::unwrap_used)]

use codegen::source::Sources;

use super::{
    super::{
        mutant::{Kind, Mutant, apply},
        tree,
    },
    all,
};

fn mutants(text: &str) -> Vec<Mutant> {
    all(&Sources::from_texts([("api.yaml", text)])).unwrap()
}

/// What `text` becomes by changes of this kind at `path`, in order.
fn become_by(text: &str, kind: Kind, path: &str) -> Vec<String> {
    let mutants = mutants(text).into_iter();
    let wanted = mutants.filter(|mutant| mutant.kind == kind && mutant.path == path);
    wanted.map(|mutant| apply(text, &mutant.edits)).collect()
}

const LINES: &str = "a:\n  - b: 1\n    c: x y\n  - z\nd: {}\n";
const BRACKETS: &str = "{ a: [{ b: 1, c: x }, z], d: \"q\" } # end\n";

#[test]
fn entries_and_items_are_deleted_with_what_parts_them() {
    let deleted = |path| become_by(LINES, Kind::Delete, path);
    assert_eq!(deleted("a"), ["d: {}\n", "a:\n  []\nd: {}\n"]);
    assert_eq!(
        deleted("a[0]"),
        ["a:\n  - z\nd: {}\n", "a:\n  - {}\n  - z\nd: {}\n"]
    );
    assert_eq!(deleted("a[0].b"), ["a:\n  - c: x y\n  - z\nd: {}\n"]);
    assert_eq!(deleted("a[0].c"), ["a:\n  - b: 1\n  - z\nd: {}\n"]);
    assert_eq!(deleted("a[1]"), ["a:\n  - b: 1\n    c: x y\nd: {}\n"]);
    assert_eq!(deleted("d"), ["a:\n  - b: 1\n    c: x y\n  - z\n"]);
    assert_eq!(deleted(""), ["{}\n"]);

    let deleted = |path| become_by(BRACKETS, Kind::Delete, path);
    assert_eq!(
        deleted("a[0]"),
        [
            "{ a: [z], d: \"q\" } # end\n",
            "{ a: [{}, z], d: \"q\" } # end\n"
        ]
    );
    assert_eq!(
        deleted("a[0].c"),
        ["{ a: [{ b: 1 }, z], d: \"q\" } # end\n"]
    );
    assert_eq!(
        deleted("a[1]"),
        ["{ a: [{ b: 1, c: x }], d: \"q\" } # end\n"]
    );
    assert_eq!(deleted("d"), ["{ a: [{ b: 1, c: x }, z] } # end\n"]);
    // The only one there is: the same as deleting all.
    let only = |path| become_by("a:\n  - z\n", Kind::Delete, path);
    assert_eq!(only("a[0]"), Vec::<String>::new());
    assert_eq!(only("a"), ["a:\n  []\n"]);
}

#[test]
fn entries_and_items_are_written_twice() {
    let twice = |path| become_by(LINES, Kind::Duplicate, path);
    assert_eq!(
        twice("a[0].b"),
        ["a:\n  - b: 1\n    b: 1\n    c: x y\n  - z\nd: {}\n"]
    );
    assert_eq!(
        twice("a[0]"),
        ["a:\n  - b: 1\n    c: x y\n  - b: 1\n    c: x y\n  - z\nd: {}\n"]
    );
    assert_eq!(
        twice("d"),
        ["a:\n  - b: 1\n    c: x y\n  - z\nd: {}\nd: {}\n"]
    );
    let twice = |path| become_by(BRACKETS, Kind::Duplicate, path);
    assert_eq!(
        twice("a[1]"),
        ["{ a: [{ b: 1, c: x }, z, z], d: \"q\" } # end\n"]
    );
    assert_eq!(
        twice("d"),
        ["{ a: [{ b: 1, c: x }, z], d: \"q\", d: \"q\" } # end\n"]
    );
}

#[test]
fn neighbours_change_places() {
    let swapped = |path| become_by(LINES, Kind::Swap, path);
    assert_eq!(
        swapped("a[0].b"),
        ["a:\n  - c: x y\n    b: 1\n  - z\nd: {}\n"]
    );
    assert_eq!(
        swapped("a[0]"),
        ["a:\n  - z\n  - b: 1\n    c: x y\nd: {}\n"]
    );
    assert_eq!(swapped("d"), Vec::<String>::new());
    let swapped = |path| become_by(BRACKETS, Kind::Swap, path);
    assert_eq!(
        swapped("a[0]"),
        ["{ a: [z, { b: 1, c: x }], d: \"q\" } # end\n"]
    );
}

#[test]
fn keys_and_texts_are_renamed() {
    let text = "{ one: \"two\", other: 3 }";
    let keys = [
        "{ oneX: \"two\", other: 3 }",
        "{ oen: \"two\", other: 3 }",
        "{ One: \"two\", other: 3 }",
        "{ ONE: \"two\", other: 3 }",
        "{ self: \"two\", other: 3 }",
        "{ type: \"two\", other: 3 }",
        "{ 名: \"two\", other: 3 }",
        "{ 1st: \"two\", other: 3 }",
        "{ it's: \"two\", other: 3 }",
        "{ two words: \"two\", other: 3 }",
        "{ seven: \"two\", other: 3 }",
        "{ other: \"two\", other: 3 }",
    ];
    assert_eq!(become_by(text, Kind::RenameKey, "one"), keys);
    let texts = become_by(text, Kind::RenameText, "one");
    assert_eq!(texts[0], "{ one: \"twoX\", other: 3 }");
    assert_eq!(texts.last().unwrap(), "{ one: \"3\", other: 3 }");
    // A number has no other name.
    assert_eq!(
        become_by(text, Kind::RenameText, "other"),
        Vec::<String>::new()
    );
}

#[test]
fn a_text_takes_the_place_of_the_one_under_the_same_key_next_door() {
    let text = "{ f: { type: A, doc: x }, g: { type: B, doc: y } }";
    let texts = become_by(text, Kind::RenameText, "f.type");
    assert_eq!(
        texts.last().unwrap(),
        "{ f: { type: B, doc: x }, g: { type: B, doc: y } }"
    );
}

#[test]
fn values_change_their_type() {
    let values = become_by("a: 1", Kind::Retype, "a");
    for value in [
        "~",
        "[\"1\"]",
        "\"\"",
        "true",
        "-1",
        "0",
        "12345678901234567890",
        "1.5",
        "seven",
        "\"1\"",
    ] {
        assert!(
            values.contains(&format!("a: {value}")),
            "{value}: {values:?}"
        );
    }
    let values = become_by("a: x", Kind::Retype, "a");
    assert!(!values.contains(&"a: seven".to_owned()) && values.contains(&"a: 7".to_owned()));
    assert_eq!(
        become_by("a:\n  - x\nb: 1\n", Kind::Retype, "a"),
        ["~", "7", "seven", "\"\"", "{}", "{ key: seven }"]
            .map(|value| format!("a:\n  {value}\nb: 1\n"))
    );
}

#[test]
fn keys_change_their_type() {
    let keys = become_by("a:\n  b: 1\n", Kind::RetypeKey, "a.b");
    for key in [
        "7",
        "\"7\"",
        "true",
        "~",
        "\"\"",
        "[\"b\"]",
        "{ key: \"b\" }",
    ] {
        assert!(
            keys.contains(&format!("a:\n  {key}: 1\n")),
            "{key}: {keys:?}"
        );
    }
}

#[test]
fn traps_are_laid() {
    let trapped = |path| become_by("a:\n  bc: x\n", Kind::Trap, path);
    let scalars = ["No", "0123", "2024-01-01"];
    let mut expected = scalars.map(|key| format!("a:\n  {key}: x\n")).to_vec();
    expected.push("a:\n\tbc: x\n".to_owned());
    expected.extend(scalars.map(|value| format!("a:\n  bc: {value}\n")));
    expected.push("a:\n  bc: x\t\n".to_owned());
    assert_eq!(trapped("a.bc"), expected);
    assert!(become_by("{ a: \"xy\" }", Kind::Trap, "a").contains(&"{ a: \"x\ty\" }".to_owned()));
}

#[test]
fn nothing_is_done_twice_or_in_vain() {
    for text in [LINES, BRACKETS] {
        let mutants = mutants(text);
        for (index, mutant) in mutants.iter().enumerate() {
            assert_ne!(apply(text, &mutant.edits), text, "{mutant:?}");
            let edits = |other: &&Mutant| other.edits == mutant.edits;
            assert_eq!(
                mutants.iter().filter(edits).count(),
                1,
                "{index}: {mutant:?}"
            );
        }
    }
}

#[test]
fn what_was_changed_stands_where_the_mutant_says() {
    let node = |text: &str, kind, path: &str| -> String {
        let mutants = mutants(text);
        let mut wanted = mutants
            .iter()
            .filter(|mutant| mutant.kind == kind && mutant.path == path);
        let mutant = wanted.next().unwrap();
        apply(text, &mutant.edits)[mutant.node.clone()].to_owned()
    };
    assert_eq!(node(BRACKETS, Kind::RenameKey, "d"), "dX: \"q\"");
    assert_eq!(node(BRACKETS, Kind::Retype, "a[0].b"), "b: ~");
    assert_eq!(node(BRACKETS, Kind::Retype, "a[1]"), "~");
    assert_eq!(node(BRACKETS, Kind::Duplicate, "a[0].b"), "b: 1, b: 1");
    assert_eq!(node(BRACKETS, Kind::Swap, "a[0]"), "z, { b: 1, c: x }");
    // From where something is gone: the list or mapping, with its key.
    assert_eq!(node(BRACKETS, Kind::Delete, "a[0]"), "a: [z]");
    assert_eq!(node(BRACKETS, Kind::Delete, "a[0].c"), "{ b: 1 }");
    assert_eq!(node(LINES, Kind::Delete, "a[0].b"), "c: x y");
    assert_eq!(
        node(LINES, Kind::Delete, "a[1]"),
        "a:\n  - b: 1\n    c: x y"
    );
}

#[test]
fn all_mutants_but_traps_are_yaml() {
    for text in [LINES, BRACKETS] {
        let mutants = mutants(text);
        assert!(mutants.len() > 100, "{}", mutants.len());
        for mutant in mutants.iter().filter(|mutant| mutant.kind != Kind::Trap) {
            let changed = apply(text, &mutant.edits);
            assert!(tree::parse(&changed).is_ok(), "{mutant:?}: {changed}");
        }
    }
}

#[test]
fn a_file_that_is_no_yaml_is_told() {
    let error = all(&Sources::from_texts([("spec/api.yaml", "a: [")])).unwrap_err();
    assert!(error.starts_with("spec/api.yaml: "), "{error}");
}
